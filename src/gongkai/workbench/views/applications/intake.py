"""登记 an application over the counter, by post, fax or e-mail; the day of receipt follows from the way (Art. 31)."""

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from gongkai.applications import actions, queries, vocabulary
from gongkai.organs import rules
from gongkai.workbench.cases import uploads
from gongkai.workbench.forms.applications.register import RegisterForm
from gongkai.workbench.gate import needs

PURPOSES = {code: str(vocabulary.Purpose(code).label) for code in ("original", "identity", "authority", "supplement")}


@needs(rules.HANDLE_APPLICATIONS)
def add(request: HttpRequest) -> HttpResponse:
    if request.method != "POST":
        return _page(request, RegisterForm(), uploads.Dropped())
    form, dropped = RegisterForm(request.POST), uploads.read(request, purposes=PURPOSES)
    if form.is_valid() and not dropped.errors:
        said = form.cleaned_data
        try:
            case = actions.register(
                organ=request.desk.organ, by=request.user, applicant=form.applicant, files=dropped.rows,
                handler=request.user if said["take"] else None,
                **{name: said[name] for name in (
                    "channel", "title", "content", "wanted_form", "delivery_way", "needs_help", "on", "tracking", "read_back",
                    "note",
                )},
            )  # fmt: skip
        except ValidationError as refusal:
            _say(form, refusal)
        else:
            _tell(request, case)
            return redirect("office_case", case.pk)
    return _page(request, form, dropped)


def _say(form: RegisterForm, refusal: ValidationError) -> None:
    if not hasattr(refusal, "error_dict"):
        form.add_error(None, refusal)
        return
    for name, errors in refusal.error_dict.items():
        form.add_error(name if name in form.fields else None, errors)


def _tell(request: HttpRequest, case) -> None:
    """What follows from the registration, and whether the same applicant has asked before."""
    if case.received_on is None:
        messages.warning(
            request, _("已登记到件，编号 %s。请当日与申请人确认，确认之日才是收到申请之日。") % case.number
        )
    else:
        messages.success(request, _("已登记，编号 %s。登记回执可以打印。") % case.number)
    if (before := queries.same_applicant(case).count()) > 0:
        messages.info(request, _("同一申请人此前有 %d 件申请，见本页“类似的申请”。") % before)


def _page(request: HttpRequest, form: RegisterForm, dropped: uploads.Dropped) -> HttpResponse:
    context = {
        "form": form, "dropped": dropped, "purposes": PURPOSES, "upload_url": reverse("office_application_upload"),
        "limit": settings.UPLOAD_BYTES,
    }  # fmt: skip
    return render(
        request,
        "workbench/applications/add.html",
        context,
        status=422 if form.is_bound and (form.errors or dropped.errors) else 200,
    )
