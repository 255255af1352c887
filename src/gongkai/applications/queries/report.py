"""Figures for table three and the fee cells (Art. 50), each with the cases behind it. Counted as of any day.

A case is counted once, by its first result; one open on the day is carried over.
"""

from collections.abc import Iterator
from datetime import date

from django.db.models import Q

from gongkai.applications.models import Application, ApplicationEvent
from gongkai.statute.annual_report.forms import NoForm, form_for
from gongkai.statute.decisions import cell

APPLICANT_COLUMNS = {
    "natural_person", "org_business", "org_research", "org_public_interest", "org_legal_service", "org_other",
}  # fmt: skip


def table_three_cases(organ, year: int, as_of: date) -> Iterator[tuple[str, str, Application]]:
    """Row, column and case: each application at most once among new and carried in, and once among results and carried out."""
    start = date(year, 1, 1)
    as_of = min(as_of, date(year, 12, 31))
    cases = (
        Application.objects.filter(organ=organ, received_on__lte=as_of)
        .filter(Q(closed_on=None) | Q(closed_on__gte=start))
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


def table_three(organ, year: int, as_of: date) -> Iterator[tuple[str, int]]:
    """Path of a cell and how many, for the report's counter; nothing for a year whose form has no table."""
    try:
        if form_for(year).table_three is None:
            return
    except NoForm:
        return
    for row, column, _case in table_three_cases(organ, year, as_of):
        yield f"table_three.{row}.{column}", 1


def open_on(organ, day: date) -> int:
    """How many applications were received and not answered at the end of a day: 结转."""
    received = Application.objects.filter(organ=organ, received_on__lte=day)
    return received.filter(Q(closed_on=None) | Q(closed_on__gt=day)).count()


def fee_cells(organ, year: int, as_of: date) -> Iterator[tuple[str, int]]:
    """Notices of the information processing fee, what they came to and what was paid, by the day it happened."""
    for path, number, _case in fee_cases(organ, year, as_of):
        yield path, number


def fee_cases(organ, year: int, as_of: date) -> Iterator[tuple[str, int, Application]]:
    """Cell, what the case adds to it, and the case."""
    events = ApplicationEvent.objects.filter(
        case__organ=organ, event__in=["notify_fee", "pay_fee"], happened_on__gte=date(year, 1, 1), supersedes=None,
        happened_on__lte=min(as_of, date(year, 12, 31)),
    )  # fmt: skip
    own = ("event", "facts", "case__number", "case__received_on", "case__closed_on", "case__decision")
    for event in events.select_related("case").only(*own).iterator(chunk_size=2000):
        if event.event == "notify_fee":
            yield "fees.notices", 1, event.case
            yield "fees.amount_yuan", event.facts["amount_yuan"], event.case
        else:
            yield "fees.received_yuan", event.facts["amount_yuan"], event.case
