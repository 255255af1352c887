"""Files with planted leaks, when a collection of them lies beside the project: masked or painted, none of it is left."""

import json
from pathlib import Path

import pytest

from gongkai.clearance.cleaning import clean
from gongkai.clearance.cleaning.kinds import kind_of
from gongkai.clearance.redaction.boxes import Box
from gongkai.clearance.redaction.images import redact_image
from gongkai.clearance.redaction.office import redact_office
from gongkai.clearance.redaction.pdf import page_sizes, redact_pdf
from gongkai.clearance.redaction.proof import prove
from gongkai.clearance.redaction.proposed import propose_boxes

COLLECTION = Path(__file__).resolve().parents[4] / "shared" / "data" / "samples"
FILES = sorted(path for path in COLLECTION.glob("*") if path.suffix in {".docx", ".xlsx", ".pdf", ".png", ".jpg"})
PLANTED = [
    "522601198503121234", "522625197211050362", "13885512345", "13985500011", "罗明远", "姬晓东", "王科长", "Luo Mingyuan", "核对人", "内部意见：暂缓",
    "密码本第7页", "先压一压", "送审稿第三版", "内部核查意见", "此人系王科长亲戚", "原始名单",
]  # fmt: skip


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_nothing_planted_is_left_in_the_result(path):
    data, kind = path.read_bytes(), kind_of(path.read_bytes(), path.name)
    if kind in {"docx", "xlsx"}:
        result = redact_office(data, path.name, [(value, "cover") for value in PLANTED]).data
    elif kind == "pdf":
        boxes = propose_boxes(data, PLANTED) or [Box(1, 0, 0, *page_sizes(data)[0])]
        result = redact_pdf(data, boxes, values=PLANTED, reread=False)
    else:
        result = redact_image(data, path.name, [Box(1, 0, 0, 9, 9)], values=PLANTED, reread=False)[0]
    assert prove(result, path.name, PLANTED, reread=kind not in {"pdf", "png", "jpg"}) == []


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_a_cleaned_copy_is_settled(path):
    answer = clean(path.read_bytes(), path.name)
    assert answer.data
    again = clean(answer.data, answer.name)
    assert again.data == answer.data
    assert again.removed == []


def test_the_manifest_names_only_files_that_are_there():
    manifest = COLLECTION / "manifest.json"
    assert set(json.loads(manifest.read_text(encoding="utf-8"))["files"]) <= {
        path.name for path in COLLECTION.iterdir()
    }
