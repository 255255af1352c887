"""栏目: planted once, tended by whoever manages the catalogue, never removed over something that hangs on them."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from gongkai.audit.models import AuditEntry
from gongkai.catalogue import actions
from gongkai.catalogue.actions.headings import TREES
from gongkai.catalogue.models import DisclosureItem, Heading
from gongkai.organs.models import Unit


def last() -> AuditEntry:
    return AuditEntry.objects.order_by("-number").first()


@pytest.mark.parametrize("tree", sorted(path.stem for path in TREES.glob("*.toml")))
def test_every_shipped_tree_grows_whole_with_sound_rows(tree, county, superuser):
    number = actions.plant_headings(organ=county, tree=tree, by=superuser)
    headings = list(Heading.objects.filter(organ=county))
    assert len(headings) == number > 30
    for heading in headings:
        heading.full_clean()
        assert heading.parent is None if len(heading.code) == 2 else heading.parent.code == heading.code[:-2]
    covered = {item for heading in headings if heading.holds_items for item in heading.article20}
    kept_by_the_county = {4} if tree == "township" else set()  # a township compiles no statistics
    assert covered == set(range(1, 16)) - kept_by_the_county, "each of the fifteen classes of Art. 20 has a place"


def test_planting_twice_adds_nothing_and_touches_nothing(organ, superuser, office_head, heading):
    actions.edit_heading(heading=heading("0314"), by=office_head, name="民政要闻")
    before = list(Heading.objects.values())
    assert actions.plant_headings(organ=organ, tree="county_civil_affairs", by=superuser) == 0
    assert list(Heading.objects.values()) == before
    assert last().facts == {"tree": "county_civil_affairs", "added": 0}


def test_planting_finds_the_units_that_look_after_headings(county, superuser):
    from tests.cast import found

    organ = found("rongjiang-mzj", by=superuser, parent=county)
    unit = Unit.objects.create(organ=organ, name="办公室")
    actions.plant_headings(organ=organ, tree="county_civil_affairs", by=superuser)
    assert Heading.objects.filter(organ=organ, owner_unit=unit).exists()


def test_a_missing_heading_is_planted_again_and_the_rest_left_alone(organ, superuser, heading, office_head):
    actions.remove_heading(heading=heading("031015"), by=office_head)
    assert actions.plant_headings(organ=organ, tree="county_civil_affairs", by=superuser) == 1
    assert heading("031015").parent == heading("0310")


@pytest.mark.parametrize("who", ["clerk", "leader", "stranger", "supervisor", "superuser"])
def test_only_who_manages_the_catalogue_tends_it(who, organ, heading, request):
    outsider = request.getfixturevalue(who)
    attempts = (
        lambda: actions.add_heading(
            organ=organ, parent=heading("0310"), code="031099", name="新栏目", kind="field", by=outsider
        ),
        lambda: actions.edit_heading(heading=heading("0314"), by=outsider, name="改"),
        lambda: actions.close_heading(heading=heading("0314"), on=date(2019, 3, 29), by=outsider),
        lambda: actions.remove_heading(heading=heading("0314"), by=outsider),
    )
    for attempt in attempts:
        with pytest.raises(PermissionDenied):
            attempt()
    assert heading("0314").name == "工作动态"


def test_a_heading_is_added_under_its_parent(organ, heading, administrator):
    made = actions.add_heading(
        organ=organ, parent=heading("0310"), code="031016", name="殡葬改革", kind="field", by=administrator
    )
    assert heading("031016") == made and made.parent == heading("0310")
    assert (last().verb, last().facts) == ("heading.added", {"code": "031016", "name": "殡葬改革"})


@pytest.mark.parametrize("code", ["031", "0410", "031001", "03100199", "0310"])
def test_a_code_that_does_not_follow_from_its_parent_or_is_taken_is_refused(code, organ, heading, administrator):
    with pytest.raises(ValidationError):
        actions.add_heading(organ=organ, parent=heading("0310"), code=code, name="新", kind="field", by=administrator)


def test_an_edit_records_what_changed_and_only_that(heading, administrator):
    actions.edit_heading(heading=heading("0314"), by=administrator, name="民政要闻", max_days_between_updates=14)
    assert last().facts == {"changed": {"name": ["工作动态", "民政要闻"]}}


def test_an_impossible_edit_is_refused_and_nothing_kept(heading, administrator):
    with pytest.raises(ValidationError):
        actions.edit_heading(heading=heading("0314"), by=administrator, kind="nonsense")
    assert heading("0314").kind == "news"


def test_a_heading_with_anything_under_it_is_not_removed_and_nothing_is_lost(
    draft, published, leader, heading, administrator
):
    draft()
    actions.withdraw(item=published(), by=leader, reason="error")
    with pytest.raises(actions.HeadingInUse) as refused:
        actions.remove_heading(heading=heading("0314"), by=administrator)
    assert refused.value.messages == [
        "“工作动态”下还有 2 条信息、0 个下级栏目，没有删除，什么都没有改动。"
        "可以把信息移到其他栏目，或将栏目归档（内容继续可查）。"
    ]
    with pytest.raises(actions.HeadingInUse, match="4 个下级栏目"):
        actions.remove_heading(heading=heading("0301"), by=administrator)
    assert DisclosureItem.objects.count() == 2 and heading("0301").children.count() == 4


def test_an_empty_heading_is_removed_and_the_trail_says_so(heading, administrator):
    actions.remove_heading(heading=heading("031015"), by=administrator)
    assert not Heading.objects.filter(code="031015").exists()
    assert (last().verb, last().facts) == ("heading.removed", {"code": "031015"})


def test_a_closed_heading_keeps_its_items_public_under_their_addresses(published, heading, administrator, organ):
    from gongkai.catalogue import queries

    item = published(heading="031012")
    actions.close_heading(
        heading=heading("031012"), on=date(2019, 3, 29), by=administrator, note="职能划转", moved_to=heading("031003")
    )
    closed = heading("031012")
    assert (closed.closed_on, closed.closed_note, closed.moved_to) == (date(2019, 3, 29), "职能划转", heading("031003"))
    assert queries.public_item(organ, item.pk) == item and queries.newest_page(closed).items == [item]
    assert (last().verb, last().facts) == ("heading.closed", {"on": "2019-03-29"})


@pytest.mark.parametrize("days", [0, 21, 30])
def test_a_limit_longer_than_article_26_allows_is_refused(days, heading, administrator):
    with pytest.raises(ValidationError):
        actions.edit_heading(heading=heading("0314"), by=administrator, publish_within_working_days=days)
    assert heading("0314").publish_within_working_days == 5
