"""One number of a year's report and what stands behind it: cases, items, documents, or who entered it from what."""

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from gongkai.annual_reports import layout, queries
from gongkai.annual_reports.behind import NoSuchNumber, behind
from gongkai.annual_reports.compile import NotYet
from gongkai.organs import rules
from gongkai.statute.annual_report.forms import NoForm
from gongkai.workbench import report_tables
from gongkai.workbench.gate import needs

A_PAGE = 100


@needs(rules.READ_DRAFTS)
def cell(request: HttpRequest, year: int, path: str) -> HttpResponse:
    """The list has as many rows as the number says; in a signed report a difference is told, not hidden."""
    organ = request.desk.organ
    try:
        document = queries.to_read(organ, year)
        found = behind(organ, document.compiled, path)
    except (NoForm, NotYet, NoSuchNumber) as problem:
        raise Http404 from problem
    rows = found.cases if found.cases is not None else found.items
    context = {
        "year": year,
        "document": document,
        "found": found,
        "number": layout.number(found.number),
        "unit": report_tables.unit_of(path),
        "may_read_cases": request.desk.may(rules.READ_CASES),
        "page": Paginator(rows, A_PAGE).get_page(request.GET.get("page")) if rows is not None else None,
        "entries": [(entry, layout.number(entry.value)) for entry in found.entries],
        "parts": [(part, layout.number(part.number), report_tables.address(year, part.path)) for part in found.parts],
        "is_frozen": bool(document.sha256),
        "may_enter": document.state in {"", "draft"} and request.desk.may(rules.COMPILE_REPORT),
    }
    return render(request, "workbench/report_cell.html", context)
