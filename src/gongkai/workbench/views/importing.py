"""从文件导入 under a heading, and the tidying of what is pasted from Word, WPS or Excel by the same rules."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from gongkai.catalogue.models import Heading
from gongkai.organs import rules
from gongkai.pages import uploads
from gongkai.pages.importing.blocks import Unreadable
from gongkai.pages.importing.turning import fragment
from gongkai.pages.importing.web import read_pasted
from gongkai.workbench import imported
from gongkai.workbench.gate import needs
from gongkai.workbench.views.editor import fresh_item, heading_of

PAGE = "workbench/import.html"
LONGEST_PASTE = 3_000_000  # letters of HTML


def _page(request: HttpRequest, heading: Heading, refusals: list[str], status: int = 200) -> HttpResponse:
    context = {
        "heading": heading, "refusals": refusals, "upload_bytes": settings.UPLOAD_BYTES, "kinds": imported.KINDS,
    }  # fmt: skip
    return render(request, PAGE, context, status=status)


def _too_large(request: HttpRequest, sentence: str) -> HttpResponse:
    heading = heading_of(request, request.resolver_match.kwargs["code"])
    return _page(request, heading, [sentence], status=413)


@uploads.bounded(lambda: settings.UPLOAD_BYTES, _too_large)
@needs(rules.WRITE)
def take_in(request: HttpRequest, code: str) -> HttpResponse:
    """The page with the file field; by POST the draft, or the reasons why there is none."""
    heading = heading_of(request, code)
    if heading.kind == Heading.Kind.ANNUAL_REPORT:
        return redirect("office_report_list")
    if request.method != "POST":
        return _page(request, heading, [])
    upload = request.FILES.get("file")
    if upload is None:
        return _page(request, heading, [_("没有收到文件，请选择要导入的文件。")], status=400)
    try:
        item = imported.take_in(
            request=request, item=fresh_item(heading), upload=upload, keep_file="keep_file" in request.POST
        )
    except ValidationError as refusal:
        return _page(request, heading, refusal.messages, status=422)
    return redirect("office_edit", item.pk)


@require_POST
@needs(rules.WRITE)
def paste(request: HttpRequest) -> JsonResponse:
    """POST `html` from the clipboard; answers the clean HTML and what did not come along. Keeps nothing."""
    text = request.POST.get("html", "")
    if len(text) > LONGEST_PASTE:
        return JsonResponse({"ok": False}, status=413)
    try:
        source = read_pasted(text)
        clean = fragment(source)
    except (Unreadable, RecursionError):
        return JsonResponse({"ok": False}, status=422)
    left = [
        _("%(count)d 处%(what)s") % {"what": what, "count": count}
        for what, count in source.left_out.items()
        if what not in ASKED_FOR
    ]
    return JsonResponse({"ok": True, "html": clean, "left_out": left})


ASKED_FOR = {"没有存在文件里的图片"}  # the editor counts and says these itself
