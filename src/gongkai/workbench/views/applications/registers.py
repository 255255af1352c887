"""The registers beside the cases: 更正 (Art. 41), 不予公开信息 (Art. 18), asked for by several (Art. 44), the settings."""

from datetime import timedelta

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from gongkai.applications import actions, identity, queries
from gongkai.applications.letters import render as render_letter
from gongkai.organs import rules
from gongkai.sealing import masking
from gongkai.statute.decisions import decision
from gongkai.workbench.forms.applications.registers import (
    ReassessForm,
    RectificationAnswerForm,
    RectificationForm,
    office_form,
)
from gongkai.workbench.gate import needs
from gongkai.workbench.views.applications.letters import PDF, WORD, sent

SEVERAL_SINCE = timedelta(days=730)


@needs(rules.READ_CASES)
def rectifications(request: HttpRequest) -> HttpResponse:
    form = RectificationForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        row = actions.register_rectification(organ=request.desk.organ, by=request.user, **form.cleaned_data)
        messages.success(request, _("已登记，编号 %s。") % row.number)
        return redirect("office_rectifications")
    rows = queries.rectifications(request.desk.organ)
    for row in rows:
        row.shown_name = masking.mask_name(row.name)
    return render(request, "workbench/applications/rectifications.html", {"rows": rows, "form": form})


@needs(rules.HANDLE_APPLICATIONS)
def rectification(request: HttpRequest, rectification: int) -> HttpResponse:
    """One of them, with who asks: the look is in the trail."""
    row = queries.rectification_of(request.desk.organ, rectification)
    if row is None:
        raise Http404
    identity.read_rectification(row, by=request.user, why=_("办理更正申请"))
    form = RectificationAnswerForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.answer_rectification(rectification=row, by=request.user, **form.cleaned_data)
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            messages.success(request, _("处理结果已登记，告知书已制作，请送达申请人。"))
            return redirect("office_rectification", rectification)
    return render(request, "workbench/applications/rectification.html", {"row": row, "form": form})


@needs(rules.HANDLE_APPLICATIONS)
def rectification_letter(request: HttpRequest, rectification: int, kind: str) -> HttpResponse:
    """更正告知书, as PDF or Word: made and numbered when the result was recorded."""
    row = queries.rectification_of(request.desk.organ, rectification)
    if row is None or not row.letter or kind not in {"pdf", "docx"}:
        raise Http404
    identity.read_rectification(row, by=request.user, why=_("打印更正告知书"))
    if kind == "pdf":
        return sent(render_letter.as_pdf(row.letter), PDF, f"{row.number}.pdf", inline=True)
    return sent(render_letter.as_docx(row.letter), WORD, f"{row.number}.docx")


@needs(rules.READ_CASES)
def withheld(request: HttpRequest) -> HttpResponse:
    today = timezone.localdate()
    rows = queries.withheld(request.desk.organ)
    for row in rows:
        row.ground_label = decision(row.ground).label
        row.is_due = not row.outcome and row.review_on <= today
    return render(request, "workbench/applications/withheld.html", {"rows": rows, "today": today})


@needs(rules.CLEAR)
def reassess(request: HttpRequest, withheld: int) -> HttpResponse:
    row = queries.withheld_of(request.desk.organ, withheld)
    if row is None:
        raise Http404
    form = ReassessForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.reassess(withheld=row, by=request.user, **form.cleaned_data)
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            messages.success(request, _("评估结论已登记。"))
            return redirect("office_withheld")
    return render(
        request,
        "workbench/applications/reassess.html",
        {"row": row, "form": form, "ground": decision(row.ground).label},
    )


@needs(rules.READ_CASES)
def asked_by_several(request: HttpRequest) -> HttpResponse:
    rows = queries.asked_by_several(request.desk.organ, since=timezone.localdate() - SEVERAL_SINCE)
    return render(request, "workbench/applications/several.html", {"rows": rows})


def settings(request: HttpRequest) -> HttpResponse:
    organ = request.desk.organ
    if not actions.may_keep_office(request.user, organ):
        raise PermissionDenied(_("依申请公开办理设置由公开工作机构负责人或者管理员维护。"))
    form = office_form(organ, request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.keep_office(organ=organ, by=request.user, **form.cleaned_data)
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            messages.success(request, _("办理设置已保存，此后签发的文书照此制作。"))
            return redirect("office_application_settings")
    context = {"form": form, "is_kept": queries.has_own_office(organ)}
    return render(request, "workbench/applications/settings.html", context)
