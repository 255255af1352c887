"""统计: a year of applications in figures and small drawings; each figure opens the cases behind it."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from gongkai.applications import queries, vocabulary
from gongkai.organs import rules
from gongkai.statute.decisions import DECISIONS
from gongkai.statute.receipt import Channel
from gongkai.workbench.gate import needs
from gongkai.workbench.views.applications.ledger import FIRST_YEAR
from gongkai.writers import svg


@dataclass(frozen=True)
class Figure:
    """`link` opens exactly the cases counted."""

    label: str
    count: int
    link: str
    bar: str = ""  # drawn, where the figure is one of several


@needs(rules.READ_CASES)
def statistics(request: HttpRequest) -> HttpResponse:
    this_year = timezone.localdate().year
    asked = request.GET.get("year", "")
    year = int(asked) if asked.isdigit() and FIRST_YEAR <= int(asked) <= this_year else this_year
    found = queries.statistics(request.desk.organ, year)
    received, closed = _year("received", year), _year("closed", year)
    months = [
        Figure(
            label,
            count,
            _list(**_span("received", date(year, place, 1), date(year, place, monthrange(year, place)[1]))),
        )
        for place, (label, count) in enumerate(found.by_month, 1)
    ]
    context = {
        "year": year,
        "years": range(this_year, FIRST_YEAR - 1, -1),
        "found": found,
        "figures": [
            Figure(_("收到"), found.received, _list(**received)),
            Figure(_("办结"), found.closed, _list(**closed)),
            Figure(_("现在未办结"), found.still_open, _list(open="1")),
            Figure(_("延长过期限的（已办结）"), found.extended, _list(extended="1", **closed)),
            Figure(_("超期答复"), found.late, _list(answered_late="1", **closed)),
        ],
        "months": months,
        "month_chart": mark_safe(svg.columns(_("各月收到"), found.by_month)),  # noqa: S308 - the writer escapes
        "tables": [
            (_("办理结果"), _drawn(found.by_decision, _CODES["decision"], "decision", closed)),
            (_("申请渠道"), _drawn(found.by_channel, _CODES["channel"], "channel", received)),
            (_("申请人类别"), _drawn(found.by_kind, _CODES["kind"], "kind", received)),
        ],
    }
    return render(request, "workbench/applications/statistics.html", context)


_CODES = {
    "decision": {row.label: row.code for row in DECISIONS},
    "channel": {row.label: row.value for row in Channel},
    "kind": {str(label): code for code, label in vocabulary.ApplicantKind.choices},
}


def _drawn(rows: list[tuple[str, int]], codes: dict[str, str], name: str, span: dict[str, str]) -> list[Figure]:
    largest = max((count for _label, count in rows), default=0)
    return [
        Figure(label, count, _list(**{name: codes[label]}, **span), mark_safe(svg.bar(count, largest)))  # noqa: S308
        for label, count in rows
    ]


def _year(name: str, year: int) -> dict[str, str]:
    return _span(name, date(year, 1, 1), date(year, 12, 31))


def _span(name: str, first: date, last: date) -> dict[str, str]:
    return {f"{name}_from": first.isoformat(), f"{name}_to": last.isoformat()}


def _list(**asked: str) -> str:
    return f"{reverse('office_application_register')}?{urlencode(asked)}"
