"""延期, 说明理由."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from gongkai.workbench.cases import ahead
from gongkai.workbench.forms.applications.base import StepForm, day_field, lines

MOST = 20


class ExtensionForm(StepForm):
    """Asked for by a handler, decided by a head: the same two things are said."""

    reason = forms.CharField(
        label=_("延期的理由"), widget=lines(2), max_length=500,
        help_text=_("接在“因”字之后告知申请人，如“需要检索的档案数量较多”。"),
    )  # fmt: skip
    working_days = forms.IntegerField(label=_("延长的工作日"), min_value=1, max_value=MOST, initial=MOST)

    def fill(self) -> dict[str, Any]:
        asked = self.standing.extension_asked
        return {"working_days": asked[1], "reason": asked[2]} if asked else {}


class RefuseExtensionForm(StepForm):
    text = forms.CharField(label=_("不同意的理由"), required=False, max_length=200)


class AskReasonsForm(StepForm):
    numbers = forms.CharField(
        label=_("数量和频次"), max_length=300, widget=lines(2), help_text=_("多长时间内申请多少件，涉及哪些内容。")
    )
    what = forms.CharField(
        label=_("请申请人说明的事项"), widget=lines(2), max_length=500,
        initial=_("请说明在短时间内申请获取上述信息的理由。"),
    )  # fmt: skip
    until = day_field(_("说明理由的期限（含当日）"), today=False)
    on = day_field(_("发出日期"))

    def fill(self) -> dict[str, Any]:
        return {"until": ahead.working_days(5)}


class ReceiveReasonsForm(StepForm):
    text = forms.CharField(label=_("申请人说明的理由"), widget=lines(3), max_length=2000)
    on = day_field(_("收到日期"))


class AcceptReasonsForm(StepForm):
    why = forms.CharField(label=_("认为合理的原因"), widget=lines(2), max_length=500)
    delay_until = day_field(
        _("不能按期答复的，延至"), required=False, today=False, help_text=_("不需要延迟的留空；填了就告知申请人。")
    )


class RejectReasonsForm(StepForm):
    why = forms.CharField(
        label=_("不合理的原因"), widget=lines(3), max_length=1000, help_text=_("写入不予处理告知书，并送审。")
    )
