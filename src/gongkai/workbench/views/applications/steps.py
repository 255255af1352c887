"""One step of a case a view: its form by itself (without scripts, or again after a refusal), and the step when it is sent."""

from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from gongkai.applications import queries
from gongkai.applications.book import BOOK
from gongkai.casework.recording import MovedOn
from gongkai.organs import queries as organs
from gongkai.organs import rules
from gongkai.workbench.cases import uploads
from gongkai.workbench.cases.acts import Act
from gongkai.workbench.cases.told import told
from gongkai.workbench.views.applications import charging, closing, consulting, handling, lengthening

ACTS = {act.event: act for act in (*handling.ACTS, *consulting.ACTS, *lengthening.ACTS, *charging.ACTS, *closing.ACTS)}
FILES = {"serve": closing.PROOF}


def view_of(act: Act) -> Callable[..., HttpResponse]:
    def view(request: HttpRequest, case) -> HttpResponse:
        return _step(request, case, act)

    view.__name__ = act.event
    return view


def _step(request: HttpRequest, case, act: Act) -> HttpResponse:
    standing = BOOK.replay(case)
    if request.method != "POST":
        return _page(request, case, act, act.form(case=case, standing=standing, desk=request.desk))
    form = act.form(request.POST, case=case, standing=standing, desk=request.desk)
    if not form.is_valid():
        return _page(request, case, act, form)
    try:
        if act.run is not None:
            said = act.run(request, case, form)
        else:
            act.action(application=case, by=request.user, **form.facts)
            said = str(act.said)
    except ValidationError as refusal:
        return _page(request, case, act, refused(form, refusal, case), since=since_of(refusal))
    messages.success(request, said)
    return redirect("office_case", case.pk)


def refused(form, refusal: ValidationError, case):
    """The form with what was said against it, each sentence at its field where it names one. After MovedOn its writer has
    now been told, so that sending it once more is meant."""
    if isinstance(refusal, MovedOn):
        form.data = form.data.copy()
        form.data["seen"] = str(max(row.seq for row in refusal.since))
    if hasattr(refusal, "error_dict"):
        for name, errors in refusal.error_dict.items():
            form.add_error(name if name in form.fields else None, errors)
    else:
        form.add_error(None, refusal)
    return form


def since_of(refusal: ValidationError) -> list[dict]:
    """What colleagues have done meanwhile, for the page to show beside what was typed."""
    if not isinstance(refusal, MovedOn):
        return []
    return [
        {
            "label": BOOK.lifecycle.label(row.event),
            "who": row.by.get_full_name() if row.by else _("申请人或系统"),
            "at": row.recorded_at,
            "told": told(BOOK.happened(row).facts, {}, {}),
        }
        for row in refusal.since
    ]


def _page(request: HttpRequest, case, act: Act, form, *, since: list | None = None) -> HttpResponse:
    standing = BOOK.replay(case)
    step = next((step for step in queries.steps(case, standing) if step.transition.event == act.event), None)
    refusal = "" if form.is_bound or step is None else step.why_not
    if (
        not refusal
        and step is not None
        and not organs.may(request.user, step.transition.right or rules.READ_CASES, case.organ)
    ):
        refusal = _("这一步由其他岗位办理。")
    files = (
        uploads.read(request, purposes=FILES[act.event], case=case)
        if act.takes_files and request.method == "POST"
        else None
    )
    context = {
        "case": case, "act": act, "form": form, "since": since or [], "refusal": refusal, "dropped": files,
        "purposes": FILES.get(act.event, {}),
    }  # fmt: skip
    return render(request, "workbench/applications/step.html", context, status=422 if form.is_bound else 200)
