"""What the supervising office lays down for a roll-up: dates, who stays out, what moved, what counts once."""

from django import forms
from django.utils.translation import gettext_lazy as _

from gongkai.annual_reports.models import Exemption
from gongkai.organs.models import Organ
from gongkai.statute.annual_report.forms import form_for
from gongkai.statute.annual_report.tables import cells

DAY = forms.DateInput(attrs={"type": "date"})


class DatesForm(forms.Form):
    hand_in_by = forms.DateField(label=_("报送截止日期"), widget=DAY)
    publish_by = forms.DateField(label=_("公布截止日期"), widget=DAY, help_text=_("不能晚于条例第四十九条的日期。"))


class OfOrgan(forms.Form):
    organ = forms.ModelChoiceField(label=_("机关"), queryset=Organ.objects.none())

    def __init__(self, *args, below, year: int, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            if isinstance(field, forms.ModelChoiceField):
                field.queryset = below
        self.year = year


class ExemptionForm(OfOrgan):
    reason = forms.ChoiceField(label=_("理由"), choices=Exemption.Reason)
    note = forms.CharField(label=_("依据"), max_length=300)


class TransferForm(OfOrgan):
    organ = None
    source = forms.ModelChoiceField(label=_("转出机关"), queryset=Organ.objects.none())
    target = forms.ModelChoiceField(label=_("转入机关"), queryset=Organ.objects.none())
    note = forms.CharField(label=_("依据"), max_length=300)

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        table = form_for(self.year).table_three
        self.columns = [column for column in table.columns if not column.sums]
        for column in self.columns:
            self.fields[column.key] = forms.IntegerField(
                label=_("%s（件）") % column.label, min_value=0, required=False, initial=0
            )

    @property
    def numbers(self) -> dict[str, int]:
        return {column.key: self.cleaned_data.get(column.key) or 0 for column in self.columns}


class CountedElsewhereForm(OfOrgan):
    cell = forms.ChoiceField(label=_("表格单元"))
    number = forms.DecimalField(label=_("扣除数"), max_digits=16, decimal_places=4)
    because = forms.CharField(
        label=_("原因"), max_length=300, help_text=_("如“榕府发〔2024〕5号以县政府名义制发，已计入县政府”。")
    )

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        known = (cell for cell in cells(form_for(self.year)).values() if cell.area == "table_two")
        self.fields["cell"].choices = [(cell.path, " · ".join(cell.labels[1:])) for cell in known]
