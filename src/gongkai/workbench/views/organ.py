"""机关: what the public must know of the organ, and who works there."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Prefetch, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from gongkai.organs import actions, rules
from gongkai.organs.models import Organ, Post, Staff, Unit
from gongkai.workbench.forms.organ import MODELS, PARTS, MembershipForm, UnitForm
from gongkai.workbench.gate import needs

URGINGS_SHOWN = 5


def overview(request: HttpRequest) -> HttpResponse:
    organ = Organ.objects.select_related("disclosure_office", "guide", "site_facts", "leading_group").get(
        pk=request.desk.organ.pk
    )
    today = timezone.localdate()
    held = Post.objects.filter(Q(until=None) | Q(until__gte=today))
    context = {
        "organ": organ,
        "parts": [_shown(name, label, _row(organ, name)) for name, (label, _form) in PARTS.items()],
        "units": organ.units.all(),
        "people": organ.staff.select_related("user", "unit").prefetch_related(Prefetch("posts", held, to_attr="held")),
        "memberships": _memberships(organ),
        "urgings": organ.urgings.exclude(noted_at=None).select_related("by", "noted_by")[:URGINGS_SHOWN],
    }
    return render(request, "workbench/organ.html", context)


def _shown(name: str, label: str, row) -> dict:
    checked_on = getattr(row, "reviewed_on", None) or getattr(row, "checked_on", None)
    return {"name": name, "label": label, "row": row, "checked_on": checked_on}


def _row(organ: Organ, name: str):
    return organ if name == "functions" else MODELS[name].objects.filter(organ=organ).first()


def _memberships(organ: Organ):
    group = _row(organ, "group")
    return group.memberships.select_related("staff__user") if group else []


@needs(rules.MANAGE_ORGAN)
def part(request: HttpRequest, part: str) -> HttpResponse:
    organ = request.desk.organ
    if part not in PARTS:
        raise Http404
    label, form_class = PARTS[part]
    if part == "group" and "staff" in request.POST:
        return _seat(request, organ)
    form = form_class(request.POST or None, instance=_row(organ, part))
    if request.method == "POST" and form.is_valid():
        try:
            if part == "functions":
                actions.keep_functions(by=request.user, organ=organ, **form.cleaned_data)
            else:
                actions.keep_part(by=request.user, organ=organ, model=MODELS[part], **form.cleaned_data)
        except ValidationError as refusal:
            form.add_error(None, refusal.messages)
        else:
            messages.success(request, _("“%s”已保存，公众页面随即更新。") % label)
            return redirect("office_organ")
    context = {"form": form, "title": label, "back": "office_organ"}
    if part == "group" and _row(organ, part):
        context |= {"seat_form": MembershipForm(organ=organ), "memberships": _memberships(organ)}
    return render(request, "workbench/form.html", context)


def _seat(request: HttpRequest, organ: Organ) -> HttpResponse:
    """A place in the leading group, given or ended."""
    group = _row(organ, "group")
    if "end" in request.POST:
        actions.end_membership(by=request.user, membership=get_object_or_404(group.memberships, pk=request.POST["end"]))
        messages.success(request, _("已移出领导小组。"))
        return redirect("office_organ_part", "group")
    form = MembershipForm(request.POST, organ=organ)
    if form.is_valid():
        try:
            actions.keep_membership(by=request.user, group=group, **form.cleaned_data)
            messages.success(request, _("已列入领导小组。"))
        except ValidationError as refusal:
            messages.error(request, _("没有保存：%s") % "；".join(refusal.messages))
    else:
        messages.error(request, _("没有保存：请选择人员和身份。"))
    return redirect("office_organ_part", "group")


@needs(rules.MANAGE_ORGAN)
def unit(request: HttpRequest, pk: int | None = None) -> HttpResponse:
    organ = request.desk.organ
    instance = get_object_or_404(Unit, pk=pk, organ=organ) if pk else None
    form = UnitForm(request.POST or None, instance=instance, organ=organ)
    if request.method == "POST" and form.is_valid():
        try:
            actions.keep_unit(
                by=request.user, organ=organ, unit=Unit.objects.get(pk=pk) if pk else None, **form.cleaned_data
            )
        except ValidationError as refusal:
            form.add_error(None, refusal.messages)
        else:
            messages.success(request, _("内设机构已保存。"))
            return redirect("office_organ")
    return render(request, "workbench/form.html", {"form": form, "title": _("内设机构"), "back": "office_organ"})


def staff_of(request: HttpRequest, pk: int) -> Staff:
    return get_object_or_404(Staff.objects.select_related("user", "organ"), pk=pk, organ=request.desk.organ)
