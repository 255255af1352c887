"""信息处理费 (Art. 42): when it can be asked for, when it is paid, when it lapses."""

from gongkai.applications import clocks
from gongkai.applications.standing import Standing
from gongkai.casework.lifecycle import Happened, Refusal
from gongkai.statute.instruments import INSTRUMENTS, cite
from gongkai.statute.wording import chinese_date
from gongkai.statute.workdays.calendar import Calendar


def fee_lawful(now: Standing, what: Happened, calendar: Calendar) -> None:
    if (now.received_on or what.on) < INSTRUMENTS["fees"].since:
        raise Refusal("信息处理费办法自2021年1月1日起施行，此前收到的申请不能收取", cite("fees"))
    if what.facts.amount_yuan <= 0:
        raise Refusal("按计算没有应收的金额，不发收费通知", cite("2019", "42"))
    if now.fee is not None:
        raise Refusal(
            f"{chinese_date(now.fee.notified_on)}已经发过收费通知；同一件申请只收一次，按件、按量只选一种", cite("fees")
        )


def fee_receipt_in_order(now: Standing, what: Happened, _calendar: Calendar) -> None:
    if now.fee and now.fee.received_on is not None:
        raise Refusal(f"收到收费通知的日期已登记为{chinese_date(now.fee.received_on)}")


def paid_in_full(now: Standing, what: Happened, calendar: Calendar) -> None:
    if now.fee and what.facts.amount_yuan != now.fee.facts.amount_yuan:
        raise Refusal(
            f"应缴{now.fee.facts.amount_yuan}元，所填{what.facts.amount_yuan}元：缴清以后才重新计算期限", cite("fees")
        )
    if now.fee and now.fee.received_on is not None and what.on < now.fee.received_on:
        raise Refusal(f"申请人{chinese_date(now.fee.received_on)}才收到收费通知，缴费不能早于这一天，请核对日期")
    due = clocks.payment_due(now, calendar)
    if due is not None and what.on > due.on:
        if now.fee and now.fee.received_on is None:
            raise Refusal(
                "还没有登记申请人收到收费通知的日期，不能判断是否逾期；缴费期限从收到次日起算，请先登记", cite("fees")
            )
        raise Refusal(
            f"缴费期限{chinese_date(due.on)}已过，按规定视为放弃申请；申请人仍需要的，可以重新申请", cite("fees")
        )


def payment_over(now: Standing, what: Happened, calendar: Calendar) -> None:
    if now.fee and now.fee.received_on is None:
        raise Refusal("还没有登记申请人收到收费通知的日期，缴费期限从次日起算；请先登记", cite("fees"))
    due = clocks.payment_due(now, calendar)
    if due is not None and what.on <= due.on:
        raise Refusal(f"缴费期限到{chinese_date(due.on)}，届满前不能按放弃办理", cite("fees"))
