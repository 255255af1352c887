"""The catalogue as files: for anybody to use, and handed to the state archive and the public library in time (Art. 25)."""

import hashlib
import io
import json
import zipfile
from collections.abc import Iterator
from datetime import datetime
from itertools import islice
from typing import BinaryIO

from django.utils import timezone
from openpyxl import Workbook

from gongkai.catalogue import exits
from gongkai.catalogue.models import DisclosureItem
from gongkai.organs.models import Organ
from gongkai.pages import gates, html

AT_ONCE = 200
COLUMNS = {
    "index_number": "索引号", "title": "名称", "document_number": "文号", "heading": "信息分类", "subject": "主题分类",
    "genre": "体裁", "issuing_organ": "发布机构", "formed_on": "生成日期", "published_at": "发布日期", "effective_on": "施行日期",
    "validity": "有效性", "openness": "公开方式", "audience": "服务对象", "keywords": "主题词", "summary": "内容概述",
    "basis": "公开依据", "address": "网址",
}  # fmt: skip


def rows(organ: Organ | None = None, year: int | None = None) -> Iterator[dict]:
    """Public items in order of publication, as plain values; dates as ISO 8601. One walk, whatever the number."""
    for item in _items(organ, year):
        yield row(item)


def _items(organ: Organ | None, year: int | None) -> Iterator[DisclosureItem]:
    """Through the same last look as everything else that leaves: a row changed behind the actions' back stays here."""
    items = DisclosureItem.objects.filter(live=True)
    if organ is not None:
        items = items.filter(organ=organ)
    if year is not None:
        items = items.filter(year=year)
    keys = items.order_by("published_at", "pk").values_list("pk", flat=True).iterator(chunk_size=AT_ONCE)
    while batch := list(islice(keys, AT_ONCE)):
        shown = exits.whole(batch)
        yield from (shown[key] for key in batch if key in shown)


def row(item: DisclosureItem) -> dict:
    return {
        "index_number": item.index_number, "title": item.title, "document_number": item.document_number,
        "heading": item.heading.name, "subject": item.subject, "genre": item.genre, "issuing_organ": item.issuing_organ,
        "formed_on": item.formed_on.isoformat(), "published_at": _minute(item.published_at),
        "effective_on": item.effective_on.isoformat() if item.effective_on else "",
        "validity": str(item.get_validity_display()) if item.validity else "", "openness": str(item.get_openness_display()),
        "audience": "、".join(item.audience), "keywords": item.keywords, "summary": item.summary, "basis": item.basis,
        "address": item.get_absolute_url(),
    }  # fmt: skip


def _minute(at: datetime) -> str:
    return timezone.localtime(at).strftime("%Y-%m-%d %H:%M")


def write_json(stream: BinaryIO, *, organ: Organ | None = None, year: int | None = None) -> int:
    """One JSON list, written as it is read; answers the number of items."""
    stream.write(b"[")
    count = 0
    for values in rows(organ, year):
        stream.write((b",\n" if count else b"\n") + json.dumps(values, ensure_ascii=False).encode())
        count += 1
    stream.write(b"\n]\n")
    return count


def write_xlsx(stream: BinaryIO, *, organ: Organ | None = None, year: int | None = None) -> int:
    """One sheet with Chinese column names. Long numbers and dates stay text, as spreadsheets would spoil them."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet("公开目录")
    sheet.freeze_panes = "A2"
    sheet.append(list(COLUMNS.values()))
    count = 0
    for values in rows(organ, year):
        sheet.append([_safe(values[name]) for name in COLUMNS])
        count += 1
    book.save(stream)
    return count


def _safe(value: str) -> str:
    """A text that a spreadsheet will not take for a formula."""
    return "'" + value if value[:1] in {"=", "+", "-", "@"} else value


def write_package(stream: BinaryIO, *, organ: Organ | None = None, year: int | None = None) -> int:
    """A ZIP for the archive: catalogue, each item as a readable page, its files, and a list of SHA-256 values."""
    sums: list[str] = []
    count = 0
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:

        def add(name: str, data: bytes) -> None:
            package.writestr(name, data)
            sums.append(f"{hashlib.sha256(data).hexdigest()}  {name}")

        for item in _items(organ, year):
            folder = item.index_number.replace("/", "_")
            add(f"{folder}/index.html", _page(item))
            add(f"{folder}/metadata.json", json.dumps(row(item), ensure_ascii=False, indent=1).encode())
            names: set[str] = set()
            for place, attachment in enumerate(item.attachments.all(), start=1):
                if not gates.is_public(attachment.file):
                    continue
                name = attachment.file.name if attachment.file.name not in names else f"{place}-{attachment.file.name}"
                names.add(name)
                with attachment.file.open() as content:
                    add(f"{folder}/{name}", content.read())
            count += 1
        for name, write in (("catalogue.xlsx", write_xlsx), ("catalogue.json", write_json)):
            buffer = io.BytesIO()
            write(buffer, organ=organ, year=year)
            add(name, buffer.getvalue())
        package.writestr("SHA256SUMS.txt", "\n".join(sums) + "\n")
    return count


def _page(item: DisclosureItem) -> bytes:
    from html import escape

    values = row(item)
    table = "".join(
        f"<tr><th>{label}</th><td>{escape(values[name])}</td></tr>" for name, label in COLUMNS.items() if values[name]
    )
    return (
        f'<!doctype html><html lang="zh-CN"><meta charset="utf-8"><title>{escape(item.title)}</title>'
        f"<h1>{escape(item.title)}</h1><table>{table}</table>{html.clean(item.body)}</html>"
    ).encode()
