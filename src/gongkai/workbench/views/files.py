"""Taking in one file while the form is still being written. Answers in JSON, refuses in sentences."""

from collections.abc import Callable
from urllib.parse import unquote

from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from gongkai.clearance.screening import intake
from gongkai.organs import queries as organs
from gongkai.organs import rules
from gongkai.pages import uploads
from gongkai.pages.models import StoredFile
from gongkai.workbench import attachments


def bounded(refused: Callable[[HttpRequest, str], list[str]]):
    """Decorates a view that takes a file by POST: a body over the limit is answered with the sentences of `refused`."""

    def answer(request: HttpRequest, sentence: str) -> JsonResponse:
        return _answer(refused(request, sentence), [], 413)

    def decorate(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        return require_POST(uploads.bounded(lambda: settings.UPLOAD_BYTES, answer)(view))

    return decorate


def take_in(
    request: HttpRequest, right: str, keep: Callable[[UploadedFile], StoredFile], row: Callable[[StoredFile], dict]
) -> JsonResponse:
    """POST one or more `file` parts: `keep` stores one or raises ValidationError, `row` is what the form learns of it."""
    try:
        organs.require(request.user, right, request.desk.organ)
    except PermissionDenied as refusal:
        return _answer([str(refusal)], [], 403)
    kept, errors = [], []
    for part in request.FILES.getlist("file"):
        try:
            kept.append(keep(part))
        except ValidationError as refusal:
            errors += refusal.messages
    if not kept and not errors:
        errors = [_("没有收到文件，请再选一次。")]
    return _answer(errors, [row(stored) for stored in kept], 400 if errors and not kept else 200)


def _answer(errors: list[str], files: list[dict], status: int) -> JsonResponse:
    return JsonResponse({"ok": not errors, "errors": errors, "files": files}, status=status)


def _too_large(request: HttpRequest, _sentence: str) -> list[str]:
    """The sentence of `uploads.check` for a file nobody has read: name from the header, size from the length."""
    name = unquote(request.headers.get("X-File-Name", "")) or _("这个文件")
    try:
        uploads.check(UploadedFile(name=name, size=int(request.headers["Content-Length"])))
    except ValidationError as refusal:
        return refusal.messages
    return []


@bounded(_too_large)
def upload(request: HttpRequest) -> JsonResponse:
    """Files of an item that is being written."""
    organ = request.desk.organ
    return take_in(request, rules.WRITE, lambda part: intake.take_in(part, organ=organ, by=request.user), _row)


def _row(stored: StoredFile) -> dict:
    return {
        "key": str(stored.key), "name": stored.name, "title": attachments.title_of(stored), "size": stored.size,
        "url": stored.get_absolute_url(), "is_image": stored.is_image,
    }  # fmt: skip
