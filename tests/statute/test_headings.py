"""Articles 19 to 21 as rows."""

import pytest

from gongkai.statute.headings import CRITERIA, HEADINGS, Level, heading, headings_of


def test_article_20_has_fifteen_classes_in_the_order_of_the_statute():
    codes = [row.code for row in headings_of(Level.EVERY_ORGAN)]
    assert codes == [f"20-{n}" for n in range(1, 16)]
    assert heading("20-2").wording == "机关职能、机构设置、办公地址、办公时间、联系方式、负责人姓名"
    assert heading("20-11").citation == "条例第二十条第十一项"


def test_article_21_adds_seven_classes_for_counties_and_eight_for_townships():
    assert len(headings_of(Level.CITY_OR_COUNTY)) == 15 + 7
    assert len(headings_of(Level.TOWNSHIP)) == 15 + 8
    assert [row.wording for row in headings_of(Level.CITY_OR_COUNTY)[15:]][-1] == "社会救助"
    assert "筹资筹劳" in [row.wording for row in headings_of(Level.TOWNSHIP)]
    assert "治安管理" not in [row.wording for row in headings_of(Level.TOWNSHIP)]


def test_every_code_is_unique_and_article_19_has_its_three_tests():
    codes = [row.code for row in HEADINGS]
    assert len(codes) == len(set(codes))
    assert len(CRITERIA) == 3


def test_an_unknown_code_is_refused_with_the_codes_there_are():
    with pytest.raises(LookupError, match="没有编号为“20-16”的公开类别（应为20-1至20-15"):
        heading("20-16")
