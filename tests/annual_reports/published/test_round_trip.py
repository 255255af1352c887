"""What we compile and publish, our own reader reads back: random histories, every format, equal cell by cell, no breach.

And the other way round: one cell changed on the way is always found.
"""

from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gongkai.annual_reports import queries
from gongkai.annual_reports.papers import FORMATS
from gongkai.annual_reports.published import check
from gongkai.applications.models import Applicant, Application
from gongkai.statute.annual_report.forms import form_named
from gongkai.statute.annual_report.identities import arithmetic
from gongkai.statute.annual_report.shape import Form
from gongkai.statute.decisions import DECISIONS
from tests.annual_reports.published.markups import write
from tests.annual_reports.published.test_markups import some_tables
from tests.applications.conftest import at

pytestmark = pytest.mark.django_db

FIRST = date(2019, 1, 1)
CASES = st.lists(
    st.tuples(
        st.integers(0, 2100),  # day of receipt
        st.none() | st.integers(0, 500),  # days until it was closed
        st.sampled_from(DECISIONS),
        st.sampled_from(list(Applicant.Kind)),
    ),
    max_size=25,
)


def lay_down(organ, history) -> None:
    Applicant.objects.all().delete()
    Application.objects.all().delete()
    for number, (day, took, decision, kind) in enumerate(history):
        received = FIRST + timedelta(days=day)
        closed = received + timedelta(days=took) if took is not None else None
        case = Application.objects.create(
            organ=organ, number=f"n{number}", year=received.year, title="某信息", received_on=received, closed_on=closed,
            is_open=closed is None, decision=decision.code if closed else "", registered_at=at(received),
            channel="counter", state="received",
        )  # fmt: skip
        Applicant.objects.create(application=case, kind=kind, name="某人", id_kind="resident")


def in_format(document, form: str) -> bytes:
    return document.standalone().encode() if form == "html" else FORMATS[form].write(document)


@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(history=CASES, year=st.sampled_from([2019, 2020, 2021, 2024]))
def test_compiled_written_and_read_back_any_history_is_the_same_in_every_format(organ, history, year):
    lay_down(organ, history)
    document = queries.unwritten(organ, year)
    compiled = document.compiled
    assert [breach for breach in compiled.breaches if breach.rule.startswith(("T", "F"))] == []
    expected = {
        "table_two": compiled.tables.table_two,
        "table_three": compiled.tables.table_three,
        "table_four": compiled.tables.table_four,
    }
    for form in ("html", "docx", "xlsx", "json"):
        verdict = check(in_format(document, form), f"报告.{form}")
        assert verdict.tables == expected, form
        assert verdict.unread == (), form
        assert (verdict.format, verdict.year) == (compiled.form.key, year), form
        assert [
            b for b in verdict.breaches if b.rule.startswith(("T", "F.rows", "F.blank", "F.nonnumeric", "F.version"))
        ] == []


@pytest.mark.parametrize("year", [2020, 2024])
def test_the_printed_report_is_read_back_cell_by_cell(organ, year):
    lay_down(
        organ,
        [(day * 37, day % 90, DECISIONS[day % len(DECISIONS)], list(Applicant.Kind)[day % 6]) for day in range(56)],
    )
    document = queries.unwritten(organ, year)
    verdict = check(in_format(document, "pdf"), "报告.pdf")
    assert verdict.unread == ()
    assert verdict.tables["table_three"] == document.compiled.tables.table_three
    assert verdict.tables["table_two"] == document.compiled.tables.table_two
    assert verdict.tables["table_four"] == document.compiled.tables.table_four
    assert (verdict.organ, verdict.year) == (organ.name, year)


def places_of(form: Form) -> list[tuple[str, str, str]]:
    rows = [
        ("table_three", row.key, column.key)
        for row in form.table_three.number_rows
        for column in form.table_three.columns
    ]
    return rows + [("table_four", block.key, column.key) for block in form.table_four for column in block.columns]


@pytest.mark.parametrize("form", ["2019-60", "2021-30"])
def test_one_cell_changed_is_found_wherever_it_stands(form):
    """Every cell of tables three and four in turn; the reader is asked once for each row, the identities for each cell."""
    known = form_named(form)
    tables = some_tables(form, 11)
    for table, row, column in places_of(known):
        getattr(tables, table)[row][column] += 1
        found = arithmetic(known, tables.table_two, tables.table_three, tables.table_four, may_make_rules=False)
        assert any(breach.rule.startswith(("T3", "T4")) for breach in found), (table, row, column)
        getattr(tables, table)[row][column] -= 1
    for row in [one.key for one in known.table_three.number_rows][::4]:
        tables = some_tables(form, 11)
        tables.table_three[row]["org_other"] += 3
        rules = {breach.rule for breach in check(write(known, tables, "page")).breaches}
        assert "T3.row_total" in rules
