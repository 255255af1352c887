"""Setting up organs and people: by the installer or the organ's own administrator, each act in the trail."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from gongkai.accounts.models import User
from gongkai.audit.models import AuditEntry
from gongkai.organs import actions, queries, rules
from gongkai.organs.models import Organ, Staff

FACTS = {
    "name": "榕江县水务局",
    "short_name": "县水务局",
    "level": "county",
    "kind": "department",
    "region_code": "522632",
}


def last() -> AuditEntry:
    return AuditEntry.objects.order_by("-number").first()


def newcomer(username: str = "xinren") -> User:
    return User.objects.create_user(username, name="辛仁")


def test_an_organ_is_founded_under_its_parent_and_told_in_the_trail(county, superuser):
    made = actions.found(by=superuser, slug="rongjiang-swj", parent=county, **FACTS)
    assert made.lineage == "rongjiang-gov/rongjiang-swj/" and county.is_above(made)
    assert (last().verb, last().organ, last().actor) == ("organ.founded", "rongjiang-swj", "root")


@pytest.mark.parametrize(
    "wrong",
    [{"slug": "rongjiang-gov"}, {"slug": "有 空格"}, {"region_code": "5226"}, {"level": "planet"}, {"name": ""}],
)
def test_an_organ_with_impossible_facts_is_not_founded(county, superuser, wrong):
    with pytest.raises(ValidationError) as refused:
        actions.found(by=superuser, **{"slug": "rongjiang-swj", "parent": county, **FACTS, **wrong})
    assert set(refused.value.message_dict) == set(wrong)
    assert Organ.objects.count() == 1


def test_only_the_installer_or_an_administrator_founds_appoints_and_dismisses(
    clerk, leader, organ, administrator, county
):
    staff = Staff.objects.get(user=clerk)
    for outsider in (clerk, leader):
        with pytest.raises(PermissionDenied):
            actions.found(by=outsider, slug="rongjiang-swj", parent=county, **FACTS)
        with pytest.raises(PermissionDenied):
            actions.appoint(by=outsider, user=outsider, organ=organ, roles=["administrator"], since=date(2019, 1, 1))
        with pytest.raises(PermissionDenied):
            actions.dismiss(by=outsider, staff=staff, role="clerk", until=date(2019, 1, 1))
    actions.appoint(by=administrator, user=newcomer(), organ=organ, roles=["clerk"], since=date(2019, 1, 1))
    assert last().facts == {"roles": ["clerk"], "since": "2019-01-01"}


def test_an_administrator_appoints_nobody_in_another_organ(administrator, neighbour):
    with pytest.raises(PermissionDenied, match="您在榕江县教育局没有这项权限"):
        actions.appoint(by=administrator, user=newcomer(), organ=neighbour, roles=["clerk"], since=date(2019, 1, 1))


def test_appointing_twice_leaves_one_post_and_adds_what_is_new(administrator, organ):
    user = newcomer()
    for roles in (["clerk"], ["clerk", "section_chief"]):
        staff = actions.appoint(by=administrator, user=user, organ=organ, roles=roles, since=date(2019, 1, 1))
    assert sorted(staff.posts.values_list("role", flat=True)) == ["clerk", "section_chief"]


def test_an_unknown_role_is_refused_and_nothing_is_kept(administrator, organ):
    user = newcomer()
    with pytest.raises(ValueError, match="emperor"):
        actions.appoint(by=administrator, user=user, organ=organ, roles=["clerk", "emperor"], since=date(2019, 1, 1))
    assert not Staff.objects.filter(user=user).exists()


def test_a_dismissed_person_loses_the_right_and_the_post_stays_on_record(administrator, clerk, organ):
    staff = Staff.objects.get(user=clerk)
    actions.dismiss(by=administrator, staff=staff, role="clerk", until=date(2019, 6, 30))
    assert not queries.may(clerk, rules.WRITE, organ)
    assert queries.roles_of(clerk, organ, on=date(2019, 6, 30)) == {"clerk"}
    assert last().verb == "staff.dismissed"


def test_dismissing_twice_changes_and_records_nothing_more(administrator, clerk):
    staff = Staff.objects.get(user=clerk)
    actions.dismiss(by=administrator, staff=staff, role="clerk", until=date(2019, 6, 30))
    before = last().number
    actions.dismiss(by=administrator, staff=staff, role="clerk", until=date(2020, 1, 1))
    assert last().number == before
    assert staff.posts.get().until == date(2019, 6, 30)


def test_posts_do_not_travel_a_person_leaves_one_organ_before_joining_another(superuser, clerk, neighbour):
    with pytest.raises(ValidationError, match="一个账号只属于一个机关"):
        actions.appoint(by=superuser, user=clerk, organ=neighbour, roles=["leader"], since=date(2019, 7, 1))
    actions.dismiss(by=superuser, staff=Staff.objects.get(user=clerk), role="clerk", until=date(2019, 6, 30))
    actions.appoint(by=superuser, user=clerk, organ=neighbour, roles=["leader"], since=date(2019, 7, 1))
    assert queries.roles_of(clerk) == {"leader"}
