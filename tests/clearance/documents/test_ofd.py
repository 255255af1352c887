"""OFD: what its pages show and hide, and what lies beside the pages in its package."""

import pytest

from gongkai.clearance.documents import read
from gongkai.clearance.documents.document import METADATA
from tests.clearance.documents.ofds import NS, ofd, page, shape, text

NUMBER = "522601199001011230"


def pieces(data: bytes) -> dict[str, str]:
    return {piece.text: piece.trace for block in read(data, "a.ofd").blocks for piece in block.pieces}


@pytest.mark.parametrize(
    ("content", "trace"),
    [
        (text("号码" + NUMBER), ""),
        (text("号码" + NUMBER, colour="255 255 255"), "white"),
        (text("号码" + NUMBER, colour="#FF #FF #FF"), "white"),
        (shape(0, 0, 210, 60, "0 0 128") + text("号码" + NUMBER, colour="255 255 255"), ""),
        (text("号码" + NUMBER) + shape(10, 25, 150, 15), "covered"),
        (text("号码" + NUMBER) + shape(10, 25, 150, 15, "255 255 255"), "covered"),
        (shape(10, 25, 150, 15) + text("号码" + NUMBER), "covered"),
        (text("号码" + NUMBER, size=0.5), "tiny"),
        (text("号码" + NUMBER, x=400), "outside"),
        (text("号码" + NUMBER, extra='Visible="false"'), "hidden_text"),
        (text("号码" + NUMBER, extra='Alpha="0"'), "hidden_text"),
    ],
)
def test_what_a_page_hides_is_read_with_how_it_is_hidden(content, trace):
    assert pieces(ofd(content))["号码" + NUMBER] == trace


def test_text_objects_of_one_line_are_one_line_and_a_broken_number_joins():
    block = next(
        b
        for b in read(ofd(text("号码522601", 20) + text("199001011230", 61) + text("下一行", 20, 60)), "a.ofd").blocks
        if b.kind == "page"
    )
    assert block.text == "号码522601\t199001011230\n下一行" or block.text == "号码522601199001011230\n下一行"
    assert [piece.place.code() for piece in block.pieces] == ["page 1 line 1", "page 1 line 1", "page 1 line 2"]


def test_properties_annotations_attachments_old_pages_and_scripts_are_read():
    info = '<ofd:Author>李某某</ofd:Author><ofd:CustomDatas><ofd:CustomData Name="单位">秀水县民政局</ofd:CustomData></ofd:CustomDatas>'
    more = {
        "Doc_0/Annots/Page_0/Annotation.xml": f'<ofd:PageAnnot {NS}><ofd:Annot ID="1" Type="Stamp" Creator="王某某"><ofd:Remark>先压一压</ofd:Remark><ofd:Appearance Boundary="0 0 9 9"/></ofd:Annot></ofd:PageAnnot>',
        "Doc_0/Attachs/Attachments.xml": f'<ofd:Attachments {NS}><ofd:Attachment ID="1" Name="原始名单"><ofd:FileLoc>list.txt</ofd:FileLoc></ofd:Attachment></ofd:Attachments>',
        "Doc_0/Attachs/list.txt": f"名单\n{NUMBER}\n".encode(),
        "Doc_0/Pages/Page_9/Content.xml": page(text("旧页" + NUMBER)),
        "Doc_0/Res/x.js": b"app.alert(1)",
    }
    document = read(ofd(text("正文"), info=info, more=more), "a.ofd")
    said = {(block.pieces[0].place.code(), block.text, block.pieces[0].trace) for block in document.blocks}
    assert {(b.name, b.text) for b in document.blocks if b.kind == METADATA} == {
        ("Author", "李某某"), ("单位", "秀水县民政局"), ("Creator", "王某某"),
    }  # fmt: skip
    assert ("part Doc_0/Annots/Page_0/Annotation.xml annotation 1", "先压一压", "annotation") in said
    assert any(trace == "revision" and "旧页" in words for _, words, trace in said)
    assert any(trace == "attachment" and NUMBER in words for _, words, trace in said)
    assert any(trace == "script" for _, _, trace in said)
    assert not document.unread


def test_entities_are_not_unfolded_and_said():
    bomb = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]><x>&b;</x>'
    document = read(ofd(text("正文"), more={"Doc_0/Pages/Page_0/Content.xml": bomb}), "a.ofd")
    assert [part.place.code() for part in document.unread] == ["page 1"]


@pytest.mark.parametrize("cut", [0.3, 0.6, 0.9])
def test_a_cut_package_is_unread(cut):
    data = ofd(text("号码" + NUMBER))
    assert read(data[: int(len(data) * cut)], "a.ofd").unread
