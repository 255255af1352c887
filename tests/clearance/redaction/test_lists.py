"""A list to be posted is made from the full table by rule."""

import pytest

from gongkai.clearance.redaction.lists import ListSpec, masked_list, spec_for

HEADS = [
    "序号",
    "户主姓名",
    "身份证号码",
    "家庭住址",
    "联系电话",
    "银行账号",
    "保障人口",
    "致贫原因",
    "月保障金额（元）",
    "出生日期",
    "备注",
]
ROW = [
    1,
    "秦守业",
    "110105199003072316",
    "秀水县云溪镇大寨村三组",
    13900006789.0,
    "6217001234567890122",
    3,
    "尿毒症",
    420,
    "1990-03-07",
    "x",
]


def test_columns_are_left_out_or_masked_by_their_heads():
    heads, rows = masked_list(HEADS, [ROW], spec_for(HEADS))
    assert heads == ["序号", "户主姓名", "家庭住址", "联系电话", "保障人口", "月保障金额（元）", "出生日期"]
    assert rows == [[1, "秦某某", "秀水县云溪镇大寨村", "139****6789", 3, 420, "1990年"]]


def test_a_number_in_a_column_that_is_kept_is_masked_all_the_same():
    assert masked_list(["序号", "村"], [[1, "大寨村 13900006789"]], spec_for(["序号", "村"]))[1] == [
        [1, "大寨村 139****6789"]
    ]


def test_heads_no_rule_knows_are_named_to_the_person():
    assert spec_for(["序号", "经度"]).unknown == ("经度",)


def test_a_spec_is_data_and_comes_back():
    spec = spec_for(HEADS, tell_apart=True)
    assert ListSpec.from_data(spec.as_data()).columns == spec.columns
    with pytest.raises(ValueError, match="规则"):
        ListSpec.from_data({"columns": [["a", "no such way"]]})


def test_another_table_than_the_spec_was_made_for_is_refused():
    with pytest.raises(ValueError, match="对不上"):
        masked_list(["姓名"], [], spec_for(["序号"]))


def test_short_rows_and_empty_cells_stay_what_they_are():
    heads = ["姓名", "金额"]
    assert masked_list(heads, [["秦守业"], [None, 3], ["", ""]], spec_for(heads))[1] == [
        ["秦某某", ""],
        [None, 3],
        ["", ""],
    ]


def test_two_of_one_surname_in_a_list_can_be_told_apart():
    heads = ["姓名", "村"]
    rows = masked_list(heads, [["张三", "甲村"], ["张四", "乙村"]], spec_for(heads, tell_apart=True))[1]
    assert [row[0] for row in rows] == ["张某甲", "张某乙"]
