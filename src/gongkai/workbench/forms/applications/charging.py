"""信息处理费: the system computes, a person decides; nobody types an amount that is due."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from gongkai.workbench.cases.told import BASES
from gongkai.workbench.forms.applications.base import BareForm, StepForm, day_field

__all__ = ["BareForm", "FeeReceiptForm", "NotifyFeeForm", "PayForm", "WaiveFeeForm"]


class FeeForm(StepForm):
    basis = forms.ChoiceField(label=_("计收方式"), choices=list(BASES.items()))
    pages = forms.IntegerField(
        label=_("提供的页数"), required=False, min_value=0, max_value=100_000,
        help_text=_("只在按量计收时填写；A4 单面为一页。"),
    )  # fmt: skip

    @property
    def facts(self) -> dict[str, Any]:
        return self.cleaned_data | {"pages": self.cleaned_data.get("pages") or 0}


class NotifyFeeForm(FeeForm):
    on = day_field(_("发出日期"))


class WaiveFeeForm(FeeForm):
    reason = forms.CharField(label=_("不收费的理由"), max_length=200)


class FeeReceiptForm(StepForm):
    on = day_field(_("申请人收到通知的日期"), help_text=_("自次日起20个工作日内缴费。"))


class PayForm(StepForm):
    amount_yuan = forms.IntegerField(label=_("实缴金额（元）"), min_value=1)
    slip_number = forms.CharField(label=_("财政票据号"), required=False, max_length=40)
    on = day_field(_("缴清日期"))

    def fill(self) -> dict[str, Any]:
        fee = self.standing.fee
        return {"amount_yuan": fee.facts.amount_yuan} if fee else {}
