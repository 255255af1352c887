"""What a file is by its content, never by its name alone."""

import io
import zipfile

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
HEADS = (
    (b"%PDF-", "pdf"), (b"\x89PNG\r\n\x1a\n", "png"), (b"\xff\xd8\xff", "jpg"), (b"GIF87a", "gif"), (b"GIF89a", "gif"),
    (b"II*\0", "tif"), (b"MM\0*", "tif"), (b"II+\0", "tif"), (b"MM\0+", "tif"), (b"BM", "bmp"), (b"{\\rtf", "rtf"),
    (b"Rar!", "rar"), (b"7z\xbc\xaf\x27\x1c", "7z"), (b"\x1f\x8b", "gz"),
)  # fmt: skip
TEXTS = {"txt", "csv", "tsv", "text", "md"}
WORD_OLD, SHEET_OLD = {"doc", "wps", "wpt", "dot"}, {"xls", "et", "ett", "xlt"}


def ending(name: str) -> str:
    return name.rpartition(".")[2].lower() if "." in name else ""


def kind_of(data: bytes, name: str) -> str:
    """An extension without its dot; "" for what is not known."""
    for head, kind in HEADS:
        if data.startswith(head):
            return kind
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "webp"
    if b"%PDF-" in data[:1024]:
        return "pdf"
    if data[:2] == b"PK":
        return _kind_of_zip(data, name)
    if data.startswith(OLE):
        return _kind_of_ole(data, name)
    if ending(name) in TEXTS and not _binary(data):
        return ending(name)
    if data[4:8] == b"ftyp":
        return "heic"
    head = data[:2048].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if head.startswith((b"<!doctype html", b"<html")) or ending(name) in {"html", "htm"}:
        return "html"
    return "txt" if not ending(name) and data and not _binary(data) else ""


def _kind_of_zip(data: bytes, name: str) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
            mimetype = archive.read("mimetype")[:80] if "mimetype" in names else b""
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError, OSError, EOFError, ValueError):
        return "zip"
    if "[Content_Types].xml" in names:
        for folder, kind in (("word/", "docx"), ("xl/", "xlsx"), ("ppt/", "pptx")):
            if any(part.startswith(folder) for part in names):
                return "xlsb" if kind == "xlsx" and "xl/workbook.bin" in names else kind
    if "OFD.xml" in names:
        return "ofd"
    if mimetype.startswith(b"application/vnd.oasis.opendocument."):
        return {b"text": "odt", b"spreadsheet": "ods"}.get(mimetype.rpartition(b".")[2].split(b"-")[0].strip(), "odp")
    return "zip"


def _kind_of_ole(data: bytes, name: str) -> str:
    import olefile

    try:
        with olefile.OleFileIO(io.BytesIO(data)) as ole:
            if ole.exists("WordDocument"):
                return "doc"
            if ole.exists("Workbook") or ole.exists("Book"):
                return "xls"
            if ole.exists("PowerPoint Document"):
                return "ppt"
            if ole.exists("EncryptedPackage"):
                return "encrypted"
    except Exception:  # damaged: LibreOffice would take it for text and publish the noise
        return ""
    return "doc" if ending(name) in WORD_OLD else "xls" if ending(name) in SHEET_OLD else ""


def _binary(data: bytes) -> bool:
    return b"\0" in data[:4096] and not data.startswith((b"\xff\xfe", b"\xfe\xff"))
