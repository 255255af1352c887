"""The search page, its data and its suggestions. It helps when nothing was asked and when nothing was found."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from gongkai.portal import searching
from gongkai.portal.caching import public_page
from gongkai.portal.context import ColumnTags, Crumb, Place, show
from gongkai.portal.feeds import absolute
from gongkai.search import queries, suggesting
from gongkai.search.snippets import Stretch

SHOWN_OF_A_QUERY = 40  # characters repeated in headings


@public_page
def search(request: HttpRequest) -> HttpResponse:
    asked = searching.Asked.read(request)
    found = queries.search(asked.words, filters=asked.filters, order=asked.order, page=asked.page)
    shown = asked.words[:SHOWN_OF_A_QUERY] + ("…" if len(asked.words) > SHOWN_OF_A_QUERY else "")
    feed = asked.url("portal:search_feed", sort=None)
    place = Place(
        title=_("检索：%s") % shown if shown else _("检索"), crumbs=(Crumb(_("检索")),), indexed=False, shows_search=False,
        feeds=(Crumb(_("检索：%s") % shown, feed),) if not found.reading.is_empty else (),
        column=ColumnTags(
            _("检索"), "信息公开目录", _("在各机关主动公开的政府信息中检索标题、文号、索引号、内容概述、正文和附件。"),
            _("检索，文号，索引号"),
        ),
    )  # fmt: skip
    return show(
        request, "portal/search.html", place, status=503 if found.is_down else 200, asked=asked, shown=shown, found=found, reading=found.reading,
        groups=searching.groups(asked, found), feed=feed, data=asked.url("portal:search_data"),
        by_relevance=asked.url(sort=None), by_date=asked.url(sort="date"),
        newer=asked.url(page=found.page - 1) if found.page > 1 else "",
        older=asked.url(page=found.page + 1) if found.page < found.last_page else "",
        unfiltered=asked.url(organ=None, heading=None, genre=None, year=None, validity=None),
        meant=[searching.Choice(text, asked.url(q=text)) for text in found.meant],
    )  # fmt: skip


@public_page
def data(request: HttpRequest) -> HttpResponse:
    """The same page of hits as JSON, with absolute addresses."""
    asked = searching.Asked.read(request)
    found = queries.search(asked.words, filters=asked.filters, order=asked.order, page=asked.page)
    if found.is_down:
        return JsonResponse({"detail": _("检索暂时不能使用")}, status=503, headers={"Retry-After": "60"})
    return JsonResponse(
        {
            "query": asked.words, "sort": asked.order, "count": found.count, "count_is_capped": found.count_is_capped,
            "page": found.page, "pages": found.last_page, "some_words_only": found.is_loose, "did_you_mean": found.meant,
            "next": absolute(asked.url("portal:search_data", page=found.page + 1)) if found.page < found.last_page else None,
            "pinned": [absolute(item.get_absolute_url()) for item in found.pinned],
            "hits": [_as_data(hit) for hit in found.hits],
        },
        json_dumps_params={"ensure_ascii": False},
    )  # fmt: skip


@public_page
def suggest(request: HttpRequest) -> HttpResponse:
    """What may be meant while somebody types: {"suggestions": […]}. At most ten."""
    asked = searching.Asked.read(request)
    return JsonResponse(
        {"suggestions": suggesting.suggestions(asked.words, filters=asked.filters)},
        json_dumps_params={"ensure_ascii": False},
    )


def _as_data(hit: queries.Hit) -> dict:
    item = hit.item
    return {
        "title": item.title, "url": absolute(item.get_absolute_url()), "organ": item.organ.name,
        "heading": item.heading.name, "document_number": item.document_number, "index_number": item.index_number,
        "genre": item.genre, "validity": item.validity, "formed_on": item.formed_on.isoformat(),
        "published_at": timezone.localtime(item.published_at).isoformat(timespec="seconds"),
        "excerpt": _plain(hit.excerpt), "in_attachment": hit.file or None,
    }  # fmt: skip


def _plain(stretches: list[Stretch]) -> str:
    return "".join(stretch.text for stretch in stretches)
