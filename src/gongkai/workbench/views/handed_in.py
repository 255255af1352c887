"""One organ's hand-ins: what came, what does not hold, taking a checked file in, accepting, returning; the year's rules."""

import hashlib
import json
from collections.abc import Callable
from decimal import Decimal

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from gongkai.annual_reports import actions, queries
from gongkai.annual_reports.models import CaseTransfer, CountedElsewhere, Exemption, HandedIn, ReportCalendar
from gongkai.annual_reports.worklist import history, worklist
from gongkai.organs import queries as organs
from gongkai.organs import rules
from gongkai.organs.models import Organ
from gongkai.statute.annual_report.forms import form_for
from gongkai.workbench.forms.roll_up import CountedElsewhereForm, DatesForm, ExemptionForm, TransferForm
from gongkai.workbench.keys import key_of
from gongkai.workbench.roll_up_tables import of_hand_in
from gongkai.workbench.views.roll_up import overseeing, summing

LARGEST = 2_000_000  # bytes of a result; a report has some two hundred numbers
LAID = {
    "calendar": ReportCalendar, "exemption": Exemption, "transfer": CaseTransfer, "deduction": CountedElsewhere,
}  # fmt: skip


def organ(request: HttpRequest, year: int, slug: str) -> HttpResponse:
    """Of an organ below, or of one's own. A refused act leaves everything typed on the page."""
    found, oversees = _reached(request, slug)
    typed = {"refusals": [], "because": ""}
    if request.method == "POST":
        act = ACTS.get(request.POST.get("do", ""))
        if act is None:
            raise Http404
        try:
            messages.success(request, act(request, found, year))
            return redirect("office_handed_in", year, slug)
        except ValidationError as refusal:
            typed = {"refusals": refusal.messages, "because": request.POST.get("because", "")}
        except PermissionDenied as refusal:
            typed = {"refusals": [str(refusal)], "because": request.POST.get("because", "")}
    rows = history(found, year)
    listed = worklist(found.parent, year) if found.parent is not None else None
    row = next((one for one in listed.rows if one.organ == found), None) if listed else None
    report = queries.report_of(found, year)
    current = next((one for one in rows if one.is_current and (row is None or one.scope == row.scope)), None)
    context = {
        "year": year, "organ": found, "rows": rows, "row": row, "current": current, "typed": typed,
        "tables": _tables(request, year, current, row), "oversees": oversees, "may_take_in": oversees or organs.may(request.user, rules.COMPILE_REPORT, found),
        "may_hand_in": report is not None and not report.is_draft and not oversees
        and organs.may(request.user, rules.COMPILE_REPORT, found),
    }  # fmt: skip
    return render(request, "workbench/handed_in.html", context)


def _tables(request: HttpRequest, year: int, current: HandedIn | None, row) -> list:
    """What was handed in, to be read before it is accepted; each number leads to the sum it goes into."""
    if current is None:
        return []
    at = {where for one in (row.found if row is not None else current.violations) for where in _places(one["at"])}
    links = request.desk.oversees and request.desk.organ == current.organ.parent
    return of_hand_in(
        form_for(year), current.tables, at,
        lambda cell: reverse("office_roll_up_cell", args=[year, cell]) if links else "",
    )  # fmt: skip


def _places(at: str) -> list[str]:
    """Where a finding shows: one on the balance of a column in the four numbers that are weighed."""
    area, _dot, column = at.partition(".")
    weighed = ("new_received", "carried_in", "processed_total", "carried_out")
    return [f"{area}.{row}.{column}" for row in weighed] if area == "table_three" and "." not in column else [at]


def _reached(request: HttpRequest, slug: str) -> tuple[Organ, bool]:
    """The organ and whether it lies below the reader's; anything else does not exist."""
    found = Organ.objects.filter(slug=slug).select_related("parent").first()
    if found is None:
        raise Http404
    if organs.may(request.user, rules.OVERSEE, found):
        return found, True
    if found == request.desk.organ and (request.desk.reads or request.desk.oversees):
        return found, False
    raise Http404


def _taken_in(request: HttpRequest, found: Organ, year: int) -> str:
    upload = request.FILES.get("result")
    if upload is None:
        raise ValidationError(_("请选择核对结果文件（gongkai report check --format json 输出的 JSON）。"))
    if upload.size > LARGEST:
        raise ValidationError(_("文件太大：核对结果一般不到 100 KB，请确认选的是 JSON 结果。"))
    data = upload.read()
    row = actions.take_in(
        organ=found, year=year, result=_parsed(data), by=request.user, scope=request.POST.get("scope", ""),
        sha256=hashlib.sha256(data).hexdigest(),
    )  # fmt: skip
    return _("已收到，核对出%d处错误。") % row.errors if row.errors else _("已收到，勾稽关系核对无误。")


