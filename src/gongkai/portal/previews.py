"""How a draft looks before it is public: the item's own page under a banner, on the office side only."""

from django.http import HttpRequest, HttpResponse

from gongkai.portal.context import show
from gongkai.portal.views.item import item_page


def render_item(item, request: HttpRequest) -> HttpResponse:
    place, context = item_page(item, preview=True)
    response = show(request, "portal/item.html", place, **context)
    response["Cache-Control"] = "private, no-store"
    return response
