"""遮盖 on the pages of a PDF or a picture: proposed by the scanners, drawn by hand, with a reason for each box (Art. 37).

The same tool stands behind the attachments of an item and the files of an application; only what becomes of the copy
differs.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gongkai.catalogue import actions, screening
from gongkai.catalogue.models import DisclosureItem
from gongkai.clearance.redaction.severance import REASONS
from gongkai.clearance.scanners import RULES
from gongkai.clearance.screening import covering
from gongkai.organs import rules
from gongkai.organs.models import Organ
from gongkai.pages.models import StoredFile
from gongkai.workbench.gate import needs

EDGES = ("x0", "y0", "x1", "y1")
UNITS = {"point": gettext_lazy("磅"), "pixel": gettext_lazy("像素")}
MOST_BOXES = 2000
SHOWN_WIDTH = 1240


@dataclass(frozen=True)
class Target:
    """The file, where its pictures are, where to go afterwards, and what is done with the boxes."""

    stored: StoredFile
    organ: Organ
    picture: Callable[[int], str]
    back: str
    cover: Callable[[list[tuple], str], None]
    title: str


@dataclass
class Row:
    """One box of the form."""

    page: int | str
    x0: float | str
    y0: float | str
    x1: float | str
    y1: float | str
    label: str = ""
    reason: str = ""
    chosen: bool = True


@needs(rules.WRITE)
def redact(request: HttpRequest, item: DisclosureItem, key) -> HttpResponse:
    stored, title = _attached(item, key)
    here = reverse("office_findings", args=[item.pk])

    def cover(boxes: list[tuple], new_title: str) -> None:
        actions.cover_places(item=item, stored=stored, boxes=boxes, by=request.user, title=new_title)

    target = Target(
        stored,
        item.organ,
        lambda number: reverse("office_redact_page", args=[item.pk, key, number]),
        here,
        cover,
        title,
    )
    return handle(request, target)


@needs(rules.READ_DRAFTS)
def redact_page(request: HttpRequest, item: DisclosureItem, key, number: int) -> HttpResponse:
    return picture(_attached(item, key)[0], number)


def _attached(item: DisclosureItem, key) -> tuple[StoredFile, str]:
    """A file of the newest text and what it is called there; another one does not exist here."""
    newest = item.get_latest_revision_as_object()
    titles = {attachment.file.key: attachment.title for attachment in newest.attachments.all()}
    for stored in screening.files_of(newest):
        if stored.key == key and stored.extension in covering.BY_BOXES:
            return stored, titles.get(key, "")
    raise Http404


def handle(request: HttpRequest, target: Target) -> HttpResponse:
    problems: list[str] = []
    if request.method == "POST":
        rows = _posted(request)
        try:
            target.cover(_boxes(request, rows), request.POST.get("title", "").strip()[:200])
        except ValidationError as refusal:
            problems = refusal.messages
        else:
            messages.success(request, _("已遮盖，用新文件代替原来的；原件另存，不公开。"))
            return redirect(target.back)
    try:
        sheet = covering.sheet_of(target.stored, target.organ)
    except ValidationError as refusal:
        for sentence in refusal.messages:
            messages.error(request, sentence)
        return redirect(target.back)
    if request.method != "POST":
        rows = [
            Row(page, *edges, label=RULES[label].label if label in RULES else label)
            for page, *edges, label in sheet.boxes
        ]
    pages = [
        {"number": number, "width": width, "height": height, "url": target.picture(number), "shown_width": SHOWN_WIDTH,
         "shown_height": round(SHOWN_WIDTH * height / width)}
        for number, (width, height) in enumerate(sheet.pages, 1)
    ]  # fmt: skip
    context = {
        "stored": target.stored, "pages": pages, "boxes": rows, "problems": problems, "back": target.back,
        "unit": UNITS[sheet.unit], "reasons": [{"code": one.code, "words": one.label} for one in REASONS.values()],
        "blank": Row(1, 0, 0, 0, 0), "title": request.POST.get("title", target.title),
    }  # fmt: skip
    return render(request, "workbench/redact.html", context, status=422 if problems else 200)


def _posted(request: HttpRequest) -> list[Row]:
    """The boxes of the form in their order, ticked or not, so that a refused form comes back as it was."""
    numbers = sorted({int(match[1]) for name in request.POST if (match := re.fullmatch(r"page-(\d{1,6})", name))})
    ticked = set(request.POST.getlist("use"))
    rows = []
    for number in numbers[:MOST_BOXES]:
        edges = [request.POST.get(f"{name}-{number}", "") for name in EDGES]
        rows.append(
            Row(
                request.POST.get(f"page-{number}", ""), *edges, label="",
                reason=request.POST.get(f"reason-{number}", ""), chosen=str(number) in ticked,
            )
        )  # fmt: skip
    return rows


def _boxes(request: HttpRequest, rows: list[Row]) -> list[tuple]:
    usual = request.POST.get("default_reason", covering.PRIVACY)
    boxes = []
    for row in rows:
        if not row.chosen:
            continue
        try:
            edges = [float(edge) for edge in (row.x0, row.y0, row.x1, row.y1)]
            page = int(row.page)
        except ValueError as fault:
            raise ValidationError(_("遮盖框的页码和位置要写数字。")) from fault
        boxes.append((page, *edges, row.reason or usual))
    return boxes


def picture(stored: StoredFile, number: int) -> HttpResponse:
    try:
        data = covering.page_of(stored, number)
    except ValidationError as refusal:
        raise Http404 from refusal
    response = HttpResponse(data, content_type="image/png")
    response["Cache-Control"] = "private, max-age=300"
    response["Content-Security-Policy"] = "default-src 'none'"
    return response
