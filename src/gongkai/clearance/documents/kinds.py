"""What a file is, by what it holds. The name has a say only between kinds of plain text, which hold no mark of their own."""

import io
import re
import zipfile

import olefile

from gongkai.clearance.documents.decoding import as_text

MARKS = (
    (b"\xff\xd8\xff", "jpg"), (b"\x89PNG\r\n\x1a\n", "png"), (b"GIF8", "gif"),
    (b"II*\0", "tif"), (b"MM\0*", "tif"), (b"II+\0", "tif"), (b"MM\0+", "tif"), (b"\x01\0\0\0", "emf?"), (b"\xd7\xcd\xc6\x9a", "metafile"), (b"\x01\0\x09\0\0\x03", "metafile"),
    (b"Rar!", "rar"), (b"7z\xbc\xaf\x27\x1c", "7z"), (b"\x1f\x8b", "gz"), (b"BZh", "bz2"), (b"\xfd7zXZ\0", "xz"),
    (b"MZ", "program"), (b"\x7fELF", "program"), (b"SQLite format 3\0", "database"), (b"\0\x01\0\0Standard ", "database"),
    (b"ID3", "media"), (b"OggS", "media"), (b"fLaC", "media"), (b"\x1aE\xdf\xa3", "media"), (b"0&\xb2u\x8ef\xcf\x11", "media"), (b"FLV", "media"),
    (b"{\\rtf", "rtf"),
)  # fmt: skip
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
TAGS = re.compile(
    r"<!doctype\s+html|<(?:html|head|body|title|meta|table|tr|td|div|p|span|br|ul|ol|li|h[1-6]|a|img|b|strong|em|font|script|style|section|article)(?:[\s/][^<>]*)?>",
    re.I,
)
MESSAGE = re.compile(r"(?:[\w-]+:[^\n]*\n(?:[ \t][^\n]*\n)*)*?MIME-Version:", re.I)
# where a package keeps its main part; what a macro-enabled or template package is called makes no difference
MAIN = (("word/", "docx"), ("xl/", "xlsx"), ("ppt/", "pptx"))
OPEN = {"opendocument.text": "odt", "opendocument.spreadsheet": "ods", "opendocument.presentation": "odp"}


def kind_of(data: bytes, name: str = "") -> str:
    """A key of `READERS` or of `NOT_READ`."""
    if not data.strip(b"\0 \t\r\n\xef\xbb\xbf"):
        return ""
    for mark, kind in MARKS:
        if data.startswith(mark) and (kind != "emf?" or data[40:44] == b" EMF"):
            if kind != "rtf" and mark.isalnum() and as_text(data[:512], whole=False) is not None:
                continue  # a text that happens to begin with these letters
            return kind.replace("emf?", "metafile")
    if data.startswith(OLE):
        return _ole_kind(data)
    if b"%PDF-" in data[:1024] and not data.startswith(b"PK"):
        return "pdf"
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")):
        return _package_kind(data)
    return _media_kind(data) or _text_kind(data, name)


def _media_kind(data: bytes) -> str:
    head = data[:16]
    if head.startswith(b"RIFF"):
        return "webp" if head[8:12] == b"WEBP" else "media"
    if head[4:8] == b"ftyp":
        return "heic" if head[8:12] in {b"heic", b"heix", b"mif1", b"avif"} else "media"
    if head.startswith(b"BM") and data[6:10] == b"\0\0\0\0" and len(data) > 26:
        return "bmp"
    return "tar" if data[257:262] == b"ustar" else ""


def _package_kind(data: bytes) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            names = package.namelist()
            mimetype = package.read("mimetype")[:200].decode("ascii", "replace") if "mimetype" in names else ""
    except Exception:  # a damaged directory: what can be saved of it goes by the names in the file itself
        names, mimetype = [part for part in ("word/document.xml", "xl/workbook.xml") if part.encode() in data], ""
    lower = {name.replace("\\", "/").lower().lstrip("/") for name in names}
    if "xl/workbook.bin" in lower:
        return "xlsb"
    if "[content_types].xml" in lower or not mimetype:
        for folder, kind in MAIN:
            if any(name.startswith(folder) and name.endswith(".xml") for name in lower):
                return kind
    if any(name.rpartition("/")[2] == "ofd.xml" for name in lower):
        return "ofd"
    return next((kind for word, kind in OPEN.items() if word in mimetype), "zip")


def _ole_kind(data: bytes) -> str:
    try:
        with olefile.OleFileIO(io.BytesIO(data)) as storage:
            streams = {"/".join(path).lower() for path in storage.listdir()}
    except Exception:  # a damaged directory: which streams it held is still written in it
        streams = {
            word.lower()
            for word in ("WordDocument", "Workbook", "EncryptedPackage", "PowerPoint Document")
            if word.encode("utf-16-le") in data
        }
    if "encryptedpackage" in streams:
        return "locked"
    for stream, kind in (
        ("worddocument", "doc"), ("workbook", "xls"), ("book", "xls"), ("powerpoint document", "ppt"),
        ("__properties_version1.0", "message"), ("matost", "works"),
    ):  # fmt: skip
        if stream in streams:
            return kind
    return "ole"


def _text_kind(data: bytes, name: str) -> str:
    text = as_text(data[:200_000], whole=len(data) <= 200_000)
    if text is None:
        return "binary"
    head = text[:4000].lstrip("\ufeff \t\r\n")
    if head.startswith("<") and (
        re.match(r"(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*(?:<!doctype svg[^>]*>\s*)?<svg", head, re.S)
    ):
        return "svg"
    if head.startswith("<?xml") and not re.search(r"<!doctype html|<html", head[:2000], re.I):
        return "xml"
    if MESSAGE.match(head):
        return "mht"
    if TAGS.search(text[:20_000]):
        return "html"
    extension = name.lower().rpartition(".")[2]
    return "csv" if extension in {"csv", "tsv", "tab"} or looks_like_a_table(text) else "txt"


def looks_like_a_table(text: str) -> bool:
    """Tab or comma between the same number of fields, line after line: a list saved as text."""
    lines = [line for line in text.splitlines()[:40] if line.strip()]
    if len(lines) < 2:
        return False
    for mark in "\t,;|":
        counts = [line.count(mark) for line in lines]
        if min(counts) >= 1 and max(counts) - min(counts) <= 1 and (mark == "\t" or max(counts) >= 2):
            return True
    return False
