"""更正, 定期评估, 办理设置."""

from django import forms
from django.utils.translation import gettext_lazy as _

from gongkai.applications import actions, queries, vocabulary
from gongkai.workbench.forms.applications.base import CHOOSE, day_field, lines


class RectificationForm(forms.Form):
    name = forms.CharField(label=_("申请人姓名或者名称"), max_length=120)
    phone = forms.CharField(label=_("联系电话"), required=False, max_length=40)
    record = forms.CharField(label=_("哪一项记录"), widget=lines(2), max_length=1000)
    wrong = forms.CharField(label=_("哪里不准确"), widget=lines(2), max_length=1000)
    evidence = forms.CharField(
        label=_("证据"),
        widget=lines(2),
        max_length=1000,
        help_text=_("申请人应当提供记录不准确的证据（条例第四十一条）。"),
    )
    on = day_field(_("收到日期"))


class RectificationAnswerForm(forms.Form):
    result = forms.ChoiceField(
        label=_("处理结果"), choices=[CHOOSE, *(pair for pair in vocabulary.RectificationResult.choices if pair[0])]
    )
    note = forms.CharField(
        label=_("处理情况和理由"), widget=lines(3), max_length=1000,
        help_text=_("告知申请人用；转送或者另行提出的，写明有权机关和联系方式。"),
    )  # fmt: skip
    on = day_field(_("告知日期"))


class ReassessForm(forms.Form):
    outcome = forms.ChoiceField(
        label=_("评估结论"), choices=[CHOOSE, *(pair for pair in vocabulary.ReassessmentOutcome.choices if pair[0])]
    )
    reason = forms.CharField(label=_("评估理由"), widget=lines(2), max_length=1000)
    on = day_field(_("评估日期"))


def office_form(organ, data=None) -> forms.ModelForm:
    """The settings of one organ, with what can be known of it filled in."""
    row = queries.office_of(organ)
    made = forms.modelform_factory(type(row), fields=actions.OFFICE_FIELDS, widgets={"payment_instructions": lines(3)})
    # `instance` only for the values shown: the action writes to the organ's own row.
    return made(data, instance=row)
