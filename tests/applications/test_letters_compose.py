"""A letter of a case: it says what it must, by the law of its day, and tells nobody what is not his to know."""

import re
from datetime import date

import pytest
from django.core.exceptions import ValidationError

from gongkai.applications.letters.compose import MissingFact
from gongkai.applications.letters.demands import BY_LETTER, fields_for
from gongkai.applications.letters.history import history
from gongkai.applications.letters.money import in_words
from gongkai.applications.letters.templates import TEMPLATES
from gongkai.applications.letters.values import requested
from gongkai.applications.standing import Correction, Order, Standing
from gongkai.statute import clocks
from gongkai.statute.decisions import DECISIONS
from gongkai.statute.grounds import ground
from gongkai.statute.instruments import cite
from gongkai.statute.limits import limit
from gongkai.statute.remedies import Remedy
from gongkai.statute.wording import chinese_number
from gongkai.statute.workdays.calendar import calendar
from gongkai.writers.letter import Letter, ListBlock, Paragraph, Table
from tests.applications.letter_samples import FACTS, FILE_ONLY, ID_NUMBER, PHONE, RECEIVED, Cast, slices

NAMES = sorted(TEMPLATES)
REPLIES = [row for row in DECISIONS if row.is_reply]
REGULATIONS = "《中华人民共和国政府信息公开条例》"
PLACEHOLDER = re.compile(r"\{[a-z_]+\}")


@pytest.fixture
def case(organ):
    return Cast(organ)


def texts_of(value) -> list[str]:
    if isinstance(value, str):
        return [value]
    if isinstance(value, dict):
        return [text for part in value.values() for text in texts_of(part)]
    return [text for part in value for text in texts_of(part)] if isinstance(value, list | tuple) else []


def words_of(letter: Letter) -> str:
    return "\n".join(texts_of(letter.as_data()))


def articles(text: str) -> set[str]:
    """The articles of the Regulations the text cites, by their numbers in Chinese."""
    runs = re.findall(REGULATIONS + "((?:第[^条]{1,5}条(?:第[^款条]{1,2}款)?(?:第[^项条]{1,3}项)?、?)+)", text)
    return {number for run in runs for number in re.findall("第([^条、]{1,5})条", run)}


@pytest.mark.parametrize("name", NAMES)
def test_every_letter_is_filled_to_the_last_name(case, name):
    words = words_of(case.compose(name))
    assert not PLACEHOLDER.search(words) and "None" not in words
    assert not re.search("[。；，：][。；，]", words)


@pytest.mark.parametrize("row", REPLIES, ids=lambda row: row.code)
def test_a_reply_states_receipt_channel_number_request_decision_ground_remedy_and_contact(case, row):
    letter = case.compose(row.letter)
    words = words_of(letter)
    for element in (
        "2024年9月6日", "通过网上申请平台提交", "登记编号：202400020015", "“2023年度城乡低保资金分配方案”", "电子文档",
        "60日内", "榕江县人民政府", "榕江县人民法院", "0855-6622611",
    ):  # fmt: skip
        assert element in words, element
    assert row.legal_ground(date(2024, 10, 9)) in words
    for need in row.facts:
        if need.key in FACTS[row.letter] and need.kind == "text":
            assert FACTS[row.letter][need.key].rstrip("。；") in words
    assert letter.addressee == "杨昌贵" and letter.number and letter.signed_on == date(2024, 10, 9)


@pytest.mark.parametrize("row", REPLIES, ids=lambda row: row.code)
def test_a_reply_cites_exactly_the_articles_of_its_kind(case, row):
    facts = FACTS[row.letter]
    wanted = f"{row.article},{ground(facts['ground']).article}" if "ground" in facts else row.article
    numbers = {chinese_number(int(number)) for number in re.findall(r"(?:^|,)(\d+)", wanted)}
    assert articles(words_of(case.compose(row.letter))) == numbers


@pytest.mark.parametrize("name", NAMES)
def test_a_letter_cannot_do_without_any_fact_it_demands(case, name):
    for need in fields_for(name):
        if need.optional or need.for_file_only:
            continue
        less = {key: value for key, value in FACTS[name].items() if key != need.key}
        if (name, need.key) == ("fee_notice", "amount_yuan"):
            continue  # the slices add up to it
        with pytest.raises(MissingFact) as refusal:
            case.compose(name, facts=less)
        assert need.label in refusal.value.names, need.key
        assert need.label in str(refusal.value)


