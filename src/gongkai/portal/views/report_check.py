"""核对年度报告 for everybody, where the office has opened it: a file is read, judged, shown and forgotten."""

from django import forms
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from gongkai.annual_reports.checked import checked
from gongkai.annual_reports.published import Unreadable
from gongkai.annual_reports.published.apart import check_apart
from gongkai.doorkeeping.forms import GuardedForm
from gongkai.pages import uploads
from gongkai.portal.applying import personal
from gongkai.portal.context import ColumnTags, Crumb, Place, show

LARGEST = 10 * 1024 * 1024
A_MINUTE, A_DAY = (
    personal.Quota("report-check-minute", 6, personal.MINUTE),
    personal.Quota("report-check-day", 60, personal.DAY),
)


class CheckForm(GuardedForm, forms.Form):
    guard_purpose = "report-check"
    file = forms.FileField(
        label=gettext_lazy("年度报告文件"),
        error_messages={"required": gettext_lazy("请选择要核对的文件。"), "empty": gettext_lazy("这个文件是空的。")},
    )


def _too_large(request: HttpRequest, sentence: str) -> HttpResponse:
    return _page(request, CheckForm(), stop=sentence, status=413)


@personal.personal_page
@require_http_methods(["GET", "HEAD", "POST"])
@uploads.bounded(lambda: LARGEST, _too_large)
def report_check(request: HttpRequest) -> HttpResponse:
    if not settings.PUBLIC_REPORT_CHECK:
        raise Http404
    if request.method != "POST":
        return _page(request, CheckForm())
    verdict = personal.count(request, A_MINUTE, A_DAY)
    if not verdict.allowed:
        wait = personal.waiting(verdict.retry_after_seconds)
        response = _page(request, CheckForm(), stop=_("核对得太频繁，请在%s后再试。") % wait, status=429)
        response["Retry-After"] = str(verdict.retry_after_seconds)
        return response
    form = CheckForm(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, form)
    part = form.cleaned_data["file"]
    try:
        found = check_apart(part.read(), part.name)
    except Unreadable as problem:
        return _page(request, CheckForm(), stop=f"{part.name}：{problem}")
    return _page(request, CheckForm(), shown=checked(found), verdict=found, name=part.name)


def _page(request: HttpRequest, form: CheckForm, *, status: int = 200, **context) -> HttpResponse:
    title = _("核对年度报告")
    place = Place(
        title=title, crumbs=(Crumb(title),), indexed=False,
        column=ColumnTags(title, "概况信息", _("核对任何一份已公布的政府信息公开工作年度报告。"), title),
    )  # fmt: skip
    return show(request, "portal/report_check.html", place, status=status, form=form, **context)
