"""目标责任书 of a year: a tree of targets with bars, the form to break down, issuing, the sheet to print."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from gongkai.accountability import actions, queries
from gongkai.accountability.models import Target, TargetLetter
from gongkai.organs import rules
from gongkai.workbench.forms.accountability import IssueForm, TargetForm
from gongkai.workbench.gate import needs
from gongkai.workbench.keys import key_of
from gongkai.writers import svg


@needs(rules.READ_DRAFTS)
def letters(request: HttpRequest) -> HttpResponse:
    this_year = timezone.localdate().year
    rows = queries.letters(request.desk.organ)
    there = {row.year for row in rows}
    return render(request, "workbench/accountability/letters.html", {
        "rows": rows, "missing": [year for year in (this_year + 1, this_year) if year not in there],
        "may_write": request.desk.may(rules.MANAGE_CATALOGUE),
    })  # fmt: skip


@needs(rules.READ_DRAFTS)
def letter(request: HttpRequest, year: int) -> HttpResponse:
    """One year. What a refused form held stays on the page, with the reason above it."""
    organ, found = request.desk.organ, queries.letter_of(request.desk.organ, year)
    if request.method == "POST" and request.POST.get("do") == "start":
        try:
            actions.start_letter(organ=organ, year=year, by=request.user)
        except ValidationError as refusal:
            messages.error(request, "；".join(refusal.messages))
            return redirect("office_targets")
        messages.success(request, _("已建立%d年度的目标，请先填全局目标，再分解到股室和个人。") % year)
        return redirect("office_target_letter", year)
    if found is None:
        raise Http404
    today = timezone.localdate()
    form = TargetForm(None, organ=organ, is_issued=found.is_issued, initial=_begun(request, found))
    issue_form = IssueForm(initial={"on": today})
    refusals: list[str] = []
    if request.method == "POST":
        try:
            if request.POST.get("do") == "issue":
                issue_form = IssueForm(request.POST)
                done = _issue(request, found, issue_form)
            elif request.POST.get("do") == "drop":
                done = _drop(request, found)
            else:
                form = TargetForm(request.POST, organ=organ, is_issued=found.is_issued)
                done = _set(request, found, form)
            if done:
                messages.success(request, done)
                return redirect("office_target_letter", year)
        except PermissionDenied as refusal:
            refusals = [str(refusal)]
        except ValidationError as refusal:
            refusals = refusal.messages
    return render(request, "workbench/accountability/letter.html", {
        "letter": found, "progress": _drawn(queries.progress(found, as_of=today)), "form": form, "issue_form": issue_form,
        "refusals": refusals, "may_write": request.desk.may(rules.MANAGE_CATALOGUE),
        "may_issue": request.desk.may(rules.SIGN_REPORT) and not found.is_issued, "today": today,
    })  # fmt: skip


@needs(rules.READ_DRAFTS)
def printed(request: HttpRequest, year: int) -> HttpResponse:
    """目标责任书 on paper: the targets with room for two signatures; progress is not printed."""
    found = queries.letter_of(request.desk.organ, year)
    if found is None:
        raise Http404
    return render(request, "workbench/accountability/letter_print.html", {
        "letter": found, "progress": queries.progress(found),
    })  # fmt: skip


def _begun(request: HttpRequest, letter: TargetLetter) -> dict:
    """A form opened from a line of the tree holds that line; else the last day of the year."""
    target = letter.targets.filter(pk=key_of(request.GET.get("target", ""))).first()
    if target is None:
        return {"due": f"{letter.year}-12-31"}
    whose = (
        f"person:{target.person_id}" if target.person_id else f"unit:{target.unit_id}" if target.unit_id else "organ"
    )
    return {"measure": target.measure, "whose": whose, "number": target.number, "due": target.due, "note": target.note}


def _set(request: HttpRequest, letter: TargetLetter, form: TargetForm) -> str:
    if not form.is_valid():
        return ""
    typed = form.cleaned_data
    actions.set_target(
        letter=letter, by=request.user, measure=typed["measure"], number=typed["number"], due=typed["due"], note=typed["note"],
        because=typed.get("because", ""), **form.place(),
    )  # fmt: skip
    return _("目标已保存。")


def _drop(request: HttpRequest, letter: TargetLetter) -> str:
    target = Target.objects.select_related("letter", "unit", "person__user").filter(
        letter=letter, pk=key_of(request.POST.get("target", ""))
    ).first()  # fmt: skip
    if target is None:
        raise ValidationError(_("这个目标已经不在了。"))
    actions.drop_target(target=target, by=request.user, because=request.POST.get("because", ""))
    return _("目标已删除。")


def _issue(request: HttpRequest, letter: TargetLetter, form: IssueForm) -> str:
    if not form.is_valid():
        return ""
    actions.issue(letter=letter, by=request.user, **form.cleaned_data)
    return _("目标已下达。以后的调整要写明理由。")


def _drawn(progress: queries.Progress) -> queries.Progress:
    for branch in progress.branches:
        branch.bars = [(line, mark_safe(svg.bar(line.part, 100))) for line in branch.lines]  # noqa: S308 numbers only
    return progress
