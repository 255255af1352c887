"""Facts go in checked, lie as JSON, and come back as they were."""

from dataclasses import dataclass
from datetime import UTC, date, datetime

import pytest

from gongkai.casework import facts
from gongkai.casework.facts import WrongFacts


@dataclass(frozen=True, slots=True)
class Notice:
    items: tuple[str, ...]
    until: date
    amount: int = 0
    paid: bool = False
    by: date | None = None
    slices: tuple[tuple[int, int], ...] = ()


GIVEN = {"items": ("年度", "文号"), "until": date(2024, 9, 20)}


def test_facts_are_made_of_keyword_values():
    assert facts.make(Notice, GIVEN) == Notice(("年度", "文号"), date(2024, 9, 20))


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({**GIVEN, "unit": "股"}, "Notice does not know unit"),
        ({"items": ()}, "Notice needs until"),
        ({}, "Notice needs items, until"),
        ({**GIVEN, "until": "2024-09-20"}, "Notice.until cannot be '2024-09-20'"),
        ({**GIVEN, "until": None}, "Notice.until cannot be None"),
        ({**GIVEN, "items": "年度"}, "Notice.items cannot be '年度'"),
        ({**GIVEN, "amount": True}, "Notice.amount cannot be True"),
        ({**GIVEN, "amount": 3.8}, "Notice.amount cannot be 3.8"),
        ({**GIVEN, "paid": 1}, "Notice.paid cannot be 1"),
        ({**GIVEN, "until": datetime(2024, 9, 20, 8, tzinfo=UTC)}, "Notice.until cannot be datetime"),
    ],
)
def test_a_mistake_of_the_caller_is_told_by_name(given, told):
    with pytest.raises(WrongFacts, match=told.replace(".", r"\.").replace("(", r"\(")):
        facts.make(Notice, given)


def test_what_may_be_empty_may_be_empty():
    assert facts.make(Notice, {**GIVEN, "by": None}).by is None
    assert facts.make(Notice, {**GIVEN, "by": date(2024, 10, 1)}).by == date(2024, 10, 1)


def test_only_what_differs_from_the_default_is_stored():
    assert facts.to_json(facts.make(Notice, GIVEN)) == {"items": ["年度", "文号"], "until": "2024-09-20"}


def test_stored_facts_come_back_as_they_were():
    made = Notice(("a",), date(2024, 9, 20), 380, True, date(2024, 10, 1), ((1, 30), (31, 68)))
    stored = facts.to_json(made)
    assert stored["slices"] == [[1, 30], [31, 68]]
    assert facts.from_json(Notice, stored) == made


def test_a_field_added_later_reads_old_rows_with_its_default():
    assert facts.from_json(Notice, {"items": [], "until": "2024-09-20"}).slices == ()
