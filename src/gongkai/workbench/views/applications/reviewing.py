"""审查和签发 on one page: exactly the letter that is shown, by somebody who did not write it (Art. 17)."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from gongkai.applications import actions, clocks, identity, queries
from gongkai.applications.book import BOOK, office_calendar
from gongkai.clearance import queries as clearance
from gongkai.clearance.screening.standing import exhibits_of
from gongkai.organs import rules
from gongkai.statute.decisions import decision
from gongkai.workbench import found
from gongkai.workbench.cases.page import PRIVATE_PURPOSES
from gongkai.workbench.cases.words import clock_words
from gongkai.workbench.forms.applications.replying import DecideForm
from gongkai.workbench.gate import needs
from gongkai.workbench.views import findings


@require_POST
@needs(rules.READ_CASES)
def settle(request: HttpRequest, case) -> HttpResponse:
    """说明理由 for what was found in an enclosure; then back to the letter."""
    letter = queries.waiting_reply(case)
    record = clearance.latest_of([letter.subject]).get(letter.subject) if letter else None
    here = reverse("office_case_review", args=[case.pk])
    if record is None:
        return redirect(here)
    all_found = found.found_of(letter.subject, exhibits_of(record))
    context = {"case": case, "here": reverse("office_case_findings", args=[case.pk]), "back": here}
    kind = findings.Kind(letter.subject, case.organ)
    return findings.handle(request, kind, all_found, "workbench/applications/findings.html", context | {"after": here})


@needs(rules.READ_CASES)
def review(request: HttpRequest, case) -> HttpResponse:
    letter = queries.waiting_reply(case)
    if letter is None:
        messages.info(request, _("没有等待审查、签发的答复书，可能已经有人办理。"))
        return redirect("office_case", case.pk)
    form = DecideForm(request.POST or None, initial={"seen_hash": letter.content_hash(), "seen": case.last_seq})
    if request.method == "POST" and form.is_valid() and _decided(request, case, form):
        return redirect("office_case", case.pk)
    return _page(request, case, letter, form)


def _decided(request: HttpRequest, case, form: DecideForm) -> bool:
    """Decide as the button says. A refusal stays on the page with what was typed."""
    said, who = form.cleaned_data, request.user
    try:
        if "send_back" in request.POST:
            actions.send_back_reply(application=case, by=who, opinion=said["opinion"])
            messages.success(request, _("已退回，承办人会在首页看到您的意见。"))
        elif "clear" in request.POST:
            actions.clear_reply(application=case, by=who, opinion=said["opinion"], seen_hash=said["seen_hash"])
            messages.success(request, _("审查通过，等待签发。"))
        elif "sign" in request.POST:
            actions.sign_reply(application=case, by=who, seen_hash=said["seen_hash"], opinion=said["opinion"])
            messages.success(request, _("已签发并编号，可以打印、送达。"))
        else:
            return False
    except PermissionDenied as refusal:
        form.add_error(None, str(refusal))
        return False
    except ValidationError as refusal:
        form.add_error("opinion" if "send_back" in request.POST and not said["opinion"].strip() else None, refusal)
        return False
    return True


def _page(request: HttpRequest, case, letter, form: DecideForm) -> HttpResponse:
    desk, today, known = request.desk, timezone.localdate(), office_calendar()
    standing = BOOK.replay(case)
    record = clearance.latest_of([letter.subject]).get(letter.subject)
    wrote = letter.drafted_by_id == desk.user.pk
    row = decision(letter.decision)
    running = [clock_words(clock, today, known) for clock in clocks.running(standing, known)]
    is_cleared = clearance.is_cleared(letter.subject, letter.content_hash())
    context = {
        "case": case,
        "letter": letter,
        "form": form,
        "row": row,
        "record": record,
        "is_cleared": is_cleared,
        "wrote": wrote,
        "may_clear": desk.clears and not wrote and not is_cleared,
        "may_sign": desk.signs and (is_cleared or (desk.clears and not wrote)),
        "clocks": running,
        "for_file": [
            (need, _shown(letter.facts.get(need.key))) for need in row.facts if need.for_file_only and letter.facts.get(need.key)
        ],
        "enclosures": [
            {"row": one, "is_hidden": one.purpose in PRIVATE_PURPOSES and not identity.may_read(desk.user, case)}
            for one in letter.enclosures.select_related("file")
        ],
        "found": found.found_of(letter.subject, exhibits_of(record)) if record else None,
        "here": reverse("office_case_findings", args=[case.pk]),
        "may_settle": desk.clears or desk.handles_applications,
        "reviews": clearance.history(letter.subject),
        "consultations": standing.consultations,
    }  # fmt: skip
    return render(
        request, "workbench/applications/review.html", context, status=422 if form.is_bound and form.errors else 200
    )


def _shown(value) -> list[str]:
    return [str(part) for part in value] if isinstance(value, list) else [str(value)]
