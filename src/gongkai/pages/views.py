"""The only way out for a stored file."""

from django.http import FileResponse, Http404, HttpResponseNotModified
from django.views.decorators.http import require_safe

from gongkai.pages import gates, signals
from gongkai.pages.file_kinds import FILE_POLICY, INLINE, KINDS, disposition
from gongkai.pages.models import StoredFile


@require_safe
def stored_file(request, key, name):
    """The bytes of a file, to anybody while it is public, else to those a gate lets in; everybody else gets a 404."""
    stored = StoredFile.objects.filter(key=key).first()
    if stored is None or not gates.may_read(request.user, stored):
        raise Http404
    is_public = gates.is_public(stored)
    if not is_public and stored.copies.exists():
        signals.original_read.send(StoredFile, stored=stored, by=request.user)
    tag = _tag(stored)
    if request.headers.get("If-None-Match") == tag:
        return HttpResponseNotModified()
    return file_response(stored, is_public=is_public)


def file_response(stored: StoredFile, *, is_public: bool = False) -> FileResponse:
    """The bytes of a file with headers that keep them harmless. Whoever calls this has asked whether they may leave.

    A sealed file is opened piece by piece while it streams; one that was altered raises BrokenSeal before the first byte.
    """
    kind = KINDS[stored.extension]
    stream = stored.open()
    if stored.sealed:
        stream.peek(1)
    response = FileResponse(stream, content_type=kind.media_type)
    response["Content-Disposition"] = disposition(stored.shown_name, inline=stored.extension in INLINE)
    response["Content-Length"] = str(stored.size)
    response["ETag"] = _tag(stored)
    response["Cache-Control"] = "public, max-age=300" if is_public else "private, no-store"
    response["Content-Security-Policy"] = FILE_POLICY
    return response


def _tag(stored: StoredFile) -> str:
    return f'"{stored.sha256[:32]}"'
