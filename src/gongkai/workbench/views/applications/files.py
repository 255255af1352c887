"""Taking in a file of a case while its form is being written; the whole case in one archive."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import FileResponse, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from gongkai.applications import actions
from gongkai.organs import rules
from gongkai.workbench.cases import dossier, uploads
from gongkai.workbench.cases.page import FILE_PURPOSES
from gongkai.workbench.gate import needs
from gongkai.workbench.views import files

_bounded = files.bounded(lambda _request, sentence: [sentence])


@_bounded
def upload(request: HttpRequest) -> JsonResponse:
    """A file for an application that is not registered yet."""
    return _take_in(request, None)


@_bounded
def upload_to_case(request: HttpRequest, case) -> JsonResponse:
    return _take_in(request, case)


def _take_in(request: HttpRequest, case) -> JsonResponse:
    return files.take_in(
        request, rules.HANDLE_APPLICATIONS, lambda part: uploads.keep(part, by=request.user, case=case),
        lambda one: {"key": str(one.key), "name": one.shown_name, "size": one.size},
    )  # fmt: skip


@require_POST
@needs(rules.HANDLE_APPLICATIONS)
def add(request: HttpRequest, case) -> HttpResponse:
    """添加材料: files that come by themselves."""
    dropped = uploads.read(request, purposes=FILE_PURPOSES, case=case)
    try:
        if dropped.errors:
            raise ValidationError(dropped.errors)
        rows = actions.add_files(application=case, by=request.user, files=dropped.rows)
        messages.success(request, _("已添加 %d 份材料。") % len(rows))
    except ValidationError as refusal:
        for sentence in refusal.messages:
            messages.error(request, sentence)
    return redirect("office_case", case.pk)


@needs(rules.READ_CASES)
def archive(request: HttpRequest, case) -> HttpResponse:
    """整卷: for filing, for a reconsideration organ or a court (Art. 45)."""
    packed = dossier.pack(case, by=request.user)
    response = FileResponse(
        packed, as_attachment=True, filename=f"{case.number}-{_('依申请公开案卷')}.zip", content_type="application/zip"
    )
    response["Cache-Control"] = "private, no-store"
    return response
