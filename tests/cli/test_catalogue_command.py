"""`gongkai catalogue`: the public catalogue as files, and the package for archive and library (Art. 25)."""

import hashlib
import io
import json
import zipfile

import pytest
from openpyxl import load_workbook

from gongkai.catalogue import actions
from gongkai.catalogue.handover import COLUMNS
from gongkai.cli.main import main

pytestmark = pytest.mark.django_db


@pytest.fixture
def two_items(published, draft):
    draft(title="还没有公开的草稿")
    return [published(title="=HYPERLINK(1)不是公式"), published(title="关于开展低保年度复核的通知")]


def test_json_holds_every_public_item_and_no_draft(two_items, organ, tmp_path):
    target = tmp_path / "catalogue.json"
    assert main(["catalogue", "export", "--organ", organ.slug, "--output", str(target)]) == 0
    rows = json.loads(target.read_text(encoding="utf-8"))
    assert {row["title"] for row in rows} == {item.title for item in two_items}
    assert set(rows[0]) == set(COLUMNS)
    assert rows[0]["published_at"][4] == "-"


def test_workbook_has_chinese_columns_and_no_formula(two_items, organ, tmp_path):
    target = tmp_path / "catalogue.xlsx"
    assert main(["catalogue", "export", "--organ", organ.slug, "--output", str(target)]) == 0
    rows = list(load_workbook(target).active.iter_rows(values_only=True))
    assert list(rows[0]) == list(COLUMNS.values())
    assert sorted(row[1] for row in rows[1:]) == ["'=HYPERLINK(1)不是公式", "关于开展低保年度复核的通知"]


def test_withdrawn_item_is_in_no_export(two_items, organ, chief, tmp_path):
    actions.withdraw(item=two_items[0], by=chief, reason="error")
    target = tmp_path / "catalogue.json"
    main(["catalogue", "export", "--organ", organ.slug, "--output", str(target)])
    assert [row["title"] for row in json.loads(target.read_text(encoding="utf-8"))] == [two_items[1].title]


def test_package_holds_pages_and_files_and_their_sums(published, uploaded, organ, tmp_path):
    published(title="带附件的通知", attachments=[(uploaded("名册.txt", "内容".encode()), "名册")])
    target = tmp_path / "package.zip"
    assert main(["catalogue", "handover", "--organ", organ.slug, "--output", str(target)]) == 0
    with zipfile.ZipFile(target) as package:
        sums = dict(reversed(line.split("  ", 1)) for line in package.read("SHA256SUMS.txt").decode().splitlines())
        assert {name.rpartition("/")[2] for name in sums} == {
            "index.html", "metadata.json", "名册.txt", "catalogue.xlsx", "catalogue.json",
        }  # fmt: skip
        for name, digest in sums.items():
            assert hashlib.sha256(package.read(name)).hexdigest() == digest
        assert load_workbook(io.BytesIO(package.read("catalogue.xlsx"))).active.max_row == 2


def test_unknown_organ_is_told_with_the_known_ones(organ, tmp_path, capsys):
    assert main(["catalogue", "export", "--organ", "nobody", "--output", str(tmp_path / "x.json")]) == 2
    assert organ.slug in capsys.readouterr().err


def test_wrong_ending_is_told_before_anything_is_written(organ, tmp_path, capsys):
    target = tmp_path / "x.doc"
    assert main(["catalogue", "export", "--organ", organ.slug, "--output", str(target)]) == 2
    assert ".xlsx" in capsys.readouterr().err
    assert not target.exists()
