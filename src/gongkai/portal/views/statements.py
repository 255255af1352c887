"""Site map, statements on privacy, copyright and accessibility, the small icon."""

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.templatetags.static import static
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from gongkai.catalogue.models import Heading
from gongkai.organs import queries as organs
from gongkai.portal import columns
from gongkai.portal.caching import public_page
from gongkai.portal.context import ColumnTags, Crumb, Place, show


@public_page
def site_map(request: HttpRequest) -> HttpResponse:
    """Every column of every organ, in two queries."""
    open_organs = list(organs.open_organs())
    by_organ: dict[int, list] = {organ.pk: [] for organ in open_organs}
    known = {organ.pk: organ for organ in open_organs}
    for heading in Heading.objects.filter(organ__in=open_organs).order_by("organ", "code"):
        heading.organ = known[heading.organ_id]
        by_organ[heading.organ_id].append((heading, columns.address(heading), len(heading.code) // 2 - 1))
    return _page(
        request, "portal/site_map.html", _("网站地图"), _("列出本网站各机关的全部栏目。"),
        sites=[(organ, by_organ[organ.pk]) for organ in open_organs],
    )  # fmt: skip


@public_page
def statement(request: HttpRequest) -> HttpResponse:
    return _page(request, "portal/statement.html", _("隐私与版权声明"), _("本网站收集哪些数据、内容如何使用。"))


@public_page
def accessibility(request: HttpRequest) -> HttpResponse:
    words = _("长者模式、键盘操作和读屏使用方法，以及遇到困难时的联系方式。")
    return _page(request, "portal/accessibility.html", _("无障碍说明"), words)


@require_safe
def favicon(request: HttpRequest) -> HttpResponse:
    return HttpResponsePermanentRedirect(static("portal/favicon.svg"))


def _page(request: HttpRequest, template: str, title: str, description: str, **context) -> HttpResponse:
    place = Place(title=title, crumbs=(Crumb(title),), column=ColumnTags(title, "概况信息", description, title))
    return show(request, template, place, **context)
