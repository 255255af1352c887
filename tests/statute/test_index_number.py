"""索引号: compose, read back, check; and the check characters of organ codes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.statute.index_number import IndexNumberProblem, check, check_template, compose, parse
from gongkai.statute.organ_codes import (
    ORGCODE_ALPHABET,
    USCC_ALPHABET,
    CodeProblem,
    check_orgcode,
    check_uscc,
    orgcode_check_character,
    uscc_check_character,
)

USCC = "11441700007280420Y"  # printed on a city government's public pages


@pytest.mark.parametrize(
    ("template", "number", "parts"),
    [
        ("{uscc}/{year}-{serial:05d}", f"{USCC}/2021-00050", {"uscc": USCC, "year": "2021", "serial": "00050"}),
        (
            "{orgcode}/{year}-{serial:5}",
            "000014349/2017-00110",
            {"orgcode": "000014349", "year": "2017", "serial": "00110"},
        ),
        (
            "{uscc}/{year}-{serial:7}",
            "113703230042235006/2023-5196339",
            {"uscc": "113703230042235006", "year": "2023", "serial": "5196339"},
        ),
        (
            "{orgcode}-{year}-{serial:6}",
            "01527918X-2020-153077",
            {"orgcode": "01527918X", "year": "2020", "serial": "153077"},
        ),
        (
            "{dept:10}/{year}-{serial:6}",
            "6107280000/2024-001005",
            {"dept": "6107280000", "year": "2024", "serial": "001005"},
        ),
        (
            "{region}{dept:3}{class:2}{office:2}{year}{serial:4}",
            "530000012030420200007",
            {"region": "530000", "dept": "012", "class": "03", "office": "04", "year": "2020", "serial": "0007"},
        ),
        (
            "{region:9}-{year}-{serial:4}",
            "522632100-2019-0007",
            {"region": "522632100", "year": "2019", "serial": "0007"},
        ),
        (
            "{region}-{dept}-{class}-{office}-{yyyymmdd}-{serial:3}",
            "330200-MZ-0301-02-20091019-014",
            {
                "region": "330200",
                "dept": "MZ",
                "class": "0301",
                "office": "02",
                "yyyymmdd": "20091019",
                "serial": "014",
            },
        ),
    ],
)
def test_real_forms_are_read_and_written_back_unchanged(template, number, parts):
    assert parse(number, template) == parts
    assert compose(template, **parts) == number


def test_a_number_is_composed_from_the_organs_own_code():
    assert compose(uscc=USCC, year=2019, serial=12) == f"{USCC}/2019-00012"


@pytest.mark.parametrize(
    ("parts", "message"),
    [
        ({"uscc": USCC, "year": 2019}, "编制索引号缺少：流水号"),
        ({"uscc": USCC, "year": 2019, "serial": 1, "dept": "MZ"}, "没有用到：dept"),
        ({"uscc": USCC, "year": 19, "serial": 1}, "年份应为4位，“19”有2位"),
        ({"uscc": USCC, "year": "二〇一九", "serial": 1}, "年份“二〇一九”含有不允许的字符"),
        ({"uscc": USCC, "year": "1019", "serial": 1}, "年份“1019”不合理"),
        ({"uscc": USCC, "year": 2019, "serial": 0}, "流水号应从1起"),
        ({"uscc": USCC, "year": 2019, "serial": 100000}, "流水号100000超过5位"),
        ({"uscc": USCC[:-1] + "X", "year": 2019, "serial": 1}, "校验不符：末位应为“Y”，现为“X”"),
        ({"uscc": "1" * 17, "year": 2019, "serial": 1}, "统一社会信用代码应为18位，“1{17}”有17位"),
    ],
)
def test_a_part_that_is_wrong_is_named(parts, message):
    with pytest.raises(IndexNumberProblem, match=message):
        compose(**parts)


def test_a_date_that_does_not_exist_is_refused():
    with pytest.raises(IndexNumberProblem, match="日期“20190230”不存在"):
        parse("20190230-001", "{yyyymmdd}-{serial:3}")


def test_a_number_of_another_form_is_refused_with_an_example():
    with pytest.raises(IndexNumberProblem, match=r"不符合模板.*例：000000000/2019-00001"):
        parse("2019-1", "{orgcode}/{year}-{serial:05d}")


def test_a_number_copied_with_another_organs_code_is_caught():
    check(f"{USCC}/2021-00050", uscc=USCC, year=2021, serial=50)
    with pytest.raises(IndexNumberProblem, match="的统一社会信用代码是“11441700007280420Y”，应为"):
        check(f"{USCC}/2021-00050", uscc="113703230042235006")
    with pytest.raises(IndexNumberProblem, match="中没有 dept"):
        check(f"{USCC}/2021-00050", dept="MZ")


@pytest.mark.parametrize(
    ("template", "message"),
    [
        ("{uscc}/{year}", "缺少流水号"),
        ("{uscc}/{jahr}-{serial}", "不认识的项目“jahr”"),
        ("{uscc/{year}-{serial}", "花括号写法有误"),
        ("{year}-{year}-{serial}", "年份出现了两次"),
        ("{dept}{class}-{serial}", "部门代码和分类代码相连而位数不定"),
        ("{year:2}-{serial}", "年份的位数是固定的"),
        ("{year}-{serial:0}", "流水号的位数应在1至20之间"),
    ],
)
def test_a_template_that_cannot_work_is_refused(template, message):
    with pytest.raises(IndexNumberProblem, match=message):
        check_template(template)


@pytest.mark.parametrize("code", ["11441700007280420Y", "113703230042235006"])
def test_credit_codes_in_use_pass(code):
    assert check_uscc(code) == code


@pytest.mark.parametrize("code", ["000014349", "01527918X", "011336909"])
def test_organisation_codes_in_use_pass(code):
    assert check_orgcode(code) == code


@given(st.text(USCC_ALPHABET, min_size=17, max_size=17), st.integers(0, 16), st.sampled_from(USCC_ALPHABET))
def test_one_wrong_character_of_a_credit_code_is_always_found(first, place, wrong):
    code = first + uscc_check_character(first)
    check_uscc(code)
    if wrong != code[place]:
        with pytest.raises(CodeProblem, match="校验不符"):
            check_uscc(code[:place] + wrong + code[place + 1 :])


@given(st.text(ORGCODE_ALPHABET, min_size=8, max_size=8))
def test_an_organisation_code_has_exactly_one_check_character(first):
    right = orgcode_check_character(first)
    check_orgcode(first + right)
    for other in set("0123456789X") - {right}:
        with pytest.raises(CodeProblem, match=f"末位应为“{right}”"):
            check_orgcode(first + other)


@pytest.mark.parametrize(
    ("code", "message"),
    [("I1441700007280420Y", "第1位“I”不是允许的字符"), ("11441700007280420y", "第18位“y”不是允许的字符")],
)
def test_characters_a_credit_code_never_has_are_named(code, message):
    with pytest.raises(CodeProblem, match=message):
        check_uscc(code)


def test_an_organisation_code_is_written_without_hyphen():
    with pytest.raises(CodeProblem, match=r"组织机构代码应为9位（不写连字符），“01527918-X”有10位"):
        check_orgcode("01527918-X")
    with pytest.raises(CodeProblem, match="第3位“丙”不是数字或者大写字母"):
        check_orgcode("01丙27918X")


@given(st.integers(1, 99999), st.integers(1949, 2199))
def test_what_is_composed_is_read_back(serial, year):
    parts = parse(compose(uscc=USCC, year=year, serial=serial))
    assert (int(parts["serial"]), int(parts["year"]), parts["uscc"]) == (serial, year, USCC)
