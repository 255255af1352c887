"""考核评分: the supervising office scores the organs below; an organ reads its own sheet once it is closed (Art. 46)."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from gongkai.accountability import actions, queries
from gongkai.accountability.models import ScoreSheet
from gongkai.organs import queries as organs
from gongkai.organs import rules
from gongkai.workbench.forms.accountability import OpinionForm, ScoreForm

YEARS_SHOWN, LAST_YEAR = 5, 9999


def listing(request: HttpRequest) -> HttpResponse:
    below, own = _below(request), []
    if request.desk.reads:
        own = [queries.sheet(head) for head in queries.sheets_of([request.desk.organ], closed_only=True)]
    elif not below:
        raise PermissionDenied(_("考核评分由公开工作主管部门办理，被考核机关的工作人员可以看评定后的结果。"))
    this_year = timezone.localdate().year
    years = list(range(this_year, this_year - YEARS_SHOWN, -1))
    there = {(head.organ_id, head.year): head for head in queries.sheets_of(below)}
    rows = [(organ, [(year, _told(there.get((organ.pk, year)))) for year in years]) for organ in below]
    return render(request, "workbench/accountability/scores.html", {"rows": rows, "years": years, "own": own})


def _told(head: ScoreSheet | None) -> dict:
    if head is None:
        return {}
    return {"head": head, "total": queries.sheet(head).total if head.closed_at else None}


def sheet(request: HttpRequest, slug: str, year: int) -> HttpResponse:
    organ = next((organ for organ in [*_below(request), request.desk.organ] if organ.slug == slug), None)
    if organ is None or year > LAST_YEAR:
        raise Http404
    may_score = organ != request.desk.organ
    head = ScoreSheet.objects.select_related("organ", "closed_by").filter(organ=organ, year=year).first()
    if may_score and request.method == "POST" and request.POST.get("do") == "open":
        try:
            actions.open_sheet(organ=organ, year=year, by=request.user)
        except ValidationError as refusal:
            messages.error(request, "；".join(refusal.messages))
            return redirect("office_scores")
        return redirect("office_score_sheet", slug, year)
    if head is None or not (may_score or (request.desk.reads and head.closed_at)):
        raise Http404
    form, opinion, refusals = ScoreForm(initial={"criterion": request.GET.get("row", "")}), OpinionForm(), []
    if may_score and request.method == "POST":
        form = ScoreForm(request.POST) if request.POST.get("do") == "score" else form
        opinion = OpinionForm(request.POST) if request.POST.get("do") == "close" else opinion
        try:
            if done := _act(request, head, form, opinion):
                messages.success(request, done)
                return redirect("office_score_sheet", slug, year)
        except ValidationError as refusal:
            refusals = refusal.messages
    return render(request, "workbench/accountability/sheet.html", {
        "sheet": queries.sheet(head), "may_score": may_score and not head.closed_at, "form": form, "opinion": opinion,
        "refusals": refusals,
    })  # fmt: skip


def _act(request: HttpRequest, head: ScoreSheet, form: ScoreForm, opinion: OpinionForm) -> str:
    do = request.POST.get("do")
    if do == "score" and form.is_valid():
        actions.score(sheet=head, by=request.user, **form.cleaned_data)
        return _("已评分。")
    if do == "take_back":
        actions.take_back_score(sheet=head, by=request.user, criterion=request.POST.get("criterion", ""))
        return _("已撤销人工评分，按记录计算。")
    if do == "close" and opinion.is_valid():
        actions.close_sheet(sheet=head, by=request.user, **opinion.cleaned_data)
        return _("已评定，分数不再变动，被考核机关可以查看。")
    return ""


def _below(request: HttpRequest) -> list:
    return organs.organs_where(request.user, rules.OVERSEE)
