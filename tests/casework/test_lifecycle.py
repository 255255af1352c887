"""The engine on a toy: what a row lets through, what a replay makes of events, how a record is corrected."""

from datetime import date

import pytest

from gongkai.casework.lifecycle import ANNUL, Refusal, effective
from tests.casework.toy import ANY_KEY, DOOR, LOCKED, NEW, OPEN, SHUT, Door, Key, did

HUNG, CLOSED = did(1, "hang"), did(2, "shut")


def test_a_step_leads_where_its_row_says_and_dates_the_state():
    door = DOOR.step(DOOR.start, HUNG, ANY_KEY)
    assert door == Door(OPEN, date(2024, 3, 1))
    assert DOOR.step(door, CLOSED, ANY_KEY) == Door(SHUT, date(2024, 3, 2))


def test_the_same_event_may_stand_in_several_rows():
    assert [row.number for row in DOOR.rows("open")] == ["3", "5"]
    assert DOOR.row(Door(SHUT), "open").label == "打开"
    assert DOOR.row(Door(LOCKED), "open").label == "开锁"


def test_a_state_without_a_row_refuses_and_says_where_the_step_is_possible():
    with pytest.raises(Refusal, match="现在是“开着”，不能“上锁”；只有在“关着”时可以办理") as refused:
        DOOR.row(Door(OPEN), "lock")
    assert refused.value.article == "2"
    with pytest.raises(Refusal, match="只有在“关着、锁着”时可以办理"):
        DOOR.row(Door(NEW), "knock")


def test_an_event_the_procedure_does_not_know_is_refused():
    with pytest.raises(Refusal, match="没有“飞走”这种事项"):
        DOOR.row(Door(OPEN), "飞走")
    assert DOOR.rows("飞走") == ()
    assert DOOR.label("飞走") == "飞走"


def test_a_guard_refuses_with_its_article():
    with pytest.raises(Refusal) as refused:
        DOOR.step(Door(SHUT), did(3, "lock", facts=Key(8)), ANY_KEY)
    assert str(refused.value) == "钥匙8打不开这扇门（门规第二条）"
    assert (refused.value.sentence, refused.value.article) == ("钥匙8打不开这扇门", "门规第二条")


def test_what_is_asked_of_every_event_is_asked_before_the_row_s_own_guards():
    shut = Door(SHUT, date(2024, 3, 9))
    with pytest.raises(Refusal, match="早于上一步"):
        DOOR.step(shut, did(3, "lock", facts=Key(8)), ANY_KEY)


def test_a_row_may_leave_the_state_and_a_fold_may_lead_somewhere_itself():
    shut = Door(SHUT, date(2024, 3, 2))
    twice = DOOR.step(DOOR.step(shut, did(3, "knock"), None), did(4, "knock"), None)
    assert (twice.state, twice.since, twice.knocked) == (SHUT, date(2024, 3, 2), 2)
    opened = DOOR.step(twice, did(5, "knock"), None)
    assert (opened.state, opened.since) == (OPEN, date(2024, 3, 5))


def test_what_is_recorded_under_an_earlier_day_does_not_set_the_state_back():
    shut = DOOR.replay([HUNG, did(2, "shut", day=9), did(3, "open", day=5)])
    assert (shut.state, shut.since) == (OPEN, date(2024, 3, 9))


def test_replay_trusts_what_was_recorded():
    rows = [HUNG, CLOSED, did(3, "lock", facts=Key(8))]
    assert DOOR.replay(rows) == Door(LOCKED, date(2024, 3, 3), keys=8)
    assert DOOR.replay([]) == DOOR.start


def test_replay_takes_rows_by_their_number_whatever_order_they_come_in():
    assert DOOR.replay([CLOSED, HUNG]) == DOOR.replay([HUNG, CLOSED])


def test_a_correction_stands_in_the_place_of_what_it_corrects():
    rows = [HUNG, CLOSED, did(3, "lock", facts=Key(8)), did(4, "lock", day=3, facts=Key(7), supersedes=3)]
    in_place = effective(rows)
    assert [(row.seq, row.event, row.facts) for row in in_place][-1] == (3, "lock", Key(7))
    assert len(in_place) == 3
    assert DOOR.replay(rows).keys == 7


def test_the_last_of_several_corrections_counts():
    rows = [HUNG, did(2, "shut", day=5, supersedes=1), did(3, "hang", day=4, supersedes=1)]
    assert [(row.seq, row.event, row.on.day) for row in effective(rows)] == [(1, "hang", 4)]


def test_an_annulled_row_leaves_the_record_and_may_come_back():
    annulled = [HUNG, CLOSED, did(3, ANNUL, day=2, supersedes=2)]
    assert DOOR.replay(annulled).state == OPEN
    assert DOOR.replay([*annulled, did(4, "shut", day=2, supersedes=2)]).state == SHUT


def test_a_corrected_record_is_asked_from_the_corrected_row_on():
    """The key of row 3 was accepted when it was recorded; today's guard would not. Only what changes is asked."""
    rows = [HUNG, CLOSED, did(3, "lock", facts=Key(8)), did(4, "open"), did(5, "shut")]
    later = [*rows, did(6, "open", day=5, supersedes=4)]
    with pytest.raises(Refusal, match="钥匙8"):
        DOOR.check(rows, ANY_KEY, changed=3)
    assert DOOR.check(rows, ANY_KEY, changed=4).state == SHUT
    assert DOOR.check(later, ANY_KEY, changed=4).since == date(2024, 3, 5)


def test_a_correction_that_takes_the_ground_from_what_follows_is_refused():
    rows = [HUNG, CLOSED, did(3, "knock"), did(4, ANNUL, day=2, supersedes=2)]
    with pytest.raises(Refusal, match="现在是“开着”，不能“敲门”"):
        DOOR.check(rows, ANY_KEY, changed=2)


def test_the_steps_open_in_a_state_are_listed_once_an_event_in_the_order_of_the_table():
    assert [row.number for row in DOOR.lawful(Door(NEW))] == ["1"]
    assert [row.number for row in DOOR.lawful(Door(SHUT))] == ["3", "4", "6"]
    assert [row.number for row in DOOR.lawful(Door(LOCKED))] == ["5", "6"]


def test_names_and_order_are_those_of_the_table():
    assert DOOR.events == ("hang", "shut", "open", "lock", "knock")
    assert DOOR.label("open") == "打开"
    assert DOOR.in_order({LOCKED, NEW, SHUT}) == [NEW, SHUT, LOCKED]
