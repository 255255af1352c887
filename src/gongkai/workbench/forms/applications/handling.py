"""确认, 分办, 补正, 检索, 备注."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from gongkai.applications import queries
from gongkai.organs import queries as organs
from gongkai.organs import rules
from gongkai.statute.receipt import Channel
from gongkai.workbench.cases import ahead
from gongkai.workbench.forms.applications.base import StepForm, day_field, lines

METHODS = (_("电话"), _("短信"), _("电子邮件"), _("当面"))


class Suggested(forms.TextInput):
    """A line to write in, with what is usually written offered by the browser."""

    template_name = "workbench/applications/_suggested.html"

    def __init__(self, choices, attrs=None) -> None:
        super().__init__(attrs)
        self.choices = choices

    def get_context(self, name, value, attrs):
        context = super().get_context(name, value, attrs)
        context["widget"] |= {"offers": self.choices}
        return context


class ConfirmForm(StepForm):
    method = forms.CharField(
        label=_("怎样与申请人确认"), max_length=60, widget=Suggested(METHODS), initial=METHODS[0],
        help_text=_("确认之日为收到申请之日（条例第三十一条）。"),
    )  # fmt: skip
    log = forms.CharField(label=_("经过"), required=False, max_length=200, help_text=_("如通话时间、短信发出时间。"))
    on = day_field(_("确认日期"))


class AssignForm(StepForm):
    handler = forms.TypedChoiceField(label=_("承办人"), coerce=int)
    note = forms.CharField(label=_("交办意见"), required=False, max_length=200)
    on = None

    def prepare(self) -> None:
        people = organs.holders(self.case.organ, rules.HANDLE_APPLICATIONS)
        self.people = {person.pk: person for person in people}
        self.fields["handler"].choices = [(person.pk, person.get_full_name()) for person in people]

    def fill(self) -> dict[str, Any]:
        return {"handler": self.desk.user.pk if self.standing.handler is None else self.standing.handler}

    @property
    def facts(self) -> dict[str, Any]:
        return self.cleaned_data | {"handler": self.people[self.cleaned_data["handler"]]}


class AskCorrectionForm(StepForm):
    items = forms.CharField(
        label=_("需要补正的事项"), widget=lines(4), max_length=2000,
        help_text=_("一行一项，一次说全；写明缺什么、怎样补。只能通知一次（条例第三十条）。"),
    )  # fmt: skip
    until = day_field(_("补正期限（含当日）"), today=False)
    on = day_field(_("发出日期"))

    def fill(self) -> dict[str, Any]:
        return {"until": ahead.working_days(queries.office_of(self.case.organ).correction_days)}

    @property
    def facts(self) -> dict[str, Any]:
        return self.cleaned_data | {"items": self.cleaned_data["items"].splitlines()}


class ReceiveCorrectionForm(StepForm):
    content = forms.CharField(
        label=_("补正后的内容"), widget=lines(5), max_length=5000, help_text=_("收到补正之日起，答复期限重新计算。")
    )
    channel = forms.ChoiceField(label=_("渠道"), choices=[(row.value, row.label) for row in Channel], initial="counter")
    on = day_field(_("收到日期"))

    def fill(self) -> dict[str, Any]:
        return {"content": self.case.content}


class LateCorrectionForm(ReceiveCorrectionForm):
    late_reason = forms.CharField(label=_("申请人的正当理由"), max_length=200)


class LapseForm(StepForm):
    checked = forms.CharField(
        label=_("怎样核实申请人没有正当理由"), widget=lines(2), max_length=500,
        help_text=_("如：期满后次日电话询问，申请人表示不再补正。"),
    )  # fmt: skip


class SearchForm(StepForm):
    scope = forms.CharField(
        label=_("检索范围"), max_length=300, help_text=_("哪些股室、档案、系统，什么年份。"), widget=lines(2)
    )
    method = forms.CharField(label=_("检索方式"), max_length=200, initial=_("查阅纸质档案，检索办公系统"))
    words = forms.CharField(label=_("检索词"), required=False, max_length=200)
    who = forms.CharField(label=_("检索人"), max_length=100)
    result = forms.CharField(label=_("检索结果"), widget=lines(2), max_length=1000)
    on = day_field(_("检索日期"))

    def fill(self) -> dict[str, Any]:
        return {"who": self.desk.user.get_full_name(), "words": self.case.title[:200]}


class NoteForm(StepForm):
    text = forms.CharField(label=_("备注"), widget=lines(2), max_length=1000)
    on = None

    @property
    def facts(self) -> dict[str, Any]:
        return {"text": self.cleaned_data["text"]}


class DivideForm(StepForm):
    items = forms.CharField(
        label=_("各件的内容"), widget=lines(5), max_length=5000,
        help_text=_("一行一件（一事一申请）：第一行留在本件，其余各行另行登记，收到日期不变，各自计算期限。"),
    )  # fmt: skip
    on = None

    def fill(self) -> dict[str, Any]:
        return {"items": self.case.content}

    @property
    def facts(self) -> dict[str, Any]:
        rows = [line.strip() for line in self.cleaned_data["items"].splitlines()]
        return {"items": [(row[:200], row) for row in rows if row], "seen": self.cleaned_data["seen"]}
