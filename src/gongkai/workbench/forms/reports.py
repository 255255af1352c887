"""What the office types into an annual report besides its words: a number for a cell, a reason."""

from django import forms
from django.utils.translation import gettext_lazy as _

from gongkai.annual_reports import sources
from gongkai.statute.annual_report.shape import Form
from gongkai.statute.annual_report.tables import cells


def choices_for(form: Form, areas: frozenset[str]) -> list[tuple[str, list[tuple[str, str]]]]:
    """The cells an office may fill, under the part of the form they stand in."""
    groups: dict[str, list[tuple[str, str]]] = {}
    for cell in cells(form).values():
        if not sources.is_counted(cell, areas):
            head, *rest = cell.labels
            title = f"{head} · {rest.pop(0)}" if len(rest) > 1 else head
            groups.setdefault(title, []).append((cell.path, " · ".join(rest)))
    return list(groups.items())


class EntryForm(forms.Form):
    cell = forms.ChoiceField(label=_("表格单元"))
    value = forms.DecimalField(label=_("数值"), max_digits=16, decimal_places=4)
    note = forms.CharField(label=_("数据来源"), max_length=300, help_text=_("如“据行政审批股台账”。"))

    def __init__(self, *args, form: Form, organ, year: int, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        choices = choices_for(form, sources.counting(organ, year))
        self.fields["cell"].choices = [("", _("请选择")), *choices]


class ReasonForm(forms.Form):
    """An explanation of delay or a reason for taking a signature back: whether it is needed the action decides."""

    reason = forms.CharField(required=False, max_length=1000)
