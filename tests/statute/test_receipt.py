"""Article 31: by each channel another act fixes the day of receipt, and without it there is none."""

from datetime import date

import pytest

from gongkai.statute.receipt import Channel, FixedBy, ReceiptProblem, explains, receipt_rule, received_on

SUBMITTED, LATER = date(2026, 9, 19), date(2026, 9, 21)


@pytest.mark.parametrize("channel", [Channel.COUNTER, Channel.ORAL, Channel.ONLINE])
def test_what_is_handed_in_or_answered_at_once_is_received_the_same_day(channel):
    assert received_on(channel, submitted_on=SUBMITTED) == SUBMITTED
    assert received_on(channel, submitted_on=SUBMITTED, signed_on=LATER, confirmed_on=LATER) == SUBMITTED
    assert receipt_rule(channel).waits_for is None


def test_registered_mail_is_received_when_the_organ_signs():
    assert received_on("registered_mail", submitted_on=SUBMITTED) is None
    assert received_on("registered_mail", submitted_on=SUBMITTED, confirmed_on=LATER) is None
    assert received_on("registered_mail", submitted_on=SUBMITTED, signed_on=LATER) == LATER
    assert receipt_rule("registered_mail").waits_for is FixedBy.SIGNATURE


@pytest.mark.parametrize("channel", [Channel.ORDINARY_MAIL, Channel.EMAIL, Channel.FAX, Channel.OTHER_ONLINE])
def test_other_channels_wait_for_both_sides_to_confirm(channel):
    assert received_on(channel, submitted_on=SUBMITTED) is None
    assert received_on(channel, submitted_on=SUBMITTED, signed_on=LATER) is None
    assert received_on(channel, submitted_on=SUBMITTED, confirmed_on=LATER) == LATER
    assert receipt_rule(channel).waits_for is FixedBy.CONFIRMATION


def test_before_the_regulations_of_2019_an_email_counted_when_it_arrived():
    """207号函: 自电子邮件系统接收之日; superseded by Article 31 item 3."""
    old, new = date(2019, 5, 14), date(2019, 5, 15)
    assert received_on("email", submitted_on=old) == old
    assert received_on("email", submitted_on=new) is None
    assert receipt_rule("email", on=old).citation == "207号函"


def test_nothing_is_signed_or_confirmed_before_it_was_handed_in():
    with pytest.raises(ReceiptProblem, match="签收之日2026年9月18日（星期五）早于提交之日2026年9月19日（星期六）"):
        received_on("registered_mail", submitted_on=SUBMITTED, signed_on=date(2026, 9, 18))
    with pytest.raises(ReceiptProblem, match="双方确认之日"):
        received_on("email", submitted_on=SUBMITTED, confirmed_on=date(2026, 9, 18))


def test_there_were_no_applications_before_there_was_a_law():
    with pytest.raises(ReceiptProblem, match="此前没有政府信息公开申请"):
        received_on("counter", submitted_on=date(2008, 4, 30))


def test_an_unknown_channel_is_refused():
    with pytest.raises(ValueError, match="pigeon"):
        received_on("pigeon", submitted_on=SUBMITTED)


@pytest.mark.parametrize("channel", list(Channel))
@pytest.mark.parametrize("on", [None, date(2018, 3, 1), date(2026, 3, 2)])
def test_every_channel_explains_itself_with_its_source(channel, on):
    sentence = explains(channel, on=on)
    assert sentence.startswith(f"{channel.label}的，以")
    assert receipt_rule(channel, on=on).citation in sentence
    assert sentence.endswith(("。", "）。"))


def test_our_own_form_says_why_the_same_day_counts():
    assert explains("online") == (
        "本平台在线申请的，以提交当日（系统即时确认）为收到申请之日（条例第三十一条第三项、指导案例26号）。"
        "提交成功的页面和回执即双方的确认，所以就是提交当日。"
    )
