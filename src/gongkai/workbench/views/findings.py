"""审查发现: what the scanners found in an item, and what a clerk does about it: cover it, or say why it may stay."""

from collections.abc import Callable
from dataclasses import dataclass

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from gongkai.catalogue import actions
from gongkai.catalogue.models import DisclosureItem
from gongkai.clearance.screening import covering, standing
from gongkai.clearance.screening.standing import Standing
from gongkai.organs import queries as organs
from gongkai.organs import rules
from gongkai.organs.models import Organ
from gongkai.workbench import found
from gongkai.workbench.gate import needs


@needs(rules.READ_DRAFTS)
def findings(request: HttpRequest, item: DisclosureItem) -> HttpResponse:
    """The list, and by POST what is done with the chosen rows of one group."""
    newest = item.get_latest_revision_as_object()
    here = reverse("office_findings", args=[item.pk])
    sheets = [one.file for one in newest.attachments.all() if one.file.extension in covering.BY_COLUMNS]
    context = {"item": item, "newest": newest, "here": here, "sheets": sheets}
    if request.method != "POST":
        return _show(request, found.found_in(newest), "workbench/findings.html", context)
    organs.require(request.user, rules.WRITE, item.organ)
    kind = Kind(item.reference, item.organ, lambda group, rows: _cover(request, item, group, rows))
    return handle(request, kind, found.found_in(newest), "workbench/findings.html", context)


def _cover(request: HttpRequest, item: DisclosureItem, group: found.Group, rows: list[Standing]) -> None:
    if group.exhibit.file is None:
        actions.cover_text(item=item, chosen=rows, by=request.user)
    elif group.rule == standing.UNCLEANED:
        actions.drop_hidden(item=item, stored=group.exhibit.file, by=request.user)
    else:
        actions.cover_in_file(item=item, stored=group.exhibit.file, chosen=rows, by=request.user)


@dataclass(frozen=True)
class Kind:
    """What the findings are of, and how it is covered; None where covering is not offered here."""

    subject: str
    organ: Organ
    cover: Callable[[found.Group, list[Standing]], None] | None = None


def _show(request: HttpRequest, all_found: found.Found, template: str, context: dict, status: int = 200, **more):
    return render(request, template, context | {"found": all_found} | more, status=status)


def handle(request: HttpRequest, kind: Kind, all_found: found.Found, template: str, context: dict) -> HttpResponse:
    """Cover, justify or take a justification back, for the ticked rows of one group; then to `after`, or back `here`."""
    groups = {group.key: group for group in all_found.groups}
    group = groups.get(request.POST.get("group", ""))
    if "cover_all" in request.POST:
        group = next((one for one, _count in all_found.at_once if one.exhibit_key == request.POST["cover_all"]), None)
    if group is None:
        messages.warning(request, _("内容刚有改动，下面是现在的检查结果，请再看一次。"))
        return redirect(context.get("after", context["here"]))
    rows = all_found.to_cover(group.exhibit_key) if "cover_all" in request.POST else _ticked(request, group)
    if not rows:
        messages.warning(request, _("没有选中任何一处。请在要处理的条目前打勾。"))
        return redirect(context.get("after", context["here"]))
    try:
        said = _do(request, kind, group, rows)
    except ValidationError as refusal:
        more = {"refused": group.key, "problems": refusal.messages, "typed": request.POST}
        return _show(request, all_found, template, context, 422, **more)
    messages.success(request, said)
    return redirect(context.get("after", context["here"]))


def _ticked(request: HttpRequest, group: found.Group) -> list[Standing]:
    """Those ticked; what is folded away goes with the rest when the whole group is meant."""
    ticked = set(request.POST.getlist("row"))
    folded = group.rows[found.SHOWN_OF_A_GROUP :] if "whole" in request.POST else []
    return [row for n, row in enumerate(group.shown) if str(n) in ticked] + folded


def _do(request: HttpRequest, kind: Kind, group: found.Group, rows: list[Standing]) -> str:
    common = {"subject": kind.subject, "organ": kind.organ, "by": request.user}
    if ("cover" in request.POST or "cover_all" in request.POST) and kind.cover is not None:
        kind.cover(group, rows)
        return _("已处理 %(count)d 处，保存为新的一版。下面是处理以后的检查结果。") % {"count": len(rows)}
    if "unsettle" in request.POST:
        for row in rows:
            standing.unsettle(standing=row, **common)
        return _("已撤销理由。")
    ground, note = request.POST.get("ground", ""), request.POST.get("note", "")
    for row in rows:
        standing.settle(standing=row, ground=ground, note=note, **common)
    return _("已记下理由，审查人会看到是谁、凭什么说可以公开。")
