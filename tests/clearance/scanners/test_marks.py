"""Marks of secrecy (State Secrets Law Art. 22, GB/T 9704-2012) stand as marks; read about, they are for a person."""

import pytest

from gongkai.clearance.documents.document import METADATA, Document, Piece
from gongkai.clearance.documents.places import Place
from tests.clearance.scanners.making import at, findings, found, paragraphs, rules, table


@pytest.mark.parametrize(
    "text",
    [
        "秘密★10年", "绝 密 * 30年", "机密★", "机密★5年", "机  密 ★ 五 年", "绝密★启用前", "秘密★长期", "绝密☆", "秘密※10年", "机密⭐5年", "机密＊5年", "機密★5年",
        "机密女5年", "机密仓5年", "机密食5午", "机密？5年", "机密太5年", "机密 5 年", "秘密10年", "机\n密\n★\n5\n年", "密级：机密★5年", "【机密★5年】", "机密★1年   特急", "000001 机密★5年",
        "机密★6个月", "签发：王某 密级：机密★5年 日期", "机密★5年　　　　　　特急",
    ],
)  # fmt: skip
def test_a_mark_of_a_state_secret_blocks(text):
    assert ("SECRET", "block") in found(text)


@pytest.mark.parametrize("kind", ["header", "footer", "textbox", "filename"])
def test_a_mark_in_a_header_a_text_box_or_a_name_blocks(kind):
    assert found(at(kind, "1", "机密★5年秀水县民政局文件")) == {("SECRET", "block")}


def test_a_mark_at_the_beginning_of_the_first_page_blocks_with_what_stands_behind_it():
    assert ("SECRET", "block") in found(paragraphs("机密★5年 秀水县民政局文件 秀民发〔2019〕1号"))


@pytest.mark.parametrize(
    "text",
    [
        "标注“机密★5年”的文件应当锁入保密柜。", "密级标志为“秘密★10年”，由密级、★和保密期限组成。", "机密★5年是指保密期限为五年的机密级国家秘密。",
        "例如秘密★10年的文件，期满自行解密。", "考卷袋上印有绝密★启用前字样的，不得提前拆封。",
    ],
)  # fmt: skip
def test_a_mark_in_a_sentence_is_for_a_person(text):
    assert found(text) == {("SECRET", "warn")}


@pytest.mark.parametrize(
    "text",
    [
        "依法确定为国家秘密的", "商业秘密", "国家秘密分为绝密、机密、秘密三级", "绝密级国家秘密是最重要的国家秘密", "中华人民共和国保守国家秘密法", "机密级不超过20年",
        "保密宣传月活动", "不得泄露商业\n秘密", "应当保守国家\n秘密", "密级：公开", "密级：无", "密级：非密", "保守秘密\n2019年5月20日", "□绝密 □机密 □秘密", "绝密级事项的保密期限不超过30年",
    ],
)  # fmt: skip
def test_words_about_secrecy_are_no_marks(text):
    assert found(text) == set()


@pytest.mark.parametrize(
    "text",
    [
        "密级：机密",
        "机密",
        "【绝密】",
        "密 级：秘 密",
        "☑机密 □秘密",
        "秘密件",
        "机密文件",
        "密级: 机密级",
        "机\n密",
        "【秘密】关于某事的报告",
    ],
)
def test_a_level_standing_alone_blocks(text):
    assert ("SECRET-LINE", "block") in found(text)


def test_the_ticked_box_of_a_form_counts_and_no_other():
    for text in ("密级：□公开 ☑秘密□机密", "密级 公开□ 秘密☑ 机密□", "密级：■机密 □秘密"):
        assert ("SECRET-LINE", "block") in found(text)
    for text in ("密级：☑非密 □秘密 □机密", "非密☑ 秘密□ 机密□", "密级：√非密□秘密□机密"):
        assert found(text) == set()
    for text in ("公开属性：□主动公开 ☑依申请公开", "公开属性：主动公开 □ 依申请公开 √"):
        assert ("NOTPUBLIC", "block") in found(text)
    for text in ("公开属性：☑主动公开 □依申请公开 □不予公开", "主动公开√ 依申请公开□"):
        assert found(text) == set()
    assert found(table(("事项", "主动", "依申请公开"), ("低保", "√", "依申请公开"))) == set()


def test_a_level_beside_or_below_its_field_blocks():
    assert found(table(("密级", "机密"), ("标题", "某事"))) == {("SECRET-LINE", "block")}
    assert found(table(("标题", "密级"), ("甲事", "秘密"), ("乙事", "公开"))) == {("SECRET-LINE", "block")}
    assert found(table(("标题", "密级"), ("甲事", "公开"), ("乙事", "无"))) == set()


def test_levels_side_by_side_are_a_lesson():
    assert found(table(("等级", "件数"), ("绝密", "0"), ("机密", "1"), ("秘密", "3"))) == {("SECRET-LINE", "warn")}
    assert found(paragraphs("定密知识", "绝密", "机密", "秘密")) == {("SECRET-LINE", "warn")}


def test_a_file_named_secret_blocks_and_one_about_secrecy_does_not():
    assert (
        found(at("filename", "", "（机密）名单.xlsx"))
        == found(at("filename", "", "机密-名单.xlsx"))
        == {("SECRET-LINE", "block")}
    )
    assert found(at("filename", "", "保守国家秘密法宣传.docx")) == set()


