"""Files of the old Office formats: read by their own tables, and by conversion where LibreOffice is there."""

import shutil
import struct

import pytest

from gongkai.clearance.documents import converted, ole_word, read
from gongkai.clearance.documents.office.macros import unpacked
from gongkai.clearance.documents.office.ole import unpacked as unpacked_file
from tests.clearance.documents.office_files import ID, MOBILE, holding, metadata, place_of, trace_of
from tests.clearance.documents.old_files import ole, record, said, word, workbook

VANISH, DELETED, INSERTED, WHITE = b"\x3c\x08\x01", b"\x00\x08\x01", b"\x01\x08\x01", b"\x70\x68\xff\xff\xff\x00"


@pytest.fixture
def no_office(monkeypatch):
    monkeypatch.setattr(converted, "_office", lambda: None)


def test_the_pieces_of_a_document_with_what_was_done_to_them(no_office):
    document = read(
        word(
            [
                ("同意对", b""),
                ("罗明远", DELETED),
                ("罗某某", INSERTED),
                (f"发放\r号码{ID}", b""),
                ("内部", VANISH),
                ("白字", WHITE),
                ("小字", b"\x43\x4a\x02\x00"),
                ("\r", b""),
            ]
        ),
        "批复.wps",
    )
    assert document.kind == "doc"
    assert [trace_of(document, text) for text in ("罗明远", "罗某某", "内部", "白字", "小字")] == [
        "deleted",
        "inserted",
        "hidden_text",
        "white",
        "tiny",
    ]
    assert place_of(document, ID) == "paragraph 2"
    assert document.visible_text() == f"同意对罗某某发放\n号码{ID}"
    assert document.unread[0].why == ole_word.NOT_CHECKED


def test_notes_headers_and_comments_lie_behind_the_body(no_office):
    texts = ["正文\r", "脚注\r", "机密★5年\r", "", "批注里\r", "", "框里\r"]
    document = read(word([("".join(texts), b"")], tuple(map(len, texts))))
    assert {text: (place_of(document, text), trace_of(document, text)) for text in ("正文", "脚注", "机密★5年", "批注里", "框里")} == {
        "正文": ("paragraph 1", ""), "脚注": ("footnote 1", ""), "机密★5年": ("header 1", ""), "批注里": ("comment 1", "comment"), "框里": ("text box 1", ""),
    }  # fmt: skip


def test_field_codes_are_told_from_their_results(no_office):
    document = read(word([(f"见\x13MERGEFIELD {ID}\x14结果\x15。\r", b"")]))
    assert (trace_of(document, ID), document.visible_text()) == ("field", "见结果。")


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (word([("密\r", b"")], flags=0x0300), "密码"),
        (ole({"EncryptedPackage": b"x"}), "密码"),
        (ole({"WordDocument": b"\0" * 600}), "损坏"),
        (ole({"Unknown": b"x" * 99}), "无法检查"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x11" * 900, "损坏"),
    ],
)
def test_locked_and_broken_files_say_so(no_office, data, why):
    assert any(why in part.why for part in read(data).unread)


def test_what_the_conversion_lost_is_read_all_the_same(monkeypatch):
    from tests.clearance.documents.office_files import docx, p, r

    monkeypatch.setattr(ole_word, "convert", lambda data, kind: docx(p(r("正文"))))
    document = read(word([("正文\r", b""), ("藏在表里", DELETED), ("\r", b"")]))
    assert len(holding(document, "正文")) == 1
    assert trace_of(document, "藏在表里") == "deleted"
    assert document.unread == []


def test_records_of_a_workbook_that_tell_more_than_cells():
    strings = record(0xFC, struct.pack("<II", 2, 2) + said(f"旧名{ID}") + said("甲"))
    shape = record(0x1B6, bytes(18)) + record(0x3C, b"\x01" + f"框中{MOBILE}".encode("utf-16-le"))
    data = workbook(
        record(0x5C, said("姬晓东").ljust(112, b" ")),
        record(0x14, said("&C内部资料")),
        strings,
        shape,
        record(0x5A, bytes(4) + b"\x02" + said("外部罗明远")),
    )
    document = read(data, "名单.et")
    assert document.kind == "xls"
    assert metadata(document)["userName"] == ["姬晓东"]
    assert [trace_of(document, text) for text in (ID, MOBILE, "内部资料", "外部罗明远")] == [
        "template",
        "",
        "",
        "external_cache",
    ]
    assert place_of(document, "内部资料") == "header"


