"""Which words are names of persons."""

import pytest

from gongkai.clearance.scanners.names import is_name, people


@pytest.mark.parametrize(
    "word", ["罗明远", "张三", "张 三", "欧阳建国", "欧阳修", "艾力江·买买提", "王李小明", "石玉兰", "司马光"]
)
def test_names(word):
    assert is_name(word)


@pytest.mark.parametrize(
    "word",
    [
        "公开",
        "时间",
        "高龄津贴",
        "申请人",
        "单位",
        "张某某",
        "罗*远",
        "李××",
        "石材",
        "云溪镇",
        "民政局",
        "全县",
        "方便面条件",
        "姓名",
        "合计",
        "白内障",
        "安置点",
    ],
)
def test_no_names(word):
    assert not is_name(word)


def test_under_a_head_of_names_a_rare_surname_is_a_name_and_a_sum_is_none():
    assert is_name("㒤国强", told=True) or is_name("撒世贵", told=True)
    assert not is_name("合计", told=True)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("1. 罗明远，身份证号码522601198503121234", ["罗明远"]),
        ("患者李芳和户主：王大明（男，苗族）", ["李芳", "王大明"]),
        ("罗明远同志：\n您反映的问题", ["罗明远"]),
        ("申请人应当提交材料，单位因故不能办理", []),
        ("联系人：民政科，办公电话0855-6622836", []),
        ("张某某，男，因病", []),
        ("艾力江·买买提，男，维吾尔族", ["艾力江·买买提"]),
    ],
)
def test_names_in_running_text(text, names):
    assert [text[start:end] for start, end in people(text)] == names