def test_what_is_missing_is_said_in_one_sentence(case):
    with pytest.raises(MissingFact, match="《政府信息公开申请补正告知书》还缺：需要补正的事项、补正期限。请补充"):
        case.compose("correction_notice", facts={"items": ["  "]})


@pytest.mark.parametrize("row", DECISIONS, ids=lambda row: row.code)
@pytest.mark.parametrize("signed_on", [date(2023, 12, 31), date(2024, 1, 1)])
def test_the_remedy_is_that_of_the_day_of_the_letter(case, row, signed_on):
    words = words_of(case.compose(row.letter, signed_on=signed_on, received_on=date(2023, 12, 1)))
    new = signed_on.year == 2024
    assert ("行政复议" in words) == (row.remedy is not Remedy.NONE)
    assert ("应当先自收到" in words) == (new and row.remedy is Remedy.RECONSIDERATION_FIRST)
    assert ("黔东南州民政局" in words) == (not new and row.remedy is not Remedy.NONE)


def test_a_part_withheld_under_articles_14_to_16_goes_to_reconsideration_first_and_only_that_part(case):
    words = words_of(case.compose("granted_in_part"))
    assert "对本答复中不予公开的部分不服的，应当先自" in words and "对本答复的其他内容不服的，可以自" in words
    other = FACTS["granted_in_part"] | {"ground": "不属于政府信息"}
    assert "应当先自" not in words_of(case.compose("granted_in_part", facts=other))


def test_a_reply_served_online_names_the_online_way_to_reconsideration(case):
    assert "https://xzfy.example.gov.cn" in words_of(case.compose("granted", served_online=True))
    case.office.reconsideration_online = ""
    case.office.save()
    with pytest.raises(MissingFact, match="行政复议法第二十二条"):
        case.compose("granted", served_online=True)
    assert "互联网提交" not in words_of(case.compose("granted"))


@pytest.mark.parametrize("row", DECISIONS, ids=lambda row: row.code)
def test_what_is_for_the_file_is_never_printed(case, row):
    words = words_of(case.compose(row.letter, facts=FACTS[row.letter] | FILE_ONLY))
    assert not [fact for fact in FILE_ONLY.values() if fact in words]


@pytest.mark.parametrize("name", [name for name in NAMES if TEMPLATES[name].to in {"applicant", "file"}])
def test_the_applicants_numbers_stand_in_no_letter_even_where_somebody_typed_them(case, name):
    case.application.content = f"我的身份证号是{ID_NUMBER}，电话{PHONE}，请提供本人的低保审批材料"
    words = words_of(case.compose(name))
    assert ID_NUMBER not in words and PHONE not in words and case.applicant.address not in words


@pytest.mark.parametrize("name", [name for name in NAMES if TEMPLATES[name].to in {"party", "organ", "us"}])
@pytest.mark.parametrize("told", ["杨昌贵", "yangchanggui@example.com", "贵州省榕江县忠诚镇定弄村三组"])
def test_who_is_consulted_is_never_told_who_applied(case, name, told):
    assert case.applicant.name not in words_of(case.compose(name))
    with pytest.raises(ValidationError, match="不要写明申请人是谁"):
        case.compose(name, facts=FACTS[name] | {"what": f"申请人{told}所要的合同"})


@pytest.mark.parametrize("name", [name for name in NAMES if FACTS[name]])
def test_hostile_facts_stay_text(case, name):
    nasty = "{reasons}{x}<b>粗</b>\n第二行🙂𬱖％s {0}"
    kinds = {need.key: need.kind for need in fields_for(name)}
    facts = {
        key: [nasty, nasty] if isinstance(value, list) and key != "slices" else nasty if kinds.get(key) == "text" else value
        for key, value in FACTS[name].items()
    }  # fmt: skip
    facts |= {key: FACTS[name][key] for key in ("amount_yuan", "quantity") if key in FACTS[name]}
    letter = case.compose(name, facts=facts)
    typed = [key for key in facts if facts[key] == nasty or facts[key] == [nasty, nasty]]
    assert Letter.from_data(letter.as_data()) == letter
    if typed and name != "consultation_applicant":
        assert "{reasons}{x}<b>粗</b>" in words_of(letter) and "第二行🙂𬱖" in words_of(letter)


def test_a_fact_typed_with_or_without_its_full_stop_reads_the_same(case):
    bare = FACTS["registry_query"] | {"counter": "榕江县不动产登记中心"}
    assert case.compose("registry_query", facts=bare) == case.compose(
        "registry_query", facts=bare | {"counter": "榕江县不动产登记中心。\n"}
    )


