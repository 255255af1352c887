"""查询办理进度: by number and code, without an account. Shows how the case stands, never who applied."""

from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from gongkai.applications import door, queries
from gongkai.doorkeeping.addresses import client_key
from gongkai.organs.models import Organ
from gongkai.pages.views import file_response
from gongkai.portal.applying import personal, session
from gongkai.portal.applying.desk import Desk
from gongkai.portal.context import Place, show
from gongkai.portal.missing import Missing, open_organ
from gongkai.portal.standing_frame import site_organ
from gongkai.portal.views.applications import office_of, place_in
from gongkai.portal.views.applications_receipt import letter_file

DONE = {
    "correction": lambda: _("补正已经收到。答复期限从今天起重新计算，下面是新的期限。"),
    "reasons": lambda: _("您说明的理由已经收到，本机关会据此作出判断。"),
    "withdraw": lambda: _("申请已经撤回，本机关不再办理。"),
    "publication": lambda: _("您的建议已经记下，本机关会研究是否主动公开。"),
}


@personal.personal_page
@require_http_methods(["GET", "HEAD", "POST"])
def status(request: HttpRequest, slug: str = "") -> HttpResponse:
    """The question for number and code, or the case that was opened with them."""
    organ = open_organ(slug) if slug else site_organ()
    if organ is None:
        raise Missing(_("还没有设立机关子站。"))
    if request.method == "POST":
        return _open(request, organ)
    case = session.own_case(request)
    if case is None:
        return ask(request, organ)
    if case.organ.slug != slug:
        return HttpResponseRedirect(address(case))
    done = DONE.get(request.GET.get("done", ""))
    return show_case(request, case, done=done() if done else "")


def ask(
    request: HttpRequest,
    organ: Organ,
    *,
    number: str = "",
    error: str = "",
    unsent: str = "",
    status: int = 200,
    wait: int = 0,
) -> HttpResponse:
    """`unsent`: what somebody had typed when the half hour was over; it is shown to be copied."""
    response = show(
        request, "portal/apply_status.html", place_in(organ, _("查询办理进度")), status=status, organ=organ,
        office=office_of(organ), number=number, error=error, unsent=unsent,
    )  # fmt: skip
    if wait:
        response["Retry-After"] = str(wait)
    return response


def _open(request: HttpRequest, organ: Organ) -> HttpResponse:
    """Wrong number and wrong code get the same words. After ten wrong tries the right code waits too."""
    number, code = request.POST.get("number", "")[:60], request.POST.get("code", "")[:60]
    if not number.strip() or not code.strip():
        return ask(request, organ, number=number, error=_("请填写登记编号和查询码，两项都印在回执上。"), status=422)
    opened = door.knock(number, code, client=client_key(request))
    if opened.is_locked:
        wait = opened.retry_after_seconds
        sentence = _(
            "试的次数太多，为了保护申请人，暂时不能查询。请在%s后再试，或者打电话询问公开工作机构。"
        ) % personal.waiting(wait)
        return ask(request, organ, number=number, error=sentence, status=429, wait=wait)
    if opened.case is None:
        error = _("登记编号或者查询码不对。请对照回执核对：编号都是数字，查询码是10位字母和数字，大小写都可以。")
        if settings.IS_OUTER:
            error += _("申请转入办公内网之后，这里不再保存，也查不到：回执仍然有效，进度请打电话询问公开工作机构。")
        return ask(request, organ, number=number, error=error, status=422)
    case = opened.case
    session.enter(request, case)
    return HttpResponseRedirect(address(case))


def show_case(
    request: HttpRequest, case, *, done: str = "", error: str = "", typed: str = "", kept=None, status: int = 200
) -> HttpResponse:
    """`typed` and `kept`: the text and files of an answer that was not taken, to be sent again."""
    return show(
        request, "portal/apply_case.html", case_place(case, _("办理进度")), status=status, organ=case.organ,
        office=office_of(case.organ), desk=Desk.of(case), done=done, error=error, typed=typed, kept=kept,
    )  # fmt: skip


@personal.personal_page
@require_POST
def leave(request: HttpRequest, slug: str) -> HttpResponse:
    session.leave(request)
    return HttpResponseRedirect(reverse("portal:apply_status", args=[open_organ(slug).slug]))


@personal.personal_page
@require_safe
def letter(request: HttpRequest, slug: str, pk: int, form: str) -> HttpResponse:
    case = session.own_case(request)
    own = queries.own_letter(case, pk) if case else None
    if own is None:
        return _not_open(request, slug)
    return letter_file(case, own, form)


@personal.personal_page
@require_safe
def released(request: HttpRequest, slug: str, key: UUID) -> HttpResponse:
    """The bytes of a file that went out with a served reply; the file gate itself lets nobody in here."""
    case = session.own_case(request)
    own = queries.own_file(case, key) if case else None
    if own is None:
        return _not_open(request, slug)
    return file_response(own.file)


def _not_open(request: HttpRequest, slug: str) -> HttpResponse:
    organ = open_organ(slug)
    if session.own_case(request) is not None:
        raise Http404
    error = _("查询已经结束（打开半小时后自动关闭），请重新输入登记编号和查询码。")
    return ask(request, organ, error=error, status=403)


def address(case) -> str:
    return reverse("portal:apply_status", args=[case.organ.slug])


def case_place(case, title: str) -> Place:
    return place_in(case.organ, title)
