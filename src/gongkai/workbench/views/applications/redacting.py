"""区分处理 (Art. 37): covering places of a file of a case; the copy joins the case and is offered with the reply."""

import csv
import io

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse

from gongkai.applications import actions, identity
from gongkai.clearance.redaction.severance import HEADS
from gongkai.clearance.screening import covering
from gongkai.organs import rules
from gongkai.pages.models import StoredFile
from gongkai.workbench.cases.page import PRIVATE_PURPOSES
from gongkai.workbench.gate import needs
from gongkai.workbench.views.redacting import Target, handle, picture


@needs(rules.HANDLE_APPLICATIONS)
def redact(request: HttpRequest, case, key) -> HttpResponse:
    stored = _file(request, case, key)

    def cover(boxes: list[tuple], title: str) -> None:
        name = f"{title}.{stored.extension}" if title else ""
        result = covering.cover_places(stored=stored, boxes=boxes, organ=case.organ, by=request.user, name=name)
        actions.add_files(application=case, by=request.user, files=[(result, "evidence")])

    return handle(
        request,
        Target(
            stored, case.organ, lambda number: reverse("office_case_redact_page", args=[case.pk, key, number]),
            reverse("office_case", args=[case.pk]), cover, stored.shown_name.rpartition(".")[0],
        ),
    )  # fmt: skip


@needs(rules.HANDLE_APPLICATIONS)
def redact_page(request: HttpRequest, case, key, number: int) -> HttpResponse:
    return picture(_file(request, case, key), number)


@needs(rules.READ_CASES)
def log(request: HttpRequest, case, key) -> HttpResponse:
    """The list of what was covered and on which ground, as it goes out with the answer."""
    row = case.files.filter(file__key=key).select_related("file").first()
    redaction = covering.redaction_of(row.file) if row else None
    if redaction is None:
        raise Http404
    sheet = io.StringIO()
    writer = csv.writer(sheet)
    writer.writerow(HEADS)
    writer.writerows(covering.log_of(redaction))
    response = HttpResponse("\ufeff" + sheet.getvalue(), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="covered.csv"'
    response["Cache-Control"] = "private, no-store"
    return response


def _file(request: HttpRequest, case, key) -> StoredFile:
    """A file of this case that can be drawn on, for those who may open it."""
    row = case.files.filter(file__key=key).select_related("file").first()
    if row is None or row.file.extension not in covering.BY_BOXES:
        raise Http404
    if row.purpose in PRIVATE_PURPOSES and not identity.may_read(request.user, case):
        raise Http404
    return row.file
