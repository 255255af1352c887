"""Figures for table three and the fee cells (Art. 50), each with the cases behind it. Counted as of any day.

A case is counted once, by its first result; one open on the day is carried over.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q

from gongkai.applications.models import Application, ApplicationEvent
from gongkai.statute.annual_report.forms import NoForm, form_for
from gongkai.statute.annual_report.shape import Applications, Number
from gongkai.statute.decisions import DECISIONS, cell

APPLICANT_COLUMNS = {
    "natural_person", "org_business", "org_research", "org_public_interest", "org_legal_service", "org_other",
}  # fmt: skip


def table_three_cases(organ, year: int, as_of: date) -> Iterator[tuple[str, str, Application]]:
    """Row, column and case: each application at most once among new and carried in, and once among results and carried out."""
    start = date(year, 1, 1)
    as_of = min(as_of, date(year, 12, 31))
    cases = (
        _of_year(organ, start, as_of)
        .select_related("applicant")
        .only("number", "received_on", "closed_on", "decision", "applicant__kind")
    )
    for case in cases.order_by("pk").iterator(chunk_size=2000):
        column = case.applicant.kind
        yield "new_received" if case.received_on >= start else "carried_in", column, case
        if case.closed_on is None or case.closed_on > as_of:
            yield "carried_out", column, case
        else:
            yield cell(case.decision, year), column, case


def _of_year(organ, start: date, as_of: date):
    """Every case the year has to account for: received by its end, and not closed before it began."""
    received = Application.objects.filter(organ=organ, received_on__lte=as_of)
    return received.filter(Q(closed_on=None) | Q(closed_on__gte=start))


def table_three_cell(organ, year: int, as_of: date, row: str, column: str):
    """The cases behind one number of table three, by day of receipt: the same as `table_three_cases` puts there.

    `row` may be a total or a heading (办理结果总计, 不予公开), `column` the total of the applicants. LookupError for a row or
    column the form of the year does not have.
    """
    table = form_for(year).table_three
    if table is None:
        raise LookupError(f"{year}年度的格式没有表三")
    start, as_of = date(year, 1, 1), min(as_of, date(year, 12, 31))
    cases = _of_year(organ, start, as_of).filter(applicant__kind__in=_columns(table, column))
    found = Q(pk__in=())
    for leaf in _leaves(table, row):
        found |= _in_row(leaf, year, start, as_of)
    related = ("applicant", "handler", "unit")  # by key afterwards: a join would make the database sort an archive
    return cases.filter(found).prefetch_related(*related).order_by("received_on", "pk")


def _in_row(row: str, year: int, start: date, as_of: date) -> Q:
    open_then = Q(closed_on=None) | Q(closed_on__gt=as_of)
    ways_in_and_out = {
        "new_received": Q(received_on__gte=start), "carried_in": Q(received_on__lt=start), "carried_out": open_then,
    }  # fmt: skip
    if row in ways_in_and_out:
        return ways_in_and_out[row]
    codes = [kind.code for kind in DECISIONS if cell(kind.code, year) == row]
    return Q(closed_on__lte=as_of, decision__in=codes)


def _columns(table: Applications, column: str) -> tuple[str, ...]:
    known = {one.key: one for one in table.columns}
    if column not in known:
        raise LookupError(f"表三没有“{column}”这一列")
    return known[column].sums or (column,)


def _leaves(table: Applications, key: str) -> tuple[str, ...]:
    """The rows of numbers a row comes to: itself, what it sums, or all that stands under it."""
    row = next((row for row in table.rows if row.key == key), None)
    if row is None:
        raise LookupError(f"表三没有“{key}”这一行")
    if row.numbers:
        return row.sums or (key,)
    return tuple(
        leaf for below in table.rows if below.group == key and not below.sums for leaf in _leaves(table, below.key)
    )


def table_three(organ, year: int, as_of: date) -> Iterator[tuple[str, int]]:
    """Path of a cell and how many, for the report's counter; nothing for a year whose form has no table."""
    try:
        if form_for(year).table_three is None:
            return
    except NoForm:
        return
    for row, column, _case in table_three_cases(organ, year, as_of):
        yield f"table_three.{row}.{column}", 1


def recorded_since(organ, year: int, at: datetime) -> list[Application]:
    """The cases whose record of the year, or before it, was added to or corrected after `at`: why its figures moved."""
    last = date(year, 12, 31)
    entered = ApplicationEvent.objects.filter(case__organ=organ, recorded_at__gt=at)
    late = entered.filter(Q(happened_on__lte=last) | ~Q(supersedes=None), case__received_on__lte=last)
    found = Application.objects.filter(organ=organ, pk__in=late.values("case"))
    return list(found.only("number").order_by("received_on", "pk"))


def open_on(organ, day: date) -> int:
    """How many applications were received and not answered at the end of a day: 结转."""
    received = Application.objects.filter(organ=organ, received_on__lte=day)
    return received.filter(Q(closed_on=None) | Q(closed_on__gt=day)).count()


@dataclass(frozen=True, slots=True)
class FeeStep:
    """One notice or payment of the information processing fee, with the case it belongs to."""

    cell: str  # notices or received_yuan
    amount_yuan: Number
    on: date
    case: Application


def fee_steps(organ, year: int, as_of: date) -> list[FeeStep]:
    """What the fee cells are counted from, by the day it happened."""
    found = _fee_events(organ, year, as_of).select_related("case").order_by("happened_on", "pk")
    return [
        FeeStep(
            "notices" if event.event == "notify_fee" else "received_yuan",
            event.facts["amount_yuan"], event.happened_on, event.case,
        )
        for event in found
    ]  # fmt: skip


def fee_cells(organ, year: int, as_of: date) -> Iterator[tuple[str, int]]:
    """Notices of the information processing fee, what they came to and what was paid, by the day it happened."""
    for event, facts in _fee_events(organ, year, as_of).values_list("event", "facts"):
        if event == "notify_fee":
            yield "fees.notices", 1
            yield "fees.amount_yuan", facts["amount_yuan"]
        else:
            yield "fees.received_yuan", facts["amount_yuan"]


def _fee_events(organ, year: int, as_of: date):
    return ApplicationEvent.objects.filter(
        case__organ=organ, event__in=["notify_fee", "pay_fee"], happened_on__gte=date(year, 1, 1), supersedes=None,
        happened_on__lte=min(as_of, date(year, 12, 31)),
    )  # fmt: skip
