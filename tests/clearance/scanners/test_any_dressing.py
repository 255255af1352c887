"""Every valid identity number, however dressed, is found at its place; figures of an organ block nothing."""

import string
from datetime import date
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from gongkai.clearance.documents.document import Block, Document, Piece
from gongkai.clearance.documents.places import Place
from gongkai.clearance.scanners import scan
from tests.clearance.scanners.making import identity, paragraphs

FULL_WIDTH = str.maketrans("0123456789X", "０１２３４５６７８９Ｘ")
numbers = st.builds(
    identity,
    st.sampled_from(["110105", "522601", "440106", "654321", "810000", "350203"]),
    st.dates(date(1930, 1, 1), date(2024, 12, 31)).map(lambda day: day.strftime("%Y%m%d")),
    st.integers(0, 999),
)
gaps = st.lists(
    st.tuples(st.integers(1, 17), st.sampled_from(["\u200b", " ", "-", "－", "\u00ad", "\ufeff", "\u3000"])), max_size=4
)
around = st.text(st.sampled_from("罗某，。号男女证（）村 一"), max_size=12)


def dressed(number: str, wide: bool, gaps: list[tuple[int, str]]) -> str:
    letters = list(number.translate(FULL_WIDTH) if wide else number)
    for place, gap in sorted(dict(gaps).items(), reverse=True):
        letters.insert(place, gap)
    return "".join(letters)


@settings(max_examples=120, deadline=None)
@given(numbers, st.booleans(), gaps, around, around)
def test_a_number_is_found_where_it_stands(number, wide, gaps, before, after):
    value = dressed(number, wide, gaps)
    document = paragraphs("标题", f"{before}{value}{after}")
    [finding] = [one for one in scan(document) if one.rule == "ID18"]
    assert finding.severity == "block"
    assert document.blocks[1].text[finding.start : finding.end] == value
    assert finding.masked == f"{number[:4]}{'*' * 11}{number[-3:]}"


@settings(max_examples=60, deadline=None)
@given(numbers, st.lists(st.integers(1, 17), unique=True, max_size=6), st.sampled_from(["", "\n", "\t", "\n  "]))
def test_a_number_cut_into_runs_cells_or_lines_is_found_at_its_first_piece(number, cuts, joint):
    cuts = [0, *sorted(cuts), 18]
    parts = [number[first:last] for first, last in pairwise(cuts)]
    pieces = [Piece("身份证", Place.of(("column", 1)))]
    pieces += [
        Piece(part, Place.of(("column", 2 + place)), joint=joint if place else "\t") for place, part in enumerate(parts)
    ]
    findings = [one for one in scan(Document(blocks=[Block(pieces)])) if one.rule == "ID18"]
    assert [(one.severity, one.place.code()) for one in findings] == [("block", "column 2")]


labels = st.sampled_from(
    [
        "索引号：",
        "文号：",
        "合同编号：",
        "金额：",
        "办公电话：",
        "邮编：",
        "项目编号：",
        "统一社会信用代码：",
        "流水号：",
        "咨询电话：",
    ]
)
figures = st.one_of(
    st.text(string.digits, min_size=1, max_size=22),
    st.from_regex(r"[0-9]{9}-(19|20)[0-9]{2}-[0-9]{5}", fullmatch=True),
    st.from_regex(r"0855-[0-9]{7}", fullmatch=True),
    st.from_regex(r"[0-9]{1,3}(,[0-9]{3}){1,3}\.[0-9]{2}元", fullmatch=True),
    st.from_regex(r"20[0-9]{2}-[01][0-9]-[0-3][0-9]", fullmatch=True),
)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(labels, figures), min_size=1, max_size=4))
def test_figures_in_an_organs_words_block_nothing(pairs):
    document = paragraphs("标题", "；".join(label + figure for label, figure in pairs))
    assert [one for one in scan(document) if one.severity == "block"] == []


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=300))
def test_any_text_at_all_is_read_without_error(text):
    document = paragraphs(text)
    for one in scan(document):
        assert 0 <= one.start <= one.end <= len(document.blocks[one.block].text)
