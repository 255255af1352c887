"""Files with planted leaks, when a collection of them lies beside the project: everything planted is read, at its place."""

import json
from pathlib import Path

import pytest

from gongkai.clearance.documents import read
from gongkai.clearance.documents.document import METADATA, Document

SAMPLES = Path(__file__).resolve().parents[4] / "shared" / "data" / "samples"
pytestmark = pytest.mark.skipif(not SAMPLES.is_dir(), reason="no collection of samples beside the project")


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
