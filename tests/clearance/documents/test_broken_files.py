"""Cut off, changed and hostile files never raise and never hang; what is not read is said."""

import random
import time

import pytest

from gongkai.clearance.documents import converted, read
from tests.clearance.documents.office_files import ID, cell, deleted, docx, holding, p, r, rows, xlsx, zipped
from tests.clearance.documents.old_files import record, said, word, workbook

GENUINE = {
    "docx": docx(p(r("正文"), deleted("删去")) + "<w:tbl><w:tr><w:tc>" + p(r(ID)) + "</w:tc></w:tr></w:tbl>"),
    "xlsx": xlsx({"名单": rows(f"<row r='1'>{cell('A1', ID)}</row>")}, strings="<si><t>旧</t></si>"),
    "doc": word([("正文", b""), ("藏", b"\x3c\x08\x01"), ("\r", b"")]),
    "xls": workbook(record(0x5C, said("甲")), record(0xFC, b"\1\0\0\0\1\0\0\0" + said(ID))),
    "html": f"<html><body><table><tr><td>{ID}<span style='display:none'>x</span></table></body></html>".encode(),
    "rtf": rb"{\rtf1{\info{\author a}}\u32599?{\v b}\par}",
    "csv": f"姓名,证号\n甲,{ID}\n".encode(),
    "mht": b"MIME-Version: 1.0\r\nContent-Type: text/html\r\n\r\n<p>a</p>",
    "xml": b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"><Worksheet Name="a"><Table><Row><Cell><Data>b</Data></Cell></Row></Table></Worksheet></Workbook>',
}


@pytest.fixture(autouse=True)
def no_office(monkeypatch):
    monkeypatch.setattr(converted, "_office", lambda: None)


@pytest.mark.parametrize("kind", GENUINE)
def test_a_file_cut_off_anywhere_is_read_or_said_to_be_unread(kind):
    whole = GENUINE[kind]
    for length in sorted({*range(0, len(whole), max(1, len(whole) // 40)), len(whole) - 1}):
        document = read(whole[:length], f"a.{kind}")
        if kind in {"docx", "xlsx", "doc", "xls"}:
            assert document.unread, length


@pytest.mark.parametrize("kind", GENUINE)
def test_a_file_with_changed_bytes_never_raises(kind):
    chance = random.Random(kind)
    for _ in range(60):
        data = bytearray(GENUINE[kind])
        for _ in range(chance.randrange(1, 12)):
            data[chance.randrange(len(data))] = chance.randrange(256)
        read(bytes(data), f"a.{kind}")


def test_a_package_cut_off_gives_what_stood_before_the_cut():
    whole = docx(p(r("开头")) + "".join(p(r(f"第{number}段{ID}")) for number in range(500)))
    document = read(whole[: len(whole) - 300])
    assert holding(document, "开头")
    assert "不完整" in document.unread[0].why


def test_a_damaged_part_gives_what_was_unpacked_before_the_damage():
    data = bytearray(
        docx(p(r("开头")) + "".join(p(r(f"第{number}段{random.Random(number).random()}")) for number in range(2000)))
    )
    at = data.index(b"word/document.xml") + 12_000
    data[at : at + 4] = b"\xff\x00\xff\x00"
    document = read(bytes(data))
    assert holding(document, "开头")
    assert any("损坏" in part.why for part in document.unread)


@pytest.mark.parametrize("size", [2, 20])
def test_what_unfolds_to_more_than_is_harmless_is_not_opened(size):
    document = read(zipped({"word/document.xml": bytes(size * 1024 * 1024)}))
    assert "没有打开" in document.unread[0].why


def test_entities_in_a_document_are_not_opened():
    entity = '<!DOCTYPE d [<!ENTITY a SYSTEM "file:///etc/hostname">]>'
    data = zipped(
        {
            "word/document.xml": f'{entity}<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:r><w:t>&a;</w:t></w:r></w:p></w:body></w:document>'
        }
    )
    document = read(data)
    assert any("实体" in part.why for part in document.unread)
    assert document.blocks == []


def test_entities_in_another_encoding_are_not_opened_either():
    text = '<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE d [<!ENTITY a "b">]><d>&a;</d>'.encode("utf-16")
    assert any("实体" in part.why for part in read(zipped({"word/document.xml": text})).unread)


def test_a_package_with_locked_parts_says_so():
    data = bytearray(docx(p(r("正文"))))
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.find(mark)
        while at >= 0:
            data[at + offset] |= 1
            at = data.find(mark, at + 4)
    assert any("加密" in part.why for part in read(bytes(data)).unread)


def test_trees_without_bound_end():
    deep = "<w:tbl><w:tr><w:tc>" * 400 + p(r("底")) + "</w:tc></w:tr></w:tbl>" * 400
    document = read(docx(deep))
    assert document.unread
    many = "".join(f'<mergeCell ref="A{number}:A{number + 900}"/>' for number in range(1, 20_000))
    started = time.process_time()
    read(
        xlsx(
            {
                "名单": rows(*(f"<row r='{n}'>{cell(f'A{n}', 'x')}</row>" for n in range(1, 2000)))
                + f"<mergeCells>{many}</mergeCells>"
            }
        )
    )
    assert time.process_time() - started < 10


def test_styles_that_are_based_on_each_other_end():
    styles = (
        '<w:style w:styleId="a"><w:basedOn w:val="b"/></w:style><w:style w:styleId="b"><w:basedOn w:val="a"/></w:style>'
    )
    assert holding(read(docx(p(r("正文"), properties='<w:pStyle w:val="a"/>'), styles=styles)), "正文")


def test_a_reader_that_is_not_installed_is_a_part_unread(monkeypatch):
    from gongkai.clearance import documents

    monkeypatch.setitem(documents.READERS, "csv", "gongkai.clearance.documents.not_there")
    assert "没有安装" in read(GENUINE["csv"], "a.csv").unread[0].why
