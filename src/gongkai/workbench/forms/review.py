"""What a reviewer decides, asks, marks or enters; each form is one action of clearance."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from gongkai.clearance import vocabulary
from gongkai.workbench.forms.item import DayInput

CHOOSE = ("", _("请选择"))


class ReviewForm(forms.Form):
    opinion = forms.CharField(
        label=_("审查意见"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("退回修改时必须写明改什么；同意公开时可以不写。"),
    )  # fmt: skip
    content_hash = forms.CharField(widget=forms.HiddenInput)
    revision = forms.IntegerField(widget=forms.HiddenInput, required=False)


class ReviewActForm(forms.Form):
    """A small form beside the text. `content_hash` is what the person had before the eyes."""

    content_hash = forms.CharField(widget=forms.HiddenInput, required=False)
    name = ""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, auto_id=f"{self.name}_%s", **kwargs)
        for name, field in self.fields.items():
            if field.help_text:
                field.widget.attrs["aria-describedby"] = f"{self.name}_{name}_helptext"

    @property
    def is_refused(self) -> bool:
        return self.is_bound


class UrgentForm(ReviewActForm):
    name = "urgent"
    because = forms.CharField(
        label=_("紧急公开的理由"), max_length=300, widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("由您一人审查后立即公开，其余各步限期补审；补审不同意的，内容立即撤下。理由留在审查记录里。"),
        error_messages={"required": _("请写明紧急公开的理由，它会留在审查记录里。")},
    )  # fmt: skip


class ReferForm(ReviewActForm):
    name = "refer"
    addressee = forms.ChoiceField(label=_("转送给"), choices=[CHOOSE, *vocabulary.Addressee.choices])
    department = forms.CharField(label=_("部门名称"), max_length=100)
    question = forms.CharField(
        label=_("请确定的问题"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("只写需要确定什么，不得写入国家秘密、工作秘密的内容。材料本身按保密规定另行报送，不经本系统。"),
    )  # fmt: skip
    sent_on = forms.DateField(label=_("转送日期"), widget=DayInput, initial=timezone.localdate)


class AnswerForm(ReviewActForm):
    name = "answer"
    result = forms.ChoiceField(label=_("答复结果"), choices=[CHOOSE, *vocabulary.ReferralResult.choices])
    answered_on = forms.DateField(label=_("答复日期"), widget=DayInput, initial=timezone.localdate)
    document_number = forms.CharField(label=_("答复文号"), required=False, max_length=80)
    answer = forms.CharField(
        label=_("答复要点"), required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("不得写入秘密内容。“不得公开”“部分公开”会退回撰写人，要点就是他看到的修改要求。"),
    )  # fmt: skip
    file = forms.FileField(label=_("答复扫描件"), required=False, help_text=_("文号和扫描件至少有一项；扫描件不公开。"))


class PaperForm(ReviewActForm):
    name = "paper"
    signed_by = forms.ModelChoiceField(label=_("签批人"), queryset=None, empty_label=_("请选择"))
    signed_on = forms.DateField(label=_("签批日期"), widget=DayInput, initial=timezone.localdate)
    opinion = forms.CharField(label=_("签批意见"), required=False, max_length=500)
    file = forms.FileField(
        label=_("签字的审查表扫描件"), help_text=_("先下载打印保密审查表请领导签字，再扫描上传。扫描件不公开。")
    )

    def __init__(self, *args, people, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["signed_by"].queryset = people
        self.fields["signed_by"].label_from_instance = lambda user: user.get_full_name()


class CommentForm(ReviewActForm):
    name = "comment"
    quote = forms.CharField(
        label=_("针对的原文"), required=False, max_length=200,
        help_text=_("照正文填几个字；针对全文的留空。"),
    )  # fmt: skip
    occurrence = forms.IntegerField(label=_("第几处"), required=False, min_value=1, max_value=999, initial=1)
    text = forms.CharField(label=_("批注"), max_length=1000, widget=forms.Textarea(attrs={"rows": 2}))
    is_must = forms.BooleanField(label=_("必须处理，处理完才能准予公开"), required=False, initial=True)


class SubstituteForm(forms.Form):
    person = forms.ModelChoiceField(label=_("谁不在岗"), queryset=None, empty_label=_("请选择"))
    substitute = forms.ModelChoiceField(label=_("由谁代审"), queryset=None, empty_label=_("请选择"))
    since = forms.DateField(label=_("自"), widget=DayInput, initial=timezone.localdate)
    until = forms.DateField(label=_("至"), widget=DayInput)
    because = forms.CharField(label=_("事由"), required=False, max_length=100, help_text=_("如出差、休假、学习。"))

    def __init__(self, *args, reviewers, persons, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["person"].queryset, self.fields["substitute"].queryset = persons, reviewers
        for name in ("person", "substitute"):
            self.fields[name].label_from_instance = lambda user: user.get_full_name()
