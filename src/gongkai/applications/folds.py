"""What the case knows after each event. Pure: one small function an event, from a standing and what happened to a standing.

The state itself follows from the table; a fold names it only where the event alone does not decide it.
"""

from dataclasses import replace

from gongkai.applications import standing as s
from gongkai.applications.standing import Consultation, Correction, Fee, Order, Standing
from gongkai.casework.lifecycle import Fold, Happened
from gongkai.statute.instruments import cite


def submitted(now: Standing, what: Happened) -> Standing:
    return replace(now, channel=what.facts.channel, arrived_on=what.on, received_on=what.on)


def arrived(now: Standing, what: Happened) -> Standing:
    return replace(now, channel=what.facts.channel, arrived_on=what.on)


def confirmed(now: Standing, what: Happened) -> Standing:
    return replace(now, received_on=what.on)


def assigned(now: Standing, what: Happened) -> Standing:
    return replace(now, handler=what.facts.handler, unit=what.facts.unit)


def correction_asked(now: Standing, what: Happened) -> Standing:
    return replace(now, correction=Correction(what.on, what.facts.until, what.facts.items))


def correction_received(now: Standing, what: Happened) -> Standing:
    assert now.correction is not None  # the state says so
    return replace(now, correction=replace(now.correction, received_on=what.on)).restarted(
        what.on, "收到补正的申请，期限重新计算", cite("2019", "30")
    )


def correction_lapsed(now: Standing, what: Happened) -> Standing:
    return now.closed("closed.no_correction", what.on)


def consulted(now: Standing, what: Happened) -> Standing:
    return replace(now, consultations=(*now.consultations, Consultation.of(what.facts, what.on)))


def party_received(now: Standing, what: Happened) -> Standing:
    row = now.consultation(what.facts.party)
    return now.with_consultation(replace(row, received_on=what.on)) if row else now


def consultation_ended(now: Standing, what: Happened) -> Standing:
    row = now.consultation(what.facts.party)
    if row is None:
        return now
    view = getattr(what.facts, "view", "")
    after = now.with_consultation(replace(row, ended_on=what.on, view=view))
    return after if after.open_consultations else replace(after, state=s.IN_PROCESS)


def party_told(now: Standing, what: Happened) -> Standing:
    row = now.consultation(what.facts.party)
    return now.with_consultation(replace(row, told_on=what.on)) if row else now


def extension_asked(now: Standing, what: Happened) -> Standing:
    return replace(now, extension_asked=(what.on, what.facts.working_days, what.facts.reason))


def extended(now: Standing, what: Happened) -> Standing:
    return replace(now, extension=(what.on, what.facts.working_days, what.facts.reason), extension_asked=None)


def extension_refused(now: Standing, what: Happened) -> Standing:
    return replace(now, extension_asked=None)


def reasons_asked(now: Standing, what: Happened) -> Standing:
    return replace(now, reasons_asked=what.on, reasons_until=what.facts.until)


def reasons_received(now: Standing, what: Happened) -> Standing:
    return replace(now, reasons_given=True)


def reasons_rejected(now: Standing, what: Happened) -> Standing:
    return replace(now, reasons_rejected=True, draft=("not_processed.excessive", what.facts.letter), is_cleared=False)


def reasons_accepted(now: Standing, what: Happened) -> Standing:
    return replace(now, delay=(what.on, what.facts.delay_until)) if what.facts.delay_until else now


def fee_notified(now: Standing, what: Happened) -> Standing:
    return replace(now, fee=Fee(what.on, what.facts))


def fee_notice_received(now: Standing, what: Happened) -> Standing:
    return replace(now, fee=replace(now.fee, received_on=what.on)) if now.fee else now


def fee_paid(now: Standing, what: Happened) -> Standing:
    assert now.fee is not None  # the state says so
    paid = replace(now.fee, paid_on=what.on, paid_yuan=what.facts.amount_yuan)
    return replace(now, fee=paid).restarted(what.on, "缴清信息处理费，期限自次日起重新计算", cite("fees"))


