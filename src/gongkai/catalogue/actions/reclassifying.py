"""Changing what is recorded about a public item without touching its text: validity, heading."""

from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from gongkai.audit import actions as audit
from gongkai.catalogue import places, signals
from gongkai.catalogue.actions.publishing import classification
from gongkai.catalogue.models import DisclosureEvent, DisclosureItem, Heading
from gongkai.catalogue.vocabulary import Validity
from gongkai.organs import queries as organs
from gongkai.organs import rules


@transaction.atomic
def change_validity(*, item: DisclosureItem, to: str, on: date, by, note: str = "") -> DisclosureEvent:
    """有效性: in force, repealed, lapsed or amended from a day on; the page shows it from then (Art. 26: 变更)."""
    organs.require(by, rules.PUBLISH, item.organ)
    item.refresh_from_db(from_queryset=DisclosureItem.objects.select_for_update())
    if on < item.formed_on:
        raise ValidationError(
            _("有效性变更日期 %(on)s 早于成文日期 %(formed)s。") % {"on": on, "formed": item.formed_on}
        )
    before, to = item.validity, Validity(to)
    DisclosureItem.objects.filter(pk=item.pk).update(validity=to, validity_changed_on=on, validity_note=note)
    item.refresh_from_db()
    at = timezone.make_aware(datetime.combine(on, datetime.min.time()))
    audit.record(
        verb="item.validity_changed", by=by, organ=item.organ.slug, subject=item.reference, before=before, to=to, on=on
    )
    event = DisclosureEvent.objects.create(
        organ=item.organ, item=item, kind=DisclosureEvent.Kind.VALIDITY_CHANGED, happened_at=at, by=by,
        facts={"from": before, "to": to, "note": note},
    )  # fmt: skip
    if item.published_at:
        signals.reclassified.send(DisclosureItem, item=item, event=event, by=by, before=item.heading)
    return event


@transaction.atomic
def move(*, item: DisclosureItem, heading: Heading, by, at: datetime | None = None) -> DisclosureItem:
    """调整栏目: the item keeps its address and index number and gets the last place in its new heading."""
    organs.require(by, rules.MANAGE_CATALOGUE, item.organ)
    item.refresh_from_db(from_queryset=DisclosureItem.objects.select_for_update())
    if heading.organ_id != item.organ_id:
        raise ValidationError(_("不能移到其他机关的栏目：信息由制作它的机关负责公开（条例第十条）。"))
    if not heading.holds_items or heading.closed_on:
        raise ValidationError(_("“%s”不能放信息。") % heading.name)
    if heading.pk == item.heading_id:
        return item
    old, place = item.heading, item.seq
    seq = places.next_place(heading) if item.published_at else None
    DisclosureItem.objects.filter(pk=item.pk).update(heading=heading, seq=seq)
    if item.live:
        places.leave(old.pk)
        places.enter(heading.pk)
    item.refresh_from_db()
    event = None
    if item.published_at:
        event = DisclosureEvent.objects.create(
            organ=item.organ, item=item, kind=DisclosureEvent.Kind.MOVED, happened_at=at or timezone.now(), by=by,
            facts=classification(item) | {"from": old.code, "from_place": place},
        )  # fmt: skip
    audit.record(
        verb="item.moved", by=by, organ=item.organ.slug, subject=item.reference, before=old.code, to=heading.code
    )
    if event is not None:
        signals.reclassified.send(DisclosureItem, item=item, event=event, by=by, before=old)
    return item
