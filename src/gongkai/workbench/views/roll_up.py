"""年报汇总: who has handed in, what it comes to, what each number is made of, what has changed since last year."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from gongkai.annual_reports import actions, roll_up_export
from gongkai.annual_reports.rolled import by_organ, compared, rolled_up
from gongkai.annual_reports.worklist import STATES, worklist
from gongkai.organs.models import Organ
from gongkai.statute.annual_report.forms import NoForm, form_for
from gongkai.statute.annual_report.grid import places
from gongkai.workbench.roll_up_tables import of_sum

PAGE = 100


def overseeing(request: HttpRequest) -> Organ:
    """The organ of whoever oversees those below it (Art. 49: the office in charge of disclosure)."""
    if not request.desk.oversees:
        raise PermissionDenied(_("年报汇总由政府信息公开工作主管部门办理（条例第三条、第四十九条）。"))
    return request.desk.organ


def summing(request: HttpRequest, year: int) -> Organ:
    """Whose sum is asked for: the office's own, or with `of` that of a government below it. Only years with tables."""
    office, slug = overseeing(request), request.GET.get("of", "")
    try:
        has_tables = bool(form_for(year).table_two) and year <= timezone.localdate().year
    except NoForm:
        has_tables = False
    found = Organ.objects.filter(slug=slug).first() if slug else office
    if not has_tables or found is None or not (found == office or office.is_above(found)):
        raise Http404
    return found


def newest(request: HttpRequest) -> HttpResponse:
    overseeing(request)
    return redirect("office_roll_up", timezone.localdate().year - 1)


def standing(request: HttpRequest, year: int) -> HttpResponse:
    """The work list, filtered by state and name, a hundred organs a page."""
    office = summing(request, year)
    listed = worklist(office, year)
    state, words = request.GET.get("state", ""), request.GET.get("words", "").strip()
    rows = [
        row
        for row in listed.rows
        if (not state or row.state == state or (state == "late" and row.days_late)) and words in row.organ.name
    ]
    counts = listed.counts
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    context = {
        "year": year, "office": office, "listed": listed, "page": page, "state": state, "words": words,
        "states": [*((key, label, counts[key]) for key, label in STATES.items()), ("late", _("逾期"), sum(bool(row.days_late) for row in listed.rows))],
        "years": _years(), "all": len(listed.reporting),
        "query": urlencode({key: value for key, value in (("state", state), ("words", words), ("of", request.GET.get("of", ""))) if value}),
    }  # fmt: skip
    return render(request, "workbench/roll_up.html", context)


def total(request: HttpRequest, year: int) -> HttpResponse:
    organ = summing(request, year)
    return _total(request, organ, year)


def _total(request: HttpRequest, organ: Organ, year: int, *, refusals=(), reason: str = "") -> HttpResponse:
    rolled = rolled_up(organ, year)
    of = f"?{urlencode({'of': organ.slug})}" if organ != request.desk.organ else ""

    def href(cell: str) -> str:
        return reverse("office_roll_up_cell", args=[year, cell]) + of

    context = {
        "year": year, "organ": organ, "rolled": rolled, "tables": of_sum(rolled.total, href), "of": of,
        "notes": roll_up_export.notes(rolled), "refusals": refusals, "reason": reason,
        "may_hand_up": organ == request.desk.organ and organ.parent_id is not None, "formats": list(roll_up_export.FORMATS),
    }  # fmt: skip
    return render(request, "workbench/roll_up_sum.html", context)


def addends(request: HttpRequest, year: int, cell: str) -> HttpResponse:
    """What one number is made of, and each part beside its number of last year."""
    organ = summing(request, year)
    place = places(form_for(year)).get(cell)
    if place is None:
        raise Http404
    two = compared(organ, year, cell)
    before = {row.organ.pk: row.difference for row in by_organ(two, cell)}
    rows = [{"addend": addend, "difference": before[addend.organ.pk]} for addend in two.now.addends]
    context = {
        "year": year, "organ": organ, "place": place, "rows": rows, "total": two.now.total.numbers[cell],
        "is_floor": two.now.total.is_floor(cell), "all": next(row for row in two.rows if row.path == cell),
        "of": f"?{urlencode({'of': organ.slug})}" if organ != request.desk.organ else "",
    }  # fmt: skip
    return render(request, "workbench/roll_up_cell.html", context)


@dataclass(frozen=True)
class Group:
    title: str
    rows: list


def difference(request: HttpRequest, year: int) -> HttpResponse:
    """Place by place against last year; unchanged noughts are left out unless asked for."""
    organ = summing(request, year)
    two, everything = compared(organ, year), bool(request.GET.get("all"))
    shown = [row for row in two.rows if everything or row.now or row.before]
    groups: dict[str, list] = {}
    for row in shown:
        groups.setdefault(row.labels[0], []).append(row)
    context = {
        "year": year, "before": year - 1, "organ": organ, "two": two, "everything": everything,
        "groups": [Group(title, rows) for title, rows in groups.items()],
        "of": f"?{urlencode({'of': organ.slug})}" if organ != request.desk.organ else "",
    }  # fmt: skip
    return render(request, "workbench/roll_up_difference.html", context)


def download(request: HttpRequest, year: int, kind: str) -> HttpResponse:
    organ = summing(request, year)
    if kind not in roll_up_export.FORMATS:
        raise Http404
    data = roll_up_export.export(kind, rolled_up(organ, year), worklist(organ, year))
    name = f"{organ.slug}-{year}-roll-up.{kind}"
    disposition = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(data, content_type=roll_up_export.FORMATS[kind], headers=disposition)


@require_POST
def hand_up(request: HttpRequest, year: int) -> HttpResponse:
    """The sum goes up; refused with everything that is still open, the reason typed stays."""
    office, reason = summing(request, year), request.POST.get("reason", "")
    try:
        actions.hand_up(organ=office, year=year, by=request.user, because=reason)
    except ValidationError as refusal:
        return _total(request, office, year, refusals=refusal.messages, reason=reason)
    messages.success(request, _("已按现在的合计上报，数字从此封存；以后可以再报，原来的一份保留。"))
    return redirect("office_roll_up_sum", year)


def _years() -> range:
    return range(timezone.localdate().year - 1, 2018, -1)
