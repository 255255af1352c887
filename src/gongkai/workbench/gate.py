"""The one gate of the office side. Our pages ask for a sign-in and a post; of Wagtail's own only those named here are left.

Everything else Wagtail brings along (page explorer, snippets, reports, site history, usage, workflows, users, bulk actions,
its ways to edit, preview and publish) could show another organ's drafts or publish past clearance. What is not named answers
404; its name can still be reversed, because Wagtail's frame prints some of those addresses.
"""

from collections.abc import Callable, Iterator
from functools import wraps

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import URLPattern
from django.views.decorators.cache import never_cache
from wagtail.utils.urlpatterns import decorate_urlpatterns

from gongkai.applications import queries as applications
from gongkai.catalogue.models import DisclosureItem
from gongkai.organs import queries as organs
from gongkai.workbench.desk import Desk

KEPT_OF_WAGTAIL = {
    "wagtailadmin_login",
    "wagtailadmin_logout",
    "wagtailadmin_sprite",
    "wagtailadmin_javascript_catalog",
}
OF_ITEM = ("organ", "heading__organ", "author")  # what every page about an item reads
View = Callable[..., HttpResponse]


def ours(patterns: list) -> list:
    """Our own routes, each behind the sign-in; an address that names an item or a case stands behind that one's organ."""
    for pattern in _each(patterns):
        if _names_an_item(pattern):
            pattern.callback = _of_own_organ(pattern.callback)
        elif _names_a_case(pattern):
            pattern.callback = _case_of_own_organ(pattern.callback)
    return decorate_urlpatterns(patterns, at_a_desk)


def _each(patterns: list) -> Iterator[URLPattern]:
    for pattern in patterns:
        if isinstance(pattern, URLPattern):
            yield pattern
        else:
            yield from _each(pattern.url_patterns)


def rest_of_wagtail(patterns: list) -> list:
    """Wagtail's routes with everything that is not kept turned into a 404."""
    for pattern in patterns:
        if not isinstance(pattern, URLPattern):
            rest_of_wagtail(pattern.url_patterns)
        elif pattern.name not in KEPT_OF_WAGTAIL:
            pattern.callback = nothing_here
    return patterns


def nothing_here(request: HttpRequest, *_args, **_kwargs) -> HttpResponse:
    if not request.user.is_authenticated:
        raise Http404
    request.desk = Desk.of(request.user)
    return render(request, "workbench/not_found.html", status=404)


def at_a_desk(view: View) -> View:
    """The view runs for somebody who holds a post today; `request.desk` says who, where and with what rights."""

    @wraps(view)
    @never_cache
    def gated(request: HttpRequest, *args, **kwargs) -> HttpResponse:
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        request.desk = Desk.of(request.user)
        if not request.desk.rights and getattr(view, "needs_a_post", True):
            return render(request, "workbench/no_post.html", status=403)
        try:
            return view(request, *args, **kwargs)
        except PermissionDenied as refusal:
            return render(request, "workbench/refused.html", {"reason": str(refusal)}, status=403)
        except Http404:
            return render(request, "workbench/not_found.html", status=404)

    return gated


def needs(right: str) -> Callable[[View], View]:
    """A view for those who hold this right in their own organ; others read who could."""

    def decorate(view: View) -> View:
        @wraps(view)
        def checked(request: HttpRequest, *args, **kwargs) -> HttpResponse:
            organs.require(request.user, right, request.desk.organ)
            return view(request, *args, **kwargs)

        checked.needs = right
        return checked

    return decorate


def _names_an_item(pattern: URLPattern) -> bool:
    return str(pattern.pattern).lstrip("^").startswith(("items/<int:pk>", r"items/(?P<pk>"))


def _names_a_case(pattern: URLPattern) -> bool:
    return str(pattern.pattern).startswith("applications/<int:pk>/")


def _of_own_organ(view: View) -> View:
    """Gives the view the item instead of its key; an item of another organ does not exist, for anybody, superusers too."""

    @wraps(view)
    def gated(request: HttpRequest, pk, **kwargs) -> HttpResponse:
        item = DisclosureItem.objects.select_related(*OF_ITEM).filter(pk=pk).first()
        if item is None or not request.desk.reads_drafts_of(item):
            raise Http404
        return view(request, item=item, **kwargs)

    return gated


def _case_of_own_organ(view: View) -> View:
    """Gives the view the application instead of its key; one of another organ does not exist, for anybody (Art. 47: an
    overseer sees counts)."""

    @wraps(view)
    def gated(request: HttpRequest, pk, **kwargs) -> HttpResponse:
        case = applications.case_of(request.desk.organ, pk) if request.desk.reads_cases else None
        if case is None:
            raise Http404
        return view(request, case=case, **kwargs)

    return gated
