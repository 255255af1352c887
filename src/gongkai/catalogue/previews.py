"""How an item looks before it is public. The catalogue serves no page: the portal registers its own here."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

Renderer = Callable[[object, HttpRequest], HttpResponse]
_renderer: list[Renderer] = []


def register(renderer: Renderer) -> None:
    """`renderer(item, request)` answers with the page of an item as the public would see it."""
    _renderer[:] = [renderer]


def render(item, request: HttpRequest) -> HttpResponse:
    return _renderer[0](item, request)
