"""The cast itself stands: what other tests lean on is what the actions make."""

from gongkai.catalogue import queries
from gongkai.organs import queries as organs
from tests.cast import when


def test_a_published_item_of_the_cast_is_public(published, organ):
    item = published(title="低保名单公示", heading="031001", at=when(2019, 3, 4))
    assert queries.public_item(organ, item.pk).title == "低保名单公示"
    assert item.published_at == when(2019, 3, 4)


def test_everybody_of_the_cast_holds_the_post_the_name_says(
    clerk, chief, secrecy_reviewer, office_head, deputy, leader, administrator, organ
):
    people = (clerk, chief, secrecy_reviewer, office_head, deputy, leader, administrator)
    assert [organs.roles_of(user, organ) for user in people] == [
        {"clerk"}, {"section_chief"}, {"secrecy_reviewer"}, {"disclosure_office_head"}, {"deputy_in_charge"},
        {"leader"}, {"administrator"},
    ]  # fmt: skip


def test_the_neighbour_is_another_organ_of_the_same_county(neighbour, organ, county, stranger, supervisor):
    assert county.is_above(organ) and county.is_above(neighbour)
    assert organs.organ_of(stranger) == neighbour and organs.organ_of(supervisor) == county
