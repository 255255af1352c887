"""Masks: enough to recognise one's own, too little to use."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.sealing import masking


@pytest.mark.parametrize(
    ("name", "shown"),
    [("张某某", "张**"), ("石文", "石*"), ("欧阳建国", "欧***"), ("王", "*"), ("", ""), (" 石文 ", "石*")],
)
def test_of_a_name_the_first_character_stays(name, shown):
    assert masking.mask_name(name) == shown


@pytest.mark.parametrize(
    ("number", "shown"),
    [
        ("522632199001011234", "5226***********234"),
        ("52263219900101123X", "5226***********23X"),
        ("522632900101123", "5226********123"),
        ("E12345678", "E*******8"),
        ("12345", "*****"),
        ("", ""),
    ],
)
def test_of_an_identity_number_place_of_issue_and_last_characters_stay(number, shown):
    assert masking.mask_identity_number(number) == shown


@pytest.mark.parametrize(
    ("phone", "shown"),
    [
        ("13812341234", "138****1234"),
        ("138 1234 1234", "138****1234"),
        ("+86-138-1234-1234", "138****1234"),
        ("0855-6622612", "********612"),
        ("12345", "*****"),
        ("", ""),
    ],
)
def test_of_a_telephone_number_the_middle_is_covered(phone, shown):
    assert masking.mask_phone(phone) == shown


@pytest.mark.parametrize(
    ("address", "shown"),
    [("zhangsan@example.cn", "z***@example.cn"), ("a@b.cn", "a***@b.cn"), ("not an address", "***"), ("", "")],
)
def test_of_an_e_mail_address_the_host_stays(address, shown):
    assert masking.mask_email(address) == shown


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("贵州省黔东南苗族侗族自治州榕江县古州镇滨江路8号", "贵州省黔东南苗族侗族自治州榕江县***"),
        ("贵州省黔东南州凯里市大十字街道", "贵州省黔东南州凯里市***"),
        ("贵州省贵阳市南明区中华南路1号", "贵州省贵阳市南明区***"),
        ("北京市朝阳区建国路1号", "北京市朝阳区***"),
        ("内蒙古自治区呼伦贝尔市鄂伦春自治旗阿里河镇", "内蒙古自治区呼伦贝尔市鄂伦春自治旗***"),
        ("广西壮族自治区柳州市三江侗族自治县古宜镇", "广西壮族自治区柳州市三江侗族自治县***"),
        ("榕江县古州镇滨江路8号", "榕江县***"),
        ("榕江县", "榕江县"),
        ("古州镇滨江路8号", "***"),
        ("", ""),
    ],
)
def test_an_address_goes_down_to_the_county(address, shown):
    assert masking.mask_address(address) == shown


@given(st.text(max_size=40))
def test_no_mask_fails_or_gives_back_a_long_text_unchanged(text):
    for mask in (masking.mask_name, masking.mask_identity_number, masking.mask_phone, masking.mask_email):
        shown = mask(text)
        assert len(text.strip()) < 3 or shown != text.strip()
    masking.mask_address(text)
