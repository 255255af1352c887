"""Reading a published report from whatever file it is in, by what the file holds and not by its name."""

import io
import zipfile
from collections.abc import Callable

from gongkai.annual_reports.published.files import html, pdf, sheets, text
from gongkai.annual_reports.published.paper import Paper
from gongkai.pages.file_kinds import looks_like

LARGEST = 50 * 1024 * 1024


class Unreadable(ValueError):
    """The file cannot be read as a report; the message says why and what to do."""


def open_paper(data: bytes, name: str = "") -> Paper:
    """The lines of the file. Unreadable for an empty, damaged, encrypted or scanned file, and for what is no report format."""
    if not data.strip():
        raise Unreadable("文件是空的，没有可以核对的内容")
    if len(data) > LARGEST:
        raise Unreadable(f"文件超过{LARGEST // 1024 // 1024}MB，一份年度报告不会这么大，请检查是不是选错了文件")
    reader, kind = _reader(data, name)
    try:
        paper = reader(data)
    except Unreadable:
        raise
    except Exception as fault:
        raise Unreadable(f"{kind}打不开，文件可能损坏、加密或者没有传完整：{type(fault).__name__}") from fault
    if paper.is_empty:
        why = "里面没有文字，可能是扫描件或者图片" if kind == "PDF文件" or paper.has_pictures else "里面没有文字"
        raise Unreadable(f"{kind}{why}；表格不得以图片代替，请换用带文字的文件")
    return paper


def _reader(data: bytes, name: str) -> tuple[Callable[[bytes], Paper], str]:
    head = data[:1024].lstrip()
    if head.startswith(b"%PDF-") or b"%PDF-" in data[:1024]:
        return pdf.read, "PDF文件"
    if data.startswith(b"PK\x03\x04"):
        return _from_archive(data)
    if data.startswith(b"\xd0\xcf\x11\xe0"):  # the old binary formats of Office and WPS
        if name.lower().endswith((".xls", ".et")):
            return sheets.read, "Excel文件"
        raise Unreadable("旧版的 .doc、.wps 文件不能直接读取，请另存为 .docx、PDF 或者网页后再核对")
    if head[:1] == b"<" or b"<table" in data[:200_000].lower() or b"<html" in data[:4096].lower():
        return html.read, "网页"
    if _is_binary(data):
        raise Unreadable(
            f"不认识的文件类型（{looks_like(data[:4096])}），可以核对的有：网页、DOCX、XLSX、带文字的PDF、纯文本"
        )
    return text.read, "文本"


def _from_archive(data: bytes) -> tuple[Callable[[bytes], Paper], str]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError) as fault:
        raise Unreadable("文件损坏：压缩结构不完整，请重新下载") from fault
    if "word/document.xml" in names:
        from gongkai.annual_reports.published.files import docx  # loaded by the first Word file

        return docx.read, "DOCX文件"
    if "xl/workbook.xml" in names:
        return sheets.read, "XLSX文件"
    raise Unreadable("这是压缩包或者不支持的文档，请解压后选择其中的网页、DOCX、XLSX、PDF 或者文本文件")


def _is_binary(data: bytes) -> bool:
    return not data.startswith((b"\xff\xfe", b"\xfe\xff")) and b"\x00" in data[:4096]
