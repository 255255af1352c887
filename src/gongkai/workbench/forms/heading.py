"""Tending the heading tree."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from gongkai.accounts.models import User
from gongkai.catalogue.models import Heading
from gongkai.catalogue.vocabulary import GENRES, SUBJECTS, StatClass, choices
from gongkai.clearance.chains import SENSITIVE_KINDS
from gongkai.organs.models import Organ
from gongkai.statute import headings as law
from gongkai.statute.wording import chinese_number
from gongkai.workbench.forms.item import DayInput

ARTICLE_20 = [(number, f"（{chinese_number(number)}）{law.heading(f'20-{number}').wording}") for number in range(1, 16)]


# Not places where a clerk hangs an item: these are written on pages of their own, or lead to one.
WRITTEN_ELSEWHERE = (Heading.Kind.GUIDE, Heading.Kind.REQUEST_ENTRY, Heading.Kind.ANNUAL_REPORT)
ONE_PAGE_EACH = (Heading.Kind.GUIDE, Heading.Kind.REQUEST_ENTRY)


class HeadingChoice(forms.ModelChoiceField):
    """Headings by code and name: names repeat in a tree, codes do not."""

    def label_from_instance(self, heading: Heading) -> str:
        return f"{heading.code} {heading.name}"


class HeadingForm(forms.ModelForm):
    article20 = forms.TypedMultipleChoiceField(
        label=_("对应条例第二十条"), choices=ARTICLE_20, coerce=int, required=False, widget=forms.CheckboxSelectMultiple
    )
    article21 = forms.MultipleChoiceField(
        label=_("对应条例第二十一条"), required=False, widget=forms.CheckboxSelectMultiple
    )
    default_genre = forms.ChoiceField(label=_("默认体裁"), required=False, choices=[("", "—"), *choices(GENRES)])
    default_subject = forms.ChoiceField(label=_("默认主题"), required=False, choices=[("", "—"), *choices(SUBJECTS)])
    default_stat_class = forms.ChoiceField(
        label=_("默认统计类别"), required=False, choices=[("", "—"), *StatClass.choices]
    )

    class Meta:
        model = Heading
        fields = (
            "name", "description", "keywords", "owner_unit", "owner", "max_days_between_updates",
            "publish_within_working_days", "chain", "article20", "article21", "default_genre", "default_subject", "default_stat_class",
        )  # fmt: skip

    def __init__(self, *args, organ, **kwargs):
        super().__init__(*args, **kwargs)
        level = law.Level.TOWNSHIP if organ.level == Organ.Level.TOWNSHIP else law.Level.CITY_OR_COUNTY
        self.fields["article21"].choices = [
            (duty.code, duty.wording) for duty in law.headings_of(level) if duty.level == level
        ]
        self.fields["owner_unit"].queryset = organ.units.all()
        self.fields["owner"].queryset = User.objects.filter(staff__organ=organ, is_active=True).order_by(
            "staff__position"
        )
        for name in ("owner_unit", "owner"):
            self.fields[name].empty_label = _("（未指定）")
        self.fields["chain"].choices = [("", _("按类别默认（一人审查）")), *self.fields["chain"].choices[1:]]
        if self.instance.kind in SENSITIVE_KINDS:
            self.fields["chain"].help_text = _("这类栏目多有名单、金额等敏感内容，建议选“三审加主要负责人”。")
        self.fields["description"].required = self.fields["keywords"].required = False

    def clean_description(self):
        return self.cleaned_data["description"] or self.cleaned_data.get("name", "")

    def clean_keywords(self):
        return self.cleaned_data["keywords"] or self.cleaned_data.get("name", "")


class NewHeadingForm(HeadingForm):
    parent = HeadingChoice(
        label=_("上级栏目"), queryset=Heading.objects.none(), required=False, empty_label=_("（第一级）")
    )
    number = forms.RegexField(
        r"^[0-9]{2}$", label=_("末两位代码"), help_text=_("接在上级代码后面，如上级 03、这里填 15，代码就是 0315。"),
        error_messages={"invalid": _("请填两位数字，如 05、15。")},
    )  # fmt: skip
    kind = forms.ChoiceField(
        label=_("类别"), choices=[pair for pair in Heading.Kind.choices if pair[0] not in ONE_PAGE_EACH]
    )

    field_order = ("parent", "number", "name", "kind")

    def __init__(self, *args, organ, **kwargs):
        super().__init__(*args, organ=organ, **kwargs)
        self.organ = organ
        self.fields["parent"].queryset = Heading.objects.filter(
            organ=organ, closed_on=None, kind=Heading.Kind.GROUP
        ).order_by("code")

    def clean(self):
        cleaned = super().clean()
        if "parent" in cleaned and "number" in cleaned:
            taken = Heading.objects.filter(organ=self.organ, code=self.code).first()
            if taken:
                self.add_error(
                    "number",
                    gettext("代码 %(code)s 已经用于“%(name)s”，请换一个。") % {"code": taken.code, "name": taken.name},
                )
        return cleaned

    @property
    def code(self) -> str:
        parent = self.cleaned_data["parent"]
        return (parent.code if parent else "") + self.cleaned_data["number"]


class CloseHeadingForm(forms.Form):
    on = forms.DateField(label=_("归档日期"), widget=DayInput, initial=timezone.localdate)
    note = forms.CharField(label=_("归档说明"), required=False, max_length=300, help_text=_("公众会在栏目页看到。"))
    moved_to = HeadingChoice(
        label=_("转至栏目"), queryset=Heading.objects.none(), required=False, empty_label=_("（无）")
    )

    def __init__(self, *args, heading: Heading, **kwargs):
        super().__init__(*args, **kwargs)
        others = Heading.objects.filter(organ=heading.organ, closed_on=None).exclude(pk=heading.pk).order_by("code")
        self.fields["moved_to"].queryset = others
