"""责任追究: the register as far as one may see it, and one case with its next step (Arts 47, 51-53)."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from gongkai.accountability import actions, queries
from gongkai.organs import queries as organs
from gongkai.organs import rules
from gongkai.workbench.forms.accountability import CloseCaseForm, DecideForm, OpenCaseForm


def register(request: HttpRequest) -> HttpResponse:
    below = organs.organs_where(request.user, rules.OVERSEE)
    if not below and not request.desk.may(rules.SIGN_REPORT):
        raise PermissionDenied(_("责任追究台账只有公开工作主管部门和责任机关的主要负责人可以查看。"))
    form = OpenCaseForm(request.POST or None, organs=below, initial={"on": timezone.localdate()}) if below else None
    if form is not None and request.method == "POST" and form.is_valid():
        try:
            case = actions.open_case(by=request.user, **form.cleaned_data)
        except ValidationError as refusal:
            form.add_error(None, refusal.messages)
        else:
            messages.success(request, _("已登记。"))
            return redirect("office_liability_case", case.pk)
    rows = queries.cases_of(request.user)
    return render(request, "workbench/accountability/liability.html", {"rows": rows, "form": form})


def case(request: HttpRequest, case: int) -> HttpResponse:
    found = queries.visible_case(request.user, case)
    if found is None:
        raise Http404
    may_write = organs.may(request.user, rules.OVERSEE, found.organ) and found.closed_on is None
    act, form_class = (actions.close_case, CloseCaseForm) if found.decided_on else (actions.decide, DecideForm)
    form = form_class(request.POST or None, initial={"on": timezone.localdate()}) if may_write else None
    if form is not None and request.method == "POST" and form.is_valid():
        try:
            act(case=found, by=request.user, **form.cleaned_data)
        except ValidationError as refusal:
            form.add_error(None, refusal.messages)
        else:
            messages.success(request, _("已登记。"))
            return redirect("office_liability_case", found.pk)
    return render(request, "workbench/accountability/case.html", {"case": found, "form": form})
