"""How a case stands, in everyday words for who applied: what it means, and whose turn it is."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from gongkai.applications import standing as s

# Tones give the mark beside the words its colour; the words alone say everything.
WAITING, YOURS, DONE = "waiting", "yours", "done"


@dataclass(frozen=True)
class Words:
    title: str
    text: str
    tone: str = WAITING


WORKING = Words(_("正在办理"), _("本机关正在查找、审查您要的信息。您现在不需要做什么。"))
ANSWERED = Words(
    _("已经答复"), _("答复书和随附的文件在下面，可以下载。对答复不服的，答复书里写明了可以怎样申请复议、起诉。"), DONE
)
CLOSED = Words(_("已经办结"), _("办结的原因写在下面的告知书里。"), DONE)

STATES: dict[str, Words] = {
    s.ARRIVED: Words(_("已经到件，等待确认"), _("本机关当日会与您联系；双方确认之日为收到申请之日，答复期限从次日开始计算。")),
    s.RECEIVED: Words(_("已经收到"), _("申请已登记，正在分给具体人员办理。您现在不需要做什么。")),
    s.IN_PROCESS: WORKING,
    s.IN_APPROVAL: WORKING,
    s.CORRECTION_ASKED: Words(_("需要您补正"), _("按现在的写法还找不到您要的信息，请在期限内补充说明；收到补正后，答复期限重新计算。"), YOURS),
    s.CONSULTING: Words(_("正在征求意见"), _("您要的信息涉及其他方面，本机关正在依法征求意见，这段时间不计入答复期限。您现在不需要做什么。")),
    s.REASON_ASKED: Words(_("需要您说明理由"), _("您申请的数量、频次较多，请说明理由；认为合理的会继续办理。"), YOURS),
    s.FEE_NOTICED: Words(_("等待您缴费"), _("请在期限内缴纳信息处理费；缴清后答复期限从次日起重新计算。"), YOURS),
    s.REPLIED: Words(_("已经作出答复，正在送达"), _("答复书已经签发，正按您选择的途径送达；送达后可以在这里下载。")),
    s.SERVED: ANSWERED,
    s.ARCHIVED: ANSWERED,
    s.ABANDONED_CORRECTION: Words(_("已经办结：逾期没有补正"), _("期限内没有收到补正，按放弃申请处理。仍然需要的，可以重新申请。"), DONE),
    s.ABANDONED_FEE: Words(_("已经办结：逾期没有缴费"), _("期限内没有缴清信息处理费，按放弃申请处理。仍然需要的，可以重新申请。"), DONE),
    s.WITHDRAWN: Words(_("已经撤回"), _("您撤回了这件申请，本机关不再办理。以后需要的，可以重新申请。"), DONE),
    s.REOPENED: Words(_("正在重新办理"), _("根据复议决定或者判决，本机关正在重新办理这件申请。")),
}  # fmt: skip
RETURNED = Words(
    _("答复被退回，正在重新送达"), _("寄出的答复书被退了回来。请打电话告诉公开工作机构可以送达的地址。"), YOURS
)
ENDED_BY = {
    "closed.no_correction": s.ABANDONED_CORRECTION,
    "closed.fee_unpaid": s.ABANDONED_FEE,
    "closed.withdrawn": s.WITHDRAWN,
}


def words_for(now: s.Standing) -> Words:
    """What this standing means; a case that is filed away is told by how it ended."""
    if now.state == s.REPLIED and now.first_served_on is not None:
        return RETURNED
    if now.state == s.ARCHIVED and now.decision.startswith("closed."):
        return STATES.get(ENDED_BY.get(now.decision, ""), CLOSED)
    return STATES.get(now.state, WORKING)
