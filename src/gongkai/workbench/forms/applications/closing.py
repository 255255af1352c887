"""送达, 退件, 撤回, 归档, 重新办理, 更正记录."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from gongkai.applications import vocabulary
from gongkai.workbench.cases.told import LABELS, ORDERED_BY
from gongkai.workbench.forms.applications.base import CHOOSE, StepForm, day_field, lines

BY_WISH = {"post": "post", "email": "email", "online": "online", "pick_up": "in_person", "fax": "fax"}


class ServeForm(StepForm):
    way = forms.ChoiceField(label=_("送达方式"), choices=list(vocabulary.WAYS.items()))
    tracking = forms.CharField(
        label=_("中国邮政邮件号"), required=False, max_length=40, help_text=_("邮寄的必填；以交邮之日为答复之日。")
    )
    signed_for_on = day_field(_("签收日期"), required=False, today=False, help_text=_("知道的填写。"))
    note = forms.CharField(label=_("备注"), required=False, max_length=200)
    on = day_field(_("送达日期"), help_text=_("邮寄填交邮之日，当面填签收之日。"))

    def fill(self) -> dict[str, Any]:
        return {"way": BY_WISH.get(self.case.delivery_way, "post")}


class RecallForm(StepForm):
    text = forms.CharField(label=_("为什么收回"), required=False, max_length=200)
    on = None


class ReturnForm(StepForm):
    why = forms.CharField(label=_("退回的原因"), max_length=200)
    on = day_field(_("退回日期"))


class WithdrawForm(StepForm):
    how = forms.CharField(label=_("怎样撤回"), max_length=100, help_text=_("书面、当面、网上等，以备查核。"))
    statement = forms.CharField(label=_("申请人的表示"), required=False, max_length=300)
    on = day_field(_("撤回日期"))


class ArchiveForm(StepForm):
    place = forms.CharField(
        label=_("存放位置"), required=False, max_length=100, help_text=_("如：2024年依申请公开第3盒。")
    )
    on = day_field(_("归档日期"))


class ReopenForm(StepForm):
    ordered_by = forms.ChoiceField(label=_("依据"), choices=[CHOOSE, *ORDERED_BY.items()])
    document = forms.CharField(label=_("决定书、判决书的文号"), max_length=120)
    by_day = day_field(_("确定的最后一日"), required=False, today=False)
    working_days = forms.IntegerField(
        label=_("或者确定的工作日数"),
        required=False,
        min_value=1,
        max_value=200,
        help_text=_("都没有写明的留空，按20个工作日。"),
    )
    on = day_field(_("收到决定书、判决书之日"))

    @property
    def facts(self) -> dict[str, Any]:
        return self.cleaned_data | {"working_days": self.cleaned_data.get("working_days") or 0}


class AmendForm(StepForm):
    """A recorded step with its plain facts, to be put right. The day and the reason always; keys and lists stay."""

    annul = forms.BooleanField(label=_("整条作废"), required=False, help_text=_("这件事没有发生过，是记错了案件。"))
    reason = forms.CharField(
        label=_("更正理由"), max_length=200, help_text=_("原记录仍然保留，查阅的人要知道为什么改。")
    )
    on = day_field(_("实际日期"))

    def __init__(self, *args, line, **kwargs) -> None:
        self.line = line
        super().__init__(*args, **kwargs)

    def fill(self) -> dict[str, Any]:
        return {"on": self.line.row.happened_on} | self._plain()

    def _plain(self) -> dict[str, Any]:
        known = getattr(self.line.facts, "__dataclass_fields__", {})
        values = {name: getattr(self.line.facts, name) for name in known}
        fixed = {
            "handler",
            "unit",
            "party",
            "letter",
            "record",
            "kind",
            "channel",
            "decision",
            "number",
            "item",
            "basis",
        }
        return {
            name: value for name, value in values.items()
            if name not in fixed and isinstance(value, str | date) and not isinstance(value, bool)
        }  # fmt: skip

    def prepare(self) -> None:
        for name, value in self._plain().items():
            label = LABELS.get(name, name)
            if isinstance(value, date):
                self.fields[name] = day_field(label, required=False, today=False)
            else:
                self.fields[name] = forms.CharField(label=label, required=False, widget=lines(2), max_length=5000)
        self.order_fields([*self._plain(), "on", "annul", "reason", "seen"])

    @property
    def changed_facts(self) -> dict[str, Any]:
        """Only what is different from what was recorded."""
        before = self._plain()
        return {name: self.cleaned_data[name] for name in before if self.cleaned_data.get(name) != before[name]}

    @property
    def changed_day(self) -> date | None:
        day = self.cleaned_data["on"]
        return day if day != self.line.row.happened_on else None
