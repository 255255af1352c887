"""One application: where it stands, what can lawfully be done, everything that happened. And who applied, on request."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from gongkai.applications import actions, identity, queries
from gongkai.applications.book import BOOK
from gongkai.organs import rules
from gongkai.workbench.cases import page
from gongkai.workbench.forms.applications.closing import AmendForm
from gongkai.workbench.gate import needs
from gongkai.workbench.views.applications.steps import ACTS, refused

WHY = gettext_lazy("办理申请")


def case(request: HttpRequest, case) -> HttpResponse:
    return render(request, "workbench/applications/case.html", page.context(case, request.desk, ACTS))


@require_POST
def applicant(request: HttpRequest, case) -> HttpResponse:
    """The applicant's own data, once: the page that shows them is never kept, and the look is in the trail."""
    person = identity.read(case, by=request.user, why=request.POST.get("why", "").strip() or str(WHY))
    context = page.context(case, request.desk, ACTS) | {"person": person}
    return render(request, "workbench/applications/case.html", context)


@needs(rules.HANDLE_APPLICATIONS)
def amend(request: HttpRequest, case, seq: int) -> HttpResponse:
    """更正记录: the line as it was recorded, to be put right; what went out stays as it went out."""
    line = next((line for line in queries.timeline(case) if line.row.seq == seq and not line.is_correction), None)
    if line is None or line.corrected_by is not None:
        raise Http404
    form = AmendForm(request.POST or None, line=line, case=case, standing=BOOK.replay(case), desk=request.desk)
    if request.method == "POST" and form.is_valid():
        annul = form.cleaned_data["annul"]
        try:
            actions.amend(
                application=case, by=request.user, seq=seq, reason=form.cleaned_data["reason"], annul=annul,
                on=form.changed_day, **({} if annul else form.changed_facts),
            )  # fmt: skip
        except ValidationError as refusal:
            form = refused(form, refusal, case)
        else:
            messages.success(request, _("记录已更正，原记录划线保留。已发出的文书不变，需要时请另行告知。"))
            return redirect("office_case", case.pk)
    context = {"case": case, "form": form, "line": line}
    return render(request, "workbench/applications/amend.html", context, status=422 if form.is_bound else 200)
