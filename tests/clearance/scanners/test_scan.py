"""What the scanners say together: one finding a stretch, where it stands, hidden or not, and never the value."""

import json

import pytest

from gongkai.clearance.documents.document import METADATA, PARAGRAPH, Block, Document, Piece
from gongkai.clearance.documents.places import Place
from gongkai.clearance.scanners import RULES, SCANNERS, scan
from gongkai.clearance.scanners.finding import Known
from gongkai.clearance.scanners.masks import mask
from tests.clearance.scanners.making import ANYBODY, CARD, at, found, paragraphs, table


def test_every_scanner_has_its_rule_a_name_and_a_reason_with_an_article():
    assert len({scanner.RULE for scanner in SCANNERS}) == len(SCANNERS) == len(RULES)
    for rule in RULES.values():
        assert rule.label and rule.why.endswith("。")
        assert any(word in rule.why for word in ("法", "条例", "格式"))


def test_the_place_is_of_the_piece_where_a_finding_begins():
    document = table(("姓名", "身份证号"), ("罗某", ANYBODY), cells=True)
    [finding] = scan(document)
    assert finding.place.code() == "sheet 名单!B2"
    assert document.blocks[finding.block].text[finding.start : finding.end] == ANYBODY


def test_a_number_cut_by_runs_is_whole_and_hidden_when_one_part_is():
    here = Place.of(("paragraph", 1))
    block = Block([Piece("身份证52260119", here), Piece("85031212", here, trace="hidden_text"), Piece("34。", here)])
    [finding] = [one for one in scan(Document(blocks=[block])) if one.rule != "HIDDEN"]
    assert (finding.rule, finding.hidden, finding.masked) == ("ID18", True, "5226***********234")


def test_a_hidden_sheet_hides_what_it_holds():
    document = Document()
    place = Place().then("sheet", "原始名单", hidden=True).then("cell", "C4")
    document.add(ANYBODY, place)
    [finding] = [one for one in scan(document) if one.rule != "HIDDEN"]
    assert finding.as_data() == {
        "rule": "ID18", "severity": "block", "where": "sheet 原始名单 (hidden)!C4", "masked": "5226***********234", "hidden": True,
    }  # fmt: skip


def test_properties_and_file_names_are_read_as_well():
    document = Document()
    document.add("罗某 13800138000", Place.of(("metadata", "creator")), kind=METADATA, name="creator")
    assert found(document) == {("MOBILE", "warn"), ("METADATA", "warn")}
    assert found(at("filename", "", f"罗某{ANYBODY}.docx")) == {("ID18", "block")}


def test_what_blocks_comes_first_and_then_the_order_of_the_document():
    document = paragraphs("标题", "13800138000", f"{CARD} {ANYBODY}", "浙A12345")
    assert [finding.rule for finding in scan(document)] == ["CARD", "ID18", "MOBILE", "PLATE"]


def test_the_same_number_twice_is_two_findings():
    assert len(scan(paragraphs("标题", f"{ANYBODY}，{ANYBODY}", ANYBODY))) == 3


def test_values_somebody_has_settled_for_the_organ_are_silent_but_never_marks():
    known = Known(allowed=frozenset({"13800138000", "机密★5年"}))
    assert found(paragraphs("标题", "13800138000", "机密★5年"), known) == {("SECRET", "block")}


@pytest.mark.parametrize(
    ("rule", "value", "masked"),
    [
        ("ID18", ANYBODY, "5226***********234"), ("ID18", "522601-19850312-1234", "5226***********234"), ("ID15", "522601850312123", "5226********123"),
        ("MOBILE", "138 8551 2345", "138****2345"), ("CARD", "6217 0012 3456 7890 122", "***************0122"), ("SECRET", "机密★5年", "机***"),
        ("SECRET-LINE", "机密", "**"), ("PLATE", "浙A12345", "浙***"), ("DISAB", "11010519491231002X43", "1101****************"), ("HIDDEN", "", ""),
    ],
)  # fmt: skip
def test_a_value_is_covered(rule, value, masked):
    assert mask(rule, value) == masked


def test_no_finding_holds_the_value():
    secrets = [
        ANYBODY,
        "13800138000",
        CARD,
        "abc@qq.com",
        "0571-88888888",
        "浙A12345",
        "E12345678",
        "机密★5年",
        "内部资料",
    ]
    text = f"罗某，身份证号{ANYBODY}，手机13800138000，卡号{CARD}，邮箱abc@qq.com，宅电0571-88888888，车牌浙A12345，护照E12345678"
    findings = scan(paragraphs("标题", text, "机密★5年", "内部资料"))
    assert len(findings) == 9
    said = json.dumps([finding.as_data() for finding in findings], ensure_ascii=False) + repr(findings)
    assert not [secret for secret in secrets if secret in said]


def test_an_empty_block_or_document_is_no_trouble():
    assert scan(Document()) == []
    assert scan(Document(blocks=[Block([], PARAGRAPH), Block([Piece("", Place())])])) == []


def test_a_scan_twice_says_the_same():
    document = paragraphs("标题", ANYBODY, "13800138000")
    assert scan(document) == scan(document)
