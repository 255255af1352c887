"""检索置顶: what the organ's office puts above the hits of some words."""

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gongkai.catalogue.models import DisclosureItem
from gongkai.organs import rules
from gongkai.search import actions
from gongkai.search.models import Pin
from gongkai.workbench.gate import needs


class PinForm(forms.Form):
    words = forms.CharField(
        label=gettext_lazy("检索词"), max_length=40, help_text=gettext_lazy("公众输入的词与这里完全相同时置顶，如：低保标准")
    )  # fmt: skip
    index_number = forms.CharField(label=gettext_lazy("置顶信息的索引号"), max_length=64)


@needs(rules.MANAGE_CATALOGUE)
def pins(request: HttpRequest) -> HttpResponse:
    organ = request.desk.organ
    form = PinForm(request.POST if "add" in request.POST else None)
    if request.method == "POST" and request.POST.get("remove", "").isdigit():
        row = Pin.objects.filter(organ=organ, pk=request.POST["remove"][:18]).first()
        if row is not None:
            actions.take_down(pin=row, by=request.user)
        messages.success(request, _("已取消置顶。"))
        return redirect("office_pins")
    if form.is_bound and form.is_valid():
        item = DisclosureItem.objects.filter(organ=organ, index_number=form.cleaned_data["index_number"]).first()
        try:
            if item is None:
                raise ValidationError(_("本机关没有这个索引号的信息。"))
            actions.pin(organ=organ, words=form.cleaned_data["words"], item=item, by=request.user)
        except ValidationError as refusal:
            form.add_error("index_number" if item is None or not item.live else "words", refusal)
        else:
            messages.success(request, _("已置顶，公众检索这个词时马上可以看到。"))
            return redirect("office_pins")
    rows = Pin.objects.filter(organ=organ).select_related("item", "by").order_by("words", "pk")
    return render(request, "workbench/pins.html", {"form": form, "rows": rows}, status=422 if form.errors else 200)
