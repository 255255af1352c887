"""延期, 说明理由 (Arts 33, 35)."""

from django.utils.translation import gettext_lazy as _

from gongkai.applications import actions
from gongkai.workbench.cases.acts import Act
from gongkai.workbench.forms.applications import lengthening as forms

ACTS = (
    Act("propose_extension", _("申请延期"), forms.ExtensionForm, _("报请延期"),
        _("已报请延期，等负责人同意；同意前期限不变。"), actions.propose_extension, "time"),
    Act("extend", _("延期答复"), forms.ExtensionForm, _("同意延期并告知"),
        _("已延期，延期告知书已编号，可以打印。"), actions.extend, "time", warns=_("只能延期一次。")),
    Act("refuse_extension", _("不同意延期"), forms.RefuseExtensionForm, _("不同意"), _("已登记不同意延期。"),
        actions.refuse_extension, "time"),
    Act("ask_reasons", _("要求说明理由"), forms.AskReasonsForm, _("发出说明理由通知书"),
        _("通知书已编号，可以打印；答复期限继续计算。"), actions.ask_reasons, "time"),
    Act("receive_reasons", _("收到理由"), forms.ReceiveReasonsForm, _("登记理由"), _("理由已登记。"),
        actions.receive_reasons, "time"),
    Act("accept_reasons", _("理由合理"), forms.AcceptReasonsForm, _("继续办理"), _("已登记，继续办理。"),
        actions.accept_reasons, "time"),
    Act("reject_reasons", _("理由不合理，拟不予处理"), forms.RejectReasonsForm, _("起草不予处理告知书并送审"),
        _("不予处理告知书已送审。"), actions.reject_reasons, "time"),
)  # fmt: skip
