"""信息处理费 (Art. 42, 国办函〔2020〕109号)."""

from django.utils.translation import gettext_lazy as _

from gongkai.applications import actions
from gongkai.workbench.cases.acts import Act
from gongkai.workbench.forms.applications import charging as forms

ACTS = (
    Act("notify_fee", _("发出收费通知"), forms.NotifyFeeForm, _("发出收费通知书"),
        _("收费通知书已编号，可以打印；答复期限停止计算，缴清后重新计算。"), actions.notify_fee, "fee"),
    Act("waive_fee", _("决定不收费"), forms.WaiveFeeForm, _("登记不收费"), _("已登记不收费及理由。"), actions.waive_fee, "fee"),
    Act("record_fee_receipt", _("登记收到收费通知"), forms.FeeReceiptForm, _("登记收到日期"),
        _("已登记，缴费期限自次日起算。"), actions.record_fee_receipt, "fee"),
    Act("pay_fee", _("缴清费用"), forms.PayForm, _("登记缴费"), _("已登记缴费，答复期限自次日重新计算。"), actions.pay_fee, "fee"),
    Act("lapse_fee", _("逾期未缴费，不再处理"), forms.BareForm, _("按放弃办理"), _("已按放弃办理，告知书可以打印。"),
        actions.lapse_fee, "fee", warns=_("这件申请随即办结。")),
)  # fmt: skip
