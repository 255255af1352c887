"""What the small forms of a case share: the legal day, and how far its writer had read when he began to type."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from gongkai.workbench.forms.item import DayInput

CHOOSE = ("", _("请选择"))


def lines(rows: int = 3, **attrs: Any) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows, **attrs})


def day_field(label, *, required: bool = True, help_text="", today: bool = True) -> forms.DateField:
    return forms.DateField(
        label=label, required=required, widget=DayInput, help_text=help_text,
        initial=timezone.localdate if today else None,
        error_messages={"invalid": _("日期要写成 2024-09-06 这样。"), "required": _("请填写日期。")},
    )  # fmt: skip


class StepForm(forms.Form):
    """One step of one case. `case`, `standing` and `desk` are at hand for choices; `fill` gives what can be known before.

    `on` is the legal day (today unless something happened earlier and is written down now); a subclass sets it to None
    where there is no day to state.
    """

    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)
    on = day_field(_("办理日期"))

    def __init__(self, *args, case, standing, desk, **kwargs) -> None:
        self.case, self.standing, self.desk = case, standing, desk
        initial = {"seen": case.last_seq, **self.fill(), **kwargs.pop("initial", {})}
        super().__init__(*args, initial=initial, auto_id=f"{type(self).__name__.lower()}_%s", **kwargs)
        self.prepare()
        if "on" in self.fields:
            self.order_fields([name for name in self.fields if name not in {"on", "seen"}] + ["on", "seen"])
        for name, field in self.fields.items():
            if field.help_text:
                field.widget.attrs["aria-describedby"] = f"{self.auto_id % name}_helptext"
            if name == "on":
                field.widget.attrs["max"] = timezone.localdate().isoformat()

    def fill(self) -> dict[str, Any]:
        return {}

    def prepare(self) -> None:
        """Set what depends on the case: choices, help texts."""

    @property
    def facts(self) -> dict[str, Any]:
        """What the action takes besides the case and the account."""
        return dict(self.cleaned_data)


class BareForm(StepForm):
    """A step whose day says all there is to say."""
