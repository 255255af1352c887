"""机关信息: what Arts 4 and 12 want known of an organ, its units and its people."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from gongkai.organs.models import (
    DisclosureGuide,
    DisclosureOffice,
    LeadingGroup,
    Membership,
    Organ,
    Role,
    SiteFacts,
    Staff,
    Unit,
)
from gongkai.workbench.forms.item import DayInput


def _part(part_model, *, days=(), long=()):
    """The form of something an organ has one of."""

    class PartForm(forms.ModelForm):
        class Meta:
            model = part_model
            fields = [field.name for field in part_model._meta.fields if field.name not in {"id", "organ"}]
            widgets = {
                **dict.fromkeys(days, DayInput),
                **{name: forms.Textarea(attrs={"rows": 5}) for name in long},
            }

        def validate_unique(self):
            """The action writes to the organ's own row."""

    return PartForm


class FunctionsForm(forms.ModelForm):
    class Meta:
        model = Organ
        fields = ("functions",)
        widgets = {"functions": forms.Textarea(attrs={"rows": 12})}


PARTS = {
    "guide": (_("公开指南"), _part(
        DisclosureGuide, days=("reviewed_on",),
        long=("classification", "arrangement", "ways_to_obtain", "application_channels", "remedies"),
    )),
    "office": (_("公开工作机构"), _part(DisclosureOffice, days=("checked_on",))),
    "site": (_("网站信息"), _part(SiteFacts)),
    "group": (_("领导小组"), _part(LeadingGroup, days=("established_on",), long=("duties",))),
    "functions": (_("机关职能"), FunctionsForm),
}  # fmt: skip
MODELS = {"guide": DisclosureGuide, "office": DisclosureOffice, "site": SiteFacts, "group": LeadingGroup}


class UnitForm(forms.ModelForm):
    class Meta:
        model = Unit
        fields = ("name", "duty", "phone", "position")
        widgets = {"duty": forms.Textarea(attrs={"rows": 4})}

    def __init__(self, *args, organ: Organ, **kwargs):
        super().__init__(*args, **kwargs)
        self.organ = organ

    def clean_name(self) -> str:
        name = self.cleaned_data["name"]
        if Unit.objects.filter(organ=self.organ, name=name).exclude(pk=self.instance.pk).exists():
            raise forms.ValidationError(gettext("本机关已经有“%s”，请换一个名称，或修改原来的。") % name)
        return name


class MembershipForm(forms.Form):
    staff = forms.ModelChoiceField(label=_("人员"), queryset=Staff.objects.none())
    part = forms.ChoiceField(label=_("身份"), choices=Membership.Part.choices, initial=Membership.Part.MEMBER)
    position = forms.IntegerField(label=_("排序"), min_value=0, max_value=999, initial=0)

    def __init__(self, *args, organ: Organ, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["staff"].queryset = Staff.objects.filter(organ=organ).select_related("user")


class PostsForm(forms.Form):
    """What a person is in the organ. Roles held already are ended one by one, with a date; here new ones are given."""

    unit = forms.ModelChoiceField(
        label=_("内设机构"), queryset=Unit.objects.none(), required=False, empty_label=_("（无）")
    )
    title = forms.CharField(label=_("职务"), max_length=60, required=False)
    is_full_time = forms.BooleanField(label=_("专职从事公开工作"), required=False)
    roles = forms.MultipleChoiceField(
        label=_("岗位"), choices=Role.choices, widget=forms.CheckboxSelectMultiple, required=False
    )
    since = forms.DateField(label=_("任职日期"), widget=DayInput, initial=timezone.localdate)

    def __init__(self, *args, organ: Organ, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = Unit.objects.filter(organ=organ)


class EmployForm(PostsForm):
    name = forms.CharField(label=_("姓名"), max_length=60)
    username = forms.RegexField(
        r"^[\w.@+-]+$", label=_("用户名"), max_length=150, help_text=_("登录用，如姓名全拼。"),
        error_messages={"invalid": _("用户名只能用字母、数字和 @ . + - _。")},
    )  # fmt: skip
    password = forms.CharField(
        label=_("初始密码"),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=_("至少 10 位，请本人登录后修改。"),
    )
    field_order = ("name", "username", "password", "unit", "title", "roles", "since", "is_full_time")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["roles"].required = True


class DismissForm(forms.Form):
    role = forms.ChoiceField(choices=Role.choices)
    until = forms.DateField(label=_("免职日期"), widget=DayInput, initial=timezone.localdate)
