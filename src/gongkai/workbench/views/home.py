"""今天要办: the first page after signing in."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from gongkai.organs import actions as organs
from gongkai.organs.models import Urging
from gongkai.workbench import board, worklist
from gongkai.workbench.cases.first_page import first_page


def home(request: HttpRequest) -> HttpResponse:
    desk, today = request.desk, timezone.localdate()
    context = {"today": today, "applications": first_page(desk, today)}
    if desk.reads:
        items = worklist.unpublished(desk.organ)
        headings = worklist.open_headings(desk.organ)
        context |= {
            "work": worklist.worklist(desk, items),
            "watch": worklist.watch(desk.organ, today),
            "reports": worklist.reports_due(desk.organ, today),
            "figures": worklist.this_year(desk.organ, today),
            "headings": headings if desk.writes else [],
            "near": worklist.near(desk, headings) if desk.writes else [],
        }
    if desk.oversees:
        context["board"] = board.board(desk.organ, today)
    return render(request, "workbench/home.html", context)


@require_POST
def note_urging(request: HttpRequest, pk: int) -> HttpResponse:
    """知悉."""
    urging = Urging.objects.select_related("organ").filter(pk=pk, organ=request.desk.organ).first()
    if urging is None:
        raise Http404
    organs.take_note(by=request.user, urging=urging)
    messages.success(request, _("已记录：您已知悉这条督促。"))
    return redirect("office_home")
