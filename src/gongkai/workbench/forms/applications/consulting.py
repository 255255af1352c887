"""征求意见: who is asked, the day the letter came, what was answered, silence."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from gongkai.applications import identity, vocabulary
from gongkai.workbench.forms.applications.base import StepForm, day_field, lines

ORGANS = [pair for pair in vocabulary.CONSULTED.items() if pair[0] != "third_party"]
# Of the document about which they are asked, but said to those who may not know who applied (Art. 32).
NEUTRAL = _("写到对方能够判断为止；不要写明申请人是谁。")


class ConsultForm(StepForm):
    """Asking a third party (Art. 32)."""

    name = forms.CharField(label=_("第三方的姓名或者名称"), max_length=120)
    contact = forms.CharField(label=_("联系方式"), required=False, max_length=200, help_text=_("地址、电话，寄送用。"))
    what = forms.CharField(label=_("征求意见的内容"), widget=lines(4), max_length=2000, help_text=NEUTRAL)
    on = day_field(_("发出日期"))

    @property
    def facts(self) -> dict[str, Any]:
        return {"kind": "third_party", **self.cleaned_data}


class ConsultOrganForm(StepForm):
    """Asking who made the information too (Art. 34), or another organ."""

    kind = forms.ChoiceField(label=_("对方是"), choices=ORGANS)
    name = forms.CharField(label=_("机关名称"), max_length=120)
    contact = forms.CharField(label=_("联系方式"), required=False, max_length=200)
    what = forms.CharField(label=_("征求意见的内容"), widget=lines(4), max_length=2000, help_text=NEUTRAL)
    expected_on = day_field(
        _("请对方回复的日期"), required=False, today=False,
        help_text=_("只对其他机关填写；共同制作机关依法为15个工作日。"),
    )  # fmt: skip
    on = day_field(_("发出日期"))

    def clean(self) -> dict[str, Any]:
        if self.cleaned_data.get("kind") == "co_maker":
            self.cleaned_data["expected_on"] = None
        return self.cleaned_data


class OfParty(StepForm):
    """A step about one of those whose opinion is awaited; the one chosen beforehand when there is only one."""

    party = forms.TypedChoiceField(label=_("对方"), coerce=int)
    OPEN_ONLY = True

    def prepare(self) -> None:
        waiting = {row.party for row in self.standing.consultations if row.is_open or not self.OPEN_ONLY}
        shown = identity.may_read(self.desk.user, self.case)
        self.parties = {party.pk: party for party in self.case.parties.all() if party.pk in waiting}
        self.fields["party"].choices = [
            (pk, party_words(party, shown=shown)) for pk, party in sorted(self.parties.items())
        ]
        if len(self.parties) == 1:
            self.fields["party"].widget = forms.HiddenInput()
            self.initial.setdefault("party", next(iter(self.parties)))

    @property
    def facts(self) -> dict[str, Any]:
        return self.cleaned_data | {"party": self.parties[self.cleaned_data["party"]]}


class PartyReceiptForm(OfParty):
    on = day_field(_("对方收到日期"), help_text=_("对方的15个工作日自此起算。"))

    def prepare(self) -> None:
        super().prepare()
        unknown = {row.party for row in self.standing.open_consultations if row.received_on is None}
        self.fields["party"].choices = [pair for pair in self.fields["party"].choices if pair[0] in unknown]


class OpinionForm(OfParty):
    view = forms.ChoiceField(label=_("意见"), choices=list(vocabulary.VIEWS.items()))
    reasons = forms.CharField(label=_("理由"), required=False, widget=lines(2), max_length=1000)
    on = day_field(_("收到意见的日期"))


class SilenceForm(OfParty):
    note = forms.CharField(label=_("说明"), required=False, max_length=200)


class TellPartyForm(OfParty):
    """Before what a third party objected to goes out for the public interest (Art. 32)."""

    OPEN_ONLY = False
    what = forms.CharField(label=_("决定公开的内容"), widget=lines(3), max_length=1000)
    reasons = forms.CharField(
        label=_("理由"), widget=lines(2), max_length=1000, help_text=_("不公开会对哪些公共利益造成什么重大影响。")
    )
    on = day_field(_("告知日期"))

    def prepare(self) -> None:
        super().prepare()
        heard = {row.party for row in self.standing.consultations if row.kind == "third_party" and not row.is_open}
        self.fields["party"].choices = [pair for pair in self.fields["party"].choices if pair[0] in heard]


def party_words(party, *, shown: bool) -> str:
    """第三方 榕江县××公司; for whoever is not at the case only its kind and number."""
    return f"{party.get_kind_display()} {party.name}" if shown else f"{party.get_kind_display()}（{party.pk}号）"
