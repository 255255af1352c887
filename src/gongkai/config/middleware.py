"""Headers every answer of Django carries; the values stand in `headers`."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from gongkai.config.headers import OFFICE_POLICY, PERMISSIONS, PUBLIC_POLICY


def security_headers(get_response: Callable[[HttpRequest], HttpResponse]):
    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        policy = OFFICE_POLICY if request.path.startswith("/office/") else PUBLIC_POLICY
        response.headers.setdefault("Content-Security-Policy", policy)
        response.headers.setdefault("Permissions-Policy", PERMISSIONS)
        if request.path.startswith("/office/"):
            response.headers.setdefault("Cache-Control", "no-store")
        return response

    return middleware
