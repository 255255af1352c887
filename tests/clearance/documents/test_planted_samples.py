"""Files with planted leaks, when a collection of them lies beside the project: everything planted is read, at its place."""

import json
from pathlib import Path

import pytest

from gongkai.clearance.documents import read
from gongkai.clearance.documents.document import METADATA, Document
from tests.clearance.documents.office_files import metadata, place_of, trace_of

SAMPLES = Path(__file__).resolve().parents[4] / "shared" / "data" / "samples"


def sample(name: str) -> tuple[Document, dict]:
    files = json.loads((SAMPLES / "manifest.json").read_text("utf-8"))["files"]
    return read((SAMPLES / name).read_bytes(), name), files[files[name].get("same_as", name)]


def found(document: Document) -> dict[str, tuple[str, str]]:
    """Where each text stands first."""
    return {p.text: (p.place.code(), p.trace) for block in reversed(document.blocks) for p in block.pieces}


@pytest.mark.parametrize("name", ["scan_reply_a.png", "scan_reply_a.pdf"])
def test_a_scan_gives_all_its_numbers_names_and_marks(name):
    document, planted = sample(name)
    text = "".join(block.text for block in document.blocks)
    wanted = [
        planted["classification_mark"],
        *planted["cn_ids"],
        *planted["mobiles"],
        *planted["names"],
        *planted["health"],
    ]
    assert not [words for words in [*wanted, *planted["addresses"]] if words not in text]
    assert not document.unread
    assert next(place for words, (place, _) in found(document).items() if planted["cn_ids"][1] in words).endswith(
        "line 8"
    )


def test_a_photo_gives_where_when_and_who():
    document, planted = sample("photo_gps_a.jpg")
    metadata = {block.name: block.text for block in document.blocks if block.kind == METADATA}
    hidden = planted["hidden"]
    assert (metadata["GPS"], metadata["Artist"], metadata["DateTime"]) == (
        hidden["exif_gps"], hidden["exif_artist"], hidden["exif_datetime"],
    )  # fmt: skip


def test_a_notice_gives_what_is_hidden_on_it_and_in_it():
    document, planted = sample("notice_metadata_a.pdf")
    hidden, pieces = planted["hidden"], found(document)
    metadata = {(block.name, block.text) for block in document.blocks if block.kind == METADATA}
    assert pieces[hidden["under_black_box_cn_id"]] == ("page 1 line 3", "covered")
    assert pieces[hidden["white_text"]] == ("page 1 line 4", "white")
    assert pieces[hidden["tiny_text_mobile"]] == ("page 1 line 5", "tiny")
    assert pieces[hidden["old_revision_annotation"]] == ("revision 1 page 1 annotation 1", "revision")
    assert pieces[hidden["current_annotation"]] == ("page 1 annotation 1", "annotation")
    assert {
        ("Author", hidden["docinfo_author"]), ("Company", hidden["docinfo_company"]), ("dc:creator", hidden["xmp_creator"]),
    } <= metadata  # fmt: skip
    assert any(trace == "script" for _, trace in pieces.values())
    inside = [block for block in document.blocks if block.pieces[0].place.code().startswith("attachment 原始名单.csv")]
    assert any(hidden["under_black_box_cn_id"] in block.text for block in inside)
    assert not document.unread


def test_a_reply_gives_its_changes_hidden_words_and_the_mark_in_its_header():
    document = sample("reply_tracked_a.docx")[0]
    said = {
        "罗明远，身份证号522601198503121234": ("paragraph 3", "deleted"),
        "罗某某等3人": ("paragraph 3", "inserted"),
        "（内部：县委常委会已议，密码本第7页）": ("paragraph 4", "hidden_text"),
        "白字：手机13885512345": ("paragraph 4", "white"),
        "这个人上次信访过，先压一压。": ("comment 1", "comment"),
        "机密★5年": ("header 1", ""),
        "reply_tracked_a.docx": ("file name", ""),
    }
    assert {text: (place_of(document, text), trace_of(document, text)) for text in said} == said
    found = metadata(document)
    assert (found["creator"], found["lastModifiedBy"], found["description"]) == (
        ["姬晓东"],
        ["王科长"],
        ["送审稿第三版，勿外传"],
    )


def test_a_list_gives_its_hidden_sheets_rows_columns_and_names():
    document = sample("aid_list_hidden_a.xlsx")[0]
    said = {
        "522601198503121234": ("sheet 公示表!F2", "hidden_column"),
        "522625197211050362": ("sheet 公示表!F3", "hidden_column"),
        "潘某某": ("sheet 公示表!B4", "hidden_row"),
        "13885512345": ("sheet 原始名单 (hidden)!C2", "hidden_sheet"),
        "13985500011": ("sheet 原始名单 (hidden)!C3", "hidden_sheet"),
        "经办人口令提示：生日": ("sheet params (hidden)!A1", "hidden_sheet"),
        "核对人：姬晓东，原名罗明远": ("sheet 公示表!B2 comment", "comment"),
        "内部意见：暂缓": ("sheet 公示表!H2", "white"),
        "隐藏名称=": ("defined name 隐藏名称", "defined_name"),
    }
    assert {text: (place_of(document, text), trace_of(document, text)) for text in said} == said
    assert place_of(document, "罗明远") == "sheet 公示表!B2 comment"
    found = metadata(document)
    assert (found["creator"], found["lastModifiedBy"]) == (["姬晓东"], ["民政科-王科长"])
    assert document.unread == []
