"""What the applicant can do on the own page: put right, give reasons, withdraw, suggest publication (Arts 30, 35, 44)."""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from gongkai.applications import actions
from gongkai.applications.vocabulary import Purpose
from gongkai.doorkeeping import actions as doorkeeping
from gongkai.pages.uploads import bounded
from gongkai.portal.applying import files, personal, session
from gongkai.portal.applying.desk import Desk
from gongkai.portal.context import show
from gongkai.portal.missing import open_organ
from gongkai.portal.views.applications import office_of, stopped
from gongkai.portal.views.applications_status import address, ask, case_place, show_case
from gongkai.writers.letter import printable

MOST_TEXT = 5000
UPLOADS = {"files": Purpose.SUPPLEMENT.value}
Act = Callable[..., Any]


def _too_large(request: HttpRequest, sentence: str) -> HttpResponse:
    organ = open_organ(request.resolver_match.kwargs["slug"])
    return stopped(request, organ, _("文件太大，没有接收"), sentence, status=413)


def _with_text(name: str, act: Act) -> Callable[..., HttpResponse]:
    """A view that takes a text and files for the opened case and does `act` once."""

    @bounded(lambda: files.LIMIT_BYTES, _too_large)
    @personal.personal_page
    @require_POST
    def view(request: HttpRequest, slug: str) -> HttpResponse:
        text = printable(request.POST.get("text", "")).strip()
        case = session.own_case(request)
        if case is None:
            return _session_over(request, slug, text)
        verdict = personal.count(request, personal.ACTS_A_MINUTE)
        if not verdict.allowed:
            sentence = _("操作太频繁，请在%s后再试。") % personal.waiting(verdict.retry_after_seconds)
            return show_case(request, case, error=sentence, typed=text, status=429)
        tray = files.gather(request, case.organ, UPLOADS)
        problems = [sentence for sentences in tray.problems.values() for sentence in sentences]
        if len(text) > MOST_TEXT:
            problems.append(_("最多%(most)d字，现在有%(now)d字。") % {"most": MOST_TEXT, "now": len(text)})
        if problems:
            return show_case(request, case, error="".join(problems), typed=text, kept=tray.kept, status=422)
        kept = [stored for stored, _purpose in tray.stored]
        return _done(request, case, name, lambda: act(case, text, kept), typed=text, kept=tray.kept)

    view.__name__ = name
    return view


correction = _with_text(
    "correction", lambda case, text, kept: actions.answer_correction(application=case, content=text, files=kept)
)
reasons = _with_text(
    "reasons", lambda case, text, kept: actions.answer_reasons(application=case, text=text, files=kept)
)


@personal.personal_page
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: HttpRequest, slug: str) -> HttpResponse:
    """撤回, asked twice: it cannot be undone."""
    case = session.own_case(request)
    if case is None:
        return _session_over(request, slug, "")
    if request.method == "POST":
        statement = printable(request.POST.get("text", "")).strip()[:500]
        return _done(
            request, case, "withdraw",
            lambda: actions.withdraw(
                application=case, by=None, how=_("在网上查询页面提出"), statement=statement, from_applicant=True
            ),
        )  # fmt: skip
    desk = Desk.of(case)
    if not desk.may_withdraw:
        return HttpResponseRedirect(address(case))
    return show(
        request, "portal/apply_withdraw.html", case_place(case, _("撤回申请")), organ=case.organ, office=office_of(case.organ),
        desk=desk,
    )  # fmt: skip


@personal.personal_page
@require_POST
def publication(request: HttpRequest, slug: str) -> HttpResponse:
    case = session.own_case(request)
    if case is None:
        return _session_over(request, slug, "")
    return _done(request, case, "publication", lambda: actions.suggest_publication(application=case, by=None))


def _done(request: HttpRequest, case, name: str, act: Callable[[], Any], *, typed: str = "", kept=None) -> HttpResponse:
    """Do it once, however often the button of this page is pressed, and show the case as it stands then."""
    seen = request.POST.get("seq", "")[:9]

    def once() -> str:
        act()
        return case.reference

    try:
        doorkeeping.submit_once(f"{case.reference}:{name}:{seen}", once)
    except ValidationError as problem:
        fresh = session.own_case(request) or case
        error = _("没有办成：%s") % "".join(problem.messages)
        return show_case(request, fresh, error=error, typed=typed, kept=kept, status=422)
    return HttpResponseRedirect(f"{address(case)}?done={name}")


def _session_over(request: HttpRequest, slug: str, typed: str) -> HttpResponse:
    error = _("打开已经超过半小时，为了安全，页面关闭了，刚才的提交没有生效。请重新输入登记编号和查询码。")
    return ask(request, open_organ(slug), error=error, unsent=typed, status=403)
