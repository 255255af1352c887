"""核对报告: a published report as a file, its tables with the faults marked; for the office above, into the roll-up from here."""

import json
from decimal import Decimal

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from gongkai.annual_reports import actions
from gongkai.annual_reports.below import below
from gongkai.annual_reports.checked import checked
from gongkai.annual_reports.published import Unreadable, Verdict
from gongkai.annual_reports.published.apart import check_apart
from gongkai.annual_reports.published.results import day
from gongkai.organs import rules
from gongkai.organs.models import Organ
from gongkai.pages import uploads
from gongkai.workbench.views.roll_up import overseeing

PAGE = "workbench/report_check.html"


def _too_large(request: HttpRequest, sentence: str) -> HttpResponse:
    return render(request, PAGE, {"refusal": sentence}, status=413)


@uploads.bounded(lambda: settings.UPLOAD_BYTES, _too_large)
def check(request: HttpRequest) -> HttpResponse:
    """For whoever works on reports or oversees them. Nothing of the file is kept: it is read, judged, shown."""
    if not (request.desk.oversees or request.desk.may(rules.READ_DRAFTS)):
        raise PermissionDenied(_("核对报告由编写年报的人员和政府信息公开工作主管部门使用。"))
    if request.method != "POST":
        return render(request, PAGE, {})
    part = request.FILES.get("file")
    if part is None:
        return render(request, PAGE, {"refusal": _("没有收到文件，请选择要核对的报告。")}, status=400)
    before = request.FILES.get("previous")
    try:
        verdict = check_apart(part.read(), part.name or "", previous=before.read() if before else None)
    except Unreadable as problem:
        return render(request, PAGE, {"refusal": f"{part.name}：{problem}"}, status=400)
    return render(request, PAGE, _shown(request, part, verdict))


def _shown(request: HttpRequest, part: UploadedFile, verdict: Verdict) -> dict:
    context = {"shown": checked(verdict), "name": part.name, "verdict": verdict}
    if verdict.year is None or not verdict.form.table_two or not request.desk.oversees:
        return context
    organs = below(request.desk.organ, verdict.year).organs
    named = [organ.slug for organ in organs if verdict.organ in {organ.name, organ.short_name}]
    # The reader's guess at the name is left out: the person who presses the button says whose report it is.
    result = verdict.as_data() | {"organ": ""}
    return context | {
        "organs": organs, "chosen": named[0] if named else "",
        "result": json.dumps(result, ensure_ascii=False, default=float),
    }  # fmt: skip


@require_POST
def take_in(request: HttpRequest, year: int) -> HttpResponse:
    """纳入汇总: the result just shown, as the report of the organ chosen."""
    office = overseeing(request)
    organ = get_object_or_404(Organ, slug=request.POST.get("organ", ""), lineage__startswith=office.lineage)
    try:
        result = json.loads(request.POST.get("result", ""), parse_float=Decimal)
        row = actions.take_in(
            organ=organ, year=year, result=result, by=request.user, sha256=str(result.get("sha256", ""))[:64],
            published_on=day(result.get("published_on")),
        )  # fmt: skip
    except ValueError:
        raise Http404
    except ValidationError as refusal:
        for sentence in refusal.messages:
            messages.error(request, sentence)
        return redirect("office_report_check")
    messages.success(
        request,
        _("已作为%(organ)s%(year)d年度的报表纳入，核对发现%(errors)d处错误。")
        % {"organ": organ.name, "year": year, "errors": row.errors},
    )
    return redirect("office_handed_in", year, organ.slug)
