"""Looking across at the public side, also from a server which serves the office alone."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import get_urlconf, reverse, set_urlconf

from gongkai.catalogue import previews

PUBLIC = "gongkai.config.urls_public"


def address(name: str, *args) -> str:
    """The public address of an organ or an item; with the host in front when this server does not serve it itself."""
    return (settings.BASE_URL if settings.ROUTES == "office" else "") + reverse(
        f"portal:{name}", urlconf=PUBLIC, args=args
    )


def absolute(name: str, *args) -> str:
    """The public address with its host, as it stands in a letter."""
    return settings.BASE_URL.rstrip("/") + reverse(f"portal:{name}", urlconf=PUBLIC, args=args)


def preview(item, request: HttpRequest) -> HttpResponse:
    """The item's page as the public would see it. Its links are those of the public side, whatever this server routes."""
    before = get_urlconf()
    set_urlconf(PUBLIC)
    try:
        response = previews.render(item, request)
        if hasattr(response, "render") and not response.is_rendered:
            response.render()
    finally:
        set_urlconf(before)
    return response
