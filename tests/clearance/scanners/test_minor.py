"""MINOR: named children."""

from datetime import date

import pytest

from gongkai.clearance.scanners import minor
from gongkai.clearance.scanners.finding import BLOCK, WARN, Known
from tests.clearance.scanners.corpora import paragraphs, table
from tests.clearance.scanners.rules import hits, said

TODAY = date(2026, 1, 15)


@pytest.mark.parametrize(
    "text",
    [
        "孤儿吴小宝，男，9岁", "吴小宝，男，苗族，2016年5月生", "云溪小学三（2）班吴小宝", "儿子吴小宝，现年七岁", "留守儿童吴小宝由祖母照顾", "吴小宝系云溪小学四年级学生",
    ],
)  # fmt: skip
def test_a_named_child(text):
    made = paragraphs(text)
    assert [hit.value for hit in minor.find(made, Known(), TODAY)] == ["吴小宝"]


@pytest.mark.parametrize(
    "text",
    [
        "孤儿基本生活标准", "儿子罗大海，45岁，在外务工", "罗明远，男，1985年3月生", "学生家长应当签字", "18周岁以下", "未成年人吴某某", "留守儿童关爱保护", "罗明远同志在小学任教三十年",
    ],
)  # fmt: skip
def test_nobody_or_no_child(text):
    assert list(minor.find(paragraphs(text), Known(), TODAY)) == []


def test_an_identity_number_tells_the_age_of_its_day():
    text = "身份证号522601200801150012"
    number = text.removeprefix("身份证号")
    body = number[:17]
    whole = f"身份证号{body}{next(check for check in '0123456789X' if minor.checked(body + check))}"
    assert len(list(minor.find(paragraphs(whole), Known(), date(2026, 1, 14)))) == 1
    assert list(minor.find(paragraphs(whole), Known(), date(2026, 1, 15))) == []


def test_a_list_of_orphans_names_every_child_and_says_that_there_is_no_posting():
    rows = [["序号", "姓名", "监护人"], ["1", "吴小宝", "吴阿梅"], ["2", "石小龙", "石老三"]]
    found = hits(minor, table(rows, "2025年孤儿基本生活费发放名单"))
    assert [hit.value for hit in found] == ["吴小宝", "石小龙"]
    assert "一律不公示" in found[0].note


def test_of_a_mixed_list_only_the_children():
    rows = [
        ["姓名", "出生年月", "金额"],
        ["罗明远", "1985-03-12", "1"],
        ["吴小宝", "2016.05", "1"],
        ["杨秀英", "19360701", "1"],
        ["石小龙", "20190203", "1"],
    ]
    assert [hit.value for hit in minor.find(table(rows), Known(), TODAY)] == ["吴小宝", "石小龙"]


def test_students_of_a_college_are_grown_up():
    rows = [
        ["姓名", "学校", "专业"],
        ["罗明远", "贵州大学", "农学"],
        ["吴阿梅", "贵州大学", "法学"],
        ["杨秀英", "凯里学院", "英语"],
    ]
    assert hits(minor, table(rows, "困难大学生资助名单")) == []


def test_a_notice_to_find_parents_is_lawful_and_is_asked_about():
    assert said(minor, "弃婴寻亲公告：女婴，姓名罗小雨，2023年5月2日出生")[0] == (WARN, "罗小雨")


def test_totals_by_village_name_no_child():
    rows = [["村", "孤儿人数"], ["大寨村", "3"], ["平寨村", "2"], ["高坡村", "1"]]
    assert hits(minor, table(rows, "孤儿人数统计表")) == []


def test_policy_about_orphans_above_a_list_of_others_makes_no_orphans_of_them():
    text = "护理补贴每人每月110元，孤儿基本生活费标准每人每月1\n100元。\n低保名单\n姓名 金额\n罗明远 300\n吴阿梅 300\n杨秀英 300"
    assert hits(minor, text) == []


def test_a_list_in_the_text_of_a_page():
    text = "事实无人抚养儿童名单\n姓名 性别 金额\n吴小宝 男 1100\n石小龙 男 1100\n杨小花 女 1100"
    assert said(minor, text) == [(BLOCK, "吴小宝"), (BLOCK, "石小龙"), (BLOCK, "杨小花")]
