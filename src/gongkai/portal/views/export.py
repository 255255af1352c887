"""The catalogue as data: the choice made on the page, as JSON or XLSX, at most 50 000 rows and saying so when cut."""

import json
import tempfile
from collections.abc import Iterator

from django.conf import settings
from django.http import FileResponse, HttpRequest, HttpResponse, StreamingHttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from gongkai.catalogue import exits, queries
from gongkai.catalogue.models import DisclosureItem
from gongkai.portal.facets import Facets

MAX_ROWS, BATCH = 50_000, 500
WIDTHS = (28, 60, 60, 12, 18, 22, 22, 10, 22, 22, 10, 14, 10, 18, 40)


@require_safe
def export(request: HttpRequest, form: str) -> HttpResponse:
    chosen = Facets.read(request)
    response = _as_json(chosen) if form == "json" else _as_xlsx(chosen)
    response["Cache-Control"] = "public, max-age=300"
    return response


def columns() -> list[tuple[str, str]]:
    return [
        ("index_number", _("索引号")), ("title", _("名称")), ("summary", _("内容概述")), ("formed_on", _("生成日期")),
        ("published_at", _("发布日期")), ("organ", _("公开机关")), ("issuing_organ", _("发布机构")),
        ("heading_code", _("栏目代码")), ("heading", _("栏目")), ("document_number", _("文号")), ("genre", _("体裁")),
        ("subject", _("主题分类")), ("validity", _("有效性")), ("audience", _("服务对象")), ("url", _("网址")),
    ]  # fmt: skip


def rows(chosen: Facets, limit: int = MAX_ROWS) -> Iterator[dict]:
    """The public, cleared items of a choice, newest first, read in batches: no more than one batch is in memory."""
    before, given = None, 0
    while given < limit:
        found = queries.browse(**chosen.as_filter(), before=before, limit=min(BATCH, limit - given))
        for item in exits.cleared(found.items):
            yield row(item)
        given += len(found.items)
        before = found.older
        if before is None:
            return
    yield {"cut": True}


def row(item: DisclosureItem) -> dict:
    return {
        "index_number": item.index_number, "title": item.title, "summary": item.summary,
        "formed_on": item.formed_on.isoformat(),
        "published_at": timezone.localtime(item.published_at).isoformat(timespec="minutes"),
        "organ": item.organ.name, "issuing_organ": item.issuing_organ, "heading_code": item.heading.code,
        "heading": item.heading.name, "document_number": item.document_number, "genre": item.genre,
        "subject": item.subject, "validity": str(item.get_validity_display()) if item.validity else "",
        "audience": list(item.audience or []), "url": settings.BASE_URL + item.get_absolute_url(),
    }  # fmt: skip


def notice() -> str:
    return _("结果超过 %(limit)d 条，只给出最新的部分。请按机关或年份分次下载。") % {"limit": MAX_ROWS}


def _as_json(chosen: Facets) -> StreamingHttpResponse:
    def pieces() -> Iterator[str]:
        head = {"title": _("政府信息公开目录"), "chosen": chosen.words, "columns": dict(columns())}
        yield json.dumps(head, ensure_ascii=False)[:-1] + ', "items": ['
        first, is_cut = True, False
        for one in rows(chosen):
            if "cut" in one:
                is_cut = True
                continue
            yield ("\n" if first else ",\n") + json.dumps(one, ensure_ascii=False)
            first = False
        tail = {"is_cut": is_cut} | ({"notice": notice()} if is_cut else {})
        yield "\n], " + json.dumps(tail, ensure_ascii=False)[1:] + "\n"

    response = StreamingHttpResponse(pieces(), content_type="application/json; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="catalogue.json"'
    return response


def _as_xlsx(chosen: Facets) -> FileResponse:
    """Written row by row to a temporary file: a workbook of 50 000 rows needs little memory."""
    from openpyxl import Workbook  # loaded by the first workbook that is asked for

    book = Workbook(write_only=True)
    sheet = book.create_sheet(_("公开目录"))
    for letter, width in zip("ABCDEFGHIJKLMNO", WIDTHS, strict=True):
        sheet.column_dimensions[letter].width = width
    sheet.freeze_panes = "A2"
    sheet.append([label for _name, label in columns()])
    for one in rows(chosen):
        if "cut" in one:
            sheet.append([notice()])
            continue
        sheet.append([_cell(one[name]) for name, _label in columns()])
    stream = tempfile.TemporaryFile()  # noqa: SIM115 - the response closes it
    book.save(stream)
    stream.seek(0)
    return FileResponse(stream, as_attachment=True, filename="catalogue.xlsx")


def _cell(value) -> str:
    """Text only: a title that begins with "=" must not become a formula in somebody's office."""
    from openpyxl.utils.escape import escape

    text = escape("、".join(value) if isinstance(value, list) else value)
    return f"'{text}" if text[:1] in "=+-@\t" and text else text
