"""登记台账 (Art. 45): the register with its filters, and the same rows as a workbook or CSV. Applicants stay masked."""

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _

from gongkai.applications import actions, queries, vocabulary
from gongkai.applications.queries.register import MOST_EXPORTED, filtered
from gongkai.organs import queries as organs
from gongkai.organs import rules
from gongkai.statute.decisions import DECISIONS, decision
from gongkai.statute.receipt import Channel
from gongkai.workbench.gate import needs
from gongkai.workbench.views.applications.letters import sent
from gongkai.writers import sheets

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FIRST_YEAR = 2008


@needs(rules.READ_CASES)
def register(request: HttpRequest) -> HttpResponse:
    organ, asked = request.desk.organ, request.GET
    filters = read(asked)
    found = queries.register(organ, filters, before=asked.get("before", ""))
    kept = asked.copy()
    kept.pop("before", None)
    context = {
        "found": found, "asked": asked, "kept": kept.urlencode(), "is_continued": "before" in asked,
        "years": range(timezone.localdate().year, FIRST_YEAR - 1, -1), "states": vocabulary.STATES.items(),
        "decisions": [(row.code, row.label) for row in DECISIONS], "channels": [(row.value, row.label) for row in Channel],
        "kinds": vocabulary.ApplicantKind.choices, "handlers": organs.holders(organ, rules.HANDLE_APPLICATIONS),
        "said": told(filters),
    }  # fmt: skip
    return render(request, "workbench/applications/register.html", context)


@needs(rules.READ_CASES)
def export(request: HttpRequest, kind: str) -> HttpResponse:
    organ = request.desk.organ
    cases = list(filtered(organ, read(request.GET))[: MOST_EXPORTED + 1])
    rows = [row_of(case) for case in cases[:MOST_EXPORTED]]
    actions.export_register(organ=organ, by=request.user, count=len(rows))
    name = f"{organ.short_name}-{_('依申请公开登记台账')}-{timezone.localdate():%Y%m%d}"
    if kind == "csv":
        return sent(sheets.to_csv(HEAD, rows), "text/csv; charset=utf-8", f"{name}.csv")
    notes = [_("申请人已遮盖。导出时间：%s") % timezone.localtime().strftime("%Y-%m-%d %H:%M")]
    if len(cases) > MOST_EXPORTED:
        notes.append(_("只含最新的 %d 件，更早的请分年度导出。") % MOST_EXPORTED)
    return sent(sheets.to_xlsx(_("依申请公开登记台账"), HEAD, rows, notes), XLSX, f"{name}.xlsx")


HEAD = (
    "登记编号", "收到日期", "申请人", "申请人类别", "渠道", "所需信息", "获取方式", "获取途径", "状态", "承办人", "届满日", "已延期", "办理结果",
    "办结日期",
)  # fmt: skip


def row_of(case) -> list[Any]:
    return [
        case.number, case.received_on, case.applicant.masked_name, str(case.applicant.get_kind_display()),
        Channel(case.channel).label, case.title, str(case.get_wanted_form_display()), str(case.get_delivery_way_display()),
        case.state_label, case.handler.get_full_name() if case.handler else "", case.due_on,
        "是" if case.is_extended else "", decision(case.decision).label if case.decision else "", case.closed_on,
    ]  # fmt: skip


def read(asked) -> queries.Filters:
    """The filters of an address; what is no value of one filters nothing."""
    return queries.Filters(
        year=_number(asked.get("year")), state=asked.get("state", ""), decision=asked.get("decision", ""),
        channel=asked.get("channel", ""), kind=asked.get("kind", ""), handler=_number(asked.get("handler")),
        words=asked.get("q", ""), late_only=asked.get("late") == "1", open_only=asked.get("open") == "1",
        extended_only=asked.get("extended") == "1", answered_late_only=asked.get("answered_late") == "1", received=_span(asked, "received"), closed=_span(asked, "closed"),
    )  # fmt: skip


def told(filters: queries.Filters) -> list[str]:
    """Filters that stand in the address alone, as a figure of the statistics sets them."""
    said = []
    for span, words in ((filters.received, _("收到日期")), (filters.closed, _("办结日期"))):
        if span:
            said.append(_("%(what)s %(first)s 至 %(last)s") % {"what": words, "first": span[0], "last": span[1]})
    if filters.open_only:
        said.append(_("未办结"))
    if filters.late_only:
        said.append(_("答复已超期"))
    if filters.answered_late_only:
        said.append(_("超期答复"))
    if filters.extended_only:
        said.append(_("延长过期限"))
    return said


def _number(text: str | None) -> int | None:
    return int(text) if text and text.isdigit() and len(text) < 10 else None


def _span(asked, name: str) -> tuple[date, date] | None:
    first, last = _day(asked.get(f"{name}_from")), _day(asked.get(f"{name}_to"))
    if first is None and last is None:
        return None
    return first or date(FIRST_YEAR, 1, 1), last or date(9999, 12, 31)


def _day(text: str | None) -> date | None:
    try:
        return parse_date(text or "")
    except ValueError:
        return None
