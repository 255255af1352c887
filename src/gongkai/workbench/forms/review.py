"""What a reviewer decides."""

from django import forms
from django.utils.translation import gettext_lazy as _


class ReviewForm(forms.Form):
    opinion = forms.CharField(
        label=_("审查意见"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("退回修改时必须写明改什么；准予公开时可以不写。"),
    )  # fmt: skip
    content_hash = forms.CharField(widget=forms.HiddenInput)