def test_a_locked_workbook_says_so():
    document = read(workbook(record(0x2F, b"\x01\0" + bytes(50))))
    assert "打开密码" in document.unread[0].why


def test_a_string_that_goes_on_in_the_next_record_is_whole():
    first = struct.pack("<II", 1, 1) + struct.pack("<HB", 18, 0) + ID[:7].encode()
    document = read(workbook(record(0xFC, first), record(0x3C, b"\x01" + ID[7:].encode("utf-16-le"))))
    assert trace_of(document, ID) == "template"


def test_a_file_packed_into_a_document_is_opened():
    label = "原始名单.csv".encode("gb18030") + b"\0"
    content = f"姓名,证号\n罗明远,{ID}\n".encode()
    native = (
        struct.pack("<IH", 0, 2)
        + label
        + b"C:\\a.csv\0"
        + b"\0\0\x03\0"
        + struct.pack("<I", 9)
        + b"C:\\a.csv\0"
        + struct.pack("<I", len(content))
        + content
    )
    assert unpacked_file(native) == ("原始名单.csv\nC:\\a.csv", content)
    document = read(ole({"\x01Ole10Native": native}))
    assert holding(document, ID) and holding(document, "原始名单.csv")


def test_the_text_of_a_macro_is_unpacked():
    packed = b"\x01" + struct.pack("<H", 0xB000 | 9) + b"\x00abcdefgh" + b""
    assert unpacked(packed) == b"abcdefgh"
    copies = b"\x01" + struct.pack("<H", 0xB000 | 5) + b"\x08abc" + struct.pack("<H", 2 << 12 | 3)
    assert unpacked(copies) == b"abcabcabc"


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not here")
def test_libreoffice_turns_an_old_document_into_a_new_one():
    rtf = rb"{\rtf1\ansi\ansicpg936{\info{\author \'c0\'ee}}\pard \u32599?\u26126?{\v 13800138000}\par {\trowd\cellx1000\cellx2000\intbl a\cell b\cell\row}}"
    document = read(rtf)
    assert document.kind == "rtf"
    assert trace_of(document, MOBILE) == "hidden_text"
    assert [row.cells() for row in next(document.tables())] == [["a", "b"]]
    assert "李" in metadata(document)["creator"]


def test_rich_text_without_libreoffice(no_office):
    rtf = rb"{\rtf1\ansi\ansicpg936\uc1{\fonttbl{\f0 Song;}}{\info{\author \'c0\'ee}{\operator Wang}}\pard \u32599?\u26126? seen{\v hidden \'c3\'dc}{\deleted gone}{\*\annotation note}\par second\par}"
    document = read(rtf)
    assert document.visible_text() == "罗明 seen\nsecond"
    assert [trace_of(document, text) for text in ("hidden 密", "gone", "note")] == ["hidden_text", "deleted", "comment"]
    assert metadata(document) == {"creator": ["李"], "lastModifiedBy": ["Wang"]}
    assert "不完整" in read(rtf[:120]).unread[-1].why


def test_fields_within_fields_and_codes_that_only_arrange(no_office):
    document = read(word([(f"第\x13PAGE\x14 7\x15页\x13IF \x13MERGEFIELD 证号\x14{ID}\x15 = 1\x14是\x15。\r", b"")]))
    assert document.visible_text() == "第 7页是。"
    assert [block.text for block in document.blocks if block.pieces[0].trace == "field"] == [
        "MERGEFIELD 证号",
        f"IF {ID} = 1",
    ]


def test_drawings_of_windows_give_the_text_they_write():
    letters = "印章里的字".encode("utf-16-le")
    text = (
        struct.pack("<II", 84, 76 + len(letters) + (-len(letters) % 4))
        + bytes(32)
        + struct.pack("<iII", 5, len(letters) // 2, 76)
        + bytes(24)
    )
    emf = (
        struct.pack("<II", 1, 88)
        + bytes(32)
        + b" EMF"
        + bytes(44)
        + text
        + letters
        + bytes(-len(letters) % 4)
        + struct.pack("<II", 14, 20)
    )
    document = read(emf)
    assert (document.kind, holding(document, "印章里的字") != [], document.unread) == ("metafile", True, [])
