"""Turning large type on and off: a plain link that works in any browser and changes a preference, nothing else."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_safe

from gongkai.portal import display


@require_safe
def choose(request: HttpRequest) -> HttpResponse:
    back = request.GET.get("next", "")
    # Addresses of this site only: an outside address here would lend our name to it.
    if not back.startswith("/") or not url_has_allowed_host_and_scheme(back, allowed_hosts=None):
        back = reverse("portal:home")
    response = HttpResponseRedirect(back)
    display.remember(response, request, type=request.GET.get("type"), text=request.GET.get("text"))
    response["Cache-Control"] = "no-store"
    return response
