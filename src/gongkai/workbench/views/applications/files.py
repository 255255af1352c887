"""Taking in a file of a case while its form is being written; the whole case in one archive."""

from collections.abc import Callable

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import FileResponse, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_POST

from gongkai.applications import actions
from gongkai.organs import queries as organs
from gongkai.organs import rules
from gongkai.pages.uploads import refuse_large
from gongkai.workbench.cases import dossier, uploads
from gongkai.workbench.cases.page import FILE_PURPOSES
from gongkai.workbench.gate import needs


def _bounded(view: Callable[..., JsonResponse]) -> Callable[..., JsonResponse]:
    """A body over the limit is refused by its announced length; the forgery check reads the body, so it comes after."""
    guarded = csrf_protect(view)

    @csrf_exempt
    @require_POST
    def measured(request: HttpRequest, *args, **kwargs) -> JsonResponse:
        if sentence := refuse_large(request, settings.UPLOAD_BYTES):
            return JsonResponse({"ok": False, "errors": [sentence], "files": []}, status=413)
        return guarded(request, *args, **kwargs)

    return measured


@_bounded
def upload(request: HttpRequest) -> JsonResponse:
    """A file for an application that is not registered yet."""
    return _take_in(request, None)


@_bounded
def upload_to_case(request: HttpRequest, case) -> JsonResponse:
    return _take_in(request, case)


def _take_in(request: HttpRequest, case) -> JsonResponse:
    try:
        organs.require(request.user, rules.HANDLE_APPLICATIONS, request.desk.organ)
    except PermissionDenied as refusal:
        return JsonResponse({"ok": False, "errors": [str(refusal)], "files": []}, status=403)
    kept, errors = [], []
    for part in request.FILES.getlist("file"):
        try:
            kept.append(uploads.keep(part, by=request.user, case=case))
        except ValidationError as refusal:
            errors += refusal.messages
    if not kept and not errors:
        errors = [uploads.none_received()]
    files = [{"key": str(one.key), "name": one.shown_name, "size": one.size} for one in kept]
    return JsonResponse(
        {"ok": not errors, "errors": errors, "files": files}, status=400 if errors and not kept else 200
    )


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
