"""Error pages that help. They stand even when the database does not: then the frame goes without the organ's facts."""

import sys

from django.db import DatabaseError, InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.template import loader
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _

from gongkai.forwarding import queries as forwarding
from gongkai.portal.caching import KEPT_SECONDS
from gongkai.portal.context import Crumb, Place, show
from gongkai.portal.missing import Missing
from gongkai.portal.standing_frame import site_organ

LAST_WORDS = "服务暂时出错，请过几分钟再试。"
RETRY_SECONDS = 120


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Nothing stands here: an old address leads on, any other is told what could be meant."""
    if forwarded := _forwarded(request):
        return forwarded
    missing = exception if isinstance(exception, Missing) else Missing("")
    return _page(
        request, "portal/errors/404.html", _("没有找到这个页面"), 404, organ=missing.organ, ways=missing.ways,
        sentence=missing.sentence or _("这个网址没有内容：可能抄错了，也可能页面已经移走。"),
    )  # fmt: skip


def _forwarded(request: HttpRequest) -> HttpResponse | None:
    """To where a page of a former site is now. Kept as briefly as a page: an entry can be corrected."""
    if request.method not in {"GET", "HEAD"}:
        return None
    try:
        target = forwarding.target_of(request.path, request.META.get("QUERY_STRING", ""))
    except DatabaseError:
        return None
    if target is None:
        return None
    response = HttpResponsePermanentRedirect(target)
    patch_cache_control(response, public=True, max_age=KEPT_SECONDS)
    return response


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """The reason is shown when one of our own refusals gave it: those are sentences meant for the reader."""
    return _page(request, "portal/errors/403.html", _("不能打开这个页面"), 403, sentence=str(exception or ""))


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _page(request, "portal/errors/400.html", _("请求不完整"), 400, bare=True)


def server_error(request: HttpRequest) -> HttpResponse:
    """No frame, no context processor, no database; staff are led back to their desk. Should the template fail: one sentence.

    A database that is away is no fault of the page: then 503, and readers are told of the other ways to apply.
    """
    is_away = isinstance(sys.exc_info()[1], OperationalError | InterfaceError)
    is_office = request.path.startswith("/office/")
    template = "portal/errors/offline.html" if is_away and not is_office else "portal/errors/500.html"
    try:
        page = loader.render_to_string(template, {"is_office": is_office})
    except Exception:  # whatever broke the page before may break this one
        page = f"<!DOCTYPE html><html lang=zh-CN><meta charset=utf-8><title>500</title><p>{LAST_WORDS}"
    response = HttpResponse(page, status=503 if is_away else 500)
    if is_away:
        response["Retry-After"] = str(RETRY_SECONDS)
        response["Cache-Control"] = "no-cache"
    return response


def render_offline() -> str:
    """`offline.html` of the baked site: no form, no script, no cookie; with the office of the site's organ."""
    organ = site_organ()
    office = getattr(organ, "disclosure_office", None)
    return loader.render_to_string("portal/errors/offline.html", {"organ": organ, "office": office})


def _page(
    request: HttpRequest, template: str, title: str, status: int, *, organ=None, bare: bool = False, **context
) -> HttpResponse:
    place = Place(title=title, organ=organ, crumbs=(Crumb(title),), indexed=False, bare=bare, shows_search=False)
    try:
        response = show(request, template, place, status=status, **context)
    except DatabaseError:
        bare_place = Place(title=title, indexed=False, bare=True, shows_search=False)
        response = show(request, template, bare_place, status=status, **context | {"ways": ()})
    response["Cache-Control"] = "no-cache"
    return response


def forged(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form whose token does not fit: nearly always a page left open too long, so say how to save what was typed."""
    sentence = _(
        "表单的安全凭证已过期，这次提交没有生效。请按浏览器的“返回”回到刚才的页面（填写的内容通常还在），"
        "复制要紧的内容，刷新页面后再提交；浏览器需要允许本站的 Cookie。"
    )
    return _page(request, "portal/errors/403.html", _("表单没有提交"), 403, sentence=sentence)
