"""保密审查表 at submission: every answer stands at 否, what a scan has found at 是; one click confirms what is right."""

from django import forms
from django.utils.translation import gettext_lazy as _

from gongkai.catalogue import actions
from gongkai.catalogue.models import DisclosureItem
from gongkai.clearance.questions import QUESTIONS

YES_NO = [("no", _("否")), ("yes", _("是"))]


class SheetForm(forms.Form):
    """`preset` are codes of questions to which a yes is proposed. A field that is not sent keeps what was proposed."""

    note = forms.CharField(
        label=_("说明"), required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("回答“是”的，写明是什么、怎样处理的；不得写入秘密内容。回答“是”的会加审主要负责人。"),
    )  # fmt: skip
    planned_on = forms.CharField(label=_("拟公开时间"), required=False, max_length=60)
    channels = forms.CharField(label=_("拟公开渠道"), required=False, max_length=100)
    carrier = forms.CharField(label=_("信息载体"), required=False, max_length=60)
    source = forms.CharField(label=_("信息来源"), required=False, max_length=100)
    consent = forms.CharField(
        label=_("其他机关意见"), required=False, max_length=200, help_text=_("来源或内容涉及其他机关的，写明何时同意。")
    )

    def __init__(self, *args, item: DisclosureItem, preset=(), **kwargs):
        super().__init__(*args, auto_id="sheet_%s", prefix="sheet", **kwargs)
        for row in QUESTIONS:
            self.fields[row.code] = forms.ChoiceField(
                label=row.wording, required=False, choices=YES_NO, widget=forms.RadioSelect, help_text=row.article,
                initial="yes" if row.code in preset else "no",
            )  # fmt: skip
        if item.pk:
            known = actions.facts_of(item)
            for name in self.facts_names:
                self.fields[name].initial = known[name]

    facts_names = ("planned_on", "channels", "carrier", "source", "consent")

    @property
    def questions(self) -> list:
        return [self[row.code] for row in QUESTIONS]

    @property
    def more(self) -> list:
        return [self["note"], *(self[name] for name in self.facts_names)]

    @property
    def is_refused(self) -> bool:
        """Sent with an answer or a note of its own and not accepted: it stays open with what was said."""
        return self.is_bound and self.has_changed()

    @property
    def proposes_yes(self) -> bool:
        return any(self.fields[row.code].initial == "yes" for row in QUESTIONS)

    def given(self) -> dict:
        """The arguments of catalogue.actions.submit. Call after `is_valid`."""
        said = self.cleaned_data
        return {
            "answers": {row.code: (said[row.code] or self.fields[row.code].initial) == "yes" for row in QUESTIONS},
            "note": said["note"],
            "facts": {name: said[name] for name in self.facts_names if said[name]},
        }
