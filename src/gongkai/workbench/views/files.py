"""Taking in one file while the form is still being written. Answers in JSON, refuses in sentences."""

from urllib.parse import unquote

from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_POST

from gongkai.organs import queries as organs
from gongkai.organs import rules
from gongkai.pages import uploads
from gongkai.pages.models import StoredFile
from gongkai.workbench import attachments

FORM_OVERHEAD = 64 * 1024  # what multipart adds around a file


@csrf_exempt
@require_POST
def upload(request: HttpRequest) -> JsonResponse:
    """POST one or more `file` parts. A body over the limit is refused by its announced length, before a byte is read;
    the check of the forgery token reads the body, so it comes after that, not by the middleware."""
    if int(request.headers.get("Content-Length") or 0) > settings.UPLOAD_BYTES + FORM_OVERHEAD:
        return _refused(_too_large(request))
    return _take_in(request)


@csrf_protect
def _take_in(request: HttpRequest) -> JsonResponse:
    try:
        organs.require(request.user, rules.WRITE, request.desk.organ)
    except PermissionDenied as refusal:
        return JsonResponse({"ok": False, "errors": [str(refusal)], "files": []}, status=403)
    owner, kept, errors = attachments.owner_of(request.desk.organ), [], []
    for part in request.FILES.getlist("file"):
        try:
            kept.append(uploads.store(part, owner=owner, by=request.user))
        except ValidationError as refusal:
            errors += refusal.messages
    if not kept and not errors:
        errors = [_("没有收到文件，请再选一次。")]
    body = {"ok": not errors, "errors": errors, "files": [_row(stored) for stored in kept]}
    return JsonResponse(body, status=400 if errors and not kept else 200)


def _row(stored: StoredFile) -> dict:
    return {
        "key": str(stored.key), "name": stored.name, "title": attachments.title_of(stored), "size": stored.size,
        "url": stored.get_absolute_url(), "is_image": stored.is_image,
    }  # fmt: skip


def _too_large(request: HttpRequest) -> list[str]:
    """The sentence of `uploads.check` for a file nobody has read: name from the header, size from the length."""
    name = unquote(request.headers.get("X-File-Name", "")) or _("这个文件")
    try:
        uploads.check(UploadedFile(name=name, size=int(request.headers["Content-Length"])))
    except ValidationError as refusal:
        return refusal.messages
    return []


def _refused(errors: list[str]) -> JsonResponse:
    return JsonResponse({"ok": False, "errors": errors, "files": []}, status=413)
