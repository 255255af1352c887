"""Refusals as RFC 9457 problem documents: what happened, and what would be right, in a sentence for people.

`type` tells programs apart what `status` alone does not; the list of them is in openapi.json.
"""

import logging
from collections.abc import Callable
from functools import wraps

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt

log = logging.getLogger("gongkai.api")
CONTENT_TYPE = "application/problem+json; charset=utf-8"

TITLES = {
    "not-found": gettext_lazy("没有找到"),
    "no-such-address": gettext_lazy("没有这个接口"),
    "method-not-allowed": gettext_lazy("请求方法不对"),
    "not-json": gettext_lazy("请求的内容不是 JSON"),
    "too-large": gettext_lazy("请求的内容太长"),
    "invalid": gettext_lazy("请求的内容不完整"),
    "locked": gettext_lazy("尝试次数太多"),
    "internal": gettext_lazy("系统出错"),
}


class Problem(Exception):
    """Raised by a view for a request it does not answer. `more` are further members of the document."""

    def __init__(self, kind: str, status: int, detail: str, *, headers: dict[str, str] | None = None, **more) -> None:
        super().__init__(detail)
        self.kind, self.status, self.detail, self.headers, self.more = kind, status, detail, headers or {}, more

    def as_response(self, request: HttpRequest) -> HttpResponse:
        body = {
            "type": f"urn:gongkai:problem:{self.kind}", "title": str(TITLES[self.kind]), "status": self.status,
            "detail": self.detail, "instance": request.path, **self.more,
        }  # fmt: skip
        return JsonResponse(
            body,
            status=self.status,
            content_type=CONTENT_TYPE,
            headers=self.headers,
            json_dumps_params={"ensure_ascii": False},
        )


def endpoint(*methods: str) -> Callable:
    """A view of the interface: these methods only, never cached unless it says so, every fault a problem document.

    No cookie is read, so no forged request can borrow one: there is nothing for a forgery token to guard.
    """

    def dressed(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        @csrf_exempt
        @wraps(view)
        def answer(request: HttpRequest, *args, **kwargs) -> HttpResponse:
            try:
                if request.method not in methods:
                    said = _("这个接口只接受 %s。") % "、".join(methods)
                    raise Problem("method-not-allowed", 405, said, headers={"Allow": ", ".join(methods)})
                response = view(request, *args, **kwargs)
            except Problem as problem:
                response = problem.as_response(request)
            except Exception:
                log.exception("interface failed at %s", request.path)
                response = Problem("internal", 500, _("系统出错，已经记录。请稍后再试。")).as_response(request)
            response.headers.setdefault("X-Content-Type-Options", "nosniff")
            return response

        return never_cache(answer)

    return dressed


@csrf_exempt
def no_such_address(request: HttpRequest) -> HttpResponse:
    return Problem("no-such-address", 404, _("没有这个接口，接口的说明在 /api/v1/openapi.json。")).as_response(request)
