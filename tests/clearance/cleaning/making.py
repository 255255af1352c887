"""Files with things in them that must not be published; every name and number is invented."""

import io
import zipfile
from collections.abc import Mapping
from functools import cache

import docx
import openpyxl
import pikepdf
from lxml import etree
from PIL import Image
from PIL.PngImagePlugin import PngInfo

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
NS = (
    f'xmlns:w="{W}" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
    ' xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'
    ' xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:o="urn:schemas-microsoft-com:office:office"'
    ' xmlns:v="urn:schemas-microsoft-com:vml" xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"'
)
ID = "110105199003072316"
PHONE = "13900006789"


def rezipped(data: bytes, instead: Mapping[str, bytes]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for name in source.namelist():
            if name not in instead:
                new.writestr(name, source.read(name))
        for name, part in instead.items():
            new.writestr(name, part)
    return target.getvalue()


def parts_of(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


@cache
def _bare() -> bytes:
    """A Word file with a handful of styles, so that tests are quick."""
    document = docx.Document()
    document.core_properties.author = "秦守业"
    document.core_properties.comments = "内部稿"
    target = io.BytesIO()
    document.save(target)
    parts = parts_of(target.getvalue())
    styles = etree.fromstring(parts["word/styles.xml"])
    for style in list(styles)[4:]:
        styles.remove(style)
    return rezipped(
        target.getvalue(), {"word/styles.xml": etree.tostring(styles), "word/stylesWithEffects.xml": b"<x/>"}
    )


def word(
    body: str = "<w:p><w:r><w:t>正文</w:t></w:r></w:p>", *, styles: str = "", more: Mapping[str, bytes] | None = None
) -> bytes:
    """A .docx whose body is this WordprocessingML."""
    parts = parts_of(_bare())
    root = etree.fromstring(parts["word/document.xml"])
    home = root.find(f"{{{W}}}body")
    section = home.find(f"{{{W}}}sectPr")
    for old in home.findall(f"{{{W}}}p"):
        home.remove(old)
    for element in etree.fromstring(f"<x {NS}>{body}</x>"):
        section.addprevious(element)
    sheet = etree.fromstring(parts["word/styles.xml"])
    for element in etree.fromstring(f"<x {NS}>{styles}</x>"):
        sheet.append(element)
    return rezipped(
        _bare(), {"word/document.xml": etree.tostring(root), "word/styles.xml": etree.tostring(sheet), **(more or {})}
    )


def words_of(data: bytes) -> list[str]:
    return [paragraph.text for paragraph in docx.Document(io.BytesIO(data)).paragraphs]


def run(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def paragraph(*runs: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr>{''.join(runs)}</w:p>"


def field(code: str, shown: str) -> str:
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r><w:instrText xml:space="preserve">{code}</w:instrText></w:r>'
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{run(shown)}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def saved(book: openpyxl.Workbook) -> bytes:
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def rows_of(data: bytes) -> list[list[object]]:
    return [list(row) for row in openpyxl.load_workbook(io.BytesIO(data)).active.iter_rows(values_only=True)]


def picture(
    kind: str = "PNG", size: tuple[int, int] = (40, 20), colour: object = (200, 30, 30), **more: object
) -> bytes:
    target = io.BytesIO()
    mode = str(more.pop("mode", "RGB"))
    Image.new(mode, size, colour).save(target, kind, **more)
    return target.getvalue()


def told_png() -> bytes:
    said = PngInfo()
    said.add_text("Author", "秦守业")
    said.add_itxt("Comment", "秦守业 拍摄")
    return picture("PNG", pnginfo=said) + f"秦守业{ID}".encode()


def exif(**more: object) -> Image.Exif:
    tags = Image.Exif()
    tags[0x13B] = "Qin Shouye"
    tags[0x112] = more.get("turned", 1)
    tags.get_ifd(0x8825)[1] = "N"
    return tags


def pdf(*pages: str, sizes: tuple[float, float] = (595, 842), **more: object) -> pikepdf.Pdf:
    """Pages of content streams, with Helvetica as /F1."""
    made = pikepdf.new()
    font = made.make_indirect(
        pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)
    )
    for content in pages:
        page = made.add_blank_page(page_size=sizes)
        page.obj.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=font))
        page.obj.Contents = made.make_stream(content.encode())
        for key, value in more.items():
            page.obj[f"/{key}"] = value
    return made


def text(said: str, x: float = 72, y: float = 700, size: float = 12, extra: str = "") -> str:
    return f"q {extra} BT /F1 {size} Tf {x} {y} Td ({said}) Tj ET Q\n"


def bytes_of(made: pikepdf.Pdf, **more: object) -> bytes:
    target = io.BytesIO()
    made.save(target, **more)
    return target.getvalue()
