"""代审: who acts for a reviewer who is away. One's own by oneself, anybody's by the administrator."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from gongkai.clearance import actions, queries
from gongkai.organs import queries as organs
from gongkai.organs import rules
from gongkai.workbench.forms.review import SubstituteForm

SHOWN = 50


def substitutes(request: HttpRequest) -> HttpResponse:
    desk = request.desk
    if not (desk.reads or desk.manages_organ):
        organs.require(request.user, rules.READ_DRAFTS, desk.organ)
    form = None
    if desk.clears or desk.manages_organ:
        reviewers = organs.accounts([user.pk for user in organs.holders(desk.organ, rules.CLEAR)])
        persons = reviewers if desk.manages_organ else reviewers.filter(pk=desk.user.pk)
        initial = {"person": desk.user.pk} if not desk.manages_organ else {}
        form = SubstituteForm(request.POST or None, reviewers=reviewers, persons=persons, initial=initial)
    if request.method == "POST" and form is None:
        raise PermissionDenied(_("代审由审查人本人或者管理员登记。"))
    if request.method == "POST" and form.is_valid():
        try:
            row = actions.substitute(organ=desk.organ, by=request.user, **form.cleaned_data)
            messages.success(request, _("已登记：%s。") % row)
            return redirect("office_substitutes")
        except ValidationError as refusal:
            form.add_error(None, refusal) if not hasattr(refusal, "error_dict") else form.add_error(
                "until", refusal.messages
            )
    today = timezone.localdate()
    rows = list(queries.substitutions_in(desk.organ)[:SHOWN])
    for row in rows:
        row.is_over, row.holds = row.until < today, row.since <= today <= row.until
        row.may_end = not row.is_over and (desk.manages_organ or row.person_id == desk.user.pk)
    return render(request, "workbench/substitutes.html", {"form": form, "rows": rows})


@require_POST
def end(request: HttpRequest, pk: int) -> HttpResponse:
    row = queries.substitution_in(request.desk.organ, pk)
    if row is None:
        raise Http404
    actions.end_substitution(row=row, by=request.user)
    messages.success(request, _("已结束：%s。") % row.person.get_full_name())
    return redirect("office_substitutes")
