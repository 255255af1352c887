"""登记回执: number, query code, day of receipt and last day with the whole count. Shown for an hour, to who has the address."""

from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from gongkai.applications import clocks, queries, rules
from gongkai.applications.book import BOOK, office_calendar
from gongkai.organs.models import Organ
from gongkai.portal.applying import personal
from gongkai.portal.context import show
from gongkai.portal.missing import open_organ
from gongkai.portal.views.applications import FORMS, as_file, office_of, place_in, stopped
from gongkai.statute.receipt import explains

SALT = "gongkai.portal.receipt"
LASTS = 3600  # seconds


def address(organ: Organ, case: int) -> str:
    return reverse("portal:apply_receipt", args=[organ.slug, signing.dumps({"a": case}, salt=SALT)])


@personal.personal_page
@require_safe
def receipt(request: HttpRequest, slug: str, token: str) -> HttpResponse:
    organ, case = open_organ(slug), _case_of(token)
    if case is None or case.organ_id != organ.pk:
        return _over(request, organ)
    now = BOOK.replay(case)
    return show(
        request, "portal/apply_receipt.html", place_in(organ, _("申请已提交")), organ=organ, office=office_of(organ),
        case=case, number=rules.shown_number(case.number), code=rules.shown_code(case.query_code),
        due=clocks.reply_due(now, office_calendar()), confirmed=explains(case.channel, on=case.received_on), token=token,
    )  # fmt: skip


@personal.personal_page
@require_safe
def receipt_file(request: HttpRequest, slug: str, token: str, form: str) -> HttpResponse:
    organ, case = open_organ(slug), _case_of(token)
    letters = [row for row in queries.own_letters(case) if row.letter.template == "receipt"] if case else []
    if not letters or case.organ_id != organ.pk:
        return _over(request, organ)
    return letter_file(case, letters[0], form)


def letter_file(case, own: queries.OwnLetter, form: str) -> HttpResponse:
    """A letter to the applicant as the file it was signed as."""
    name = f"{own.kind}-{own.letter.number or case.number}"
    return as_file(FORMS[form](own.letter.value), form, name)


def _case_of(token: str):
    try:
        said = signing.loads(token, salt=SALT, max_age=LASTS)
    except signing.BadSignature:  # expired is one of these
        return None
    return queries.own_case(said["a"])


def _over(request: HttpRequest, organ: Organ) -> HttpResponse:
    sentence = _(
        "回执页面在提交后一小时内可以打开，现在已经关闭，这样别人不会从这台设备上看到您的查询码。申请仍然有效："
        "请用登记编号和查询码查询进度、再次下载回执；没有记下查询码的，请打电话与公开工作机构联系。"
    )
    return stopped(request, organ, _("回执页面已经关闭"), sentence, status=410)
