"""What an administrator keeps of the own organ: its parts, its units, its accounts; never another's."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from gongkai.accounts.models import User
from gongkai.audit.models import AuditEntry
from gongkai.organs import actions
from gongkai.organs.models import DisclosureGuide, DisclosureOffice, LeadingGroup, Organ, Staff, Unit

NEW = {"username": "longxinlai", "name": "龙新来", "password": "rongjiang-2019-mima", "roles": ["clerk"]}


def last() -> AuditEntry:
    return AuditEntry.objects.order_by("-number").first()


def test_the_office_is_kept_in_one_row_and_the_trail_names_what_changed(administrator, organ):
    before = DisclosureOffice.objects.get(organ=organ)
    actions.keep_part(by=administrator, organ=organ, model=DisclosureOffice, telephone="0855-6622699", fax=before.fax)
    assert DisclosureOffice.objects.get(organ=organ).telephone == "0855-6622699"
    assert (last().verb, last().facts) == ("disclosureoffice.kept", {"changed": ["telephone"], "key": before.pk})


def test_what_the_organ_did_not_have_is_made(administrator, organ):
    group = actions.keep_part(
        by=administrator, organ=organ, model=LeadingGroup, name="公开工作领导小组", established_on=date(2019, 3, 20)
    )
    assert organ.leading_group == group


def test_an_impossible_value_is_refused_and_nothing_kept(administrator, organ):
    with pytest.raises(ValidationError):
        actions.keep_part(by=administrator, organ=organ, model=DisclosureOffice, postcode="5572")
    assert DisclosureOffice.objects.get(organ=organ).postcode == "557200"


def test_only_these_parts_are_kept_this_way(administrator, organ):
    with pytest.raises(ValueError, match="Staff"):
        actions.keep_part(by=administrator, organ=organ, model=Staff, title="局长")


@pytest.mark.parametrize("who", ["clerk", "office_head", "leader", "supervisor", "superuser", "stranger"])
def test_only_the_organs_own_administrator_keeps_anything(who, organ, request, clerk):
    outsider = request.getfixturevalue(who)
    attempts = (
        lambda: actions.keep_part(by=outsider, organ=organ, model=DisclosureGuide, remedies="改"),
        lambda: actions.keep_functions(by=outsider, organ=organ, functions="改"),
        lambda: actions.keep_unit(by=outsider, organ=organ, name="新股"),
        lambda: actions.employ(by=outsider, organ=organ, since=date(2019, 1, 1), **NEW),
        lambda: actions.reset_password(by=outsider, staff=clerk.staff, password=NEW["password"]),
    )
    for attempt in attempts:
        with pytest.raises(PermissionDenied):
            attempt()
    assert not User.objects.filter(username="longxinlai").exists()


def test_functions_are_kept_and_nothing_else_of_the_row(administrator, organ):
    organ.name = "改了名"
    actions.keep_functions(by=administrator, organ=organ, functions="负责城乡低保。")
    row = Organ.objects.get(pk=organ.pk)
    assert (row.functions, row.name) == ("负责城乡低保。", "榕江县民政局")


def test_a_unit_is_named_once_in_an_organ_and_belongs_to_it(administrator, organ, neighbour):
    unit = actions.keep_unit(by=administrator, organ=organ, name="社会救助股")
    with pytest.raises(ValidationError):
        actions.keep_unit(by=administrator, organ=organ, name="社会救助股")
    actions.keep_unit(by=administrator, organ=organ, unit=unit, phone="0855-6622612")
    theirs = Unit.objects.create(organ=neighbour, name="基础教育股")
    with pytest.raises(ValidationError, match="“基础教育股”不是本机关的内设机构"):
        actions.keep_unit(by=administrator, organ=organ, unit=theirs, name="改")
    assert Unit.objects.get(pk=theirs.pk).name == "基础教育股"


def test_the_leading_group_takes_people_of_the_organ_once_each(administrator, organ, leader, stranger):
    group = actions.keep_part(
        by=administrator, organ=organ, model=LeadingGroup, name="小组", established_on=date(2019, 3, 20)
    )
    for part in ("member", "head"):
        place = actions.keep_membership(by=administrator, group=group, staff=leader.staff, part=part)
    assert group.memberships.get().part == "head"
    with pytest.raises(ValidationError, match="韦巨不是本机关的人员"):
        actions.keep_membership(by=administrator, group=group, staff=stranger.staff, part="member")
    actions.end_membership(by=administrator, membership=place)
    assert not group.memberships.exists() and last().verb == "membership.ended"


def test_a_new_colleague_gets_an_account_that_works_and_posts(administrator, organ):
    staff = actions.employ(by=administrator, organ=organ, since=date(2019, 1, 1), title="科员", **NEW)
    assert staff.user.check_password(NEW["password"]) and staff.title == "科员"
    assert list(staff.posts.values_list("role", flat=True)) == ["clerk"]
    assert "mima" not in "".join(str(entry.facts) for entry in AuditEntry.objects.all()), "no password in the trail"


@pytest.mark.parametrize(
    "wrong", [{"username": "waiju"}, {"password": "123456"}, {"password": "longxinlai"}, {"username": "有 空格"}]
)
def test_a_taken_name_or_a_weak_password_opens_no_account(wrong, administrator, organ, stranger):
    people = User.objects.count()
    with pytest.raises(ValidationError):
        actions.employ(by=administrator, organ=organ, since=date(2019, 1, 1), **(NEW | wrong))
    assert User.objects.count() == people
    assert stranger.staff.organ != organ, "an account of another organ is never taken over"


def test_a_lost_password_is_replaced_but_never_the_installers(administrator, organ, clerk, superuser):
    actions.reset_password(by=administrator, staff=clerk.staff, password=NEW["password"])
    assert User.objects.get(pk=clerk.pk).check_password(NEW["password"])
    staff = actions.appoint(by=superuser, user=superuser, organ=organ, roles=["clerk"], since=date(2019, 1, 1))
    with pytest.raises(PermissionDenied, match="平台安装员的口令"):
        actions.reset_password(by=administrator, staff=staff, password=NEW["password"])