def fee_lapsed(now: Standing, what: Happened) -> Standing:
    return now.closed("closed.fee_unpaid", what.on)


def fee_waived(now: Standing, what: Happened) -> Standing:
    return replace(now, fee_waived=now.fee_waived + what.facts.amount_yuan)


def searched(now: Standing, what: Happened) -> Standing:
    return replace(now, searched=True)


def reply_drafted(now: Standing, what: Happened) -> Standing:
    return replace(now, draft=(what.facts.decision, what.facts.letter), is_cleared=False)


def reply_cleared(now: Standing, what: Happened) -> Standing:
    return replace(now, is_cleared=True)


def reply_sent_back(now: Standing, what: Happened) -> Standing:
    return replace(now, is_cleared=False)


def reply_signed(now: Standing, what: Happened) -> Standing:
    return replace(now, reply=(what.facts.decision, what.facts.letter, what.on), draft=None)


def served(now: Standing, what: Happened) -> Standing:
    """A letter that came back and goes out again keeps the day of its first service: the reply stays timely."""
    decision = now.reply[0] if now.reply else ""
    first = now.first_served_on or what.on
    return replace(now, served_on=what.on, served_way=what.facts.way, first_served_on=first).closed(decision, first)


def returned(now: Standing, what: Happened) -> Standing:
    return replace(now, served_on=None)


def withdrawn(now: Standing, what: Happened) -> Standing:
    """Who withdraws confirms that the application had come: one that only arrived is received on that day.

    Opinions still awaited are awaited no more, so that a case reopened later does not wait for them.
    """
    asked = tuple(replace(row, ended_on=what.on) if row.is_open else row for row in now.consultations)
    after = replace(now, received_on=now.received_on or what.on, consultations=asked)
    return after.closed("closed.withdrawn", what.on)


def reopened(now: Standing, what: Happened) -> Standing:
    facts = what.facts
    order = Order(what.on, facts.ordered_by, facts.document, facts.by_day, facts.working_days)
    fresh = now.restarted(what.on, f"根据{facts.document}重新作出答复", cite("2019", "51"))
    return replace(
        fresh,
        order=order,
        draft=None,
        reply=None,
        is_cleared=False,
        served_on=None,
        first_served_on=None,
        served_way="",
    )


def made_public(now: Standing, what: Happened) -> Standing:
    return replace(now, published_item=what.facts.item)


def suggested(now: Standing, what: Happened) -> Standing:
    return replace(now, suggested=True)


def divided(now: Standing, what: Happened) -> Standing:
    return replace(now, divided=now.divided + len(what.facts.parts))


FOLDS: dict[str, Fold] = {
    "submit_in_person": submitted,
    "sign_for_mail": submitted,
    "submit_online": submitted,
    "arrive": arrived,
    "confirm": confirmed,
    "assign": assigned,
    "ask_correction": correction_asked,
    "receive_correction": correction_received,
    "accept_late_correction": correction_received,
    "lapse_correction": correction_lapsed,
    "consult_third_party": consulted,
    "consult_organ": consulted,
    "record_party_receipt": party_received,
    "receive_opinion": consultation_ended,
    "end_consultation": consultation_ended,
    "tell_third_party": party_told,
    "propose_extension": extension_asked,
    "refuse_extension": extension_refused,
    "extend": extended,
    "ask_reasons": reasons_asked,
    "receive_reasons": reasons_received,
    "reject_reasons": reasons_rejected,
    "accept_reasons": reasons_accepted,
    "notify_fee": fee_notified,
    "record_fee_receipt": fee_notice_received,
    "pay_fee": fee_paid,
    "lapse_fee": fee_lapsed,
    "waive_fee": fee_waived,
    "record_search": searched,
    "draft_reply": reply_drafted,
    "clear_reply": reply_cleared,
    "send_back_reply": reply_sent_back,
    "sign_reply": reply_signed,
    "serve": served,
    "record_return": returned,
    "withdraw": withdrawn,
    "reopen": reopened,
    "make_public": made_public,
    "suggest_publication": suggested,
    "divide": divided,
}
