"""The catalogue as files (Art. 25): what is public, whole, checkable, and safe to open in a spreadsheet."""

import hashlib
import io
import json
import zipfile

from openpyxl import load_workbook

from gongkai.catalogue import actions, handover
from tests.cast import when


def test_the_rows_are_what_is_public_in_order_of_publication(published, draft, leader, organ, neighbour):
    second, first = published(at=when(2019, 6, 1)), published(at=when(2019, 3, 4))
    draft()
    actions.withdraw(item=published(at=when(2019, 4, 1)), by=leader, reason="error")
    assert [row["index_number"] for row in handover.rows(organ)] == [first.index_number, second.index_number]
    assert list(handover.rows(neighbour)) == [] == list(handover.rows(organ, 2018))
    assert len(list(handover.rows(organ, 2019))) == 2
    assert next(handover.rows(organ))["published_at"] == "2019-03-04 10:00"


def test_the_json_is_one_list_even_when_it_is_empty(published, organ):
    for expected in (0, 1):
        stream = io.BytesIO()
        assert handover.write_json(stream, organ=organ) == expected == len(json.loads(stream.getvalue()))
        published(title="低保“名单”", at=when(2019, 3, 4))


def test_no_text_becomes_a_formula_in_the_sheet_and_numbers_stay_text(published, organ):
    published(title='=HYPERLINK("http://evil.example")', document_number="20190012345678901", at=when(2019, 3, 4))
    stream = io.BytesIO()
    handover.write_xlsx(stream, organ=organ)
    head, row = load_workbook(io.BytesIO(stream.getvalue())).active.iter_rows(values_only=True)
    values = dict(zip(head, row, strict=True))
    assert values["名称"].startswith("'=") and values["文号"] == "20190012345678901"
    assert values["发布日期"] == "2019-03-04 10:00"


def test_the_package_holds_every_file_of_every_item_and_a_sum_for_each(published, uploaded, organ):
    same = [(uploaded("名册.txt", b"one"), "一"), (uploaded("名册.txt", b"two"), "二")]
    item = published(title="<b>名单</b>", attachments=same, at=when(2019, 3, 4))
    stream = io.BytesIO()
    assert handover.write_package(stream, organ=organ) == 1
    with zipfile.ZipFile(stream) as package:
        names = package.namelist()
        folder = item.index_number.replace("/", "_")
        assert len(names) == len(set(names)), "two files of one name do not hide each other"
        assert {package.read(name) for name in names if name.endswith("名册.txt")} == {b"one", b"two"}
        assert {f"{folder}/index.html", f"{folder}/metadata.json", "catalogue.xlsx", "catalogue.json"} < set(names)
        assert "<h1>&lt;b&gt;名单&lt;/b&gt;</h1>" in package.read(f"{folder}/index.html").decode()
        sums = dict(reversed(line.split("  ", 1)) for line in package.read("SHA256SUMS.txt").decode().splitlines())
        assert sums == {
            name: hashlib.sha256(package.read(name)).hexdigest() for name in names if name != "SHA256SUMS.txt"
        }
