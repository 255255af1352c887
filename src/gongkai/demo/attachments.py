"""Files for demo items, made from plain data. The same data gives the same bytes: no clock, no random name inside."""

import csv
import io
import zipfile

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Pt
from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

FIXED_TIME = (2019, 1, 1, 0, 0, 0)


def make(row: dict) -> tuple[str, bytes]:
    """File name and bytes of one `[[item.attachment]]` row."""
    maker = {"docx": _docx, "xlsx": _xlsx, "csv": _csv}[row["kind"]]
    return f"{row['title']}.{row['kind']}", maker(row)


def _docx(row: dict) -> bytes:
    document = Document()
    style = document.styles["Normal"]
    style.font.name, style.font.size = "仿宋", Pt(16)
    style.element.rPr.rFonts.set(qn("w:eastAsia"), "仿宋")
    heading = document.add_paragraph(row["title"])
    heading.alignment = WD_ALIGN_PARAGRAPH.CENTER
    heading.runs[0].font.size, heading.runs[0].bold = Pt(22), True
    for block in row["text"].strip().split("\n\n"):
        lines = block.strip().splitlines()
        if lines and lines[0].startswith("|"):
            cells = [[cell.strip() for cell in line.strip().strip("|").split("|")] for line in lines]
            table = document.add_table(rows=0, cols=max(map(len, cells)), style="Table Grid")
            for values in cells:
                for cell, value in zip(table.add_row().cells, values, strict=False):
                    cell.text = value
        elif lines and lines[0].startswith("## "):
            document.add_heading(lines[0][3:], level=2)
        else:
            for line in lines:
                document.add_paragraph(line)
    properties = document.core_properties
    properties.author, properties.last_modified_by, properties.comments = "", "", ""
    stream = io.BytesIO()
    document.save(stream)
    return _timeless(stream.getvalue())


def _xlsx(row: dict) -> bytes:
    book = Workbook()
    sheet = book.active
    sheet.title = row["title"][:31]
    for values in row["rows"]:
        sheet.append([_number(value) for value in values])
    for cell in sheet[1]:
        cell.font, cell.alignment = Font(bold=True), Alignment(horizontal="center")
    for number, column in enumerate(sheet.columns, 1):
        widest = max(len(str(cell.value or "")) for cell in column)
        sheet.column_dimensions[get_column_letter(number)].width = min(60, 2 * widest + 4)
    sheet.freeze_panes = "A2"
    book.properties.creator = book.properties.lastModifiedBy = ""
    stream = io.BytesIO()
    book.save(stream)
    return _timeless(stream.getvalue())


def _number(value: str):
    try:
        return float(value) if "." in value else int(value)
    except (ValueError, TypeError):
        return value


def _csv(row: dict) -> bytes:
    stream = io.StringIO()
    csv.writer(stream).writerows(row["rows"])
    return stream.getvalue().encode("utf-8-sig")


def _timeless(package: bytes) -> bytes:
    """The same package with one fixed time on each part and in its properties."""
    result = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package)) as old, zipfile.ZipFile(result, "w", zipfile.ZIP_DEFLATED) as new:
        for info in sorted(old.infolist(), key=lambda part: part.filename != "[Content_Types].xml"):
            data = old.read(info)
            if info.filename == "docProps/core.xml":
                data = _without_dates(data)
            new.writestr(zipfile.ZipInfo(info.filename, FIXED_TIME), data, zipfile.ZIP_DEFLATED)
    return result.getvalue()


def _without_dates(core: bytes) -> bytes:
    import re

    return re.sub(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", b"2019-01-01T00:00:00Z", core)
