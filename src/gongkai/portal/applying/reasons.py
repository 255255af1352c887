"""Each kind of reply in everyday words, beside the article it rests on (Art. 36(3)). The reply itself gives the full reasons."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from gongkai.statute.decisions import Decision, Family
from gongkai.statute.decisions import decision as decision_row


@dataclass(frozen=True)
class Explained:
    row: Decision
    text: str

    @property
    def family(self) -> str:
        return self.row.family.label

    @property
    def is_refusal(self) -> bool:
        return self.row.family in {Family.WITHHELD, Family.UNAVAILABLE, Family.NOT_PROCESSED, Family.GRANTED_IN_PART}


def explained(code: str) -> Explained | None:
    """None for a case that has no result yet."""
    return Explained(decision_row(code), EVERYDAY[code]) if code else None


EVERYDAY: dict[str, str] = {
    "already_public": _("您要的信息早已向社会公开，人人可以查阅。答复书写明了在哪里、怎样找到它。"),
    "granted": _("您要的信息可以提供，已随答复给您，或者写明了怎样领取。"),
    "granted_in_part": _("能公开的部分已经给您；不能公开的部分已经去掉，答复书逐项写明了为什么。"),
    "withheld.state_secret": _("您要的信息已依法定为国家秘密，法律不允许任何机关公开。解密以后可以再申请。"),
    "withheld.prohibited_by_law": _("有法律或者行政法规明文禁止公开这类信息，答复书写明了是哪一条。"),
    "withheld.public_security": _("公开这些信息可能危及国家安全、公共安全、经济安全或者社会稳定。"),
    "withheld.third_party": _("这些信息涉及别人的商业秘密、个人隐私等合法权益。本机关书面问过对方，也权衡过公共利益，决定不公开。"),
    "withheld.internal_affairs": _("这是机关自己的人事、后勤或者内部流程，不直接影响公众的权利义务，条例允许不公开。"),
    "withheld.deliberative": _("这是作出决定之前的讨论记录、草稿、请示或者商量的函件，还不是最后的结论，条例允许不公开。"),
    "withheld.enforcement_file": _("这是行政执法案卷里的材料，条例允许不公开。您是这个案件的当事人的，可以按办案程序查阅。"),
    "registry_query": _("这类资料（如工商、不动产登记）另有查询办法，不按政府信息公开办理。答复书写明了去哪里查。"),
    "unavailable.does_not_exist": _("本机关认真找过，没有这样的信息。"),
    "unavailable.not_ours": _("这些信息不由本机关负责公开。能确定由谁负责的，答复书写明了那个机关的名称和电话。"),
    "unavailable.needs_creation": _("没有现成的信息，需要另外汇总、加工、分析才能得到；条例只要求提供现有的信息。"),
    "unavailable.still_unclear": _("补正以后，仍然看不出您要的是哪些信息，没有办法查找。写得更具体后可以重新申请。"),
    "unavailable.in_archives": _("这些信息已经移交国家档案馆，请按答复书写明的地点去档案馆查阅。"),
    "not_processed.petition": _("您提出的是信访、投诉或者举报，不是要某份信息。答复书写明了应当向哪里提出，事情不会因此不管。"),
    "not_processed.repeated": _("同样的申请已经答复过，不再重复办理。以前的答复仍然有效，答复书写明了是哪一件。"),
    "not_processed.publication": _("您要的是报纸、期刊、书籍、公报等公开出版物，可以自己到图书馆、书店或者网上取得。"),
    "not_processed.excessive": _("申请的数量、频次明显超过合理范围，您说明的理由不足以支持，所以不予处理。"),
    "not_processed.reissue": _("您要的是重新确认或者再开一份已经得到过的信息，不再办理。"),
    "closed.no_correction": _("在告知的期限内没有收到您的补正，按放弃申请处理。"),
    "closed.fee_unpaid": _("在告知的期限内没有缴清信息处理费，按放弃申请处理。"),
    "closed.withdrawn": _("您自己撤回了申请。"),
    "closed.merged": _("内容与您的另一件申请相同，已合并到那一件里一起答复。"),
}  # fmt: skip
