"""答复 and what follows (Arts 17, 36, 45, 51): what each kind of reply supposes of the record."""

from gongkai.applications import events
from gongkai.applications.standing import Standing
from gongkai.casework.lifecycle import Happened, Refusal
from gongkai.statute.decisions import Decision
from gongkai.statute.decisions import decision as decision_row
from gongkai.statute.instruments import cite
from gongkai.statute.workdays.calendar import Calendar

# Ways a case ends by a step of its own; nobody drafts them as a reply.
CLOSED_BY_A_STEP = {
    "closed.no_correction": "逾期未补正，不再处理", "closed.fee_unpaid": "逾期未缴费，不再处理", "closed.withdrawn": "申请人撤回",
}  # fmt: skip


def known_decision(what: Happened) -> Decision:
    try:
        return decision_row(what.facts.decision)
    except LookupError as unknown:
        raise Refusal(f"没有“{what.facts.decision}”这种答复") from unknown


def decision_fits(now: Standing, what: Happened, _calendar: Calendar) -> None:
    """What a reply of this kind supposes of the record."""
    row = known_decision(what)
    if row.code in CLOSED_BY_A_STEP:
        raise Refusal(f"“{row.label}”不是一种答复，请办理“{CLOSED_BY_A_STEP[row.code]}”", cite("2019", "36"))
    if row.code == "unavailable.still_unclear" and (now.correction is None or now.correction.received_on is None):
        raise Refusal(
            "没有通知过补正，不能答复“补正后申请内容仍不明确”；内容不明确的，应先一次性告知补正", cite("2019", "30")
        )
    if row.code == "not_processed.excessive" and not now.reasons_rejected:
        raise Refusal(
            "认为数量、频次明显超过合理范围的，应先要求说明理由，理由不合理才可以不予处理", cite("2019", "35")
        )
    if row.code == "unavailable.does_not_exist" and not now.searched:
        raise Refusal("答复“信息不存在”以前要有检索记录：在哪里、怎样、由谁检索，结果如何", cite("2019", "36(4)"))
    asked = [one for one in now.consultations if one.kind == events.THIRD_PARTY]
    if row.code == "withheld.third_party" and not asked:
        raise Refusal("以损害第三方合法权益为由不予公开的，应先书面征求第三方意见", cite("2019", "32"))


def draft_is_the_latest(now: Standing, what: Happened, _calendar: Calendar) -> None:
    if now.draft is None or what.facts.letter != now.draft[1]:
        raise Refusal("审查的不是最近一次起草的答复书，请刷新后再审查", cite("2019", "17"))


def draft_is_cleared(now: Standing, what: Happened, _calendar: Calendar) -> None:
    if now.draft is None or what.facts.letter != now.draft[1]:
        raise Refusal("送签的不是最近一次起草的答复书，请刷新后再签发")
    if what.facts.decision != now.draft[0]:
        raise Refusal("签发的答复种类与送审的不一致；要改变答复种类的，请收回重写，重新送审", cite("2019", "17"))
    if not now.is_cleared:
        raise Refusal("答复书还没有经撰写人以外的人审查，不能签发", cite("2019", "17"))


def reply_has_come_back(now: Standing, what: Happened, _calendar: Calendar) -> None:
    if not what.facts.why.strip():
        raise Refusal("请写明退回的原因（如地址不详、拒收），重新送达时要用")


def says_how(_now: Standing, what: Happened, _calendar: Calendar) -> None:
    if not what.facts.how.strip():
        raise Refusal("请写明申请人怎样撤回（书面、当面、网上），以备查核")


def order_is_named(_now: Standing, what: Happened, _calendar: Calendar) -> None:
    facts = what.facts
    if not facts.document.strip():
        raise Refusal("请写明决定书或者判决书的文号", cite("2019", "51"))
    if facts.working_days < 0:
        raise Refusal("重新答复的期限不能少于1个工作日；决定书、判决书没有确定期限的，请留空", cite("2019", "51"))
    if facts.by_day is not None and facts.by_day < what.on:
        raise Refusal("重新答复的期限不能早于收到决定书、判决书之日")


def worth_noting(_now: Standing, what: Happened, _calendar: Calendar) -> None:
    if not what.facts.text.strip():
        raise Refusal("备注是空的，没有保存")
