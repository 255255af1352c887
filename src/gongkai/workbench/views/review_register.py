"""审查台账: a month of submissions with what they took, the sheet of each as a file, and who saw which version."""

from datetime import date

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from gongkai.catalogue.models import DisclosureItem
from gongkai.clearance import actions, clocks, queries, sheets
from gongkai.organs import rules
from gongkai.workbench import reviewing
from gongkai.workbench.gate import needs
from gongkai.workbench.templatetags.workbench import moment
from gongkai.workbench.views.applications.ledger import XLSX
from gongkai.workbench.views.applications.letters import sent
from gongkai.writers import paper_pdf
from gongkai.writers.paper import Paper
from gongkai.writers.sheets import to_xlsx


def _to_docx(paper: Paper) -> bytes:
    from gongkai.writers import paper_docx  # loaded by the first that is wanted as a Word file

    return paper_docx.to_docx(paper)


KINDS = {
    "docx": (_to_docx, "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    "pdf": (paper_pdf.to_pdf, "application/pdf"),
}
HEAD = (
    "送审时间", "标题", "索引号", "送审人", "审查流程", "各步审查", "补审", "转送确定", "紧急公开理由", "结论", "办结时间",
    "用时（小时）", "目标日期", "超过目标", "公开时间", "公开地址",
)  # fmt: skip


@needs(rules.READ_DRAFTS)
def register(request: HttpRequest) -> HttpResponse:
    month = _month(request.GET.get("month", ""))
    records = _records(request, month)
    context = {
        "month": month, "records": records, "figures": queries.figures(records), "earlier": _step(month, -1),
        "later": _step(month, 1) if month < timezone.localdate().replace(day=1) else None,
    }  # fmt: skip
    return render(request, "workbench/review_register.html", context)


@needs(rules.READ_DRAFTS)
def export(request: HttpRequest) -> HttpResponse:
    organ, month = request.desk.organ, _month(request.GET.get("month", ""))
    records = _records(request, month)
    actions.export_register(organ=organ, by=request.user, count=len(records), month=f"{month:%Y-%m}")
    title = _("%(organ)s公开审查汇总表（%(month)s）") % {"organ": organ.short_name, "month": f"{month:%Y年%m月}"}
    notes = [_("导出时间：%s") % moment(timezone.now())]
    data = to_xlsx(title, HEAD, [_row(record) for record in records], notes)
    return sent(data, XLSX, f"{title}.xlsx")


def _row(record) -> list:
    steps = [step for step in record.steps.all() if step.decided_by is not None]
    referrals = [f"{row.sent_on} {row}" for row in record.referrals.all()]
    address, at = record.published or ("", None)
    return [
        moment(record.submitted_at), record.title, record.item.index_number if record.item else "",
        record.submitted_by.get_full_name(), record.chain_label.partition("：")[0],
        "\n".join(told(step) for step in steps if not step.is_after),
        "\n".join(told(step) for step in steps if step.is_after), "\n".join(referrals), record.urgent_because,
        str(record.get_decision_display()), moment(record.decided_at),
        _hours(record), record.pace.due_on, record.pace.is_over, moment(at), address,
    ]  # fmt: skip


def told(step) -> str:
    """One step in a cell: 股室负责人 潘谷章 2026-11-03 09:30 同意公开（2.5 小时）."""
    hours = f"（{step.hours:.1f} 小时）" if step.hours is not None else ""
    name = step.decided_by.get_full_name()
    if step.in_place_of:
        name += _("代%s") % step.in_place_of.get_full_name()
    return f"{step.role_label} {name} {moment(step.decided_at)} {step.get_decision_display()}{hours}"


def _hours(record) -> float | None:
    if record.decided_at is None:
        return None
    return round((record.decided_at - record.submitted_at).total_seconds() / 3600, 1)


def _records(request: HttpRequest, month: date) -> list:
    records, known = queries.submitted_in(request.desk.organ, month), clocks.known()
    for record in records:
        record.pace = clocks.pace(record, known)
        record.took = _hours(record)
    return reviewing.with_publications(records)


def _month(text: str) -> date:
    """2026-11, or this month for anything else."""
    year, _dash, number = text.partition("-")
    try:
        return date(int(year), int(number), 1)
    except ValueError:
        return timezone.localdate().replace(day=1)


def _step(month: date, by: int) -> date:
    place = month.year * 12 + month.month - 1 + by
    return date(place // 12, place % 12 + 1, 1)


@needs(rules.READ_DRAFTS)
def sheet(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """保密审查表 of one submission, as it stands."""
    record = queries.record_in(request.desk.organ, pk)
    if record is None or kind not in KINDS or not record.subject.startswith("item:"):
        raise Http404
    [record] = reviewing.with_publications([record])
    write, content_type = KINDS[kind]
    return sent(write(sheets.paper_of(record)), content_type, sheets.file_name(record, kind))


def versions(request: HttpRequest, item: DisclosureItem) -> HttpResponse:
    """谁看过哪一版: every step of every submission, with the version that was shown."""
    records = reviewing.with_publications(list(queries.history(item.reference)))
    for record in records:
        record.pace = clocks.pace(record)
    comments = reviewing.with_places(queries.comments_of(item.reference), item.get_latest_revision_as_object())
    return render(request, "workbench/review_versions.html", {"item": item, "records": records, "comments": comments})
