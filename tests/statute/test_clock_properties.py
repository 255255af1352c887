"""The clock against a counter that looks at every single day, on dates and events nobody chose."""

from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from gongkai.statute.clocks import ClockProblem, Suspension, due
from gongkai.statute.workdays.calendar import calendar

KNOWN = calendar()
ONE = timedelta(days=1)

receipts = st.dates(date(2008, 5, 1), date(2040, 12, 31))
periods = st.integers(1, 60)
offsets = st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40)), max_size=4)


def brute_force(day_zero, days, pauses, *, answer_suspended=True):
    """Walks the calendar day by day; a day is used when worked and inside no pause."""
    day, used = day_zero, 0
    while used < days:
        day += ONE
        paused = any(p.sent < day <= (p.answered if answer_suspended else p.answered - ONE) for p in pauses)
        if KNOWN.is_workday(day) and not paused:
            used += 1
    return day


def pauses_from(start, pairs):
    return [Suspension(start + timedelta(days=a), start + timedelta(days=a + b)) for a, b in pairs]


def due_or_none(*args, **kwargs):
    try:
        return due(*args, calendar=KNOWN, **kwargs)
    except ClockProblem:  # a consultation sent after the period ended
        return None


@settings(max_examples=150, deadline=None)
@given(receipts, periods)
def test_without_events_the_last_day_is_the_nth_working_day(received, days):
    result = due(days, received, calendar=KNOWN)
    assert result.on == result.safe_on == brute_force(received, days, [])
    assert KNOWN.workdays_between(received, result.on) == days
    assert KNOWN.is_workday(result.on)


@settings(max_examples=150, deadline=None)
@given(receipts, periods, offsets)
def test_suspensions_are_the_union_of_their_days(received, days, pairs):
    pauses = pauses_from(received, pairs)
    result = due_or_none(days, received, suspensions=pauses)
    if result is None:
        end = max(p.sent for p in pauses)
        assert brute_force(received, days, [p for p in pauses if p.sent < end]) < end
        return
    assert result.on == brute_force(received, days, pauses)
    assert result.safe_on == brute_force(received, days, pauses, answer_suspended=False)
    assert result.safe_on <= result.on
    assert KNOWN.is_workday(result.on) and KNOWN.is_workday(result.safe_on)


@settings(max_examples=100, deadline=None)
@given(receipts, st.integers(1, 30), offsets)
def test_the_order_in_which_consultations_are_named_changes_nothing(received, days, pairs):
    pauses = pauses_from(received, pairs)
    assert due_or_none(days, received, suspensions=pauses) == due_or_none(days, received, suspensions=pauses[::-1])


@settings(max_examples=100, deadline=None)
@given(receipts, periods, st.integers(0, 90))
def test_a_restart_is_a_new_day_nought(received, days, later):
    again = received + timedelta(days=later)
    restarted = due(days, received, restarts=[again], calendar=KNOWN)
    assert restarted.on == due(days, again, calendar=KNOWN).on
    assert restarted.on >= due(days, received, calendar=KNOWN).on


@settings(max_examples=100, deadline=None)
@given(receipts, periods, st.integers(1, 40), offsets)
def test_an_extension_is_as_many_more_days_of_the_same_period(received, days, more, pairs):
    pauses = pauses_from(received, pairs)
    extended = due_or_none(days, received, suspensions=pauses, extension=more)
    whole = due_or_none(days + more, received, suspensions=pauses)
    assert (extended is None) == (whole is None)
    if extended is not None and whole is not None:
        assert (extended.on, extended.safe_on) == (whole.on, whole.safe_on)


@settings(max_examples=100, deadline=None)
@given(receipts, periods)
def test_a_later_receipt_or_a_longer_period_never_ends_earlier(received, days):
    here = due(days, received, calendar=KNOWN).on
    assert due(days, received + ONE, calendar=KNOWN).on >= here
    assert due(days + 1, received, calendar=KNOWN).on > here


@settings(max_examples=100, deadline=None)
@given(receipts, periods, offsets)
def test_the_trail_is_in_order_and_every_step_cites_something(received, days, pairs):
    result = due_or_none(days, received, suspensions=pauses_from(received, pairs))
    if result is None:
        return
    steps = [step.day for step in result.trail]
    assert steps == sorted(steps)
    assert steps[0] == received
    assert all(step.what and step.article for step in result.trail)
    assert result.provisional == any("暂按" in step.what for step in result.trail)
