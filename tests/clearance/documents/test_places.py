"""Where a finding stands reads the same for machines and people."""

from gongkai.clearance.documents.places import Place


def test_a_cell_of_a_hidden_sheet_is_named_with_its_sheet():
    place = Place().then("sheet", "原始名单", hidden=True).then("cell", "C4")
    assert place.code() == "sheet 原始名单 (hidden)!C4"
    assert place.words() == "工作表“原始名单”（隐藏）单元格C4"
    assert place.is_hidden


def test_a_file_in_an_archive_is_named_before_its_own_places():
    place = Place.of(("table", 1), ("row", 3)).inside(Place.of(("file", "list.zip")).then("file", "a.docx"))
    assert place.code() == "list.zip: a.docx: table 1 row 3"


def test_a_place_survives_being_written_down():
    place = Place().then("page", 2).then("image", 1, hidden=True)
    assert Place.from_data(place.as_data()) == place
