"""送达, 退件, 收回, 撤回, 归档, 重新办理 (Arts 33, 40, 45, 51)."""

from django.utils.translation import gettext_lazy as _

from gongkai.applications import actions
from gongkai.workbench.cases import uploads
from gongkai.workbench.cases.acts import Act
from gongkai.workbench.forms.applications import closing as forms

PROOF = {"proof": _("送达凭证")}


def serve(request, case, form) -> str:
    """The proof of service is a file of the case: 送达回证, a slip of the post office."""
    dropped = uploads.read(request, purposes=PROOF, case=case)
    proof = dropped.files[0] if dropped.files else None
    actions.serve(application=case, by=request.user, proof=proof, **form.facts)
    return str(_("已登记送达，本件办结。申请人可以在查询页面看到答复。"))


ACTS = (
    Act("serve", _("送达"), forms.ServeForm, _("登记送达"), "", group="end", run=serve, takes_files=True),
    Act("record_return", _("退件"), forms.ReturnForm, _("登记退件"), _("已登记退件，请重新送达；答复仍属按期。"),
        actions.record_return),
    Act("recall_reply", _("收回重写"), forms.RecallForm, _("收回"), _("已收回，可以重新起草。"), actions.recall_reply),
    Act("withdraw", _("申请人撤回"), forms.WithdrawForm, _("登记撤回"), _("已登记撤回，办结告知书可以打印。"),
        actions.withdraw, warns=_("只在申请人自己要求撤回时办理；这件申请随即办结。")),
    Act("archive", _("归档"), forms.ArchiveForm, _("归档"), _("已归档。"), actions.archive),
    Act("reopen", _("重新办理"), forms.ReopenForm, _("重新办理"), _("已重新办理，期限按决定、判决计算。"), actions.reopen),
)  # fmt: skip
