"""The report as files: as it stands now in every format, and the workbook of what stands behind its numbers."""

import tempfile

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from gongkai.annual_reports import papers, queries
from gongkai.annual_reports.compile import NotYet
from gongkai.annual_reports.document import ReportDocument
from gongkai.organs import rules
from gongkai.statute.annual_report.forms import NoForm
from gongkai.workbench.gate import needs


@needs(rules.READ_DRAFTS)
def paper(request: HttpRequest, year: int, form: str) -> HttpResponse:
    """The report as it stands now in one of its formats; a draft says in it that it is one."""
    if form not in papers.FORMATS:
        raise Http404
    document, kind = document_of(request.desk.organ, year), papers.FORMATS[form]
    response = HttpResponse(kind.write(document), content_type=kind.media_type)
    response["Content-Disposition"] = content_disposition_header(True, f"{document.title}.{form}")
    return response


@needs(rules.READ_DRAFTS)
def evidence(request: HttpRequest, year: int) -> FileResponse:
    """证据台账, written to a temporary file line by line."""
    from gongkai.annual_reports.papers.evidence import write  # loaded by the first that is asked for

    document = document_of(request.desk.organ, year)
    stream = tempfile.TemporaryFile()  # noqa: SIM115 - the response closes it
    write(request.desk.organ, document, stream)
    stream.seek(0)
    return FileResponse(stream, as_attachment=True, filename=f"{document.title}{_('证据台账')}.xlsx")


def document_of(organ, year: int) -> ReportDocument:
    try:
        return queries.to_read(organ, year)
    except (NoForm, NotYet) as problem:
        raise Http404 from problem
