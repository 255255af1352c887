"""网上申请: fill in, look over, send. Three looks at one form; without a script the same three."""

import hashlib

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from gongkai.applications import actions
from gongkai.applications.vocabulary import Purpose
from gongkai.doorkeeping import guard as doorkeeping
from gongkai.doorkeeping.actions import Outcome
from gongkai.doorkeeping.verdicts import Verdict
from gongkai.organs.models import Organ
from gongkai.pages.uploads import bounded
from gongkai.portal.applying import already_public, files, personal
from gongkai.portal.applying.form import NEVER_IN_A_DRAFT, PURPOSE, ApplyForm, SendForm
from gongkai.portal.context import show
from gongkai.portal.views import applications_receipt
from gongkai.portal.views.applications import accepting_organ, place_in, stopped

UPLOADS = {"identity_files": Purpose.IDENTITY.value, "authority_files": Purpose.AUTHORITY.value}
LOOK_OVER, SEND = "check", "send"  # any other step leads back to the form


def _too_large(request: HttpRequest, sentence: str) -> HttpResponse:
    organ = accepting_organ(request.resolver_match.kwargs["slug"])
    return stopped(request, organ, _("文件太大，没有接收"), sentence, status=413)


@bounded(lambda: files.LIMIT_BYTES, _too_large)
@personal.personal_page
@require_http_methods(["GET", "HEAD", "POST"])
def online(request: HttpRequest, slug: str) -> HttpResponse:
    organ = accepting_organ(slug)
    if request.method != "POST":
        return _form(request, organ, ApplyForm(), files.Tray(), doorkeeping.Guard(PURPOSE))
    guard = _carried(request)
    verdict = personal.count(request, personal.STEPS_A_MINUTE, personal.STEPS_A_DAY)
    if not verdict.allowed:
        # What was typed comes back, unread, with the files kept before; new ones are not taken in.
        response = _form(
            request, organ, ApplyForm(initial=request.POST.dict()), files.carried(request, organ), guard, stop=_too_often(verdict), status=429
        )  # fmt: skip
        response["Retry-After"] = str(verdict.retry_after_seconds)
        return response
    tray = files.gather(request, organ, UPLOADS)
    has_proof = tray.has(Purpose.IDENTITY)
    step = request.POST.get("step")
    if step == SEND:
        return _send(request, organ, SendForm(request.POST, has_proof=has_proof), tray)
    form = ApplyForm(request.POST, has_proof=has_proof)
    if step == LOOK_OVER and form.is_valid() and not tray.problems:
        return _look_over(request, organ, form, tray, guard)
    if step != LOOK_OVER:
        form = ApplyForm(initial=request.POST.dict())
    return _form(request, organ, form, tray, guard)


def _too_often(verdict: Verdict) -> str:
    return _("这个网络提交得太频繁，请在%s后再试；着急的，可以当面提交或者邮寄。") % personal.waiting(
        verdict.retry_after_seconds
    )


def _carried(request: HttpRequest) -> doorkeeping.Guard:
    """The guard of this filling-in goes on: it counts from when the form was first opened."""
    sent = doorkeeping.sent(request.POST, PURPOSE)
    return sent.again() if sent else doorkeeping.Guard(PURPOSE)


def _send(request: HttpRequest, organ: Organ, form: SendForm, tray: files.Tray) -> HttpResponse:
    if not form.is_valid():
        only_the_guard = not [name for name in form.errors if name != "__all__"]
        if only_the_guard:
            return _look_over(request, organ, form, tray, form.guard)
        return _form(request, organ, form, tray, form.guard)
    try:
        outcome = _once(organ, form, tray)
    except ValidationError as problem:
        form.add_error(None, problem)
        return _form(request, organ, form, tray, form.guard.again())
    return HttpResponseRedirect(applications_receipt.address(organ, int(outcome.result.partition(":")[2])))


def _once(organ: Organ, form: SendForm, tray: files.Tray) -> Outcome:
    """One application for one filling-in: a second press of the button, and the browser's way back, find the first."""
    data = form.cleaned_data
    said = "\x1f".join([data["form_id"], *(str(data[name]) for name in sorted(form.fields))])
    token = hashlib.sha256(said.encode()).hexdigest() if data["form_id"] else ""

    def act() -> str:
        application = actions.apply_online(
            organ=organ, applicant=form.applicant, title=data["title"], content=data["content"],
            wanted_form=data["wanted_form"], delivery_way=data["delivery_way"], needs_help=data["needs_help"],
            files=tray.stored, intake_token=token, suggests_publication=data["suggests_publication"],
        )  # fmt: skip
        return application.reference

    return form.submit_once(act)


def _look_over(
    request: HttpRequest, organ: Organ, form: ApplyForm, tray: files.Tray, guard: doorkeeping.Guard
) -> HttpResponse:
    data = form.cleaned_data
    found = already_public.suggestions(data["title"], data["content"], organ=organ)
    return show(
        request, "portal/apply_check.html", place_in(organ, _("核对申请")), organ=organ, form=form, tray=tray, guard=guard,
        found=found,
    )  # fmt: skip


def _form(
    request: HttpRequest, organ: Organ, form: ApplyForm, tray: files.Tray, guard: doorkeeping.Guard, *, stop: str = "",
    status: int = 200,
) -> HttpResponse:  # fmt: skip
    problems = [*form.summary] if form.is_bound else []
    for name, purpose in UPLOADS.items():
        problems += [(Purpose(purpose).label, sentence, f"id_{name}") for sentence in tray.problems.get(purpose, [])]
    return show(
        request, "portal/apply_online.html", place_in(organ, _("网上申请")), status=status, organ=organ, form=form, tray=tray,
        guard=guard, problems=problems, stop=stop, most_files=files.MOST, identity=tray.of(Purpose.IDENTITY),
        authority=tray.of(Purpose.AUTHORITY), identity_problems=tray.problems.get(Purpose.IDENTITY, []),
        authority_problems=tray.problems.get(Purpose.AUTHORITY, []), never_in_a_draft=",".join(NEVER_IN_A_DRAFT),
        is_fresh=request.method != "POST",
    )  # fmt: skip


@personal.personal_page
@require_POST
def look(request: HttpRequest, slug: str) -> HttpResponse:
    """The suggestions alone, for the script of the form. By POST, so that what is typed stands in no address or log."""
    organ = accepting_organ(slug)
    verdict = personal.count(request, personal.LOOKS_A_MINUTE)
    found = []
    if verdict.allowed:
        title, content = request.POST.get("title", "")[:200], request.POST.get("content", "")[:300]
        found = already_public.suggestions(title, content, organ=organ)
    return show(request, "portal/partials/apply_found.html", place_in(organ, ""), organ=organ, found=found)
