"""The only way out for a stored file."""

from urllib.parse import quote

from django.http import FileResponse, Http404, HttpResponseNotModified
from django.views.decorators.http import require_safe

from gongkai.pages import gates
from gongkai.pages.file_kinds import INLINE, KINDS
from gongkai.pages.models import StoredFile


@require_safe
def stored_file(request, key, name):
    """The bytes of a file, to anybody while it is public, else to those a gate lets in; everybody else gets a 404."""
    stored = StoredFile.objects.filter(key=key).first()
    if stored is None or not gates.may_read(request.user, stored):
        raise Http404
    public = gates.is_public(stored)
    tag = f'"{stored.sha256[:32]}"'
    if request.headers.get("If-None-Match") == tag:
        return HttpResponseNotModified()
    kind = KINDS[stored.extension]
    response = FileResponse(stored.content.open("rb"), content_type=kind.media_type)
    way = "inline" if stored.extension in INLINE else "attachment"
    response["Content-Disposition"] = f"{way}; filename*=UTF-8''{quote(stored.name)}"
    response["Content-Length"] = str(stored.size)
    response["ETag"] = tag
    response["Cache-Control"] = "public, max-age=300" if public else "private, no-store"
    response["Content-Security-Policy"] = "default-src 'none'; style-src 'unsafe-inline'; img-src 'self'; sandbox"
    return response
