"""Financial accounts (Art. 28 of the Personal Information Protection Law), codes, plates, passports, mailboxes."""

import pytest

from gongkai.clearance.scanners.finding import Known
from tests.clearance.scanners.making import ANYBODY, CARD, card, credit_code, found, rules, table


@pytest.mark.parametrize(
    "text",
    [
        CARD,
        "6217 0012 3456 7890 122",
        "卡号：6217001234567890122",
        "6217-0012-3456-7890-122",
        "银行卡6217001234\n567890122",
    ],
)
def test_a_card_with_its_check_blocks(text):
    assert found(text) == {("CARD", "block")}


def test_a_card_without_its_check_needs_a_word():
    assert found("6217001234567890121") == set()
    assert found("卡号：6217001234567890121") == {("CARD", "warn")}
    assert ("CARD", "block") in found(f"罗某，身份证号{ANYBODY}，账号6217001234567890121")


def test_a_passbook_account_is_found_by_its_word():
    assert found("信用社一卡通账号：26000101001234567890") == {("CARD", "warn")}
    assert found("存折号 601012345678901") == {("CARD", "warn")}
    assert ("CARD", "block") in found(table(("户主", "低保金额", "一折通账号"), ("罗某", "320", "2600010100123456")))


def test_an_organisations_account_is_a_hint_and_a_declared_one_silent():
    public = f"捐赠账户 户名：秀水县慈善总会，账号：{CARD}"
    assert found(public) == {("CARD", "info")}
    assert found(public, Known(accounts=frozenset({CARD}))) == set()
    assert found("户名：秀水县财政局 账号：2600010100123456789") == {("CARD", "info")}


def test_an_organisation_in_the_sentence_makes_nobodys_account_public():
    assert found(f"秀水县民政局给罗某发放慈善救助金，卡号{CARD}") == {("CARD", "block")}
    assert found(f"户名：罗某，开户行：秀水县农商行，账号：{CARD}") == {("CARD", "block")}
    assert found(f"户名：罗某 开户行：秀水县邮政局 账号：{CARD}") == {("CARD", "block")}
    assert found(f"捐赠账户：{CARD}；罗某卡号{CARD}") == {("CARD", "info"), ("CARD", "block")}


@pytest.mark.parametrize("label", ["合同编号", "订单号", "流水号", "运单号", "发票号码", "金额"])
def test_a_serial_that_happens_to_pass_is_no_card(label):
    assert found(f"{label}：{CARD}") == set()


def test_sixteen_digits_of_another_brand_only_warn_when_nothing_calls_them_a_card():
    other = card("411111111111111")
    assert found(other) == {("CARD", "warn")}
    assert found(f"卡号 {other}") == {("CARD", "block")}


def test_only_individual_businesses_have_a_code_that_leads_to_a_person():
    assert found(credit_code("92522601MA6DX1234")) == {("USCC", "warn")}
    assert found("统一社会信用代码：92522601MA6DX12345") == {("USCC", "warn")}
    for prefix in ("11", "12", "51", "52", "53", "91", "93"):
        assert found(f"信用代码 {credit_code(prefix + '522601MA6DX1234')}") == set()
    assert found("11110105MB0T00015W") == set()


@pytest.mark.parametrize(
    "text", ["浙A12345", "浙AD12345", "贵H·A1234", "川A1234警", "贵H 12345", "贵HD12345", "京ａ12345"]
)
def test_a_number_plate_warns(text):
    assert found(text) == {("PLATE", "warn")}


@pytest.mark.parametrize("text", ["浙I12345", "更新A12345", "新B", "贵H123456789", "浙ABCDEF"])
def test_what_is_no_number_plate_does_not_fire(text):
    assert found(text) == set()


def test_an_organs_own_car_is_silent():
    assert found("公务用车 贵H·A1234", Known(plates=frozenset({"贵ha1234"}))) == set()


@pytest.mark.parametrize(
    "text",
    [
        "护照E12345678",
        "护照号码：EA1234567",
        "往来港澳通行证号码C12345678",
        "台胞证号 12345678",
        "军官证：南字第0123456号",
        "回乡证H1234567890",
    ],
)
def test_a_passport_or_permit_beside_its_word_warns(text):
    assert found(text) == {("PASSPORT", "warn")}


def test_a_passport_needs_its_word():
    assert found("E12345678") == found("护照E1234567") == found("型号C12345678") == set()
    assert ("PASSPORT", "warn") in found(table(("姓名", "护照号"), ("罗某", "E12345678")))


@pytest.mark.parametrize("text", ["abc@qq.com", "ａｂｃ＠163.com", "x.y@mail.example.cn，", "邮箱:罗某<abc@126.com>"])
def test_a_mailbox_elsewhere_warns(text):
    assert found(text) == {("EMAIL", "warn")}


def test_the_organs_mailbox_is_to_be_published():
    assert (
        found("mzj@example.gov.cn")
        == found("mzj(at)example")
        == found("icon@2x.png")
        == found("lodash@4.17.2")
        == set()
    )
    assert found("office@mzj.example.com", Known(domains=frozenset({"example.com"}))) == set()


def test_an_identity_number_is_not_named_a_card_as_well():
    assert rules(ANYBODY) == {"ID18"}
