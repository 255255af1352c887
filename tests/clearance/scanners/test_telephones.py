"""Civil Code Art. 1034: somebody's telephone; an office's telephone is to be published (Regulation Art. 12)."""

import pytest

from gongkai.clearance.scanners.finding import Known
from tests.clearance.scanners.making import findings, found, paragraphs, rules, table


@pytest.mark.parametrize(
    "text",
    [
        "13800138000", "138 0013 8000", "138-0013-8000", "138.0013.8000", "+86 138-0013-8000", "0086-13800138000", "8613800138000",
        "(86)13800138000", "（138）0013-8000", "1380013 8000", "１３８００１３８０００", "138\u200b00138000", "一三八〇〇一三八〇〇〇", "一三八零零一三八零零零",
        "tel:13800138000", "2.13800138000", "罗某13800138000，", "罗某,补助3200元,13800138000", "13800138000 万国强", "经办人：罗某（13800138000）",
        "联系电话：1380013\n8000", "电话：138OO138000", "手机 13 8001 38000", "手机：13800138000.0",
    ],
)  # fmt: skip
def test_a_mobile_number_is_found_in_any_dressing(text):
    [finding] = findings(text)
    assert (finding.rule, finding.severity) == ("MOBILE", "warn")


def test_an_organs_own_duty_phone_is_silent():
    known = Known(phones=frozenset({"13800138000", "057188888888"}))
    assert found("值班电话 138-0013-8000", known) == set()
    assert found("宅电 0571-88888888", known) == set()


def test_the_mobile_of_a_named_contact_in_a_notice_warns():
    assert found("联系人：王某，联系电话：13800138000") == {("MOBILE", "warn")}


def test_mobiles_in_a_list_of_persons_block_and_in_a_list_of_offices_warn():
    assert ("MOBILE", "block") in found(table(("姓名", "家庭住址", "联系电话"), ("罗某", "大寨村", "13800138000")))
    assert found(table(("科室", "姓名", "职务", "手机"), ("救助科", "王某", "科长", "13800138000"))) == {
        ("MOBILE", "warn")
    }


def test_a_mobile_broken_over_two_cells_needs_a_head_that_says_so():
    assert "MOBILE" in rules(table(("手机", ""), ("1380013", "8000")))
    assert found(table(("收入", "支出"), ("1380013", "8000"))) == set()


@pytest.mark.parametrize(
    "text",
    [
        "12012345678", "共13800138000元", "¥13800138000.00", "13800138000.00", "合计 13,800,138,000", "金额：13800138000", "订单号：13800138000",
        "http://www.example.gov.cn/art/2019/13800138000.html", "浏览次数：13800138000", "0.13800138000", "107.13885512345,26.13985512345",
        "a13885512345b7c9", "GZ-2019-13800138000", "ISBN 978-7-13-885512345-1", "合计 138 8551 2345 120", "309 17 88 26 440 1 1 16 6 24 13 0 67",
        "138****8000", "20190520093000", "13800138000人次", "1388551234567", "编号：13800138000", "CPU Intel i7-13800138000",
    ],
)  # fmt: skip
def test_other_numbers_of_eleven_digits_are_no_mobiles(text):
    assert found(text) == set()


@pytest.mark.parametrize(
    "text", ["住宅电话：0571-88888888", "家庭电话6622836", "宅电：(0855)6622836", "监护人电话 0855-6622836"]
)
def test_a_home_telephone_warns(text):
    assert found(text) == {("LANDLINE", "warn")}


def test_a_landline_beside_a_person_in_personal_data_is_a_hint():
    assert ("LANDLINE", "info") in found("罗某，身份证号522601198503121234，电话0855-6622836")
    assert ("LANDLINE", "info") in found(table(("姓名", "身份证号", "联系电话"), ("罗某", "", "0855-6622836")))


@pytest.mark.parametrize(
    "text",
    [
        "办公电话0855-6622836", "咨询电话：0571-88888888", "监督电话 0855-6622836", "传真：0855-6622836", "联系电话：0855-6622836", "0571-8888",
        "联系人：民政科，办公电话0855-6622836转8012", "12345 12348 110 119 120", "400-812-3456", "8008101234", "投诉热线：96345", "（0855）6622836",
        "请携带身份证到窗口办理。咨询电话：0855-6622836",
    ],
)  # fmt: skip
def test_an_offices_telephone_is_to_be_published(text):
    assert found(text) == set()


def test_a_table_of_offices_keeps_its_landlines():
    assert found(table(("单位", "地址", "联系电话"), ("民政局", "府前路1号", "0855-6622836"))) == set()


def test_a_page_with_the_words_above_has_its_telephones_in_groups_among_figures():
    page = "姓名 联系电话 金额\n罗某 138 0013 8000 3200\n"
    assert rules(paragraphs("标题", page)) == {"MOBILE"}
