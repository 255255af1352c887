"""办理流程: the table of transitions of an application (Arts 27-45), as a lawyer may read it row by row.

Numbers are those of the fact sheet of the procedure; rows numbered with a letter or above 23 are ours and change no law.
"""

from gongkai.applications import events as e
from gongkai.applications import guards as g
from gongkai.applications import standing as s
from gongkai.applications.folds import FOLDS
from gongkai.applications.standing import Standing
from gongkai.casework.lifecycle import SAME, Lifecycle, Transition
from gongkai.organs import rules

HANDLE, APPROVE, SIGN = rules.HANDLE_APPLICATIONS, rules.APPROVE_PROCEDURE, rules.SIGN_REPLY


def _in(*states: str) -> frozenset[str]:
    return frozenset(states)


ALIVE = s.OPEN
NEW, WORK, WAIT = _in(s.NEW), _in(s.IN_PROCESS), _in(s.IN_PROCESS, s.CONSULTING)
BEGUN = _in(s.RECEIVED, s.IN_PROCESS)
ENDED = _in(s.SERVED, s.ABANDONED_CORRECTION, s.ABANDONED_FEE, s.WITHDRAWN)
T = Transition

# fmt: off
TRANSITIONS = (
    T("1", "submit_in_person", "当面提交", NEW, s.RECEIVED, "31(1)", HANDLE, (g.read_back,), "收到之日为当日；次一工作日为第1日", "receipt"),
    T("2", "sign_for_mail", "签收邮寄的申请", NEW, s.RECEIVED, "31(2)", HANDLE, (), "收到之日为签收之日", "receipt"),
    T("1a", "submit_online", "网上提交", NEW, s.RECEIVED, "31(3)", "", (), "提交即确认，收到之日为当日", "receipt"),
    T("3", "arrive", "到件", NEW, s.ARRIVED, "31", HANDLE, (), "期限不起算；当日与申请人确认"),
    T("4", "confirm", "与申请人确认", _in(s.ARRIVED), s.RECEIVED, "31", HANDLE, (), "收到之日为确认之日", "receipt"),
    T("5", "assign", "分办", _in(s.RECEIVED, s.REOPENED), s.IN_PROCESS, "45", HANDLE, (), "不影响"),
    T("5a", "assign", "改派", s.WORKED_ON | s.WAITING | _in(s.REPLIED), SAME, "45", HANDLE, (), "不影响"),
    T("6", "ask_correction", "通知补正", BEGUN, s.CORRECTION_ASKED, "30", HANDLE,
      (g.correction_once, g.correction_in_time, g.correction_worth_sending), "答复期限作废，等待补正", "correction_notice"),
    T("7", "receive_correction", "收到补正", _in(s.CORRECTION_ASKED), s.IN_PROCESS, "30", HANDLE, (g.correction_not_late,),
      "答复期限自收到补正之日重新计算", "receipt"),
    T("8", "lapse_correction", "逾期未补正，不再处理", _in(s.CORRECTION_ASKED), s.ABANDONED_CORRECTION, "30", HANDLE,
      (g.correction_limit_over,), "全部停止", "closed_no_correction"),
    T("9", "accept_late_correction", "接受逾期补正", _in(s.CORRECTION_ASKED), s.IN_PROCESS, "30", HANDLE,
      (g.correction_late_with_reason,), "同“收到补正”", "receipt"),
    T("10", "consult_third_party", "征求第三方意见", WAIT, s.CONSULTING, "32", HANDLE,
      (g.third_party_by_law, g.not_yet_asked, g.within_the_reply_period), "答复期限中止；第三方自收到起15个工作日", "consultation_third_party"),
    T("11", "consult_organ", "征求其他机关意见", WAIT, s.CONSULTING, "34,11", HANDLE,
      (g.organ_by_law, g.not_yet_asked, g.within_the_reply_period), "答复期限中止；共同制作机关自收到起15个工作日", "consultation_organ"),
    T("11a", "record_party_receipt", "登记对方收到日期", _in(s.CONSULTING), SAME, "32,34", HANDLE,
      (g.opinion_was_asked, g.party_receipt_once),
      "对方的15个工作日自此起算"),
    T("12", "receive_opinion", "收到意见", _in(s.CONSULTING), SAME, "33.3", HANDLE, (g.opinion_was_asked,),
      "全部意见收齐后，答复期限继续计算"),
    T("12a", "end_consultation", "期满未提出意见", _in(s.CONSULTING), SAME, "32,34", HANDLE,
      (g.opinion_was_asked, g.silence_is_over), "同上；第三方未答复由机关决定，共同制作机关未答复视为同意"),
    T("12b", "tell_third_party", "告知第三方决定公开", s.WORKED_ON | _in(s.REPLIED), SAME, "32", HANDLE, (g.third_party_was_heard,), "不影响",
      "public_interest_notice"),
    T("13a", "propose_extension", "申请延期", WORK, SAME, "33.2", HANDLE, (g.extension_once, g.extension_allowed), "不影响，等负责人同意"),
    T("13b", "refuse_extension", "不同意延期", WORK, SAME, "33.2", APPROVE, (g.extension_was_proposed,), "不影响"),
    T("13", "extend", "延期答复", WORK, SAME, "33.2", APPROVE, (g.extension_once, g.extension_allowed),
      "答复期限延长，最多20个工作日", "extension_notice"),
    T("14", "ask_reasons", "要求说明理由", WORK, s.REASON_ASKED, "35", HANDLE, (g.reasons_once, g.reasons_worth_asking, g.within_the_reply_period),
      "答复期限继续计算", "reason_request"),
    T("14a", "receive_reasons", "收到理由", _in(s.REASON_ASKED), SAME, "35", HANDLE, (), "不影响"),
    T("15a", "reject_reasons", "理由不合理，拟不予处理", _in(s.REASON_ASKED), s.IN_APPROVAL, "35", HANDLE, (g.reasons_due_or_given,), "不影响", "not_processed_excessive"),
    T("15b", "accept_reasons", "理由合理", _in(s.REASON_ASKED), s.IN_PROCESS, "35", HANDLE, (g.delay_is_later,),
      "确定了延迟日期的，以该日期代替答复期限", "delay_notice"),
    T("16", "notify_fee", "发出收费通知", WORK, s.FEE_NOTICED, "42", APPROVE, (g.fee_lawful, g.within_the_reply_period),
      "答复期限停止；申请人自收到通知次日起20个工作日内缴费", "fee_notice"),
    T("16a", "record_fee_receipt", "登记收到收费通知", _in(s.FEE_NOTICED), SAME, "42", HANDLE, (g.fee_receipt_in_order,), "缴费期限自此起算"),
    T("16b", "waive_fee", "决定不收费", WORK, SAME, "42", APPROVE, (), "不影响"),
    T("17", "pay_fee", "缴清费用", _in(s.FEE_NOTICED), s.IN_PROCESS, "42", HANDLE, (g.paid_in_full,), "答复期限自缴清次日重新计算"),
    T("18", "lapse_fee", "逾期未缴费，不再处理", _in(s.FEE_NOTICED), s.ABANDONED_FEE, "42", HANDLE, (g.payment_over,), "全部停止", "closed_fee_unpaid"),
    T("19", "draft_reply", "起草答复并送审", WORK, s.IN_APPROVAL, "36", HANDLE, (g.decision_fits,), "不影响"),
    T("19a", "clear_reply", "答复书审查通过", _in(s.IN_APPROVAL), SAME, "17", rules.CLEAR, (g.draft_is_the_latest,), "不影响"),
    T("19b", "send_back_reply", "答复书退回修改", _in(s.IN_APPROVAL), s.IN_PROCESS, "17", rules.CLEAR, (g.draft_is_the_latest,), "不影响"),
    T("19c", "recall_reply", "收回重写", _in(s.IN_APPROVAL), s.IN_PROCESS, "45", HANDLE, (), "不影响"),
    T("19d", "sign_reply", "签发", _in(s.IN_APPROVAL), s.REPLIED, "36", SIGN, (g.decision_fits, g.draft_is_cleared), "不影响", "reply"),
    T("20", "serve", "送达", _in(s.REPLIED), s.SERVED, "33,40", HANDLE, (g.objectors_are_told,), "答复期限结束：邮寄以交邮之日为准，直接送达以签收之日为准"),
    T("21", "record_return", "退件", _in(s.SERVED), s.REPLIED, "45", HANDLE, (g.reply_has_come_back,), "答复仍属按期，重新送达"),
    T("22", "withdraw", "申请人撤回", ALIVE, s.WITHDRAWN, "45", HANDLE, (g.says_how,), "全部停止", "closed_withdrawn"),
    T("23", "reopen", "根据决定、判决重新办理", _in(s.SERVED, s.ARCHIVED), s.REOPENED, "51", HANDLE, (g.order_is_named,), "按决定、判决确定的期限"),
    T("24", "archive", "归档", ENDED, s.ARCHIVED, "45", HANDLE, (), "不影响"),
    T("25", "note", "备注", frozenset(s.STATES) - NEW, SAME, "45", HANDLE, (g.worth_noting,), "不影响"),
    T("26", "record_search", "登记检索", s.WORKED_ON, SAME, "36(4)", HANDLE, (), "不影响"),
    T("27", "divide", "拆分", BEGUN, SAME, "42", HANDLE, (), "各件分别计算期限"),
    T("28", "suggest_publication", "申请人建议公开", frozenset(s.STATES) - NEW, SAME, "44", "", (), "不影响"),
    T("29", "make_public", "转为主动公开", _in(s.SERVED, s.ARCHIVED), SAME, "44", rules.WRITE, (), "不影响"),
)
# fmt: on

