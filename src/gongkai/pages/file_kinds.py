"""What may be uploaded, and whether a file is what its name says: by its bytes, never by what the browser claims.

Each row: extension, plain-Chinese name, media type, and a test of the opening bytes (and, for packages, of their parts).
"""

import codecs
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from typing import BinaryIO
from urllib.parse import quote

import puremagic

Check = Callable[[BinaryIO, bytes], bool]


def _starts(*magics: bytes) -> Check:
    return lambda _stream, head: head.startswith(magics)


def _package(part: str) -> Check:
    def check(stream: BinaryIO, head: bytes) -> bool:
        if not head.startswith(b"PK\x03\x04"):
            return False
        try:
            with zipfile.ZipFile(stream) as package:
                return any(name == part or name.startswith(part) for name in package.namelist())
        except zipfile.BadZipFile:
            return False

    return check


def _zip(stream: BinaryIO, head: bytes) -> bool:
    return head.startswith((b"PK\x03\x04", b"PK\x05\x06")) and zipfile.is_zipfile(stream)


def _text(_stream: BinaryIO, head: bytes) -> bool:
    if b"\x00" in head or head.lstrip()[:1] == b"<" or head.startswith((b"MZ", b"\x7fELF", b"%PDF", b"PK")):
        return False
    for encoding in ("utf-8", "gb18030"):
        try:
            codecs.getincrementaldecoder(encoding)().decode(head)  # the head may end in the middle of a character
            return True
        except UnicodeDecodeError:
            continue
    return False


def _pdf(_stream: BinaryIO, head: bytes) -> bool:
    """The mark may stand a little way in, but not behind the opening of something else."""
    return b"%PDF-" in head[:1024] and not head.lstrip().startswith((b"MZ", b"\x7fELF", b"PK", b"<", b"#!"))


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


@dataclass(frozen=True)
class FileKind:
    extension: str
    label: str
    media_type: str
    check: Check


KINDS = {
    kind.extension: kind
    for kind in (
        FileKind("pdf", "PDF 文档", "application/pdf", _pdf),
        FileKind("ofd", "OFD 版式文档", "application/ofd", _package("OFD.xml")),
        FileKind(
            "docx",
            "Word 文档",
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            _package("word/"),
        ),
        FileKind(
            "xlsx",
            "Excel 表格",
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            _package("xl/"),
        ),
        FileKind("doc", "Word 97-2003 文档", "application/msword", _starts(OLE)),
        FileKind("xls", "Excel 97-2003 表格", "application/vnd.ms-excel", _starts(OLE)),
        FileKind("wps", "WPS 文字", "application/vnd.ms-works", _starts(OLE)),
        FileKind("et", "WPS 表格", "application/vnd.ms-excel", _starts(OLE)),
        FileKind("csv", "CSV 数据", "text/csv; charset=utf-8", _text),
        FileKind("txt", "文本", "text/plain; charset=utf-8", _text),
        FileKind("jpg", "JPEG 图片", "image/jpeg", _starts(b"\xff\xd8\xff")),
        FileKind("jpeg", "JPEG 图片", "image/jpeg", _starts(b"\xff\xd8\xff")),
        FileKind("png", "PNG 图片", "image/png", _starts(b"\x89PNG\r\n\x1a\n")),
        FileKind("gif", "GIF 图片", "image/gif", _starts(b"GIF87a", b"GIF89a")),
        FileKind("zip", "ZIP 压缩包", "application/zip", _zip),
    )
}
INLINE = {"pdf", "jpg", "jpeg", "png", "gif", "txt"}  # the browser may show these; everything else is a download
# A file somebody sent in runs nothing and reaches nothing, whatever is in it.
FILE_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src 'self'; sandbox"


def disposition(name: str, *, inline: bool) -> str:
    """The Content-Disposition of a file with this name; characters outside ASCII as RFC 8187 writes them."""
    return f"{'inline' if inline else 'attachment'}; filename*=UTF-8''{quote(name)}"


REAL_NAMES = (
    (b"MZ", "Windows 程序"),
    (b"\x7fELF", "Linux 程序"),
    (b"%PDF", "PDF 文档"),
    (b"PK\x03\x04", "压缩包或 Office 文档"),
    (OLE, "Office 97-2003 文档"),
    (b"\x89PNG", "PNG 图片"),
    (b"\xff\xd8\xff", "JPEG 图片"),
    (b"GIF8", "GIF 图片"),
    (b"Rar!", "RAR 压缩包"),
    (b"#!", "脚本程序"),
)


def looks_like(head: bytes) -> str:
    """A name a clerk understands for what these opening bytes are."""
    for magic, name in REAL_NAMES:
        if head.startswith(magic):
            return name
    if head.lstrip()[:1] == b"<":
        return "网页或 XML"
    try:
        return puremagic.from_string(head).lstrip(".").upper() + " 文件"
    except (puremagic.PureError, ValueError):
        return "文本" if _text(None, head) else "无法识别的内容"  # type: ignore[arg-type]
