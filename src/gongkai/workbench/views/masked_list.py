"""按列生成公示名单: a full table of persons, a choice for each column, the list as it would be posted, and making it."""

import re

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gongkai.catalogue import actions
from gongkai.catalogue.models import DisclosureItem
from gongkai.clearance.redaction.list_rules import KINDS
from gongkai.clearance.redaction.lists import LIST_WAYS
from gongkai.clearance.screening import covering
from gongkai.clearance.screening.full_table import FullTable, ListWanted
from gongkai.organs import rules
from gongkai.pages.models import StoredFile
from gongkai.workbench.gate import needs

INTO = {
    "body": gettext_lazy("放进正文，成为网页上的表格；原表从附件中拿下（一千行以内，手机上最好读）"),
    "xlsx": gettext_lazy("做成新的 xlsx，代替这个附件"),
    "csv": gettext_lazy("做成 csv，代替这个附件（只能有一张表）"),
}
PREVIEW, MAKE = "preview", "make"


@needs(rules.WRITE)
def masked_list(request: HttpRequest, item: DisclosureItem, key) -> HttpResponse:
    """By GET the proposal for a kind of list; by POST a look at what was chosen, or the list itself as a new revision."""
    stored, back = _attached(item, key), reverse("office_findings", args=[item.pk])
    is_post = request.method == "POST"
    wanted = _posted(request) if is_post else ListWanted(_kind(request.GET))
    into = request.POST.get("into", "body")
    problems: list[str] = []
    if is_post and MAKE in request.POST:
        try:
            _make(request, item, stored, wanted, into)
        except ValidationError as refusal:
            problems = refusal.messages
        else:
            messages.success(request, _("公示名单已生成，保存为新的一版；原表另存，不公开。下面是检查结果。"))
            return redirect(back)
    try:
        table = covering.table_of(stored, wanted)
    except ValidationError as refusal:
        if not is_post:
            for sentence in refusal.messages:
                messages.error(request, sentence)
            return redirect(back)
        problems = problems or refusal.messages
        table = covering.table_of(stored, ListWanted(wanted.kind))
    return _page(request, item, stored, table, wanted, into, problems)


def _attached(item: DisclosureItem, key) -> StoredFile:
    """A table among the attachments of the newest text; another file does not exist here."""
    attached = item.get_latest_revision_as_object().attachments.all()
    found = next((one.file for one in attached if one.file.key == key), None)
    if found is None or found.extension not in covering.BY_COLUMNS:
        raise Http404
    return found


def _kind(said) -> str:
    return said.get("kind", "") if said.get("kind") in KINDS else ""


def _posted(request: HttpRequest) -> ListWanted:
    """The choices in the order of the sheets and their columns, as the form numbers them."""
    chosen: dict[int, dict[int, str]] = {}
    for name, way in request.POST.items():
        if found := re.fullmatch(r"way-(\d{1,3})-(\d{1,3})", name):
            chosen.setdefault(int(found[1]), {})[int(found[2])] = way
    used = set(request.POST.getlist("used"))
    sheets = [
        {
            "title": " ".join(request.POST.get(f"title-{number}", "").split())[:200],
            "ways": [way for _column, way in sorted(ways.items())],
            "used": str(number) in used,
        }
        for number, ways in sorted(chosen.items())
    ]
    return ListWanted(_kind(request.POST), sheets, "tell_apart" in request.POST)


def _make(request: HttpRequest, item: DisclosureItem, stored: StoredFile, wanted: ListWanted, into: str) -> None:
    if into not in INTO:
        raise ValidationError(_("请选择名单放在哪里。"))
    actions.post_list(item=item, stored=stored, wanted=wanted, into=into, by=request.user)


def _page(
    request: HttpRequest, item: DisclosureItem, stored: StoredFile, table: FullTable, wanted: ListWanted, into: str,
    problems: list[str],
) -> HttpResponse:  # fmt: skip
    sheets = [
        {
            "sheet": sheet,
            "columns": [(column, [(way, LIST_WAYS[way]) for way in column.ways]) for column in sheet.columns],
            "rows": [(number in sheet.parts, row) for number, row in enumerate(sheet.rows)],
        }
        for sheet in table.sheets
    ]
    context = {
        "item": item, "stored": stored, "kind": KINDS[table.kind], "kinds": KINDS.values(), "refused": table.refused,
        "without": table.without, "sheets": sheets, "several": len(sheets) > 1, "into": into, "choices": INTO.items(),
        "tell_apart": wanted.tell_apart, "problems": problems, "is_preview": request.method == "POST" and not problems,
    }  # fmt: skip
    return render(request, "workbench/masked_list.html", context, status=422 if problems else 200)
