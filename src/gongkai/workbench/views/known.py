"""公务信息和用词: what the organ tells the scanners of itself, and what was refused at the door."""

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gongkai.clearance.screening import intake, own_words
from gongkai.organs import queries as organs
from gongkai.organs import rules
from gongkai.workbench.gate import needs


class KnownForm(forms.Form):
    kind = forms.ChoiceField(label=gettext_lazy("类别"), choices=own_words.KINDS)
    value = forms.CharField(label=gettext_lazy("内容"), max_length=100)
    note = forms.CharField(
        label=gettext_lazy("说明"), max_length=100, required=False,
        help_text=gettext_lazy("电话写明是哪个岗位；不用的词写明应当怎么写。"),
    )  # fmt: skip


@needs(rules.READ_DRAFTS)
def known(request: HttpRequest) -> HttpResponse:
    organ = request.desk.organ
    form = KnownForm(request.POST if "add" in request.POST else None)
    if request.method == "POST":
        organs.require(request.user, rules.CLEAR, organ)
        if "remove" in request.POST and request.POST["remove"].isdigit():
            own_words.remove(organ=organ, pk=int(request.POST["remove"]), by=request.user)
            messages.success(request, _("已删除。以后的检查按新的登记进行，已公开的信息夜间复查。"))
            return redirect("office_known")
        if form.is_bound and form.is_valid():
            try:
                own_words.add(organ=organ, by=request.user, **form.cleaned_data)
            except ValidationError as refusal:
                form.add_error("value", refusal)
            else:
                messages.success(request, _("已登记。以后的检查按新的登记进行，已公开的信息夜间复查。"))
                return redirect("office_known")
    context = {
        "form": form, "rows": own_words.known_values(organ), "own": own_words.from_own_pages(organ),
        "refused": intake.refused_in(organ) if request.desk.clears else [],
    }  # fmt: skip
    return render(request, "workbench/known.html", context, status=422 if form.errors else 200)
