"""Art. 28 of the Personal Information Protection Law: an identity number is found however it is written."""

import pytest

from tests.clearance.scanners.making import (
    ANYBODY,
    SOMEBODY,
    credit_code,
    findings,
    found,
    identity,
    paragraphs,
    rules,
    table,
)


@pytest.mark.parametrize(
    "text",
    [
        ANYBODY, SOMEBODY, SOMEBODY.lower(), "５２２６０１１９８５０３１２１２３４", "522601 19850312 1234", "522601-19850312-1234",
        "522601－19850312－1234", "5226 0119 8503 1212 34", "5\u200b22601198503\u200b121234", "522601198503\n    121234",
        "1 522601198503121234 13885512345 3200", "①522601198503121234", "罗明远522601198503121234男", "（522601198503121234）",
        "522601198503121234.0", "五二二六〇一一九八五〇三一二一二三四", "522601198503I2I234", "5226O1198503121234", "id:522601198503121234",
        "11010519491231002Х", "11010519491231002×",
        "522601，19850312，1234", "522601(19850312)1234", "5\u03362\u03362\u0336601198503121234", "5\ufe0f\u20e322601198503121234",
    ],
)  # fmt: skip
def test_a_valid_number_blocks_in_any_dressing(text):
    assert ("ID18", "block") in found(text)


def test_only_the_number_itself_is_named_and_not_its_neighbours():
    document = paragraphs("1 522601198503121234 43 男 13885512345 3200")
    [first, second] = findings(document)
    assert [document.blocks[0].text[one.start : one.end] for one in (first, second)] == [ANYBODY, "13885512345"]


def test_permits_of_people_from_hong_kong_macau_and_taiwan_are_identity_numbers():
    for region in ("810000", "820000", "830000"):
        assert ("ID18", "block") in found(identity(region, "19900101", 123))


def test_foreigners_cards_are_identity_numbers():
    new = identity("911840", "19810804", 888)
    assert ("ID18", "warn") in found(new)
    assert ("ID18", "block") in found(f"永久居留身份证号码：{new}")
    assert ("ID18", "block") in found("外国人永久居留证号码 CAN110081012310")
    assert found("型号 CAN110081012310") == set()


def test_a_wrong_check_digit_warns_and_blocks_where_something_says_it_is_an_identity_number():
    wrong = "110105194912310021"
    assert found(wrong) == {("ID18", "warn")}
    assert found(f"身份证号码：{wrong}") == {("ID18", "block")}
    assert found(f"公民身份号码 {wrong}") == {("ID18", "block")}
    assert found(paragraphs("标题", "身份证号", wrong)) == {("ID18", "block")}
    assert found(f"{wrong}（身份证）") == {("ID18", "block")}


@pytest.mark.parametrize(
    "label",
    [
        "索引号",
        "编号",
        "文号",
        "合同编号",
        "项目编号",
        "许可证号",
        "统一社会信用代码",
        "订单号",
        "受理号",
        "不动产权证号",
    ],
)
def test_a_wrong_check_digit_under_another_name_is_nothing(label):
    assert found(f"{label}：522601201905200012") == set()


def test_a_number_with_the_wrong_length_that_is_called_one_is_not_passed_over():
    assert ("ID18", "warn") in found("身份证号5226011985031212345")
    assert ("ID18", "block") in found("身份证号：522601198513121234")


def test_a_day_to_come_is_no_birthday():
    assert found(identity("522601", "20990101", 123)) == set()


def test_a_spreadsheets_rounded_number_is_found_under_its_head():
    assert ("ID18", "block") in found(table(("姓名", "身份证号"), ("罗某", "522601198503121000")))


def test_one_digit_in_each_cell_is_still_a_number():
    assert ("ID18", "block") in found(table(("公民身份号码", *ANYBODY)))


def test_a_credit_code_and_an_identity_number_are_told_apart_by_what_they_are_called():
    company = credit_code("91522601MA6DX1234")
    assert found(company) == set()
    assert found(f"统一社会信用代码：{company}") == set()
    # beginning with 11, all digits, and by chance of the shape and the check of an identity number
    both = next(
        code
        for tail in range(4000)
        for code in [credit_code(f"1111011{tail % 10}{19 + tail % 2}8501{tail:05}"[:17])]
        if code.isdigit()
    )
    assert "ID18" not in rules(f"统一社会信用代码：{both}")


def test_fifteen_digits_are_a_suspicion_and_with_the_word_a_certainty():
    assert found("110105491231002") == {("ID15", "warn")}
    assert found("身份证：110105491231002") == {("ID15", "block")}
    assert found("110105991331002") == set()
    assert found("编号：110105491231002") == set()
    assert found("工商注册号 110105491231002") == set()
    assert found("110105491231002元") == set()


def test_a_disability_certificate_is_not_taken_for_an_identity_number_with_an_age_behind():
    assert found("11010519491231002X43") == {("DISAB", "block")}
    assert found("11010519491231002X43B1") == {("DISAB", "block")}
    assert "DISAB" not in rules("11010519491231002X89")
    assert found("罗某 11010519491231002X 43 女") == {("ID18", "block")}
    assert ("DISAB", "block") in found("残疾人证号：110105194912310021 43")
    assert ("DISAB", "block") in found(table(("姓名", "残疾证号"), ("罗某", "11010519491231002143")))


def test_an_identity_number_with_other_digits_behind_its_x_is_seen():
    assert found("11010519491231002X89") == {("ID18", "warn")}


def test_in_the_lines_of_a_page_the_head_above_counts():
    page = "姓名 身份证号 金额\n罗明远 522601198503121235 3200\n"
    assert ("ID18", "block") in found(paragraphs("标题", page))


def test_a_number_broken_over_two_paragraphs_is_named_in_both():
    document = paragraphs("罗某，身份证号5226011985", "03121234，大寨村。")
    assert [(one.rule, one.place.code()) for one in findings(document)] == [
        ("ID18", "paragraph 1"),
        ("ID18", "paragraph 2"),
    ]


def test_a_number_a_spreadsheet_has_rounded_to_an_exponent_blocks_under_its_head():
    assert ("ID18", "block") in found(table(("姓名", "身份证号"), ("罗某", "5.22601198503121E+17")))
    assert found(table(("指标", "数值"), ("产值", "5.22601198503121E+17"))) == set()


def test_heads_below_a_title_with_a_date_are_heads():
    rows = [
        ("低保对象名单", "", ""),
        ("填报日期：20190520", "", ""),
        ("序号", "姓名", "身份证号"),
        ("1", "罗某", "522601198503121235"),
    ]
    assert found(table(*rows)) == {("ID18", "block")}
