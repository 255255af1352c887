"""The catalogue filtered and walked: every item once, whatever the filter, the page size or equal times."""

import random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gongkai.catalogue import queries
from gongkai.catalogue.models import DisclosureItem
from tests.cast import when

MOMENTS = (when(2019, 3, 4), when(2019, 3, 5), when(2020, 1, 2))
GENRES, SUBJECTS, VALIDITIES = ("通知", "公告", "其他"), ("社会救助", "养老服务"), ("", "in_force", "repealed")


@pytest.fixture
def archive(heading, neighbour, clerk):
    """Forty public items of two organs with few moments and facets, so that equal ones abound, and five drafts."""
    dice = random.Random(2019)
    headings = [heading(code) for code in ("030102", "030103", "0314")] + [heading("0314", neighbour)]
    rows = []
    for number in range(45):
        where, moment = dice.choice(headings), dice.choice(MOMENTS)
        rows.append(
            DisclosureItem(
                organ=where.organ,
                heading=where,
                title=f"第{number}条",
                index_number=f"n-{number}",
                author=clerk,
                live=number < 40,
                formed_on=moment.date(),
                published_at=moment,
                year=moment.year,
                genre=dice.choice(GENRES),
                subject=dice.choice(SUBJECTS),
                validity=dice.choice(VALIDITIES),
                audience=dice.choice([["个人"], ["企业", "个人"], []]),
            )
        )
    DisclosureItem.objects.bulk_create(rows)
    return list(DisclosureItem.objects.select_related("organ", "heading"))


def walk(limit: int, **facets) -> list[int]:
    found, before = [], None
    while True:
        step = queries.browse(before=before, limit=limit, **facets)
        assert len(step.items) <= limit
        found += [item.pk for item in step.items]
        if step.older is None:
            return found
        assert len(step.items) == limit, "only the last step may be short"
        before = step.older


def newest_first(items) -> list[int]:
    return [item.pk for item in sorted(items, key=lambda item: (item.published_at, item.pk), reverse=True)]


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    limit=st.integers(1, 50),
    in_organ=st.booleans(),
    year=st.sampled_from([None, 2019, 2020, 2018]),
    genre=st.sampled_from(["", *GENRES]),
    subject=st.sampled_from(["", *SUBJECTS]),
    validity=st.sampled_from(["", "in_force", "repealed"]),
    audience=st.sampled_from(["", "个人", "企业"]),
)
def test_a_walk_meets_each_item_of_the_filter_exactly_once_newest_first(
    archive, organ, limit, in_organ, year, genre, subject, validity, audience
):
    wanted = [
        item
        for item in archive
        if item.live
        and (not in_organ or item.organ == organ)
        and (year is None or item.year == year)
        and genre in ("", item.genre)
        and subject in ("", item.subject)
        and validity in ("", item.validity)
        and (not audience or audience in item.audience)
    ]
    facets = {"year": year, "genre": genre, "subject": subject, "validity": validity, "audience": audience}
    assert walk(limit, organ=organ if in_organ else None, **facets) == newest_first(wanted)


@pytest.mark.parametrize("limit", [1, 7])
def test_a_group_of_headings_shows_what_lies_below_it_and_of_its_own_organ_only(archive, heading, organ, limit):
    below = [item for item in archive if item.live and item.organ == organ and item.heading.code.startswith("0301")]
    assert walk(limit, heading=heading("0301")) == newest_first(below)
    assert walk(limit, heading=heading("030102")) == newest_first(i for i in below if i.heading.code == "030102")
    assert walk(limit, heading=heading("0304")) == []


def test_a_walk_is_not_disturbed_by_what_is_published_meanwhile(published):
    old = [published(at=when(2019, 3, day)) for day in (4, 5, 6)]
    step = queries.browse(limit=2)
    published(at=when(2019, 4, 1))
    assert step.items + queries.browse(before=step.older, limit=2).items == old[::-1]


def test_facets_find_what_the_actions_published(published, clerk):
    item = published(genre="公告", subject="社会救助", audience=["企业"], at=when(2019, 3, 4))
    published(at=when(2019, 3, 5), audience=["个人"])
    for facets in ({"genre": "公告"}, {"subject": "社会救助"}, {"audience": "企业"}):
        assert queries.browse(**facets).items == [item]
    assert len(queries.browse(year=2019).items) == 2 and queries.browse(year=2018).items == []
