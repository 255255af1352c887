"""How long a page may be kept: a reader without cookies gets what everybody gets, for a minute, from any cache."""

from collections.abc import Callable
from functools import wraps

from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_cache_control, patch_vary_headers
from django.views.decorators.http import conditional_page, require_safe

KEPT_SECONDS = 60


def public_page(view: Callable) -> Callable:
    """GET and HEAD only; an ETag over the content; one minute in any cache unless cookies changed the page."""

    @wraps(view)
    def kept(request: HttpRequest, *args, **kwargs) -> HttpResponse:
        response = view(request, *args, **kwargs)
        patch_vary_headers(response, ["Cookie"])
        if "Cache-Control" not in response.headers:
            if request.COOKIES:
                patch_cache_control(response, private=True, no_cache=True)
            else:
                patch_cache_control(response, public=True, max_age=KEPT_SECONDS)
        return response

    return require_safe(conditional_page(kept))
