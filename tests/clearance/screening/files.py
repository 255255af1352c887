"""Small files with invented leaks. Numbers have right check digits and belong to nobody known."""

import io

from django.core.files.uploadedfile import SimpleUploadedFile
from docx import Document
from openpyxl import Workbook
from openpyxl.comments import Comment

IDENTITY = "11010519491231002X"
OTHER_IDENTITY = "110105194912310070"
MOBILE = "13800138000"
MARK = "机密★5年"


def word(*paragraphs: str, author: str = "姬晓东") -> bytes:
    document = Document()
    for text in paragraphs:
        document.add_paragraph(text)
    document.core_properties.author = author
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def sheet(rows: list[list], *, hidden: list[list] | None = None, comment: str = "") -> bytes:
    book = Workbook()
    page = book.active
    page.title = "名单"
    for row in rows:
        page.append(row)
    if comment:
        page["A1"].comment = Comment(comment, "姬晓东")
    if hidden:
        behind = book.create_sheet("原始")
        for row in hidden:
            behind.append(row)
        behind.sheet_state = "hidden"
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def upload(name: str, data: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data)
