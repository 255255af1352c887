"""定时发布: an appointment for one cleared text. The worker keeps it to the minute; an edit in between cancels it."""

from datetime import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Revision

from gongkai.audit import actions as audit
from gongkai.catalogue.actions.publishing import PublicationProblem, check, publish
from gongkai.catalogue.models import DisclosureEvent, DisclosureItem
from gongkai.catalogue.models.item import NotCleared
from gongkai.organs import queries as organs
from gongkai.organs import rules


@transaction.atomic
def schedule(*, item: DisclosureItem, by, go_live_at: datetime) -> None:
    """定时发布 of a cleared text. The worker publishes it at that minute; an edit in between cancels the appointment."""
    organs.require(by, rules.PUBLISH, item.organ)
    if go_live_at <= timezone.now():
        raise PublicationProblem(_("定时发布的时间要在将来；现在就公开请直接点“发布”。"))
    item = DisclosureItem.objects.select_for_update(of=("self",)).select_related("organ").get(pk=item.pk)
    content = item.latest_revision.as_object()
    check(content, item, at=timezone.now(), now=timezone.now())
    cancel_schedule(item=item, by=by)
    Revision.objects.filter(pk=item.latest_revision_id).update(approved_go_live_at=go_live_at)
    DisclosureItem.objects.filter(pk=item.pk).update(go_live_at=go_live_at, scheduled_by=by)
    audit.record(
        verb="item.scheduled",
        by=by,
        organ=item.organ.slug,
        subject=item.reference,
        go_live_at=go_live_at,
        content=content.content_hash(),
    )


@transaction.atomic
def cancel_schedule(*, item: DisclosureItem, by) -> bool:
    """Take back an appointment; answers whether there was one. `by` is None when the worker keeps it."""
    if by is not None:
        organs.require(by, rules.PUBLISH, item.organ)
    waiting = item.revisions.filter(approved_go_live_at__isnull=False)
    if not waiting.update(approved_go_live_at=None):
        return False
    DisclosureItem.objects.filter(pk=item.pk).update(go_live_at=None)
    audit.record(verb="item.unscheduled", by=by, organ=item.organ.slug, subject=item.reference)
    return True


def publish_due(*, now: datetime | None = None) -> list[DisclosureEvent]:
    """Publish what is due. Safe to miss and to run twice; one that cannot go out is told in the trail and left alone."""
    done = []
    for item in DisclosureItem.objects.filter(go_live_at__lte=now or timezone.now()).select_related(
        "organ", "scheduled_by"
    ):
        booked = item.revisions.filter(approved_go_live_at__isnull=False).first()
        by = item.scheduled_by
        if booked is None or not cancel_schedule(item=item, by=None):  # another worker has just taken it
            DisclosureItem.objects.filter(pk=item.pk).update(go_live_at=None)
            continue
        if booked.pk != item.latest_revision_id or by is None:
            audit.record(verb="item.schedule_lapsed", by=None, organ=item.organ.slug, subject=item.reference)
            continue
        try:
            done.append(publish(item=item, by=by))
        except (NotCleared, ValidationError, PermissionDenied) as refusal:
            audit.record(
                verb="item.schedule_refused",
                by=None,
                organ=item.organ.slug,
                subject=item.reference,
                why="".join(getattr(refusal, "messages", [str(refusal)])),
            )
    return done
