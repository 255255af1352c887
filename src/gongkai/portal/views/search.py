"""The search page. It helps when nothing was asked and when nothing was found."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from gongkai.catalogue import exits
from gongkai.organs import queries as organs
from gongkai.portal import facets
from gongkai.portal.caching import public_page
from gongkai.portal.context import ColumnTags, Crumb, Place, show
from gongkai.search import queries

PAGE_SIZE = 20


@public_page
def search(request: HttpRequest) -> HttpResponse:
    asked = request.GET.get("q", "").strip()
    too_long = len(asked) > queries.MAX_LENGTH
    organ, year = facets.organ_asked(request), facets.year_asked(request)
    found = queries.Found([], []) if too_long else queries.search(asked, organ=organ, year=year)
    number = _number(request)
    shown = exits.whole(hit.item.pk for hit in found.hits)
    hits = [hit for hit in found.hits if hit.item.pk in shown]
    last = max(1, -(-len(hits) // PAGE_SIZE))
    number = min(number, last)
    params = request.GET.copy()
    params.pop("page", None)
    place = Place(
        title=_("检索：%s") % asked[:40] if asked else _("检索"), crumbs=(Crumb(_("检索")),), indexed=False,
        shows_search=False,
        column=ColumnTags(
            _("检索"), "信息公开目录", _("在各机关主动公开的政府信息中检索标题、文号、索引号、内容概述和正文。"),
            _("检索，文号，索引号"),
        ),
    )  # fmt: skip
    return show(
        request, "portal/search.html", place, asked=asked, too_long=too_long, max_length=queries.MAX_LENGTH,
        terms=found.terms, hits=hits[(number - 1) * PAGE_SIZE : number * PAGE_SIZE], count=len(hits),
        is_cut=found.is_cut, limit=queries.MAX_HITS, number=number, last=last, query=params.urlencode(),
        organ_asked=organ, year_asked=year,
        organs=organs.open_organs(), years=facets.years(),
    )  # fmt: skip


def _number(request: HttpRequest) -> int:
    text = request.GET.get("page", "1")
    return max(1, int(text)) if text.isascii() and text.isdigit() and len(text) < 4 else 1
