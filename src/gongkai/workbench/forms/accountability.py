"""What is typed in 监督保障: a target, a score, a case of liability."""

from django import forms
from django.utils.translation import gettext_lazy as _

from gongkai.accountability.criteria import CRITERIA
from gongkai.accountability.measures import MEASURES
from gongkai.accountability.models import LiabilityCase
from gongkai.organs.models import Organ, Staff, Unit
from gongkai.workbench.forms.item import DayInput

REASON = _("目标下达后调整的，写明理由，记入审计记录。")


class TargetForm(forms.Form):
    """Whose: "organ", "unit:3" or "person:7", offered as one list in the order of the tree."""

    measure = forms.ChoiceField(label=_("指标"))
    whose = forms.ChoiceField(label=_("责任主体"))
    number = forms.DecimalField(label=_("目标值"), min_value=0, max_digits=9, decimal_places=1)
    due = forms.DateField(label=_("完成时限"), widget=DayInput)
    note = forms.CharField(label=_("要求"), max_length=200, required=False)
    because = forms.CharField(label=_("调整理由"), max_length=200, required=False, help_text=REASON)

    def __init__(self, *args, organ: Organ, is_issued: bool, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.units = {unit.pk: unit for unit in Unit.objects.filter(organ=organ)}
        people = Staff.objects.filter(organ=organ, user__is_active=True).select_related("user", "unit", "organ")
        self.people = {person.pk: person for person in people}
        self.fields["measure"].choices = [(row.key, f"{row.label}（{row.counter}）") for row in MEASURES.values()]
        self.fields["whose"].choices = self._tree(organ)
        if not is_issued:
            del self.fields["because"]

    def _tree(self, organ: Organ) -> list[tuple]:
        def of(unit: int | None) -> list[tuple[str, str]]:
            return [(f"person:{pk}", f"　{row}") for pk, row in self.people.items() if row.unit_id == unit]

        groups = [(str(unit), [(f"unit:{pk}", str(unit)), *of(pk)]) for pk, unit in self.units.items()]
        return [("organ", organ.name), (_("领导"), of(None)), *groups]

    def place(self) -> dict:
        kind, _colon, key = self.cleaned_data["whose"].partition(":")
        if kind == "unit":
            return {"unit": self.units[int(key)]}
        return {"person": self.people[int(key)]} if kind == "person" else {}


class IssueForm(forms.Form):
    number = forms.CharField(label=_("文号"), max_length=60, required=False)
    on = forms.DateField(label=_("下达日期"), widget=DayInput)
    unsettled_because = forms.CharField(
        label=_("分解与总目标不一致的理由"), max_length=300, required=False, help_text=_("一致的不用填。")
    )


class ScoreForm(forms.Form):
    criterion = forms.ChoiceField(
        label=_("指标"), choices=[(row.key, f"{row.label}（{row.weight}分）") for row in CRITERIA]
    )
    points = forms.DecimalField(label=_("得分"), min_value=0, max_digits=5, decimal_places=2)
    note = forms.CharField(label=_("依据和说明"), max_length=300)


class OpinionForm(forms.Form):
    opinion = forms.CharField(label=_("评语"), max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 3}))


class OpenCaseForm(forms.Form):
    organ = forms.ModelChoiceField(label=_("责任机关"), queryset=Organ.objects.none())
    ground = forms.ChoiceField(label=_("依据"), choices=LiabilityCase.Ground.choices)
    on = forms.DateField(label=_("立案日期"), widget=DayInput)
    responsible = forms.CharField(
        label=_("责任人员的职务"),
        max_length=100,
        required=False,
        help_text=_("写职务，不写姓名，如“分管负责人、经办股室负责人”。"),
    )
    facts = forms.CharField(label=_("事实"), max_length=2000, widget=forms.Textarea(attrs={"rows": 6}))

    def __init__(self, *args, organs: list[Organ], **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organ"].queryset = Organ.objects.filter(pk__in=[organ.pk for organ in organs])


class DecideForm(forms.Form):
    measure = forms.ChoiceField(label=_("处理"), choices=LiabilityCase.Measure.choices)
    decided_by = forms.CharField(
        label=_("决定机关"), max_length=100, help_text=_("处分由任免机关或者监察机关决定，平台只作登记。")
    )
    on = forms.DateField(label=_("决定日期"), widget=DayInput)
    document_number = forms.CharField(label=_("决定文号"), max_length=60, required=False)


class CloseCaseForm(forms.Form):
    on = forms.DateField(label=_("办结日期"), widget=DayInput)
    outcome = forms.CharField(label=_("整改和落实情况"), max_length=500, widget=forms.Textarea(attrs={"rows": 3}))
