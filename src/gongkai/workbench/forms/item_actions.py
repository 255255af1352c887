"""The small forms beside an item: each is one action, offered only to those who may and where it makes sense."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from gongkai.catalogue.models import DisclosureItem, Heading
from gongkai.catalogue.vocabulary import CHANNELS, Validity, WithdrawalReason
from gongkai.organs import rules
from gongkai.workbench import states
from gongkai.workbench.forms.heading import WRITTEN_ELSEWHERE, HeadingChoice
from gongkai.workbench.forms.item import DayInput, MomentInput

CHOOSE = ("", _("请选择"))
NO_VALIDITY = "none"  # 不适用 is the empty value, which in a form means that nothing was chosen


class ItemActionForm(forms.Form):
    """`item` is the item acted on; subclasses take their choices from it."""

    def __init__(self, *args, item: DisclosureItem, **kwargs):
        super().__init__(*args, auto_id=f"{type(self).__name__.lower()}_%s", **kwargs)
        self.item = item
        for name, field in self.fields.items():
            if field.help_text:
                field.widget.attrs["aria-describedby"] = f"{self.auto_id % name}_helptext"

    @property
    def is_refused(self) -> bool:
        """Sent with something in it and not done: its fold stays open."""
        return self.is_bound and self.has_changed()


class PublishForm(ItemActionForm):
    """Nothing to fill in, except the reason when history is entered late."""

    at = forms.DateTimeField(
        label=_("实际发布时间"),
        required=False,
        widget=MomentInput,
        help_text=_("只在补录历史信息时填写，留空就是现在。"),
    )
    backdated_because = forms.CharField(label=_("补录原因"), required=False, max_length=200)


class ScheduleForm(ItemActionForm):
    go_live_at = forms.DateTimeField(label=_("发布时间"), widget=MomentInput)


class WithdrawForm(ItemActionForm):
    reason = forms.ChoiceField(
        label=_("撤下原因"),
        choices=[CHOOSE, *WithdrawalReason.choices],
        error_messages={"required": _("请选择撤下原因，公众会在撤下说明里看到。")},
    )
    note = forms.CharField(
        label=_("说明"),
        required=False,
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("公众会在原地址看到。"),
    )
    follow_up = forms.CharField(
        label=_("代替它的信息"), required=False, help_text=_("索引号、文号或标题；没有就留空。")
    )


class ValidityForm(ItemActionForm):
    to = forms.ChoiceField(label=_("变更为"), error_messages={"required": _("请选择变更后的有效性。")})
    on = forms.DateField(label=_("自何日起"), widget=DayInput, initial=timezone.localdate)
    note = forms.CharField(label=_("依据或说明"), required=False, max_length=200)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        known = [pair for pair in Validity.choices if pair[0]]
        # Taking a validity back makes sense only where one stands that should never have been there.
        none = [(NO_VALIDITY, Validity.NOT_APPLICABLE.label)] if self.item.validity else []
        self.fields["to"].choices = [CHOOSE, *known, *none]

    def clean_to(self) -> str:
        return "" if self.cleaned_data["to"] == NO_VALIDITY else self.cleaned_data["to"]


class MoveForm(ItemActionForm):
    heading = HeadingChoice(
        label=_("移到"),
        queryset=Heading.objects.none(),
        empty_label=_("请选择"),
        error_messages={"required": _("请选择要移到的栏目。")},
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["heading"].queryset = (
            Heading.objects.filter(organ=self.item.organ, closed_on=None)
            .exclude(kind__in=[Heading.Kind.GROUP, *WRITTEN_ELSEWHERE])
            .exclude(pk=self.item.heading_id)
            .order_by("code")
        )


class PostingForm(ItemActionForm):
    channel = forms.ChoiceField(
        label=_("渠道"),
        choices=[CHOOSE, *(pair for pair in CHANNELS.items() if pair[0] != "portal")],
        error_messages={"required": _("请选择发布渠道。")},
    )
    at = forms.DateTimeField(
        label=_("发布时间"), widget=MomentInput, initial=lambda: timezone.localtime().replace(second=0, microsecond=0)
    )
    note = forms.CharField(label=_("备注"), required=False, max_length=200, help_text=_("如期号、张贴地点。"))


def forms_for(item: DisclosureItem, desk, state: states.State, refused=None) -> dict[str, forms.Form]:
    """The actions open to this person on this item now, by the name of their address.

    `refused` is a form that was sent and could not be done: it takes its place with what was typed.
    """
    offered: dict[str, type[ItemActionForm]] = {}
    if state.code == states.CLEARED and desk.may(rules.PUBLISH):
        offered |= {"publish": PublishForm, "schedule": ScheduleForm}
    if item.live and desk.may(rules.PUBLISH):
        offered |= {"validity": ValidityForm, "posting": PostingForm}
    if desk.may(rules.MANAGE_CATALOGUE):
        offered["move"] = MoveForm
    if item.live and desk.may(rules.WITHDRAW):
        offered["withdraw"] = WithdrawForm
    return {name: refused if isinstance(refused, form) else form(item=item) for name, form in offered.items()}
