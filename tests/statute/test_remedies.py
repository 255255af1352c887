"""What a reply tells about reconsideration and lawsuit, by its kind and by the law of its day."""

from datetime import date

import pytest

from gongkai.statute.remedies import NoRemedyRule, Remedy, Standing, remedy_paragraph, remedy_rule, review_of
from gongkai.statute.remedy_periods import PERIODS, period
from gongkai.statute.workdays.calendar import calendar

BEFORE, SINCE = date(2023, 12, 31), date(2024, 1, 1)
WHERE = {"reconsideration_at": "云溪县人民政府", "court": "云溪县人民法院"}


def test_since_2024_a_refusal_goes_to_reconsideration_first():
    text = remedy_paragraph(Remedy.RECONSIDERATION_FIRST, SINCE, **WHERE)
    assert text == (
        "对本答复不服的，应当先自收到本答复之日起60日内，向云溪县人民政府申请行政复议"
        "（《中华人民共和国行政复议法》第二十条第一款、第二十三条第一款第四项、第二十三条第二款、"
        "第二十四条第一款第一项）；对行政复议决定仍不服的，可以自收到行政复议决定书之日起15日内，"
        "向云溪县人民法院提起行政诉讼（《中华人民共和国行政诉讼法》第四十四条第二款、第四十五条）。"
    )


def test_every_other_reply_may_go_either_way():
    text = remedy_paragraph("either", SINCE, **WHERE)
    assert text == (
        "对本答复不服的，可以自收到本答复之日起60日内，向云溪县人民政府申请行政复议"
        "（《中华人民共和国行政复议法》第二十条第一款、第二十四条第一款第一项）；"
        "也可以自收到本答复之日起6个月内，直接向云溪县人民法院提起行政诉讼"
        "（《中华人民共和国行政诉讼法》第四十四条第一款、第四十六条第一款）。"
    )


@pytest.mark.parametrize("remedy", [Remedy.EITHER, Remedy.RECONSIDERATION_FIRST])
def test_before_2024_even_a_refusal_could_go_either_way_and_to_the_higher_department(remedy):
    text = remedy_paragraph(remedy, BEFORE, higher_department="澄江市民政局", **WHERE)
    assert "向云溪县人民政府或者澄江市民政局申请行政复议" in text
    assert "（《中华人民共和国行政复议法》第九条第一款、第十二条第一款）" in text
    assert "6个月内，直接向云溪县人民法院" in text
    assert "应当先" not in text and "15日" not in text


def test_the_higher_department_is_named_in_general_where_its_name_is_not_given():
    assert "云溪县人民政府或者上一级主管部门申请" in remedy_paragraph("either", BEFORE, **WHERE)


def test_since_2024_the_higher_department_reviews_no_more():
    assert "澄江市民政局" not in remedy_paragraph("either", SINCE, higher_department="澄江市民政局", **WHERE)


@pytest.mark.parametrize(
    ("organ", "on", "citation"),
    [
        (Standing.GOVERNMENT, SINCE, "行政复议法第二十四条第一款第二项"),
        (Standing.VERTICAL, SINCE, "行政复议法第二十七条"),
        (Standing.JUSTICE, SINCE, "行政复议法第二十八条"),
        (Standing.GOVERNMENT, BEFORE, "行政复议法（2023年修订前）第十三条第一款"),
        (Standing.VERTICAL, BEFORE, "行政复议法（2023年修订前）第十二条第二款"),
    ],
)
def test_other_organs_are_reviewed_elsewhere(organ, on, citation):
    assert review_of(organ, on=on).citation == citation


def test_the_justice_bureau_alone_still_has_two_reviewers():
    text = remedy_paragraph("either", SINCE, organ="justice", **WHERE)
    assert "云溪县人民政府或者上一级司法行政部门申请" in text and "第二十八条" in text
    assert [s for s in Standing if review_of(s, on=SINCE).choice] == [Standing.JUSTICE]


