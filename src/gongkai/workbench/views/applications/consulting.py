"""征求意见 (Arts 32-34): several may be asked in turn; the clock stands still until all have answered or time is over."""

from django.utils.translation import gettext_lazy as _

from gongkai.applications import actions
from gongkai.workbench.cases.acts import Act
from gongkai.workbench.forms.applications import consulting as forms

ASKED = _("征求意见书已编号，可以打印；征求意见的时间不计入答复期限，已另发告知书给申请人。")

ACTS = (
    Act("consult_third_party", _("征求第三方意见"), forms.ConsultForm, _("发出征求意见书"), ASKED, actions.consult, "ask"),
    Act("consult_organ", _("征求其他机关意见"), forms.ConsultOrganForm, _("发出征求意见书"), ASKED, actions.consult, "ask"),
    Act("record_party_receipt", _("登记对方收到日期"), forms.PartyReceiptForm, _("登记收到日期"),
        _("已登记，对方的15个工作日自此起算。"), actions.record_party_receipt, "ask"),
    Act("receive_opinion", _("收到意见"), forms.OpinionForm, _("登记意见"), _("意见已登记。"), actions.receive_opinion, "ask"),
    Act("end_consultation", _("期满未提出意见"), forms.SilenceForm, _("按未答复办理"),
        _("已登记：第三方未答复的由本机关决定，共同制作机关未答复的视为同意。"), actions.end_consultation, "ask"),
    Act("tell_third_party", _("告知第三方决定公开"), forms.TellPartyForm, _("发出告知书"),
        _("告知书已编号，可以打印，送达第三方以后再送达答复。"), actions.tell_third_party, "ask"),
)  # fmt: skip
