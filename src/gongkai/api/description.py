"""`GET /api/v1/openapi.json`: the interface described for programs (OpenAPI 3.1). Tests hold real answers against it."""

import json
from functools import cache
from importlib.resources import files
from typing import Any

from django.conf import settings
from django.http import HttpRequest, JsonResponse

from gongkai import __version__
from gongkai.api.problems import endpoint


@cache
def document() -> dict[str, Any]:
    """The description as shipped, with this version and this site's address."""
    shipped = json.loads(files("gongkai.api").joinpath("openapi.json").read_text(encoding="utf-8"))
    shipped["info"]["version"] = __version__
    shipped["servers"] = [{"url": settings.BASE_URL}]
    return shipped


@endpoint("GET", "HEAD")
def openapi(request: HttpRequest) -> JsonResponse:
    response = JsonResponse(document(), json_dumps_params={"ensure_ascii": False})
    response["Access-Control-Allow-Origin"] = "*"  # a page that shows descriptions may read it; it holds nothing secret
    return response