def test_a_partial_disclosure_binds_only_its_withheld_part():
    text = remedy_paragraph("reconsideration_first", SINCE, partial=True, **WHERE)
    withheld, rest = text.split("。")[:2]
    assert withheld.startswith("对本答复中不予公开的部分不服的，应当先")
    assert rest.startswith("对本答复的其他内容不服的，可以") and "6个月" in rest
    assert remedy_paragraph("reconsideration_first", BEFORE, partial=True, **WHERE).startswith("对本答复不服的，可以")


def test_a_reply_served_online_names_the_online_way():
    text = remedy_paragraph("either", SINCE, online_channel="https://fuyi.example/", served_online=True, **WHERE)
    sentence = "行政复议申请可以通过互联网提交：https://fuyi.example/（《中华人民共和国行政复议法》第二十二条第二款）。"
    assert text.endswith(sentence)
    with pytest.raises(ValueError, match="应当同时提供提交复议申请的互联网渠道（行政复议法第二十二条第二款）"):
        remedy_paragraph("either", SINCE, served_online=True, **WHERE)


def test_before_2024_no_online_way_had_to_be_named():
    text = remedy_paragraph("either", BEFORE, online_channel="https://fuyi.example/", served_online=True, **WHERE)
    assert "互联网" not in text


def test_a_procedural_notice_tells_no_remedy():
    assert remedy_paragraph(Remedy.NONE, SINCE, reconsideration_at="", court="", served_online=True) == ""


@pytest.mark.parametrize("missing", ["reconsideration_at", "court"])
def test_the_reviewer_and_the_court_must_be_named(missing):
    with pytest.raises(ValueError, match="应当写明行政复议机关和人民法院的名称"):
        remedy_paragraph("either", SINCE, **{**WHERE, missing: ""})


def test_other_letters_name_themselves():
    assert "收到本告知书之日起60日内" in remedy_paragraph("either", SINCE, act="本告知书", **WHERE)


def test_the_tables_do_not_reach_back_for_ever():
    early = date(2015, 4, 30)
    with pytest.raises(NoRemedyRule, match="收录2015年5月1日以后的救济途径，没有2015年4月30日的"):
        remedy_rule("either", on=early)
    with pytest.raises(NoRemedyRule, match="复议管辖"):
        review_of("department", on=early)


def test_only_the_law_since_2024_knows_reconsideration_first():
    assert remedy_rule("reconsideration_first", on=BEFORE).told is Remedy.EITHER
    assert remedy_rule("reconsideration_first", on=SINCE).told is Remedy.RECONSIDERATION_FIRST


@pytest.mark.parametrize(
    ("name", "starts", "ends"),
    [
        ("reconsideration", "2024-03-01", "2024-04-30"),
        ("reconsideration", "2026-07-29", "2026-09-28"),
        ("lawsuit_after_reconsideration", "2026-09-18", "2026-10-08"),
        ("lawsuit", "2024-03-01", "2024-09-02"),
        ("lawsuit", "2025-08-29", "2026-02-28"),
        ("reconsideration_untold", "2024-02-29", "2025-02-28"),
    ],
    ids=["60 days", "the end on a Sunday of rest", "over the National Day", "a Sunday", "no 29 February", "leap day"],
)
def test_days_and_months_of_the_calendar_roll_over_to_a_working_day(name, starts, ends):
    """2026-02-28 is a Saturday on which people work; 2026-10-03 lies in the holiday that ends on the seventh."""
    begins = date.fromisoformat(starts)
    assert period(name, on=begins).ends_on(begins, calendar=calendar()) == date.fromisoformat(ends)


def test_every_period_has_its_source_and_an_unknown_one_names_those_there_are():
    assert all(row.citation and row.words for row in PERIODS)
    assert period("reconsideration", on=BEFORE).citation == "行政复议法（2023年修订前）第九条第一款"
    assert period("lawsuit", on=SINCE).words == "6个月"
    with pytest.raises(LookupError, match="没有名为“appeal”的救济期限（表中有：lawsuit、"):
        period("appeal", on=SINCE)
