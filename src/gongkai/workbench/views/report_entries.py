"""填报数据: the tables laid out as they are printed, with a field in every cell that nothing counts; and the same as a file."""

import json

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from gongkai.annual_reports import actions, importing, queries
from gongkai.annual_reports.compile import NotYet
from gongkai.annual_reports.document import ReportDocument
from gongkai.organs import rules
from gongkai.statute.annual_report.forms import NoForm, form_for
from gongkai.workbench.gate import needs
from gongkai.workbench.report_fields import EntryTable, entry_tables, typed_values
from gongkai.workbench.views.applications.ledger import XLSX
from gongkai.workbench.views.applications.letters import sent
from gongkai.writers import sheets


@needs(rules.READ_DRAFTS)
def entries(request: HttpRequest, year: int) -> HttpResponse:
    """GET shows the tables; POST saves one of them whole. A refused table comes back as typed, faults beside the cells."""
    document = _document(request, year)
    refused: EntryTable | None = None
    if request.method == "POST":
        refused = _save(request, document)
        if refused is None:
            return redirect("office_report_entries", year)
    may_enter = _may_enter(request, document)
    tables = entry_tables(request.desk.organ, document, is_editable=may_enter)
    context = {
        "year": year,
        "document": document,
        "tables": [refused if refused and refused.key == table.key else table for table in tables],
        "refused": refused,
        "may_enter": may_enter,
    }
    return render(request, "workbench/report_entries.html", context)


@needs(rules.READ_DRAFTS)
def template(request: HttpRequest, year: int, kind: str) -> HttpResponse:
    """The cells to fill in, with the numbers of now, as a workbook or CSV."""
    document = _document(request, year)
    rows = importing.template(request.desk.organ, year)
    name = _("%(organ)s%(year)d年度年报填报数据") % {"organ": request.desk.organ.short_name, "year": document.year}
    if kind == "csv":
        return sent(sheets.to_csv(importing.HEAD, rows), "text/csv; charset=utf-8", f"{name}.csv")
    notes = [_("只改“数值”和“来源”两列；留空的不改，没有发生的填0。由平台统计的格和合计不在表内。")]
    return sent(sheets.to_xlsx(name, importing.HEAD, rows, notes), XLSX, f"{name}.xlsx")


@require_POST
@needs(rules.COMPILE_REPORT)
def take_in(request: HttpRequest, year: int) -> HttpResponse:
    """导入: a file is read and shown line by line; saved only from the preview, and only when no line is faulty."""
    document, organ = _document(request, year), request.desk.organ
    refusals: list[str] = []
    judged: list[importing.Judged] = []
    try:
        lines = _lines(request)
        judged = importing.judge(organ, year, lines)
        changes = [row for row in judged if row.is_change]
        if request.POST.get("do") == "save" and changes and not any(row.problem for row in judged):
            values = {row.line.cell: (row.value, row.line.note) for row in changes}
            seen = json.loads(request.POST.get("seen") or "{}")
            before = {row.line.cell: importing.parsed(str(seen.get(row.line.cell, row.before))) for row in changes}
            actions.enter_many(organ=organ, year=year, values=values, by=request.user, seen=before)
            messages.success(request, _("已导入%d格，表格和合计随之更新。") % len(changes))
            return redirect("office_report_entries", year)
    except ValidationError as refusal:
        refusals = refusal.messages
    context = {
        "year": year,
        "document": document,
        "judged": judged,
        "faulty": [row for row in judged if row.problem],
        "changes": sum(row.is_change for row in judged),
        "refusals": refusals,
        "carried": json.dumps([[r.line.number, r.line.cell, r.line.label, r.line.value, r.line.note] for r in judged]),
        "seen": json.dumps({row.line.cell: str(row.before) for row in judged}),
    }
    return render(request, "workbench/report_import.html", context, status=400 if refusals and not judged else 200)


def _lines(request: HttpRequest) -> list[importing.Line]:
    if "lines" in request.POST:
        try:
            rows = json.loads(request.POST["lines"])
            return [importing.Line(int(row[0]), *(str(word) for word in row[1:5])) for row in rows]
        except (ValueError, TypeError, IndexError, KeyError) as problem:
            raise ValidationError(_("预览的内容没有完整传回，请重新上传文件。")) from problem
    file = request.FILES.get("file")
    if file is None:
        raise ValidationError(_("请选择要导入的文件。"))
    return importing.read(file.read(importing.MOST_BYTES + 1))


def _save(request: HttpRequest, document: ReportDocument) -> EntryTable | None:
    """None when saved; else the table with what was typed and what is wrong with it."""
    organ, note = request.desk.organ, request.POST.get("note", "")
    known = {table.key: table for table in entry_tables(organ, document)}
    table = known.get(request.POST.get("table", ""))
    if table is None:
        raise Http404
    texts, values, seen, problems = typed_values(request.POST, table)
    if not problems:
        try:
            saved = actions.enter_many(
                organ=organ, year=document.year, values={path: (value, note) for path, value in values.items()},
                by=request.user, seen=seen,
            )  # fmt: skip
            said = _("已保存%d格，合计随之更新。") % len(saved) if saved else _("没有改动，没有保存新的数据。")
            messages.success(request, said)
            return None
        except ValidationError as refusal:
            problems = refusal.message_dict if hasattr(refusal, "error_dict") else {"": refusal.messages}
    return entry_tables(organ, document, only=table.key, texts=texts, note=note, problems=problems)[0]


def _document(request: HttpRequest, year: int) -> ReportDocument:
    try:
        document = queries.to_read(request.desk.organ, year)
    except (NoForm, NotYet) as problem:
        raise Http404 from problem
    if not form_for(year).table_two:
        raise Http404
    return document


def _may_enter(request: HttpRequest, document: ReportDocument) -> bool:
    return document.state in {"", "draft"} and request.desk.may(rules.COMPILE_REPORT)
