"""A genuine tiny file of every kind that may be uploaded, made by the libraries that make real ones."""

import io
import struct
import zipfile
import zlib


def pdf() -> bytes:
    import pypdfium2

    document = pypdfium2.PdfDocument.new()
    document.new_page(200, 100)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def docx() -> bytes:
    from docx import Document

    document = Document()
    document.add_paragraph("关于做好低保核查工作的通知")
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def xlsx() -> bytes:
    from openpyxl import Workbook

    book = Workbook()
    book.active.append(["乡镇", "户数"])
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def package(**parts: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, text in (parts or {"说明.txt": "内容"}).items():
            archive.writestr(name, text)
    return buffer.getvalue()


def ofd() -> bytes:
    return package(**{"OFD.xml": '<?xml version="1.0"?><ofd:OFD xmlns:ofd="http://www.ofdspec.org/2016"/>'})


def png() -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    size = struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", size)
        + chunk(b"IDAT", zlib.compress(b"\x00\xff\x00\x00"))
        + chunk(b"IEND", b"")
    )


def ole() -> bytes:
    """The opening of a compound document: what Word, Excel and WPS wrote before their zipped formats."""
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)


JPEG = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00\xff\xd9"
GIF = bytes.fromhex("47494638396101000100800000000000ffffff21f90401000000002c00000000010001000002024401003b")
EXE = b"MZ\x90\x00\x03\x00\x00\x00" + bytes(120)
HTML = b"<!doctype html><html><script>alert(1)</script></html>"

GENUINE = {
    "pdf": pdf(), "ofd": ofd(), "docx": docx(), "xlsx": xlsx(), "doc": ole(), "xls": ole(), "wps": ole(), "et": ole(),
    "csv": "乡镇,户数\n古州镇,120\n".encode(), "txt": "防汛值班安排".encode(), "jpg": JPEG, "jpeg": JPEG, "png": png(),
    "gif": GIF, "zip": package(),
}  # fmt: skip