@pytest.mark.parametrize(
    "text",
    [
        "内部资料", "内部刊物 第12期", "内部事项 注意保管", "工作秘密", "内部", "（内部资料，请勿外传）", "内部文件  不得外传", "【内部使用】低保名单", "内部资料，注意保存。", "仅供内部使用", "仅供领导参阅",
        "此名单仅供内部使用，请勿外传。", "严禁外传", "阅后收回", "（内部：局务会已议，名单见附页）", "内部参考 注意保密", "请收悉。本资料仅供内部参考，不得外传。",
    ],
)  # fmt: skip
def test_a_mark_for_inside_only_blocks(text):
    assert ("INTERNAL", "block") in found(text)


@pytest.mark.parametrize(
    "text",
    [
        "内部控制制度", "内部审计", "内部事务信息", "（一）内部资料的管理", "内部资料性出版物管理办法", "考生信息不得外传", "工作秘密（内部事项）的管理", "属于工作秘密的，不予公开",
        "加强内部管理、内部监督", "申请人信息只能用于审核，不得外传。", "仅供参考",
    ],
)  # fmt: skip
def test_inside_in_running_text_is_no_mark(text):
    assert found(text) == set()


def test_inside_is_a_cell_of_a_table_like_another():
    assert found(table(("内部", "外部", "合计"), ("1", "2", "3"))) == set()
    assert found(table(("公开范围", "内部"), ("标题", "某事"))) == {("INTERNAL", "block")}


def test_a_property_or_hidden_text_that_says_so_blocks():
    document = Document()
    document.add("送审稿第三版，勿外传", Place.of(("metadata", "comments")), kind=METADATA, name="comments")
    assert ("INTERNAL", "block") in found(document)
    document = paragraphs("公告")
    document.blocks[0].pieces.append(Piece("内部意见：暂缓", Place.of(("paragraph", 1)), trace="white"))
    assert ("INTERNAL", "warn") in found(document)


@pytest.mark.parametrize(
    "text",
    [
        "（此件不公开）", "（此件不予公开）", "(此件依申请公开)", "（此件不宜公开）", "（此件只发至县团级）", "（此件发至县团级）", "此件依申请公开", "特此通知。（此件依申请公开）", "【不公开】", "（此 件 不公开）",
        "公开属性：不予公开", "信息公开选项：依申请公开", "公开方式: 依申请公开", "是否公开：否", "☑依申请公开 □主动公开", "此件发至县团级", "〔此件不公开〕",
    ],
)  # fmt: skip
def test_a_note_against_publication_blocks(text):
    assert ("NOTPUBLIC", "block") in found(text)


@pytest.mark.parametrize(
    "text",
    [
        "（此件公开发布）",
        "主动公开",
        "公开属性：主动公开",
        "公开方式：主动公开",
        "（二）依申请公开",
        "依申请公开的政府信息，自收到之日起",
        "不予公开的情形",
        "此件公开发布",
    ],
)
def test_a_note_for_publication_or_about_it_is_silent(text):
    assert found(text) == set()


def test_a_note_quoted_in_a_rule_is_for_a_person():
    assert found("不予公开的，应在文末标注“此件不公开”字样。") == {("NOTPUBLIC", "warn")}


def test_a_catalogues_column_is_no_note_on_the_document():
    assert found(table(("事项", "公开方式"), ("低保政策", "主动公开"), ("会议记录", "依申请公开"))) == set()
    assert found(table(("公开属性", "依申请公开"), ("文号", "秀民发〔2019〕1号"))) == {("NOTPUBLIC", "block")}


def test_a_copy_number_on_the_first_line_warns_and_with_a_mark_blocks():
    assert found(paragraphs("000123\n关于某事的报告")) == {("COPYNO", "warn")}
    assert ("COPYNO", "block") in found(paragraphs("000001\n秘密★10年"))
    assert ("COPYNO", "block") in found(paragraphs("000001", "机密★5年", "特急"))
    assert ("COPYNO", "block") in found(paragraphs("000001 机密★5年"))
    assert ("COPYNO", "warn") in found(paragraphs("份号：000012", "关于某事的报告"))


def test_six_digits_elsewhere_are_no_copy_number():
    assert found(paragraphs("公告", "000123")) == set()
    assert found(paragraphs("310000", "邮编310000")) == {("COPYNO", "warn")}
    assert found(paragraphs("邮编310000")) == set()
    assert found(paragraphs("201905\n月报")) == set()
    assert found(at("filename", "", "000123")) == set()


def test_the_first_line_of_a_file_in_an_archive_is_a_first_line():
    document = Document()
    for name in ("a.docx", "b.docx"):
        inner = paragraphs("报告" if name == "a.docx" else "000123", "正文")
        document.take_in(inner, Place.of(("file", name)))
    [finding] = findings(document)
    assert (finding.rule, finding.place.code()) == ("COPYNO", "b.docx: paragraph 1")


def test_the_words_of_a_mark_are_never_shown_whole():
    assert [finding.masked for finding in findings(paragraphs("标题", "机密★5年"))] == ["机***"]
    assert [finding.masked for finding in findings(paragraphs("标题", "机密"))] == ["**"]


def test_nothing_of_a_mark_is_in_the_rules_that_do_not_own_it():
    assert rules(paragraphs("标题", "机密★5年")) == {"SECRET"}
