"""栏目管理: the tree with owner and rhythm; add, change, archive, remove."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from gongkai.catalogue import actions, queries
from gongkai.catalogue.models import Heading
from gongkai.organs import rules
from gongkai.workbench.forms.heading import CloseHeadingForm, HeadingForm, NewHeadingForm
from gongkai.workbench.gate import needs

KEPT_ASIDE = {"parent", "number", "kind"}


def tree(request: HttpRequest) -> HttpResponse:
    organ, today = request.desk.organ, timezone.localdate()
    headings = queries.heading_tree(organ)
    stale = {row.heading.pk: row for row in queries.stale_headings(organ, today=today)}
    for heading in headings:
        heading.standing = stale.get(heading.pk)
    return render(request, "workbench/headings.html", {"headings": headings})


@needs(rules.MANAGE_CATALOGUE)
def add(request: HttpRequest) -> HttpResponse:
    organ = request.desk.organ
    form = NewHeadingForm(request.POST or None, organ=organ, initial={"parent": request.GET.get("parent")})
    if request.method == "POST" and form.is_valid():
        fields = {name: value for name, value in form.cleaned_data.items() if name not in KEPT_ASIDE}
        try:
            heading = actions.add_heading(
                organ=organ, parent=form.cleaned_data["parent"], code=form.code, kind=form.cleaned_data["kind"], by=request.user,
                **fields,
            )  # fmt: skip
        except ValidationError as refusal:
            form.add_error(None, refusal.messages)
        else:
            messages.success(request, _("已新增栏目“%s”。") % heading.name)
            return redirect("office_headings")
    return render(request, "workbench/form.html", {"form": form, "title": _("新增栏目"), "back": "office_headings"})


@needs(rules.MANAGE_CATALOGUE)
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    heading = _own(request, pk)
    form = HeadingForm(request.POST or None, instance=heading, organ=request.desk.organ)
    if request.method == "POST" and form.is_valid():
        try:
            actions.edit_heading(heading=_own(request, pk), by=request.user, **form.cleaned_data)
        except ValidationError as refusal:
            form.add_error(None, refusal.messages)
        else:
            messages.success(request, _("栏目“%s”已保存。") % heading.name)
            return redirect("office_headings")
    context = {"form": form, "heading": heading, "close_form": CloseHeadingForm(heading=heading)}
    return render(request, "workbench/heading.html", context)


@require_POST
@needs(rules.MANAGE_CATALOGUE)
def close(request: HttpRequest, pk: int) -> HttpResponse:
    heading = _own(request, pk)
    form = CloseHeadingForm(request.POST, heading=heading)
    if not form.is_valid():
        messages.error(request, _("归档日期不对，请重填。"))
        return redirect("office_heading", pk)
    actions.close_heading(heading=heading, by=request.user, **form.cleaned_data)
    messages.success(request, _("栏目“%s”已归档：不再增加信息，已有内容继续可查。") % heading.name)
    return redirect("office_headings")


@require_POST
@needs(rules.MANAGE_CATALOGUE)
def remove(request: HttpRequest, pk: int) -> HttpResponse:
    heading = _own(request, pk)
    try:
        actions.remove_heading(heading=heading, by=request.user)
    except actions.HeadingInUse as refusal:
        messages.error(request, refusal.messages[0])
        return redirect("office_heading", pk)
    messages.success(request, _("栏目“%s”已删除。") % heading.name)
    return redirect("office_headings")


def _own(request: HttpRequest, pk: int) -> Heading:
    return get_object_or_404(Heading.objects.select_related("organ"), pk=pk, organ=request.desk.organ)
