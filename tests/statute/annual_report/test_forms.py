"""The forms in the package say exactly what the national forms say; `official_forms.json` is typed from them."""

import json
from itertools import pairwise
from pathlib import Path

import pytest

from gongkai.statute.annual_report.forms import FORMS, NARRATIVE, STATUTORY, NoForm, form_for, may_make_rules
from gongkai.statute.annual_report.shape import Kind
from gongkai.statute.wording import article_words, chinese_number

OFFICIAL = json.loads(Path(__file__).with_name("official_forms.json").read_text(encoding="utf-8"))
KINDS = {"integer": Kind.COUNT, "signed integer": Kind.CHANGE, "decimal": Kind.AMOUNT}


@pytest.mark.parametrize(
    ("year", "key"),
    [
        (2008, "pre-2019"),
        (2018, "pre-2019"),
        (2019, "2019-60"),
        (2020, "2019-60"),
        (2021, "2021-30"),
        (2040, "2021-30"),
    ],
)
def test_each_year_has_the_form_that_was_in_use(year, key):
    assert form_for(year).key == key


def test_no_report_was_due_before_2008():
    with pytest.raises(NoForm, match="自2008年度起"):
        form_for(2007)


def test_the_years_of_the_forms_follow_each_other_without_gap():
    for earlier, later in pairwise(FORMS):
        assert earlier.until + 1 == later.since
    assert FORMS[-1].until is None


@pytest.mark.parametrize("form", [form for form in FORMS if form.table_two], ids=lambda form: form.key)
def test_table_two_has_the_official_parts_rows_and_columns(form):
    parts = [
        {
            "part": [part.key, part.label],
            "rows": [[row.key, row.label] for row in part.rows],
            "columns": [[column.key, column.label] for column in part.columns],
        }
        for part in form.table_two
    ]
    official = OFFICIAL[form.key]["table_two"]
    assert parts == [{**part, "columns": [column[:2] for column in part["columns"]]} for part in official]
    kinds = [column.kind for part in form.table_two for column in part.columns]
    assert kinds == [KINDS[column[2]] for part in official for column in part["columns"]]


@pytest.mark.parametrize("form", [form for form in FORMS if form.table_two], ids=lambda form: form.key)
def test_table_three_has_the_official_rows_columns_and_corner_note(form):
    table, official = form.table_three, OFFICIAL[form.key]["table_three"]
    assert table.corner_note == official["corner_note"]
    assert [[column.key, column.label] for column in table.columns] == official["columns"]
    assert [[row.key, row.label, row.group or None] for row in table.rows] == official["rows"]
    assert [row.key for row in table.number_rows] == official["number_rows"]
    assert list(table.results) == official["results"]


@pytest.mark.parametrize("form", [form for form in FORMS if form.table_two], ids=lambda form: form.key)
def test_table_four_has_the_official_blocks(form):
    blocks = [
        {
            "block": [block.key, block.label, block.group or None],
            "columns": [[column.key, column.label] for column in block.columns],
        }
        for block in form.table_four
    ]
    assert blocks == OFFICIAL[form.key]["table_four"]


@pytest.mark.parametrize("form", [form for form in FORMS if form.table_two], ids=lambda form: form.key)
def test_the_statutory_outline_has_the_official_six_headings_and_five_topics(form):
    outline = form.outline_named("statutory", year=form.since)
    headings = [f"{chinese_number(place)}、{section.title}" for place, section in enumerate(outline.sections, 1)]
    assert headings == OFFICIAL[form.key]["sections"]
    assert list(outline.topics) == OFFICIAL[form.key]["topics"]
    assert [section.table for section in outline.sections] == ["", "table_two", "table_three", "table_four", "", ""]


def test_only_the_year_2019_may_still_be_told_in_the_old_outline():
    assert form_for(2019).outlines_of(2019) == (NARRATIVE, STATUTORY)
    assert form_for(2020).outlines_of(2020) == (STATUTORY,)
    with pytest.raises(LookupError, match="statutory（法定六部分）"):
        form_for(2020).outline_named("narrative", year=2020)


def test_a_text_keeps_its_section_when_the_outline_changes():
    assert {section.key for section in NARRATIVE.sections} < {section.key for section in STATUTORY.sections}


def test_every_article_beside_a_row_is_one_a_citation_can_name():
    rows = [row for form in FORMS if form.table_three for row in form.table_three.rows if row.article]
    assert len(rows) > 30
    assert all(article_words(row.article).startswith("第") for row in rows)


@pytest.mark.parametrize(
    ("government", "level", "may"),
    [(True, "province", True), (True, "prefecture", True), (True, "county", False), (False, "province", False)],
)
def test_rules_are_made_by_provinces_and_prefectures_and_by_no_department_below_a_ministry(government, level, may):
    assert may_make_rules(government=government, level=level) is may
