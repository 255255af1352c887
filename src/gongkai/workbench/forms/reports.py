"""What the office types into an annual report besides words and numbers: a reason."""

from django import forms


class ReasonForm(forms.Form):
    """An explanation of delay or a reason for taking a signature back: whether it is needed the action decides."""

    reason = forms.CharField(required=False, max_length=1000)
