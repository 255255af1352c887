"""Pictures: words by OCR with their boxes, what the camera and the editor wrote, what hangs behind, what is too much."""

import io
import struct
import zipfile
import zlib

import pytest
from PIL import Image, PngImagePlugin

from gongkai.clearance.documents import ocr, read
from gongkai.clearance.documents.document import METADATA, Document
from gongkai.clearance.documents.ocr import Line
from tests.clearance.documents.pictures import saved, written

NUMBER = "522601199001011230"
BLANK = Image.new("RGB", (64, 64), "white")


def metadata(document: Document) -> dict[str, str]:
    return {block.name: block.text for block in document.blocks if block.kind == METADATA}


def test_the_words_of_a_turned_page_are_read_in_order_with_the_cell_that_goes_on_below():
    table = written("姓名   身份证号", f"张某某   {NUMBER[:12]}", f"             {NUMBER[12:]}", letters=32)
    found = ocr.rows(ocr.lines(table.rotate(180)))
    text = "\n".join("\t".join(line.text for line in row) for row in found)
    assert text.index("姓名") < text.index(NUMBER[:12]) < text.index(NUMBER[12:])


def test_a_picture_is_one_block_with_a_place_a_line_and_boxes_where_the_words_stand():
    picture = written("关于某事的批复", f"号码{NUMBER}")
    [block] = [block for block in read(saved(picture), "a.png").blocks if block.kind == "page"]
    assert block.piece_at(block.text.index(NUMBER)).place.code() == "line 2"
    second = ocr.lines(picture)[1]
    left, top, right, low = second.box
    assert left < 60 and 80 < top < 120 and 400 < right < 460 and 120 < low < 170
    start = second.text.index(NUMBER)
    assert 80 < second.box_of(start, start + 18)[0] < 110


def test_rows_join_side_by_side_lines_and_digits_below_digits():
    def line(text: str, left: float, top: float) -> Line:
        return Line(text, (left, top, left + 12 * len(text), top + 24), 0.9)

    found = [
        line("张某某", 0, 0),
        line(NUMBER[:12], 100, 2),
        line("13900000001", 300, 0),
        line(NUMBER[12:], 100, 30),
        line("李某某", 0, 60),
    ]
    assert [[cell.text for cell in row] for row in ocr.rows(found)] == [
        ["张某某", NUMBER[:12], NUMBER[12:], "13900000001"], ["李某某"],
    ]  # fmt: skip


def test_exif_says_who_where_and_when_in_any_encoding():
    exif = Image.Exif()
    exif[315] = "李某某".encode("gbk").decode("latin-1")
    exif[40093] = "王某某".encode("utf-16-le")
    exif[271] = "Camera"
    exif.get_ifd(0x8769)[37510] = b"UNICODE\x00" + "家庭住址".encode("utf-16-le")
    exif.get_ifd(0x8825).update({1: "N", 2: (26.0, 35.0, 12.5), 3: "E", 4: (107.0, 58.0, 48.0)})
    found = metadata(read(saved(BLANK, "JPEG", exif=exif), "a.jpg"))
    assert found["XPAuthor"] == "王某某"
    assert found["UserComment"] == "家庭住址"
    assert found["GPS"] == "26°35'12.5\"N 107°58'48\"E"
    assert "Make" not in found


def test_words_of_png_chunks_and_comments_are_read_with_xmp():
    info = PngImagePlugin.PngInfo()
    info.add_itxt("Author", "李某某")
    info.add_itxt("XML:com.adobe.xmp", '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:creator><rdf:Seq><rdf:li>王某某</rdf:li></rdf:Seq></dc:creator></rdf:Description></rdf:RDF></x:xmpmeta>')  # fmt: skip
    found = metadata(read(saved(BLANK, pnginfo=info), "a.png"))
    assert found == {"Author": "李某某", "dc:creator": "王某某"}
    assert metadata(read(saved(BLANK, "JPEG", comment="内部照片".encode()), "a.jpg")) == {"comment": "内部照片"}


@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
def test_what_hangs_behind_a_picture_is_read(kind):
    hung = io.BytesIO()
    with zipfile.ZipFile(hung, "w") as package:
        package.writestr("名单.txt", f"号码{NUMBER}")
    document = read(saved(BLANK, kind) + hung.getvalue(), "a." + kind.lower())
    hit = next(block for block in document.blocks if NUMBER in block.text)
    assert hit.pieces[0].trace == "attachment"
    assert hit.pieces[0].place.code().startswith("attachment 图片末尾的附加数据: 名单.txt")


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "TIFF", "GIF", "BMP", "WEBP"])
def test_a_blank_picture_is_read_and_holds_nothing(kind):
    document = read(saved(BLANK, kind), "a")
    assert not document.unread
    assert not document.blocks[1:]


def bomb(width: int, height: int) -> bytes:
    head = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    row = zlib.compress(b"\0" * (1 + width // 8) * min(height, 2000), 9)
    chunks = ((b"IHDR", head), (b"IDAT", row), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body)) for kind, body in chunks
    )


def test_a_picture_too_large_to_unpack_is_unread():
    assert "过大" in read(bomb(60_000, 60_000), "a.png").unread[0].why


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "TIFF", "GIF", "BMP", "WEBP"])
def test_a_cut_picture_is_unread(kind):
    noise = Image.effect_noise((200, 200), 90).convert("RGB")
    data = saved(noise, kind)
    assert read(data[: len(data) // 2], "a").unread


def test_a_missing_engine_is_said(monkeypatch):
    monkeypatch.setattr(ocr, "available", lambda: False)
    assert read(saved(BLANK), "a.png").unread[0].why == ocr.MISSING
