"""起草答复: the kind of reply, and the facts it must state, as rows of `statute.needs`. All that stand anywhere are on
the form, those of another kind hidden, so that changing one's mind about the kind loses no word."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from gongkai.applications.letters.demands import is_empty
from gongkai.statute.decisions import NEEDS, Decision, decision, decisions_to_draft
from gongkai.statute.needs import Need
from gongkai.workbench.forms.applications.base import CHOOSE, StepForm, day_field, lines

SHORT = 40  # a hint of a line rather than a paragraph


def _wanted() -> dict[str, list[str]]:
    """Each fact that some reply asks for, to the codes of those replies."""
    found: dict[str, list[str]] = {}
    for row in decisions_to_draft():
        for need in row.facts:
            found.setdefault(need.key, []).append(row.code)
    return found


WANTED = _wanted()
GROUPED = [
    (
        family.label,
        [
            (row.code, f"{row.label}（{row.citation}）" if row.citation else row.label)
            for row in decisions_to_draft()
            if row.family is family
        ],
    )
    for family in dict.fromkeys(row.family for row in decisions_to_draft())
]


def field_of(need: Need) -> forms.Field:
    label = f"{need.label}（只存卷，不写入答复书）" if need.for_file_only else need.label
    told = f"{need.hint}{f'（{need.citation}）' if need.citation else ''}"
    if need.kind == "date":
        return day_field(label, required=False, today=False, help_text=told)
    if need.kind == "choice":
        choices = [CHOOSE, *((choice, choice) for choice in need.choices)]
        return forms.ChoiceField(label=label, required=False, choices=choices, help_text=told)
    rows = 4 if need.kind == "lines" or need.key == "reasons" else 2
    return forms.CharField(label=label, required=False, widget=lines(rows), max_length=4000, help_text=told)


class ReplyForm(StepForm):
    decision = forms.ChoiceField(
        label=_("答复种类"), choices=[CHOOSE, *GROUPED], error_messages={"required": _("请选择答复种类。")}
    )
    on = None

    def prepare(self) -> None:
        for key, codes in WANTED.items():
            field = field_of(NEEDS[key])
            field.widget.attrs["data-for"] = " ".join(codes)
            self.fields[key] = field

    @property
    def chosen(self) -> Decision | None:
        code = self.data.get("decision") if self.is_bound else self.initial.get("decision")
        try:
            return decision(code) if code else None
        except LookupError:
            return None

    @property
    def rows(self) -> list[dict[str, Any]]:
        """The facts for the page: each field, the kinds of reply it belongs to, whether it shows now, whether it must be."""
        shown = self.chosen.needs if self.chosen else ()
        return [
            {"field": self[key], "codes": " ".join(codes), "hidden": key not in shown, "must": not NEEDS[key].optional}
            for key, codes in sorted(WANTED.items(), key=lambda pair: shown.index(pair[0]) if pair[0] in shown else 99)
        ]

    def given(self, posted: Mapping[str, Any] | None = None) -> dict[str, Any]:
        """The facts of the chosen kind as letters take them: lines as lists, dates as ISO text."""
        values = self.cleaned_data if posted is None else posted
        row = self.chosen
        return {need.key: _plain(need, values.get(need.key)) for need in row.facts} if row else {}

    def require(self, facts: Mapping[str, Any]) -> bool:
        """Whether everything the kind demands is there; what is not gets its sentence at its field."""
        row = self.chosen
        empty = [need for need in row.facts if not need.optional and is_empty(facts.get(need.key))] if row else []
        for need in empty:
            self.add_error(need.key, _("请填写“%(label)s”：%(hint)s") % {"label": need.label, "hint": need.hint})
        return not empty


def _plain(need: Need, value: Any) -> Any:
    if need.kind == "lines":
        return [line.strip() for line in str(value or "").splitlines() if line.strip()]
    if need.kind == "date":
        return value.isoformat() if hasattr(value, "isoformat") else str(value or "")
    return str(value or "").strip()


class DecideForm(forms.Form):
    """What a reviewer or the signatory says of exactly the letter whose hash was shown."""

    opinion = forms.CharField(
        label=_("意见"), required=False, max_length=2000, widget=lines(2),
        help_text=_("退回时必须写明改什么；通过、签发时可以不写。"),
    )  # fmt: skip
    seen_hash = forms.CharField(widget=forms.HiddenInput)
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)
