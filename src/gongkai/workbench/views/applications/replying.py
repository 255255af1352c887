"""起草答复并送审: one form, the letter beside it exactly as the applicant will get it."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from gongkai.applications import actions, identity, previews, queries
from gongkai.applications.book import BOOK
from gongkai.applications.letters import render as forms_of_letters
from gongkai.organs import rules
from gongkai.statute.decisions import decisions_to_draft
from gongkai.workbench.cases import page, prefill, uploads
from gongkai.workbench.forms.applications.replying import ReplyForm
from gongkai.workbench.gate import needs
from gongkai.workbench.views.applications.steps import refused, since_of

RELEASED = {"released": _("向申请人提供")}


@needs(rules.HANDLE_APPLICATIONS)
def draft(request: HttpRequest, case) -> HttpResponse:
    lines = queries.timeline(case)
    standing = BOOK.replay(case, [line.row for line in lines])
    if request.method != "POST":
        asked = {name: request.GET.get(name, "") for name in ("item", "earlier")}
        initial = prefill.facts(case, standing, lines, **asked)
        if code := request.GET.get("decision", ""):
            initial["decision"] = code
        form = ReplyForm(case=case, standing=standing, desk=request.desk, initial=initial)
        dropped = uploads.Dropped([(stored, "released") for stored in prefill.enclosed_before(case)])
        if identity.may_read(request.user, case):
            identity.read(case, by=request.user, why=_("起草答复"))
        return _page(request, case, standing, form, dropped)
    form = ReplyForm(request.POST, case=case, standing=standing, desk=request.desk)
    dropped = uploads.read(request, purposes=RELEASED, case=case)
    if form.is_valid() and not dropped.errors:
        facts = with_files(form.given(), dropped)
        if form.require(facts):
            try:
                actions.draft_reply(
                    application=case, by=request.user, decision=form.cleaned_data["decision"], facts=facts,
                    files=dropped.files, seen=form.cleaned_data["seen"],
                )  # fmt: skip
            except ValidationError as refusal:
                return _page(request, case, standing, refused(form, refusal, case), dropped, since=since_of(refusal))
            messages.success(request, _("答复书已送审，由没有参与起草的人审查。"))
            return redirect("office_case", case.pk)
    return _page(request, case, standing, form, dropped)


def with_files(facts: dict, dropped: uploads.Dropped) -> dict:
    """What is provided need not be typed when files go along: their names say it."""
    if "delivered" in facts and not facts["delivered"] and dropped.names:
        facts["delivered"] = [f"《{name.rpartition('.')[0] or name}》" for name in dropped.names]
    return facts


def _page(request, case, standing, form, dropped, *, since=None) -> HttpResponse:
    step = next(step for step in queries.steps(case, standing) if step.transition.event == "draft_reply")
    context = {
        "case": case,
        "form": form,
        "chosen": form.chosen,
        "decisions": decisions_to_draft(),
        "families": page.families(),
        "dropped": dropped,
        "purposes": RELEASED,
        "since": since or [],
        "refusal": step.why_not,
        "preview_url": reverse("office_case_reply_preview", args=[case.pk]),
        "due": case.due_on,
    }
    return render(
        request, "workbench/applications/reply.html", context, status=422 if form.is_bound and form.errors else 200
    )


@require_POST
@needs(rules.HANDLE_APPLICATIONS)
def preview(request: HttpRequest, case) -> HttpResponse:
    """The letter as it would leave with what is in the form now; nothing is kept, files that come along are not read."""
    standing = BOOK.replay(case)
    form = ReplyForm(request.POST, case=case, standing=standing, desk=request.desk)
    request.FILES.clear()
    dropped = uploads.read(request, purposes=RELEASED, case=case)
    context = {"case": case, "problem": "", "html": ""}
    if form.chosen is None:
        context["problem"] = _("选择答复种类以后，这里显示答复书。")
    else:
        try:
            facts = with_files(form.given(request.POST), dropped)
            paper = previews.reply_preview(case, form.chosen.code, facts, by=request.user, enclosures=dropped.names)
            context["html"] = forms_of_letters.as_html(paper.as_data())
        except ValidationError as lacking:
            context["problem"] = "；".join(lacking.messages)
    return render(request, "workbench/applications/letter_page.html", context)