def test_a_reason_of_several_lines_becomes_as_many_paragraphs_and_one_entry_no_list(case):
    letter = case.compose("withheld_internal_affairs", facts={"internal_kind": "人事管理", "reasons": "其一\n\n其二。"})
    assert [block.text for block in letter.blocks if isinstance(block, Paragraph)][2:4] == ["其一。", "其二。"]
    one, two = (case.compose("granted", facts={"delivered": lines}) for lines in (["甲件"], "甲件；\n乙件"))
    assert not [block for block in one.blocks if isinstance(block, ListBlock)]
    assert [block.items for block in two.blocks if isinstance(block, ListBlock)] == [("甲件；", "乙件。")]


def test_an_organisation_is_not_addressed_as_a_person_and_an_agent_is_named(organ):
    company = Cast(organ, kind="org_business", name="贵州某某有限公司", agent_name="李代理")
    letter = company.compose("granted")
    assert letter.addressee == "贵州某某有限公司（由代理人李代理转）"
    assert "你单位申请公开" in words_of(letter) and "您" not in words_of(letter)


def test_a_reply_tells_what_became_of_the_case_before(case):
    now = Standing(
        correction=Correction(date(2024, 9, 9), date(2024, 9, 20), ("年度",), received_on=date(2024, 9, 18)),
        extension=(date(2024, 10, 8), 15, "检索"),
        order=Order(date(2024, 12, 1), "reconsideration", "榕府行复〔2024〕9号行政复议决定书", None, 20),
    )
    words = words_of(case.compose("granted", facts=FACTS["granted"] | history(now)))
    for told in (
        "已于2024年9月18日收到",
        "已于2024年10月8日告知您延长",
        "根据榕府行复〔2024〕9号行政复议决定书，本机关",
    ):
        assert told in words
    assert history(Standing()) == {} and "延长" not in words_of(case.compose("granted"))


def test_the_receipt_gives_the_last_day_and_how_it_was_counted(case):
    letter = case.compose("receipt")
    first, trail = (block for block in letter.blocks if isinstance(block, Table))
    assert ("登记编号", "2024 0002 0015") in first.rows and ("查询码", "K7M2P-9XQ4T") in first.rows
    assert ("答复期限届满", "2024年10月11日") in first.rows
    assert ("收到申请之日", "2024年9月6日（提交之日，条例第三十一条第三项）") in first.rows
    assert [row[2] for row in trail.rows] == [step.article for step in case.due.trail]
    assert letter.qr.endswith("/apply/status/") and letter.number == ""


def test_a_last_day_beyond_the_known_holidays_is_called_provisional(case):
    far = clocks.due(limit("reply", on=date(2031, 1, 20)), date(2031, 1, 20), calendar=calendar())
    assert "为暂定" in words_of(case.compose("receipt", due=far)) and "暂定" not in words_of(case.compose("receipt"))


def test_a_fee_notice_shows_the_slices_the_sum_and_its_words(case):
    letter = case.compose("fee_notice")
    table = next(block for block in letter.blocks if isinstance(block, Table))
    assert table.rows == (
        ("第29件至第30件", "2件", "100元/件", "200"), ("第31件至第34件", "4件", "200元/件", "800"), ("合计", "6件", "", "1,000"),
    )  # fmt: skip
    words = words_of(letter)
    assert "您2024年9月内累计" in words and "1,000元（大写：壹仟元整）" in words and "20个工作日" in words
    assert case.office.payment_instructions in words
    yuan, rows = slices(11, 1)
    one = case.compose("fee_notice", facts={"basis": "items", "amount_yuan": yuan, "slices": rows})
    assert "本次计费的为第12件" in words_of(one)
    pages = {"basis": "pages", "amount_yuan": 380, "slices": [[1, 30, 30, 0, 0], [31, 68, 38, 10, 380]]}
    assert "共68页" in words_of(case.compose("fee_notice", facts=pages))


@pytest.mark.parametrize(
    ("yuan", "words"),
    [(0, "零元整"), (100, "壹佰元整"), (1010, "壹仟零壹拾元整"), (14700, "壹万肆仟柒佰元整"), (100_200, "壹拾万零贰佰元整"),
     (20_000_000, "贰仟万元整"), (100_000_001, "壹亿零壹元整")],
)  # fmt: skip
def test_amounts_are_written_out(yuan, words):
    assert in_words(yuan) == words


