"""征求意见 (Arts 32-34): whom to ask, when an opinion can have come, when silence counts."""

from gongkai.applications import clocks, events
from gongkai.applications.standing import Standing
from gongkai.casework.lifecycle import Happened, Refusal
from gongkai.statute.instruments import cite
from gongkai.statute.wording import chinese_date
from gongkai.statute.workdays.calendar import Calendar


def not_yet_asked(now: Standing, what: Happened, _calendar: Calendar) -> None:
    known = now.consultation(what.facts.party)
    if known is not None and known.is_open:
        raise Refusal(f"{chinese_date(known.sent_on)}已经向该方征求意见，还没有答复")


def third_party_by_law(now: Standing, what: Happened, _calendar: Calendar) -> None:
    if what.facts.kind != events.THIRD_PARTY:
        raise Refusal("向第三方征求意见，请选“征求第三方意见”", cite("2019", "32"))


def organ_by_law(now: Standing, what: Happened, _calendar: Calendar) -> None:
    if what.facts.kind not in {events.CO_MAKER, events.OTHER_ORGAN}:
        raise Refusal("这里只征求共同制作机关或者其他机关的意见", cite("2019", "34"))


def opinion_was_asked(now: Standing, what: Happened, _calendar: Calendar) -> None:
    row = now.consultation(what.facts.party)
    if row is None:
        raise Refusal("没有向该方征求过意见，不能登记对方收到的日期或者意见")
    if not row.is_open:
        assert row.ended_on is not None
        raise Refusal(f"该方的征求意见已于{chinese_date(row.ended_on)}结束")
    if what.on < row.sent_on:
        raise Refusal(
            f"征求意见书{chinese_date(row.sent_on)}才发出，所填日期{chinese_date(what.on)}早于这一天，请核对日期"
        )
    if row.received_on is not None and what.on < row.received_on:
        raise Refusal(f"对方{chinese_date(row.received_on)}才收到征求意见书，意见不能早于这一天，请核对日期")


def party_receipt_once(now: Standing, what: Happened, _calendar: Calendar) -> None:
    """The fifteen working days run from one day; a wrong one is corrected in the record, not moved on."""
    row = now.consultation(what.facts.party)
    if row is not None and row.received_on is not None:
        raise Refusal(f"对方收到征求意见书的日期已登记为{chinese_date(row.received_on)}；登记错了的，请更正原记录")


def third_party_was_heard(now: Standing, what: Happened, _calendar: Calendar) -> None:
    row = now.consultation(what.facts.party)
    if row is None or row.kind != events.THIRD_PARTY or row.is_open:
        raise Refusal("只告知征求过意见、并且已有结果的第三方；还在征求意见的，请等结果", cite("2019", "32"))
    if row.ended_on is not None and what.on < row.ended_on:
        raise Refusal(f"该方的征求意见{chinese_date(row.ended_on)}才结束，告知不能早于这一天，请核对日期")


def objectors_are_told(now: Standing, what: Happened, _calendar: Calendar) -> None:
    """What a third party objected to leaves us only after it has been told in writing what is disclosed and why."""
    asked = [one for one in now.consultations if one.kind == events.THIRD_PARTY and one == now.consultation(one.party)]
    untold = [one for one in asked if one.view == "objects" and (one.told_on is None or one.told_on > what.on)]
    if now.reply is not None and now.reply[0] == "granted" and untold:
        raise Refusal(
            "第三方不同意公开，本机关因公共利益决定公开的，应先将公开的内容和理由书面告知第三方，再送达申请人",
            cite("2019", "32"),
        )


def silence_is_over(now: Standing, what: Happened, calendar: Calendar) -> None:
    """Silence counts only after the limit: the organ decides (Art. 32), or it is consent (Art. 34)."""
    row = now.consultation(what.facts.party)
    if row is None:
        return
    if row.received_on is None and row.kind != events.OTHER_ORGAN:
        raise Refusal(
            "还没有登记对方收到征求意见书的日期，15个工作日从那一天起算；请先登记收到日期", cite("2019", "32,34")
        )
    due = clocks.consultation_due(row, calendar)
    if due is not None and what.on <= due.on:
        raise Refusal(
            f"对方提出意见的期限到{chinese_date(due.on)}为止，当日仍可提出；次日起才能按未提出意见处理",
            cite("2019", "32,34"),
        )
