"""督促 an organ below from the board."""

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gongkai.organs import actions as organs
from gongkai.organs import queries, rules
from gongkai.organs.models import Organ, Urging
from gongkai.workbench.board import board


class UrgingForm(forms.Form):
    text = forms.CharField(
        label=gettext_lazy("督促内容"), widget=forms.Textarea(attrs={"rows": 5}), max_length=1000,
        help_text=gettext_lazy("写明哪项内容、依据和办理期限。对方首页会立即看到，并要点“知悉”。"),
    )  # fmt: skip


def urge(request: HttpRequest, slug: str) -> HttpResponse:
    organ = Organ.objects.filter(slug=slug).first()
    if organ is None or not queries.may(request.user, rules.OVERSEE, organ):
        raise Http404
    standing = next((row for row in board(request.desk.organ) if row.organ == organ), None)
    form = UrgingForm(request.POST or None, initial={"text": _suggested(standing) if standing else ""})
    if request.method == "POST" and form.is_valid():
        organs.urge(by=request.user, organ=organ, text=form.cleaned_data["text"])
        messages.success(request, _("已督促%s，等待对方知悉。") % organ.name)
        return redirect("office_home")
    earlier = Urging.objects.filter(organ=organ).select_related("by", "noted_by")[:20]
    return render(
        request, "workbench/urge.html", {"organ": organ, "form": form, "standing": standing, "earlier": earlier}
    )


def _suggested(standing) -> str:
    """The facts of the board as a first draft, so that nobody copies figures by hand."""
    parts = []
    if standing.overdue:
        parts.append(_("有 %d 条信息超过二十个工作日的公开时限（条例第二十六条）") % standing.overdue)
    if standing.late_replies:
        parts.append(_("%d 件政府信息公开申请超过答复期限（条例第三十三条）") % standing.late_replies)
    if standing.stale:
        parts.append(_("%d 个栏目超过规定的更新周期") % standing.stale)
    if standing.empty:
        parts.append(_("%d 个栏目没有任何内容") % standing.empty)
    if not parts:
        return ""
    return _("截至 %(day)s，你单位%(facts)s。请尽快办理，并将办理情况反馈我办。") % {
        "day": timezone.localdate(), "facts": "，".join(parts),
    }  # fmt: skip
