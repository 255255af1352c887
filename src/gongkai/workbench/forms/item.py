"""The editor's form: in the order in which a clerk thinks, with what the heading already knows filled in."""

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from gongkai.catalogue.models import DisclosureItem
from gongkai.catalogue.vocabulary import AUDIENCES, Validity, choices

TITLE_AT_MOST = DisclosureItem._meta.get_field("title").max_length
THE_LAW_GIVES = 20  # working days (Art. 26)
SUMMARY_AT_MOST = DisclosureItem._meta.get_field("summary").max_length


class BodyInput(forms.Textarea):
    """The text: an editor where scripts run, a plain field for HTML where they do not."""

    class Media:
        css = {"all": ["workbench/vendor/jodit/jodit.min.css"]}
        js = [
            forms.widgets.Script("workbench/vendor/jodit/jodit.min.js", defer=True),
            forms.widgets.Script("workbench/tidy.js", defer=True),
            forms.widgets.Script("workbench/body.js", defer=True),
        ]


class DayInput(forms.DateInput):
    input_type = "date"

    def __init__(self, attrs=None):
        super().__init__(attrs, format="%Y-%m-%d")


class MomentInput(forms.DateTimeInput):
    input_type = "datetime-local"

    def __init__(self, attrs=None):
        super().__init__(attrs, format="%Y-%m-%dT%H:%M")


class ItemForm(forms.ModelForm):
    title = forms.CharField(
        label=_("标题"), strip=True, error_messages={"required": _("请写标题，草稿也要有标题才能找到。")}
    )
    summary = forms.CharField(
        label=_("内容概述"), required=False, strip=True, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("目录必备项目（条例第十二条），送审前要有；一般不超过 300 字。"),
    )  # fmt: skip
    audience = forms.MultipleChoiceField(
        label=_("服务对象"), choices=choices(AUDIENCES), required=False, widget=forms.CheckboxSelectMultiple
    )
    expire_at = forms.DateTimeField(
        label=_("到期自动撤下"), required=False, widget=MomentInput,
        help_text=_("公示期满要撤下的填写；到时间系统自动撤下并留撤下说明。"),
    )  # fmt: skip

    MAIN = ("title", "body", "summary")
    FILING = ("document_number", "formed_on", "genre", "subject", "stat_class")
    MORE = (
        "issuing_organ", "source", "basis", "effective_on", "expire_at", "keywords", "audience", "interprets",
        "interpretation_waived", "openness", "openness_ground",
    )  # fmt: skip
    ONLY_NEW = ("index_number", "validity")

    class Meta:
        model = DisclosureItem
        fields = (
            "title", "body", "summary", "document_number", "formed_on", "genre", "subject", "stat_class", "issuing_organ",
            "source", "basis", "effective_on", "expire_at", "keywords", "audience", "interprets", "interpretation_waived",
            "openness", "openness_ground", "index_number", "validity",
        )  # fmt: skip
        widgets = {
            "body": BodyInput(attrs={"rows": 18}),
            "formed_on": DayInput,
            "effective_on": DayInput,
            "interprets": forms.HiddenInput,
        }
        labels = {
            "index_number": _("从旧系统带来的索引号"), "validity": _("有效性"), "formed_on": _("成文（生成）日期"),
        }  # fmt: skip
        help_texts = {
            "index_number": _("只在补录旧信息时填写；留空则自动编号。保存后不能再改。"),
            "validity": _("规章、规范性文件选“有效”；以后变更用“有效性变更”。"),
            "keywords": _("用逗号分开。"),
            "openness_ground": _("选“依申请公开”“不予公开”时写明依据和理由。"),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["formed_on"].error_messages["invalid"] = _("请按 2019-05-20 的样子写日期。")
        self.fields["formed_on"].help_text = (
            gettext(
                "本栏目的公开时限是 %d 个工作日，从这一天起算（条例第二十六条：最长 20 个工作日）"
                if self.instance.heading.publish_within_working_days < THE_LAW_GIVES
                else "%d 个工作日的公开时限从这一天起算（条例第二十六条）"
            )
            % self.instance.heading.publish_within_working_days
        )
        self.fields["body"].label = _("正文")
        self.fields["body"].required = False
        self.fields["interprets"].queryset = DisclosureItem.objects.filter(organ=self.instance.organ)
        if self.instance.pk:
            for name in self.ONLY_NEW:
                del self.fields[name]
        for name, field in self.fields.items():
            described = [f"id_{name}_helptext"] if field.help_text else []
            if self.is_bound and name in self.errors:
                field.widget.attrs["aria-invalid"] = "true"
                described.insert(0, f"id_{name}_error")
            if described and name != "audience":
                field.widget.attrs["aria-describedby"] = " ".join(described)

    def clean_title(self):
        title = " ".join(self.cleaned_data["title"].split())
        if len(title) > TITLE_AT_MOST:
            raise forms.ValidationError(
                gettext(
                    "标题有 %(count)d 个字，最多 %(limit)d 个字，还没有保存。下面的内容都在，请把标题缩短，详细的话写进正文。"
                )
                % {"count": len(title), "limit": TITLE_AT_MOST}
            )
        return title

    def clean_summary(self):
        summary = self.cleaned_data["summary"]
        if len(summary) > SUMMARY_AT_MOST:
            raise forms.ValidationError(
                gettext("内容概述有 %(count)d 个字，最多 %(limit)d 个字，还没有保存。")
                % {"count": len(summary), "limit": SUMMARY_AT_MOST}
            )
        return summary

    def clean_index_number(self):
        number = self.cleaned_data["index_number"].strip()
        taken = number and DisclosureItem.objects.filter(index_number=number).first()
        if taken:
            raise forms.ValidationError(
                gettext("索引号 %(number)s 已经用于“%(title)s”。每个索引号只用一次：请核对，或留空由系统编号。")
                % {
                    "number": number,
                    "title": taken.title if taken.organ_id == self.instance.organ_id else gettext("另一条信息"),
                }
            )
        return number

    def clean(self):
        cleaned = super().clean()
        formed, effective, expires = (cleaned.get(name) for name in ("formed_on", "effective_on", "expire_at"))
        if formed and expires and expires.date() <= formed:
            self.add_error("expire_at", gettext("撤下时间早于成文日期 %s，请核对。") % formed)
        if formed and effective and effective.year < formed.year - 5:
            self.add_error("effective_on", gettext("施行日期比成文日期早了五年以上，请核对。"))
        return cleaned

    def validate_unique(self):
        """`clean_index_number` has said it in a sentence; for an item that exists the number is not on the form."""

    @property
    def main_fields(self):
        return [self[name] for name in self.MAIN]

    @property
    def filing_fields(self):
        return [self[name] for name in self.FILING]

    @property
    def more_fields(self):
        return [self[name] for name in (*self.MORE, *self.ONLY_NEW) if name in self.fields and name != "interprets"]

    @property
    def more_is_open(self) -> bool:
        return any(
            name in self.errors or getattr(self.fields.get(name), "proposed", False)
            for name in (*self.MORE, *self.ONLY_NEW)
        )

    def mark_proposed(self, names) -> None:
        """These fields were filled in by the system: their labels ask for a second look."""
        for name in names:
            if name in self.fields:
                self.fields[name].proposed = True

    @property
    def proposed_fields(self):
        return [self[name] for name, field in self.fields.items() if getattr(field, "proposed", False)]


def default_validity(heading) -> str:
    return Validity.IN_FORCE if heading.kind == heading.Kind.POLICY else Validity.NOT_APPLICABLE
