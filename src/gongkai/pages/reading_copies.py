"""附件的网页阅读版: an attachment as a page anybody can read on a phone, beside the file itself.

Word becomes text with headings and tables, a spreadsheet becomes its tables, a PDF with text becomes its pages.
What cannot be turned (scans, old formats) gets none: the file stays the only form, and nothing is pretended.
"""

import csv
import io
from html import escape

import pypdfium2
from python_calamine import CalamineError, CalamineWorkbook

from gongkai.pages import html
from gongkai.pages.models import StoredFile

MOST_ROWS = 2000  # a longer sheet is for downloading, not for reading
MOST_PAGES = 100


def reading_copy(stored: StoredFile) -> str:
    """Clean HTML of the file's content, or an empty text when it has no readable form or is sealed. Never raises for a damaged file."""
    turn = TURNERS.get(stored.extension)
    if turn is None or stored.sealed:  # what is sealed must not lie in the database as plain text
        return ""
    with stored.open() as stream:
        data = stream.read()
    try:
        return html.clean(turn(data))
    except (ValueError, KeyError, OSError, CalamineError, pypdfium2.PdfiumError, csv.Error):
        return ""


def _from_docx(data: bytes) -> str:
    import mammoth  # loaded by the first Word file

    return mammoth.convert_to_html(io.BytesIO(data), convert_image=mammoth.images.img_element(lambda _image: {})).value


def _from_workbook(data: bytes) -> str:
    book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    visible = [sheet for sheet in book.sheets_metadata if "Visible" in str(sheet.visible)]
    return "".join(_table(sheet.name, book.get_sheet_by_name(sheet.name).to_python()) for sheet in visible)


def _from_csv(data: bytes) -> str:
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return _table("", list(csv.reader(io.StringIO(data.decode(encoding)))))
        except UnicodeDecodeError:
            continue
    return ""


def _table(name: str, rows: list[list]) -> str:
    if not rows or len(rows) > MOST_ROWS:
        return ""
    head, *body = [[escape(_written(cell)) for cell in row] for row in rows]
    caption = f"<caption>{escape(name)}</caption>" if name else ""
    return (
        f"<table>{caption}<thead><tr>" + "".join(f'<th scope="col">{cell}</th>' for cell in head) + "</tr></thead><tbody>"
        + "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in body) + "</tbody></table>"
    )  # fmt: skip


def _written(cell) -> str:
    return str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str(cell)


def _from_pdf(data: bytes) -> str:
    document = pypdfium2.PdfDocument(data)
    try:
        if len(document) > MOST_PAGES:
            return ""
        pages = [page.get_textpage().get_text_range() for page in document]
    finally:
        document.close()
    lines = (line.strip() for page in pages for line in page.splitlines())
    return "".join(f"<p>{escape(line)}</p>" for line in lines if line)


def _from_text(data: bytes) -> str:
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return "".join(f"<p>{escape(line)}</p>" for line in data.decode(encoding).splitlines() if line.strip())
        except UnicodeDecodeError:
            continue
    return ""


TURNERS = {
    "docx": _from_docx, "xlsx": _from_workbook, "xls": _from_workbook, "csv": _from_csv, "pdf": _from_pdf, "txt": _from_text,
}  # fmt: skip
