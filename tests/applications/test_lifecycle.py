"""The table of applications walked row by row: nothing unreachable, nothing without a way out, an article to each."""

import pytest

from gongkai.applications import standing as s
from gongkai.applications.folds import FOLDS
from gongkai.applications.lifecycle import APPLICATION, FACTS, TRANSITIONS
from gongkai.applications.standing import CLOSED, NEW, OPEN, STATES, Standing
from gongkai.casework.lifecycle import SAME
from gongkai.organs.rules import ALL_RIGHTS
from gongkai.statute.annual_report.forms import form_for
from gongkai.statute.decisions import DECISIONS, cell
from gongkai.statute.wording import article_words

NUMBERED = {str(number) for number in range(1, 24)} - {"15"} | {"15a", "15b"}
BY_THE_APPLICANT = {"submit_online", "suggest_publication"}


def leads_to(row) -> set[str]:
    """Where a row may lead; the last opinion ends the consulting although its row leaves the state."""
    if row.event in {"receive_opinion", "end_consultation"}:
        return {s.IN_PROCESS, s.CONSULTING}
    return set(row.sources) if row.target == SAME else {row.target}


def test_every_step_of_the_procedure_has_its_row():
    assert {row.number for row in TRANSITIONS} >= NUMBERED


def test_numbers_are_given_once():
    numbers = [row.number for row in TRANSITIONS]
    assert len(set(numbers)) == len(numbers)


def test_every_state_can_be_reached():
    reached, before = {NEW}, set()
    while reached != before:
        before = set(reached)
        for row in TRANSITIONS:
            for state in reached & row.sources:
                reached |= {state} if row.target == SAME else leads_to(row)
    assert reached == set(STATES)


def test_states_are_before_the_first_event_open_or_closed_and_nothing_else():
    assert set(STATES) == {NEW} | OPEN | CLOSED
    assert not OPEN & CLOSED


@pytest.mark.parametrize("state", sorted(OPEN))
def test_every_open_state_has_a_way_on_besides_the_applicant_s_withdrawal(state):
    onward = [
        row for row in TRANSITIONS if state in row.sources and leads_to(row) - {state} and row.event != "withdraw"
    ]
    assert onward
    assert any(row.event == "withdraw" and state in row.sources for row in TRANSITIONS)


@pytest.mark.parametrize("state", sorted(CLOSED - {s.ARCHIVED}))
def test_every_ending_can_be_filed(state):
    assert any(row.event == "archive" and state in row.sources for row in TRANSITIONS)


@pytest.mark.parametrize("row", TRANSITIONS, ids=lambda row: row.number)
def test_a_row_is_complete(row):
    assert row.label
    assert row.sources <= set(STATES)
    assert row.target in {SAME, *STATES} - {NEW}
    assert article_words(row.article).startswith("第")
    assert row.event in FACTS, "each event has a dataclass of facts"
    assert row.right in ALL_RIGHTS or (row.right == "" and row.event in BY_THE_APPLICANT)


def test_each_event_belongs_to_one_row_in_any_state():
    for state in STATES:
        events = [row.event for row in TRANSITIONS if state in row.sources]
        assert len(set(events)) == len(events), state


def test_a_label_names_one_event():
    events = {}
    for row in TRANSITIONS:
        assert events.setdefault(row.label, row.event) == row.event


def test_facts_and_folds_are_of_events_that_exist():
    assert set(FACTS) == set(APPLICATION.events)
    assert set(FOLDS) <= set(APPLICATION.events)


def test_a_step_by_its_row_alone_needs_the_state_it_names():
    for row in TRANSITIONS:
        for state in STATES:
            found = [
                open_row.number for open_row in APPLICATION.lawful(Standing(state=state)) if open_row.event == row.event
            ]
            assert (row.number in found) == (state in row.sources)


@pytest.mark.parametrize("year", range(2019, 2028))
def test_every_way_to_end_counts_in_one_row_of_the_year_s_form(year):
    table = form_for(year).table_three
    assert table is not None
    keys = [row.key for row in table.number_rows]
    for decision in DECISIONS:
        assert keys.count(cell(decision.code, year)) == 1
        assert cell(decision.code, year) not in {"new_received", "carried_in", "carried_out", "processed_total"}
