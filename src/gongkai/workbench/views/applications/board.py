"""The board: open applications by the clock that bites first, and 分办 of several at once."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from gongkai.applications import actions, queries, vocabulary
from gongkai.applications.standing import OPEN
from gongkai.organs import queries as organs
from gongkai.organs import rules
from gongkai.workbench.cases.words import COLOURS
from gongkai.workbench.gate import needs

ALL, MINE, APPROVAL, WAITING = "all", "mine", "approval", "waiting"
TABS = (
    (ALL, gettext_lazy("全部")), (MINE, gettext_lazy("我的")), (APPROVAL, gettext_lazy("待审签")),
    (WAITING, gettext_lazy("等待他人")),
)  # fmt: skip
AT_ONCE = 100


@needs(rules.READ_CASES)
def board(request: HttpRequest) -> HttpResponse:
    desk, today, asked = request.desk, timezone.localdate(), request.GET
    tab = asked.get("tab", ALL)
    page = queries.board(
        desk.organ, today=today, handler=desk.user if tab == MINE else None, state=asked.get("state", ""),
        waiting=tab == WAITING, approval=tab == APPROVAL, after=asked.get("after", ""),
    )  # fmt: skip
    kept = asked.copy()
    kept.pop("after", None)
    states = [(code, label) for code, label in vocabulary.STATES.items() if code in OPEN]
    context = {
        "page": page, "tab": tab, "tabs": TABS, "counts": queries.counts(desk.organ, today=today), "colours": COLOURS,
        "states": states, "state": asked.get("state", ""), "kept": kept.urlencode(), "is_continued": "after" in asked,
        "handlers": organs.holders(desk.organ, rules.HANDLE_APPLICATIONS) if desk.handles_applications else [],
        "today": today,
    }  # fmt: skip
    return render(request, "workbench/applications/board.html", context)


@require_POST
@needs(rules.HANDLE_APPLICATIONS)
def assign(request: HttpRequest) -> HttpResponse:
    """分办 the chosen ones. One that cannot be assigned now is told by its number; the others go on."""
    organ = request.desk.organ
    people = {str(person.pk): person for person in organs.holders(organ, rules.HANDLE_APPLICATIONS)}
    handler = people.get(request.POST.get("handler", ""))
    keys = [int(key) for key in request.POST.getlist("case") if key.isdigit()][:AT_ONCE]
    back = f"{reverse('office_applications')}?{request.POST.get('kept', '')}".rstrip("?")
    if handler is None or not keys:
        messages.error(request, _("请先勾选申请，再选择承办人。"))
        return redirect(back)
    done, refused = 0, []
    for key in keys:
        case = queries.case_of(organ, key)
        if case is None:
            continue
        try:
            actions.assign(application=case, by=request.user, handler=handler)
            done += 1
        except (ValidationError, PermissionDenied) as refusal:
            sentences = getattr(refusal, "messages", [str(refusal)])
            refused.append(f"{case.number}：{'；'.join(sentences)}")
    if done:
        messages.success(request, _("已把 %(n)d 件分办给%(who)s。") % {"n": done, "who": handler.get_full_name()})
    for sentence in refused:
        messages.warning(request, sentence)
    return redirect(back)
