"""A list to be posted is made from the full table by rule."""

from datetime import date

import pytest

from gongkai.clearance.redaction.list_rules import kind_of_list
from gongkai.clearance.redaction.lists import masked_list, proposed_spec, refusal
from gongkai.clearance.redaction.minors import minors_in

HEADS = [
    "序号", "户主姓名", "身份证号码", "家庭住址", "联系电话", "银行账号", "家庭人口", "致贫原因", "月保障金额（元）", "出生日期", "备注",
]  # fmt: skip
ROW = [
    1, "秦守业", "522601199003072311", "秀水县云溪镇大寨村三组", 13900006789.0, "6217001234567890122", 3, "尿毒症", 420,
    "1990-03-07", "x",
]  # fmt: skip


def ways(heads, rows=(), kind="allowance", title=""):
    return {column.head: column.way for column in proposed_spec(heads, rows, kind, title).columns}


def test_of_a_minimum_living_list_the_name_the_household_the_village_and_the_amount_are_left():
    heads, rows = masked_list(HEADS, [ROW], proposed_spec(HEADS, [ROW], "allowance"))
    assert heads == ["序号", "户主姓名", "家庭住址", "家庭人口", "月保障金额（元）"]
    assert rows == [[1, "秦守业", "秀水县云溪镇大寨村", 3, 420]]


def test_of_a_list_that_need_not_name_people_the_surname_is_left():
    assert masked_list(HEADS, [ROW], proposed_spec(HEADS, [ROW]))[1][0][1] == "秦某某"


@pytest.mark.parametrize(
    ("head", "way"),
    [
        ("家庭成员 姓名", "drop"), ("家庭成员数", "keep"), ("与户主关系", "drop"), ("监护人", "drop"), ("申请人", "grown"),
        ("救助对象", "grown"), ("保障人口", "keep"), ("残疾类别", "drop"), ("残疾补贴金额", "keep"), ("家庭月收入（元）", "drop"),
        ("困难类型", "drop"), ("救助类型", "keep"), ("年龄", "band"), ("组别", "drop"), ("所在村组", "village"), ("开户人", "drop"),
        ("子女姓名", "drop"), ("子女数", "keep"), ("生活自理能力", "drop"), ("身 份 证 号", "drop"), ("供养方式", "keep"),
    ],
)  # fmt: skip
def test_a_column_goes_by_the_words_of_its_head(head, way):
    assert ways([head])[head] == way


def test_a_column_whose_content_is_personal_is_left_out_whatever_its_head_says():
    heads = ["姓名", "编号", "村"]
    rows = [["秦守业", "522601199003072311", "大寨村"], ["罗明远", "522601198503121234", "石门村"]]
    assert ways(heads, rows) == {"姓名": "grown", "编号": "drop", "村": "keep"}
    spec = proposed_spec(heads, rows, "allowance")
    assert "身份证" in spec.columns[1].note
    heads = ["姓名", "人员类别", "补贴类型"]
    rows = [["秦守业", "重度残疾人", "残疾人护理补贴"], ["罗明远", "一般", "大病救助"]]
    assert ways(heads, rows) == {"姓名": "grown", "人员类别": "drop", "补贴类型": "keep"}


def test_heads_no_rule_knows_are_named_to_the_person():
    assert proposed_spec(["序号", "经度"], [[1, "108.52"]]).unknown == ("经度",)
    names = [["罗明远"], ["吴阿梅"], ["潘老三"]]
    assert ways(["对象甲"], names, "other") == {"对象甲": "name"}


def test_what_is_not_offered_for_a_column_cannot_be_chosen():
    spec = proposed_spec(["姓名", "身份证号"], [], "allowance")
    assert spec.chosen(["name", "id"]).columns[1].way == "id"
    with pytest.raises(ValueError, match="规则"):
        spec.chosen(["name", "keep"])
    with pytest.raises(ValueError, match="规则"):
        spec.chosen(["name"])


def test_a_childs_name_is_not_written_out_in_a_list_that_names_people():
    heads = ["姓名", "年龄", "村"]
    spec = proposed_spec(heads, [], "destitute")
    rows = masked_list(heads, [["潘小宝", 9, "甲村"], ["潘老三", 71, "甲村"]], spec)[1]
    assert [row[0] for row in rows] == ["潘某某", "潘老三"]
    assert "认不出未成年人" in proposed_spec(["姓名", "村"], [], "destitute").columns[0].note


def test_age_is_told_by_identity_number_then_birth_then_age():
    on = date(2024, 6, 1)
    heads = ["身份证号", "出生年月", "年龄", "类别"]
    rows = [
        ["522601200606021236", "", "", ""], ["522601200606011230", "", "", ""], ["", "2006.06", "", ""], ["", "", "17岁", ""],
        ["", "", "", "儿童"], ["", "", "", "低保"], ["522601198503121234", "", "9", ""],
    ]  # fmt: skip
    assert minors_in(heads, rows, on) == {0, 2, 3, 4}


def test_a_list_of_orphans_or_of_marriages_is_refused_and_a_table_of_totals_is_not():
    people, totals = proposed_spec(["姓名", "金额"], []), proposed_spec(["乡镇", "人数", "金额"], [])
    assert "不设公示环节" in refusal("other", people, ["2024年孤儿生活费发放表"])
    assert "不设公示环节" in refusal("children", people, ["发放表"])
    assert "登记资料" in refusal("other", people, ["结婚登记花名册"])
    assert refusal("allowance", people, ["低保名单"]) == refusal("other", totals, ["孤儿生活费汇总"]) == ""
    assert kind_of_list(["云溪镇", "特困人员名单"]) == "destitute"


def test_a_number_in_a_column_that_is_kept_is_masked_all_the_same():
    heads = ["序号", "村"]
    assert masked_list(heads, [[1, "大寨村 13900006789"]], proposed_spec(heads, []))[1] == [[1, "大寨村 139****6789"]]


def test_another_table_than_the_spec_was_made_for_is_refused():
    with pytest.raises(ValueError, match="对不上"):
        masked_list(["姓名"], [], proposed_spec(["序号"], []))


def test_short_rows_and_empty_cells_stay_what_they_are():
    heads = ["姓名", "金额"]
    rows = masked_list(heads, [["秦守业"], [None, 3], ["", ""]], proposed_spec(heads, []))[1]
    assert rows == [["秦某某", ""], [None, 3], ["", ""]]


def test_a_total_stays_a_total():
    heads = ["身份证号", "姓名", "金额"]
    rows = masked_list(heads, [["x", "合计", 3], ["合 计", "", 7]], proposed_spec(heads, []))[1]
    assert rows == [["合计", 3], ["合 计", 7]]


def test_two_of_one_surname_in_a_list_can_be_told_apart():
    heads = ["姓名", "村"]
    spec = proposed_spec(heads, []).chosen(["name", "keep"], tell_apart=True)
    rows = masked_list(heads, [["张三", "甲村"], ["张四", "乙村"]], spec)[1]
    assert [row[0] for row in rows] == ["张某甲", "张某乙"]