FACTS: dict[str, type] = {
    "submit_in_person": e.Submitted, "sign_for_mail": e.Submitted, "submit_online": e.Submitted, "arrive": e.Arrived,
    "confirm": e.Confirmed, "assign": e.Assigned, "ask_correction": e.CorrectionAsked,
    "receive_correction": e.CorrectionReceived, "accept_late_correction": e.CorrectionReceived,
    "lapse_correction": e.Lapsed, "consult_third_party": e.Consulted, "consult_organ": e.Consulted,
    "record_party_receipt": e.PartyReceived, "receive_opinion": e.Opinion, "end_consultation": e.NoOpinion, "tell_third_party": e.PartyTold,
    "propose_extension": e.ExtensionAsked, "refuse_extension": e.Noted, "extend": e.Extended,
    "ask_reasons": e.ReasonsAsked, "receive_reasons": e.ReasonsReceived, "reject_reasons": e.ReasonsRejected,
    "accept_reasons": e.ReasonsAccepted, "notify_fee": e.FeeNotified, "record_fee_receipt": e.Nothing, "waive_fee": e.FeeWaived,
    "pay_fee": e.Paid, "lapse_fee": e.Nothing, "draft_reply": e.ReplyDrafted, "clear_reply": e.ReplyCleared,
    "send_back_reply": e.ReplySentBack, "recall_reply": e.Noted, "sign_reply": e.ReplySigned, "serve": e.Served,
    "record_return": e.Returned, "withdraw": e.Withdrawn, "reopen": e.Reopened, "archive": e.Archived, "note": e.Noted,
    "record_search": e.Searched, "divide": e.Divided, "suggest_publication": e.Suggested, "make_public": e.MadePublic,
}  # fmt: skip

APPLICATION = Lifecycle(
    name="application",
    start=Standing(),
    states=s.STATES,
    transitions=TRANSITIONS,
    folds=FOLDS,
    facts=FACTS,
    always=(g.not_in_the_future, g.in_order_of_days),
)
