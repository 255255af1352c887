"""Files damaged in any place are read or refused with a sentence; nothing else ever comes out of the reader."""

import random

import pytest

from gongkai.annual_reports.published import Unreadable, Verdict, check
from gongkai.annual_reports.published.files import html
from gongkai.statute.annual_report.forms import form_named
from tests.annual_reports.published.markups import write
from tests.annual_reports.published.test_markups import some_tables


@pytest.mark.parametrize("way", ["word", "workbook", "page", "strokes", "numbers between halves of labels"])
def test_a_damaged_file_is_read_or_refused(way):
    whole, dice = write(form_named("2021-30"), some_tables("2021-30", 3), way), random.Random(way)
    outcomes = set()
    for _round in range(25):
        data = bytearray(whole)
        harm = dice.choice(("flip", "cut", "double", "blank"))
        at = dice.randrange(len(data))
        if harm == "flip":
            for _byte in range(dice.choice((1, 20, 200))):
                data[dice.randrange(len(data))] = dice.randrange(256)
        elif harm == "cut":
            del data[at:]
        elif harm == "double":
            data[at:at] = data[at : at + 1500]
        else:
            data[at : at + 300] = bytes(len(data[at : at + 300]))
        try:
            outcomes.add(type(check(bytes(data), "报告")))
        except Unreadable as problem:
            outcomes.add(Unreadable)
            assert len(str(problem)) > 10
    assert outcomes <= {Verdict, Unreadable} and outcomes


def test_a_page_nested_a_thousand_deep_is_read_or_refused():
    page = b"<html><body>" + b"<div>" * 5000 + "政府信息公开工作年度报告".encode() + b"</div>" * 5000
    try:
        assert isinstance(check(page), Verdict)
    except Unreadable as problem:
        assert "网页" in str(problem) or "没有认出" in str(problem)


@pytest.mark.parametrize("span", ["²", "9" * 5000, "-1", "两"])
def test_a_span_that_is_no_number_is_a_span_of_one(span):
    page = '<table><tr><td rowspan="{}">规章</td><td>1</td></tr><tr><td>行政规范性文件</td><td>2</td></tr></table>'
    one, odd = (html.read(page.format(said).encode()) for said in ("1", span))
    assert odd.lines and odd.lines == one.lines
