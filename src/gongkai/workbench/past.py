"""经过: what happened to an item, each event with what a reader wants to know of it."""

from django.utils.translation import gettext as _

from gongkai.catalogue.models import DisclosureEvent, DisclosureItem, Heading
from gongkai.catalogue.vocabulary import CHANNELS, Validity, WithdrawalReason

Kind = DisclosureEvent.Kind


def told(item: DisclosureItem) -> list[DisclosureEvent]:
    """The events of an item, newest first, each with `told`: its particulars as short sentences."""
    events = list(item.events.select_related("by").order_by("-happened_at", "-pk"))
    codes = {event.facts.get("from", "") for event in events if event.kind == Kind.MOVED}
    names = dict(Heading.objects.filter(organ=item.organ, code__in=codes).values_list("code", "name")) if codes else {}
    for event in events:
        event.told = [line for line in _lines(event, names) if line]
    return events


def _lines(event: DisclosureEvent, names: dict[str, str]) -> list[str]:
    facts = event.facts
    note = facts.get("note", "")
    if event.kind == Kind.POSTED:
        channel = facts.get("channel", "")
        return [_("渠道：%s") % CHANNELS.get(channel, channel), note]
    if event.kind == Kind.VALIDITY_CHANGED:
        pair = {"before": label(Validity, facts.get("from", "")), "after": label(Validity, facts.get("to", ""))}
        return [_("由“%(before)s”变更为“%(after)s”") % pair, note]
    if event.kind == Kind.WITHDRAWN:
        return [_("原因：%s") % label(WithdrawalReason, facts.get("reason", "")), note]
    if event.kind == Kind.MOVED:
        code = facts.get("from", "")
        return [_("从“%s”移来") % names.get(code, code)]
    because = facts.get("backdated_because", "")
    return [_("补录：%s") % because] if because else []


def label(choices, value: str) -> str:
    """A choice in words; a value that is none of them stays as it is."""
    return str(choices(value).label) if value in choices.values else value
