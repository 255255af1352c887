"""Recording that an item also went out elsewhere: on the bulletin board, in the newsletter, by WeChat (Arts 23-25)."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from gongkai.audit import actions as audit
from gongkai.catalogue.models import DisclosureEvent, DisclosureItem
from gongkai.catalogue.vocabulary import CHANNELS
from gongkai.organs import queries as organs
from gongkai.organs import rules


@transaction.atomic
def record_posting(*, item: DisclosureItem, channel: str, at: datetime, by, note: str = "") -> DisclosureEvent:
    """Note a posting by hand. Only what is public may be posted; the same channel twice is the same posting."""
    organs.require(by, rules.PUBLISH, item.organ)
    if channel not in CHANNELS or channel == "portal":
        raise ValidationError(_("没有这个发布渠道：%s") % channel)
    item.refresh_from_db(from_queryset=DisclosureItem.objects.select_for_update())
    if not item.live:
        raise ValidationError(_("“%s”没有公开，不能记为已在其他渠道发布。") % item.title)
    earlier = item.events.filter(kind=DisclosureEvent.Kind.POSTED, facts__channel=channel).first()
    if earlier is not None:
        return earlier
    audit.record(verb="item.posted", by=by, organ=item.organ.slug, subject=item.reference, channel=channel)
    return DisclosureEvent.objects.create(
        organ=item.organ, item=item, kind=DisclosureEvent.Kind.POSTED, happened_at=at, by=by,
        facts={"channel": channel, "note": note},
    )  # fmt: skip
