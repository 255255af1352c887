"""撤下: the text, its files and its place in every list go; at its address a notice says when and why."""

from contextlib import suppress
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from gongkai.audit import actions as audit
from gongkai.catalogue import places, signals
from gongkai.catalogue.models import DisclosureEvent, DisclosureItem
from gongkai.catalogue.vocabulary import WithdrawalReason
from gongkai.clearance import actions as clearance
from gongkai.clearance.screening import alarms
from gongkai.organs import queries as organs
from gongkai.organs import rules
from gongkai.pages import actions as files


@transaction.atomic
def withdraw(
    *,
    item: DisclosureItem,
    by,
    reason: str,
    note: str = "",
    follow_up: DisclosureItem | None = None,
    at: datetime | None = None,
) -> DisclosureEvent:
    """Take an item down at once. One signature is enough; to be public again it takes the whole chain.

    `by` is None when the system takes it down on its expiry date. Raises ValidationError when it is not public.
    """
    if by is not None:
        organs.require(by, rules.WITHDRAW, item.organ)
    item = DisclosureItem.objects.select_for_update(of=("self",)).select_related("organ").get(pk=item.pk)
    if not item.live:
        raise ValidationError(_("“%s”现在没有公开，不需要撤下。") % item.title)
    reason, now = WithdrawalReason(reason), timezone.now()
    at = at or now
    if not item.published_at <= at <= now:
        raise ValidationError(_("撤下时间应在发布之后、现在以前。"))
    DisclosureItem.objects.filter(pk=item.pk).update(
        live=False,
        has_unpublished_changes=True,
        live_revision=None,
        expired=reason == WithdrawalReason.EXPIRED,
        expire_at=None,
        withdrawn_at=at,
        withdrawal_reason=reason,
        withdrawal_note=note,
        follow_up=follow_up,
    )
    places.leave(item.heading_id)
    alarms.tell(subject=item.reference, organ=item.organ, count=0)
    files.conceal(subject=item.reference)
    clearance.lapse_after_review(subject=item.reference)
    event = DisclosureEvent.objects.create(
        organ=item.organ, item=item, kind=DisclosureEvent.Kind.WITHDRAWN, happened_at=at, by=by,
        facts={"reason": reason, "note": note},
    )  # fmt: skip
    audit.record(
        verb="item.withdrawn", by=by, organ=item.organ.slug, subject=item.reference, reason=reason, happened_at=at
    )
    item.refresh_from_db()
    signals.withdrawn.send(DisclosureItem, item=item, event=event, by=by)
    return event


def withdraw_expired(*, now: datetime | None = None) -> list[DisclosureEvent]:
    """Take down what has reached its end date (公示期). Safe to miss and to run twice."""
    done = []
    for item in DisclosureItem.objects.filter(live=True, expire_at__lte=now or timezone.now()):
        with suppress(ValidationError):  # another worker has just taken it down
            done.append(withdraw(item=item, by=None, reason=WithdrawalReason.EXPIRED, at=item.expire_at))
    return done