def _parsed(data: bytes):
    try:
        return json.loads(data.decode("utf-8-sig"), parse_float=Decimal)
    except (UnicodeDecodeError, ValueError, RecursionError):
        raise ValidationError(_("文件不是 JSON：请上传 gongkai report check --format json 的输出，不是报告原文。"))


def _handed_in(request: HttpRequest, found: Organ, year: int) -> str:
    report = queries.report_of(found, year)
    if report is None:
        raise Http404
    actions.hand_in(report=report, by=request.user)
    return _("已报送。")


def _chosen(request: HttpRequest, found: Organ, year: int) -> HandedIn:
    return get_object_or_404(HandedIn, pk=key_of(request.POST.get("row", "")), organ=found, year=year)


def _accepted(request: HttpRequest, found: Organ, year: int) -> str:
    actions.accept(hand_in=_chosen(request, found, year), by=request.user, because=request.POST.get("because", ""))
    return _("已接受，纳入汇总。")


def _returned(request: HttpRequest, found: Organ, year: int) -> str:
    because = request.POST.get("because", "")
    actions.return_report(hand_in=_chosen(request, found, year), because=because, by=request.user)
    return _("已退回，对方工作台首页会看到原因；这份报表不再计入合计。")


ACTS: dict[str, Callable[[HttpRequest, Organ, int], str]] = {
    "take_in": _taken_in, "hand_in": _handed_in, "accept": _accepted, "return": _returned,
}  # fmt: skip


@require_POST
def take_in(request: HttpRequest, year: int) -> HttpResponse:
    """纳入汇总 from a page that has checked a file: JSON of the result with `slug` naming the organ; answers JSON."""
    if len(request.body) > LARGEST:
        return JsonResponse({"errors": [_("内容太大。")]}, status=413)
    try:
        result = _parsed(request.body)
        found, _oversees = _reached(request, str(result.get("slug", "")) if isinstance(result, dict) else "")
        row = actions.take_in(organ=found, year=year, result=result, by=request.user)
    except ValidationError as refusal:
        return JsonResponse({"errors": refusal.messages}, status=422)
    return JsonResponse({"state": row.state, "errors": row.errors, "sha256": row.sha256}, status=201)


def laid_down(request: HttpRequest, year: int) -> HttpResponse:
    """Dates, organs that stay out, transfers and deductions of a year; what was wrong is undone and stays in sight."""
    office = overseeing(request)
    if summing(request, year) != office:
        raise Http404
    below = Organ.objects.filter(lineage__startswith=office.lineage).exclude(pk=office.pk).order_by("position", "pk")
    forms = _forms(request, below, year)
    refusals: list[str] = []
    if request.method == "POST":
        try:
            if _lay_down(request, office, year, forms):
                messages.success(request, _("已登记。"))
                return redirect("office_roll_up_rules", year)
        except ValidationError as refusal:
            refusals = refusal.messages
    context = {
        "year": year, "office": office, "forms": forms, "refusals": refusals,
        "calendars": ReportCalendar.objects.filter(organ=office, year=year).select_related("by").order_by("-pk"),
        "exemptions": Exemption.objects.filter(organ__in=below, since__lte=year).select_related("organ", "by"),
        "transfers": CaseTransfer.objects.filter(year=year, target__in=below).select_related("source", "target", "by"),
        "deductions": CountedElsewhere.objects.filter(year=year, organ__in=below).select_related("organ", "by"),
    }  # fmt: skip
    return render(request, "workbench/roll_up_rules.html", context)


def _forms(request: HttpRequest, below, year: int) -> dict:
    do = request.POST.get("do", "")
    made = {"dates": DatesForm(request.POST if do == "dates" else None, prefix="dates")}
    for name, kind in (("exempt", ExemptionForm), ("transfer", TransferForm), ("deduct", CountedElsewhereForm)):
        made[name] = kind(request.POST if do == name else None, prefix=name, below=below, year=year)
    return made


def _lay_down(request: HttpRequest, office: Organ, year: int, forms: dict) -> bool:
    """False when the form is not filled in right: its page shows where."""
    do = request.POST.get("do", "")
    if do == "undo":
        model = LAID.get(request.POST.get("kind", ""))
        if model is None:
            raise Http404
        actions.undo(row=get_object_or_404(model, pk=key_of(request.POST.get("row", ""))), by=request.user)
        return True
    form = forms.get(do)
    if form is None:
        raise Http404
    if not form.is_valid():
        return False
    given = form.cleaned_data
    if do == "dates":
        actions.set_dates(office=office, year=year, by=request.user, **given)
    elif do == "exempt":
        actions.exempt(since=year, by=request.user, **given)
    elif do == "transfer":
        actions.transfer(
            source=given["source"], target=given["target"], year=year, numbers=form.numbers, note=given["note"],
            by=request.user,
        )  # fmt: skip
    else:
        actions.count_elsewhere(year=year, by=request.user, **given)
    return True
