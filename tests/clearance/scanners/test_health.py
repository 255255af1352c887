"""HEALTH: an illness is somebody's only beside a person."""

import pytest

from gongkai.clearance.scanners import health
from gongkai.clearance.scanners.finding import BLOCK
from tests.clearance.scanners.corpora import paragraphs, table
from tests.clearance.scanners.rules import hits, said


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("罗明远，男，患慢性肾病。", "患慢性肾病"),
        ("申请人吴阿梅，女，46岁，确诊为宫颈癌。", "确诊为宫颈癌"),
        ("王大明，肢体残疾二级", "肢体残疾二级"),
        ("救助对象石玉兰，因患某某综合征住院。", "患某某综合征"),
        ("罗明远，男，现年46岁。去年因突发脑出血在州医院住院治疗。", "脑出血"),
        ("身份证号522601198503121234，强制隔离戒毒期满", "强制隔离戒毒"),
    ],
)
def test_an_illness_beside_a_person(text, value):
    assert said(health, text) == [(BLOCK, value)]


@pytest.mark.parametrize(
    "text",
    [
        "患慢性肾病的困难群众可以申请大病救助", "艾滋病、结核病防治", "精神残疾一级、二级补贴标准", "罗某某患尿毒症，已获救助", "关爱精神障碍患者，联系人罗明远，电话13885512345",
        "参保人员罗明远副局长介绍，肿瘤筛查项目已启动", "糖尿病、高血压等慢性病管理，热线13885512345",
    ],
)  # fmt: skip
def test_policy_about_illness_is_about_nobody(text):
    assert hits(health, text) == []


def test_a_person_named_far_above_is_not_the_one():
    text = "罗明远同志任副局长。" + "会议研究了下一步工作安排。" * 30 + "各地要防范肺结核聚集性发病。"
    assert hits(health, text) == []


def test_columns_of_illnesses_and_grades_are_hit_cell_by_cell():
    rows = [["姓名", "残疾类别", "等级"], ["罗明远", "肢体", "二级"], ["吴阿梅", "视力", "1"], ["杨秀英", "无", ""]]
    assert said(health, table(rows)) == [(BLOCK, "肢体"), (BLOCK, "视力")]


def test_a_cause_that_tells_an_illness_is_hit_and_another_is_not():
    rows = [
        ["户主", "致贫原因"],
        ["罗明远", "因病"],
        ["吴阿梅", "缺劳力"],
        ["杨秀英", "因残"],
        ["石玉兰", "交通条件落后"],
    ]
    assert said(health, table(rows)) == [(BLOCK, "因病"), (BLOCK, "因残")]


def test_masked_names_and_masked_cells_tell_of_nobody():
    rows = [["姓名", "病种"], ["罗某某", "尿毒症"], ["吴*梅", "肝癌"], ["杨××", "白血病"]]
    assert hits(health, table(rows)) == []


def test_a_table_of_illnesses_and_rates_is_policy():
    rows = [["病种", "报销比例"], ["尿毒症", "80%"], ["肝癌", "70%"], ["白血病", "70%"]]
    assert hits(health, table(rows)) == []


def test_a_form_tells_of_the_one_it_is_about():
    rows = [["姓名", "罗明远", "性别", "男"], ["致贫原因", "因病", "患病名称", "慢性肾病"]]
    assert {value for _severity, value in said(health, table(rows))} == {"因病", "慢性肾病"}


def test_the_same_illness_is_hit_once_in_a_page_that_is_read_twice():
    assert len(hits(health, paragraphs("罗明远，男，\n患慢性肾病，\n住院。"))) == 1
