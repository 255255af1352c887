"""Figures for table three and the fee cells (Art. 50), each with the cases behind it. Counted as of any day.

A case is counted once, by its first result; one open on the day is carried over.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Case, Count, F, Q, QuerySet, Value, When

from gongkai.applications.models import Application, ApplicationEvent
from gongkai.statute.annual_report.forms import NoForm, form_for
from gongkai.statute.annual_report.shape import Applications, Number
from gongkai.statute.decisions import DECISIONS, cell

APPLICANT_COLUMNS = {
    "natural_person", "org_business", "org_research", "org_public_interest", "org_legal_service", "org_other",
}  # fmt: skip
CARRIED_OUT = "carried_out"


def _told_in(year: int, as_of: date, **whose) -> QuerySet[Application]:
    """The applications the year's report tells of, with `came` (new_received, carried_in) and `went` (carried_out, or
    the decision). The list and the counts are both made from this, so that they cannot disagree.

    Either answered in the year or open at its end: two stretches of one index, whatever the archive holds besides.
    """
    start = date(year, 1, 1)
    is_open = Q(closed_on=None) | Q(closed_on__gt=as_of)
    return Application.objects.filter(Q(closed_on=None) | Q(closed_on__gte=start), received_on__lte=as_of, **whose).annotate(
        came=Case(When(received_on__gte=start, then=Value("new_received")), default=Value("carried_in")),
        went=Case(When(is_open, then=Value(CARRIED_OUT)), default=F("decision")),
    )  # fmt: skip


def _row(went: str, year: int) -> str:
    return went if went == CARRIED_OUT else cell(went, year)


def _last_day(year: int, as_of: date) -> date:
    return min(as_of, date(year, 12, 31))


def table_three_cases(organ, year: int, as_of: date) -> Iterator[tuple[str, str, Application]]:
    """Row, column and case: each application once among new and carried in, and once among results and carried out."""
    cases = _told_in(year, _last_day(year, as_of), organ=organ).select_related("applicant")
    cases = cases.only("number", "received_on", "closed_on", "decision", "applicant__kind")
    for case in cases.order_by("pk").iterator(chunk_size=2000):
        yield case.came, case.applicant.kind, case
        yield _row(case.went, year), case.applicant.kind, case


def table_three_cell(organ, year: int, as_of: date, row: str, column: str):
    """The cases behind one number of table three, by day of receipt: the same as `table_three_cases` puts there.

    `row` may be a total or a heading (办理结果总计, 不予公开), `column` the total of the applicants. LookupError for a row or
    column the form of the year does not have.
    """
    table = form_for(year).table_three
    if table is None:
        raise LookupError(f"{year}年度的格式没有表三")
    cases = _told_in(year, _last_day(year, as_of), organ=organ).filter(applicant__kind__in=_columns(table, column))
    found = Q(pk__in=())
    for leaf in _leaves(table, row):
        found |= _in_row(leaf, year)
    related = ("applicant", "handler", "unit")  # by key afterwards: a join would make the database sort an archive
    return cases.filter(found).prefetch_related(*related).order_by("received_on", "pk")


def _in_row(row: str, year: int) -> Q:
    if row in {"new_received", "carried_in"}:
        return Q(came=row)
    if row == CARRIED_OUT:
        return Q(went=row)
    return Q(went__in=[kind.code for kind in DECISIONS if cell(kind.code, year) == row])


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
    if _has_table(year):
        for _organ, path, number in _counted(year, _last_day(year, as_of), organ=organ):
            yield path, number


def table_three_of_all(year: int, as_of: date, organs: Iterable[int]) -> Iterator[tuple[int, str, int]]:
    """Organ, path of a cell and how many, for many organs at once: one pass over their applications."""
    if _has_table(year):
        yield from _counted(year, _last_day(year, as_of), organ__in=organs)


def _counted(year: int, as_of: date, **whose) -> Iterator[tuple[int, str, int]]:
    groups = _told_in(year, as_of, **whose).order_by().values_list("organ_id", "came", "went", "applicant__kind")
    for organ, came, went, column, number in groups.annotate(Count("pk")).iterator(chunk_size=2000):
        yield organ, f"table_three.{came}.{column}", number
        yield organ, f"table_three.{_row(went, year)}.{column}", number


def _has_table(year: int) -> bool:
    try:
        return form_for(year).table_three is not None
    except NoForm:
        return False


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
