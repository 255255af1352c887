"""A fresh challenge for a page that has stood open for long."""

import re

from django.http import HttpRequest, HttpResponseBadRequest, JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from gongkai.doorkeeping import challenge as proof

PURPOSE = re.compile(r"[a-z0-9-]{0,40}")


@never_cache
@require_safe
def challenge(request: HttpRequest) -> JsonResponse | HttpResponseBadRequest:
    """GET ?for=purpose: the JSON of a challenge for forms of this purpose."""
    purpose = request.GET.get("for", "")
    if not PURPOSE.fullmatch(purpose):
        return HttpResponseBadRequest(_("没有这种表单。"))
    return JsonResponse(proof.issue(purpose))