def test_a_consulted_organ_reads_what_its_silence_means(case):
    assert "视为同意公开" in words_of(case.compose("consultation_organ"))
    other = case.party("consultation_organ")
    other.kind = "other_organ"
    words = words_of(case.compose("consultation_organ", party=other, facts={"what": "甲", "expected_on": "2024-09-25"}))
    assert "视为同意" not in words and "请于2024年9月25日以前" in words
    assert "不视为同意" in words_of(case.compose("consultation_third_party"))


def test_an_extension_told_while_opinions_are_awaited_names_no_day(case):
    facts = {"reason": "材料较多", "working_days": 20, "first_due_on": "", "due_on": ""}
    words = words_of(case.compose("extension_notice", facts=facts))
    assert "延长20个工作日" in words and "待意见收齐后确定" in words
    assert "至2024年11月1日届满" in words_of(case.compose("extension_notice"))


@pytest.mark.parametrize(("result", "said"), [
    ("corrected", "已经予以更正"), ("transferred", "转送有权更正"), ("referred", "向有权更正的行政机关提出"), ("经审核记录准确，不予更正", "不予更正"),
])  # fmt: skip
def test_a_correction_of_a_record_tells_its_result(case, result, said):
    assert said in words_of(case.compose("rectification", facts=FACTS["rectification"] | {"result": result}))


def test_the_blank_form_asks_for_what_article_29_names_and_for_no_purpose(case):
    letter = case.compose("application_form")
    words = words_of(letter)
    assert letter.addressee == letter.number == "" and letter.signed_on is None
    assert "不需要说明申请的用途" in words and "法定代表人" not in words and "0855-6622611" in words


def test_the_request_is_repeated_in_short_and_once():
    assert requested("低保方案", "低保方案") == "“低保方案”"
    assert requested("低保方案", "低保方案的全文") == "“低保方案的全文”"
    assert requested("关于“低保”的方案", "") == "“关于‘低保’的方案”"
    assert requested("方案", "请" * 300) == f"“方案”（具体描述：“{'请' * 200}……”）"


def test_a_letter_from_before_the_regulations_of_2019_is_not_made(case):
    with pytest.raises(ValidationError, match="2019年5月15日以前"):
        case.compose("granted", signed_on=date(2019, 5, 14))


def test_a_text_and_the_code_of_another_reply_do_not_go_together(case):
    with pytest.raises(ValueError, match="granted"):
        case.compose("granted", decision="withheld.state_secret")


def test_without_an_office_known_the_letter_says_what_to_set_up(case, county):
    county.disclosure_office.delete()
    county.refresh_from_db()
    case.application.organ = county
    with pytest.raises(MissingFact, match="公开工作机构电话、公开工作机构名称"):
        case.compose("granted")


def test_what_is_no_choice_is_not_chosen(case):
    with pytest.raises(MissingFact, match="内部事务的类别"):
        case.compose("withheld_internal_affairs", facts={"internal_kind": "其他", "reasons": "甲"})
    with pytest.raises(MissingFact, match="处理结果"):
        case.compose("rectification", facts=FACTS["rectification"] | {"result": "unknown"})
    with pytest.raises(MissingFact, match="主送"):
        case.compose("consultation_organ", party=None)


def test_a_justice_bureau_and_a_government_have_their_own_reviewers(case):
    case.organ.name = "榕江县司法局"
    assert "榕江县人民政府或者黔东南州民政局" in words_of(case.compose("granted"))
    case.organ.name, case.organ.kind = "榕江县人民政府", "government"
    assert cite("reconsideration", "24.1(2)").removeprefix("行政复议法") in words_of(case.compose("granted"))


def test_the_slip_goes_on_paper_to_those_whose_time_runs_from_receipt(case):
    with_slip = {name for name in NAMES if case.compose(name).receipt_slip}
    assert with_slip == {"consultation_third_party", "consultation_organ", "fee_notice"}
    assert case.compose("consultation_third_party", served_online=True).receipt_slip
    assert not case.compose("fee_notice", served_online=True).receipt_slip


def test_receipt_day_is_that_of_the_argument(case):
    assert RECEIVED.isoformat() == "2024-09-06" and "2024年9月6日" in words_of(case.compose("granted"))
    with pytest.raises(MissingFact, match="收到申请之日"):
        case.compose("granted", received_on=None)


def test_every_reply_of_the_table_has_its_row():
    assert all(BY_LETTER[row.letter] is row for row in DECISIONS)
