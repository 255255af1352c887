"""内容质量台账: views, unused items, feedback; errors readers point out, to look into and answer."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gongkai.accountability import actions, queries
from gongkai.accountability.models import Feedback
from gongkai.organs import rules
from gongkai.workbench.gate import needs
from gongkai.workbench.keys import key_of
from gongkai.writers.sheets import to_csv

ORDERS = {
    "views": gettext_lazy("看得最多"), "unused": gettext_lazy("一年没人看"), "feedback": gettext_lazy("评价最多"),
    "oldest": gettext_lazy("发布最早"),
}  # fmt: skip
ANSWERED_SHOWN = 20


@needs(rules.READ_DRAFTS)
def ledger(request: HttpRequest) -> HttpResponse:
    order = request.GET.get("order", "views")
    if order not in ORDERS:
        raise Http404
    return render(request, "workbench/accountability/quality.html", {
        "ledger": queries.ledger(request.desk.organ, order), "orders": ORDERS,
        "errors": len(queries.open_errors(request.desk.organ)),
    })  # fmt: skip


@needs(rules.READ_DRAFTS)
def export(request: HttpRequest) -> HttpResponse:
    organ = request.desk.organ
    head = [
        _("索引号"), _("标题"), _("栏目"), _("责任股室"), _("发布日期"), _("最近变更"), _("近一年浏览"), _("一年没人看"), _("有用"), _("没用"),
        _("有错误"), _("待核实的错误"),
    ]  # fmt: skip
    rows = (
        [
            row.item.index_number, row.item.title, row.item.heading.name, str(row.item.heading.owner_unit or ""),
            timezone.localdate(row.item.published_at), timezone.localdate(row.changed_at) if row.changed_at else None, row.views,
            _("是") if row.is_unused else "", row.useful, row.useless, row.wrong, row.open_errors,
        ]
        for row in queries.rows_for_export(organ)
    )  # fmt: skip
    response = HttpResponse(to_csv(head, rows), content_type="text/csv; charset=utf-8")
    name = _("%(organ)s内容质量台账%(day)s.csv") % {"organ": organ.short_name, "day": timezone.localdate()}
    response["Content-Disposition"] = content_disposition_header(True, name)
    return response


@needs(rules.READ_DRAFTS)
def errors(request: HttpRequest) -> HttpResponse:
    """Errors pointed out: those of one's own unit first; whoever writes for the organ may answer."""
    organ, typed, refusal_of = request.desk.organ, "", None
    if request.method == "POST":
        row = Feedback.objects.filter(organ=organ, pk=key_of(request.POST.get("feedback", ""))).first()
        if row is None:
            raise Http404
        typed = request.POST.get("result", "")[:300]
        try:
            actions.answer_feedback(feedback=row, by=request.user, result=typed)
        except ValidationError as refusal:
            messages.error(request, "；".join(refusal.messages))
            refusal_of = row.pk
        else:
            messages.success(request, _("已登记处理情况。"))
            return redirect("office_feedback")
    unit = request.user.staff.unit_id
    rows = queries.open_errors(organ)
    rows.sort(key=lambda row: row.item.heading.owner_unit_id != unit)
    answered = Feedback.objects.filter(organ=organ).exclude(handled_at=None).select_related("item", "handled_by")
    return render(request, "workbench/accountability/errors.html", {
        "rows": rows, "unit": unit, "answered": answered.order_by("-handled_at")[:ANSWERED_SHOWN], "typed": typed, "typed_for": refusal_of,
    })  # fmt: skip
