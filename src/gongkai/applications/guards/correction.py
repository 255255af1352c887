"""通知补正 (Art. 30): once, in time, worth reading; and what comes of it."""

from gongkai.applications import clocks
from gongkai.applications.standing import Standing
from gongkai.casework.lifecycle import Happened, Refusal
from gongkai.statute.instruments import cite
from gongkai.statute.wording import chinese_date
from gongkai.statute.workdays.calendar import Calendar


def correction_once(now: Standing, _what: Happened, _calendar: Calendar) -> None:
    if now.correction is not None:
        raise Refusal(
            f"{chinese_date(now.correction.asked_on)}已经通知过补正，补正只能一次性告知；"
            "补正后仍不明确的，可以答复“无法提供：补正后申请内容仍不明确”",
            cite("2019", "30"),
        )


def correction_in_time(now: Standing, what: Happened, calendar: Calendar) -> None:
    due = clocks.correction_notice_due(now, calendar)
    if due is not None and what.on > due.on:
        raise Refusal(
            f"补正应当自收到申请之日起7个工作日内告知，最迟{chinese_date(due.on)}，现在不能再通知补正；"
            "可以电话请申请人说明，并按现有内容办理",
            cite("2019", "30"),
        )


def correction_worth_sending(_now: Standing, what: Happened, calendar: Calendar) -> None:
    if not [item for item in what.facts.items if item.strip()]:
        raise Refusal("请写明需要补正的每一个事项，一次说全", cite("2019", "30"))
    if what.facts.until <= what.on:
        raise Refusal(
            f"补正期限{chinese_date(what.facts.until)}应晚于发出之日，并给申请人合理的时间", cite("2019", "30")
        )


def correction_not_late(now: Standing, what: Happened, _calendar: Calendar) -> None:
    if now.correction and what.on > now.correction.until:
        raise Refusal(
            f"补正期限{chinese_date(now.correction.until)}已过；有正当理由的，请用“接受逾期补正”并写明理由",
            cite("2019", "30"),
        )


def correction_late_with_reason(now: Standing, what: Happened, _calendar: Calendar) -> None:
    if not what.facts.reason.strip():
        raise Refusal("接受逾期的补正，请写明申请人的正当理由", cite("2019", "30"))
    if now.correction and what.on <= now.correction.until:
        raise Refusal(f"补正期限到{chinese_date(now.correction.until)}，还没有逾期；请用“收到补正”", cite("2019", "30"))


def correction_limit_over(now: Standing, what: Happened, _calendar: Calendar) -> None:
    if now.correction and what.on <= now.correction.until:
        raise Refusal(
            f"补正期限到{chinese_date(now.correction.until)}为止，当日仍可补正；次日起才能按放弃办理",
            cite("2019", "30"),
        )
    if not what.facts.checked.strip():
        raise Refusal("按放弃办理以前，请写明怎样核实申请人没有正当理由", cite("2019", "30"))
