"""延期, 说明理由, 延迟答复 (Arts 33, 35): what moves the last day, and until when it may be moved."""

from gongkai.applications import clocks
from gongkai.applications.standing import Standing
from gongkai.casework.lifecycle import Happened, Refusal
from gongkai.statute.instruments import INSTRUMENTS, cite
from gongkai.statute.limits import limit
from gongkai.statute.wording import chinese_date
from gongkai.statute.workdays.calendar import Calendar


def extension_once(now: Standing, _what: Happened, _calendar: Calendar) -> None:
    if now.extension is not None:
        raise Refusal(
            f"不能再次延期：{chinese_date(now.extension[0])}已延长{now.extension[1]}个工作日；请在延长后的期限内答复",
            cite("2019", "33.2"),
        )
    if now.delay is not None:
        raise Refusal(f"已按第三十五条确定在{chinese_date(now.delay[1])}前答复，不再延期", cite("2019", "35"))
    _not_against_an_order(now)


def _not_against_an_order(now: Standing) -> None:
    """A last day that a decision or judgment has named is not the organ's to move."""
    named = clocks.ordered_day(now)
    if named is not None and now.order is not None:
        raise Refusal(
            f"{now.order.document}确定在{chinese_date(named)}前答复，本机关不能自行延长；请在该日以前答复",
            cite("2019", "51"),
        )


def extension_was_proposed(now: Standing, _what: Happened, _calendar: Calendar) -> None:
    if now.extension_asked is None:
        raise Refusal("没有等待决定的延期申请，不需要答复", cite("2019", "33.2"))


def extension_allowed(now: Standing, what: Happened, calendar: Calendar) -> None:
    most = limit("extension", on=max(now.received_on or what.on, INSTRUMENTS["2007"].since)).days
    if not 1 <= what.facts.working_days <= most:
        raise Refusal(f"延长的期限为1至{most}个工作日，不能是{what.facts.working_days}个", cite("2019", "33.2"))
    if not what.facts.reason.strip():
        raise Refusal("延期要告知申请人，请写明理由", cite("2019", "33.2"))
    due = clocks.reply_due(now, calendar)
    if due is not None and what.on > due.on:
        raise Refusal(
            f"原期限已于{chinese_date(due.on)}届满，不能再延期：延期应在届满前经负责人同意并告知申请人",
            cite("2019", "33.2"),
        )


def reasons_once(now: Standing, _what: Happened, _calendar: Calendar) -> None:
    if now.reasons_asked is not None:
        raise Refusal(f"{chinese_date(now.reasons_asked)}已经要求说明理由，请据此作出判断", cite("2019", "35"))


def reasons_worth_asking(_now: Standing, what: Happened, _calendar: Calendar) -> None:
    if what.facts.until <= what.on:
        raise Refusal(
            f"说明理由的期限{chinese_date(what.facts.until)}应晚于发出之日，并给申请人合理的时间", cite("2019", "35")
        )


def reasons_due_or_given(now: Standing, what: Happened, _calendar: Calendar) -> None:
    if not now.reasons_given and now.reasons_until and what.on <= now.reasons_until:
        raise Refusal(
            f"申请人说明理由的期限到{chinese_date(now.reasons_until)}，请等收到理由或者期满后再判断", cite("2019", "35")
        )


def delay_is_later(now: Standing, what: Happened, calendar: Calendar) -> None:
    """A delay is named while the period still runs and ends after it; once it is over, nothing makes up for it."""
    until, due = what.facts.delay_until, clocks.reply_due(now, calendar)
    if until is None or due is None:
        return
    _not_against_an_order(now)
    if what.on > due.on:
        raise Refusal(
            f"答复期限已于{chinese_date(due.on)}届满，不能再确定延迟答复的日期；请尽快答复", cite("2019", "35")
        )
    if until <= due.on:
        raise Refusal(f"原期限到{chinese_date(due.on)}，延迟答复的日期应晚于它；不需要延迟的请留空", cite("2019", "35"))
