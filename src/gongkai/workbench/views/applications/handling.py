"""确认, 分办, 补正, 检索, 备注, 拆分: steps a handler takes alone (Arts 30, 31, 36)."""

from django.utils.translation import gettext_lazy as _

from gongkai.applications import actions
from gongkai.workbench.cases.acts import Act
from gongkai.workbench.forms.applications import handling as forms

ACTS = (
    Act("confirm", _("与申请人确认"), forms.ConfirmForm, _("登记确认"),
        _("已登记确认，从这一天起算；登记回执可以打印。"), actions.confirm),
    Act("assign", _("分办、改派"), forms.AssignForm, _("分办"), _("已分办。"), actions.assign),
    Act("ask_correction", _("通知补正"), forms.AskCorrectionForm, _("发出补正告知书"),
        _("补正告知书已编号，可以打印；答复期限在收到补正前不计算。"), actions.ask_correction, "ask"),
    Act("receive_correction", _("收到补正"), forms.ReceiveCorrectionForm, _("登记补正"),
        _("已登记补正，答复期限重新计算。"), actions.receive_correction, "ask"),
    Act("accept_late_correction", _("接受逾期补正"), forms.LateCorrectionForm, _("接受补正"),
        _("已接受逾期的补正，答复期限重新计算。"), actions.receive_correction, "ask"),
    Act("lapse_correction", _("逾期未补正，不再处理"), forms.LapseForm, _("按放弃办理"),
        _("已按放弃办理，告知书可以打印。"), actions.lapse_correction, "ask",
        warns=_("这件申请随即办结。确有正当理由的，不能按放弃办理。")),
    Act("record_search", _("登记检索"), forms.SearchForm, _("登记检索"), _("检索记录已保存。"), actions.record_search),
    Act("note", _("备注"), forms.NoteForm, _("保存备注"), _("备注已保存，申请人看不到。"), actions.note),
    Act("divide", _("拆分为几件"), forms.DivideForm, _("拆分"), _("已拆分，各件分别登记。"), actions.divide),
)  # fmt: skip
