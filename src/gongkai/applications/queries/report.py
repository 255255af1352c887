"""Figures for table three and the fee cells (Art. 50), each with the cases behind it. Counted as of any day.

A case is counted once, by its first result; one open on the day is carried over.
"""

from collections.abc import Iterable, Iterator
from datetime import date

from django.db.models import Case, Count, F, Q, QuerySet, Value, When

from gongkai.applications.models import Application, ApplicationEvent
from gongkai.statute.annual_report.forms import NoForm, form_for
from gongkai.statute.decisions import cell

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


def open_on(organ, day: date) -> int:
    """How many applications were received and not answered at the end of a day: 结转."""
    received = Application.objects.filter(organ=organ, received_on__lte=day)
    return received.filter(Q(closed_on=None) | Q(closed_on__gt=day)).count()


def fee_cells(organ, year: int, as_of: date) -> Iterator[tuple[str, int]]:
    """Notices of the information processing fee, what they came to and what was paid, by the day it happened."""
    events = ApplicationEvent.objects.filter(
        case__organ=organ, event__in=["notify_fee", "pay_fee"], happened_on__gte=date(year, 1, 1), supersedes=None,
        happened_on__lte=min(as_of, date(year, 12, 31)),
    )  # fmt: skip
    for event, facts in events.values_list("event", "facts"):
        if event == "notify_fee":
            yield "fees.notices", 1
            yield "fees.amount_yuan", facts["amount_yuan"]
        else:
            yield "fees.received_yuan", facts["amount_yuan"]
