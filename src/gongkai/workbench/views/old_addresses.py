"""旧网址: where the addresses of a former site lead now; one by one, or as a table from the migration."""

from django import forms
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gongkai.forwarding import actions, queries, reading
from gongkai.forwarding.models import LONGEST
from gongkai.organs import rules
from gongkai.pages import uploads
from gongkai.workbench.gate import needs

PAGE = "workbench/old_addresses.html"
ROWS = 50
TOLD = 100  # refused lines shown of one table


class OldAddressForm(forms.Form):
    old = forms.CharField(
        label=gettext_lazy("旧网址"), max_length=LONGEST, help_text=gettext_lazy("原网站上的网址，可以带 http://，也可以从 / 写起")
    )  # fmt: skip
    new = forms.CharField(label=gettext_lazy("现网址"), max_length=LONGEST, help_text=gettext_lazy("本平台上的页面"))
    note = forms.CharField(label=gettext_lazy("说明"), max_length=actions.LONGEST_NOTE, required=False)


def _too_large(request: HttpRequest, sentence: str) -> HttpResponse:
    return _page(request, OldAddressForm(), refusal=sentence, status=413)


@needs(rules.MANAGE_CATALOGUE)
@uploads.bounded(lambda: settings.UPLOAD_BYTES, _too_large)
def old_addresses(request: HttpRequest) -> HttpResponse:
    if request.method != "POST":
        return _page(request, OldAddressForm())
    if request.POST.get("release", "").isdigit():
        return _release(request, request.POST["release"][:18])
    return _import(request) if "import" in request.POST else _add(request)


def _add(request: HttpRequest) -> HttpResponse:
    form = OldAddressForm(request.POST)
    if form.is_valid():
        typed = form.cleaned_data
        row = actions.Row(1, typed["old"], typed["new"], typed["note"])
        done = actions.forward(organ=request.desk.organ, rows=[row], by=request.user)
        if not done.refused:
            messages.success(request, _("已登记，打开旧网址的人会转到现在的页面。"))
            return redirect("office_old_addresses")
        form.add_error(None, done.refused[0][1])
    return _page(request, form, status=422)


def _import(request: HttpRequest) -> HttpResponse:
    part = request.FILES.get("table")
    if part is None:
        return _page(request, OldAddressForm(), refusal=_("没有收到文件，请选择一个 CSV 文件。"), status=400)
    try:
        done = actions.forward(organ=request.desk.organ, rows=reading.rows_of(part.read()), by=request.user)
    except ValidationError as refusal:
        return _page(request, OldAddressForm(), refusal=refusal.messages[0], status=400)
    return _page(request, OldAddressForm(), done=done, told=sorted(done.refused)[:TOLD])


def _release(request: HttpRequest, key: str) -> HttpResponse:
    old = queries.of_organ(request.desk.organ).filter(pk=key).first()
    if old is not None:
        actions.release(old=old, by=request.user)
    messages.success(request, _("已取消，旧网址不再转到别处。"))
    return redirect("office_old_addresses")


def _page(request: HttpRequest, form: OldAddressForm, *, status: int = 200, **more) -> HttpResponse:
    rows = queries.of_organ(request.desk.organ)
    asked = request.GET.get("q", "").strip()[:LONGEST]
    if asked:
        rows = rows.filter(path__contains=asked)
    before = request.GET.get("before", "")
    if before.isdigit():
        rows = rows.filter(pk__lt=before[:18])
    found = list(rows[: ROWS + 1])
    older = found[ROWS - 1].pk if len(found) > ROWS else None
    context = {"form": form, "rows": found[:ROWS], "older": older, "asked": asked, **more}
    return render(request, PAGE, context, status=status)
