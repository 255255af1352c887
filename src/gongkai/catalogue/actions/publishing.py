"""公开: the one way by which an item becomes public. Through the gate, numbered in its heading, recorded, announced."""

from datetime import datetime, timedelta
from functools import partial

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Revision

from gongkai.audit import actions as audit
from gongkai.catalogue import completeness, signals
from gongkai.catalogue.models import DisclosureEvent, DisclosureItem, Heading
from gongkai.catalogue.models.item import NotCleared
from gongkai.organs import queries as organs
from gongkai.organs import rules
from gongkai.pages import actions as files
from gongkai.pages import html
from gongkai.pages.models import StoredFile
from gongkai.pages.reading_copies import TURNERS
from gongkai.pages.tasks import make_reading_copy

LATE_ENTRY = timedelta(hours=1)  # a publication dated further back than this is history entered late and needs a reason


class PublicationProblem(ValidationError):
    """Something in the item forbids publishing it now."""


class BackdatedPublication(PublicationProblem):
    """A release date in the past without a recorded reason: forged dates are a veto fault of site inspections."""


@transaction.atomic
def publish(*, item: DisclosureItem, by, at: datetime | None = None, backdated_because: str = "") -> DisclosureEvent:
    """Make the newest revision public.

    Raises PermissionDenied, NotCleared, or PublicationProblem (incomplete, dated before its creation, backdated without
    a reason). `at` in the past needs `backdated_because`, which stays in the event for everybody to read.
    """
    organs.require(by, rules.PUBLISH, item.organ)
    now = timezone.now()
    at = at or now
    stored = DisclosureItem.objects.select_for_update(of=("self",)).select_related("heading", "organ").get(pk=item.pk)
    revision = stored.latest_revision
    content = revision.as_object()
    _check(content, stored, at=at, now=now, backdated_because=backdated_because)

    first_time = stored.published_at is None
    revision.publish(user=by, skip_permission_checks=True)
    record = {
        "published_at": at if first_time else stored.published_at,
        "year": timezone.localtime(at).year if first_time else stored.year,
        "withdrawn_at": None, "withdrawal_reason": "", "withdrawal_note": "", "follow_up": None,
    }  # fmt: skip
    if first_time:
        record["seq"] = _next_place(stored.heading)
    DisclosureItem.objects.filter(pk=stored.pk).update(**record)
    _count_in(stored, at, was_live=stored.live)
    item.refresh_from_db()
    used = files_of(item)
    files.expose(subject=item.reference, files=used)
    _order_reading_copies(used)

    event = DisclosureEvent.objects.create(
        organ=item.organ, item=item, happened_at=at, by=by,
        kind=DisclosureEvent.Kind.DISCLOSED if first_time else DisclosureEvent.Kind.CORRECTED,
        facts=classification(item) | {"content": item.content_hash()}
        | ({"backdated_because": backdated_because} if backdated_because else {}),
    )  # fmt: skip
    audit.record(
        verb=f"item.{event.kind}", by=by, organ=item.organ.slug, subject=item.reference, happened_at=at,
        content=event.facts["content"], index_number=item.index_number,
    )
    signals.disclosed.send(DisclosureItem, item=item, event=event, by=by)
    return event


def _check(content: DisclosureItem, stored: DisclosureItem, *, at, now, backdated_because: str) -> None:
    if problems := completeness.problems(content):
        raise PublicationProblem(problems)
    if not content.is_cleared():
        raise NotCleared(
            _("“%s”现在的内容没有通过公开审查，不能公开。请送审，由撰写人以外的人审查（条例第十七条）。") % content.title
        )
    if timezone.localtime(at).date() < content.formed_on:
        raise PublicationProblem(
            _("发布日期 %(at)s 早于成文（生成）日期 %(formed)s：信息不可能在产生之前公开。请改正其中一个日期。")
            % {"at": timezone.localtime(at).date(), "formed": content.formed_on}
        )
    if content.expire_at and content.expire_at <= at:
        raise PublicationProblem(
            _("下线时间 %s 已过，发布后会立即撤下。请先改正或清除下线时间。")
            % timezone.localtime(content.expire_at).strftime("%Y-%m-%d %H:%M")
        )
    if at > now:
        raise PublicationProblem(_("发布时间在将来：请用定时发布。"))
    if stored.published_at is None and at < now - LATE_ENTRY and not backdated_because.strip():
        raise BackdatedPublication(
            _("发布时间 %s 在过去。补录历史信息必须写明原因；伪造发布日期是网站检查的单项否决问题。")
            % timezone.localtime(at).strftime("%Y-%m-%d %H:%M")
        )


def classification(item: DisclosureItem) -> dict:
    """How the item was sorted on that day: the figures of a year are read from events, not from today's row."""
    return {
        "heading": item.heading.code, "genre": item.genre, "subject": item.subject, "stat_class": item.stat_class,
    }  # fmt: skip


def files_of(item: DisclosureItem) -> list[StoredFile]:
    return [attachment.file for attachment in item.attachments.select_related("file")] + list(
        StoredFile.objects.filter(key__in=html.file_keys(item.body), owner=f"organ:{item.organ.slug}")
    )


def _order_reading_copies(used: list[StoredFile]) -> None:
    for stored in used:
        if stored.extension in TURNERS and not stored.reading_copy:
            transaction.on_commit(partial(make_reading_copy.enqueue, stored.pk))


def _next_place(heading: Heading) -> int:
    Heading.objects.filter(pk=heading.pk).update(last_seq=F("last_seq") + 1)
    return Heading.objects.values_list("last_seq", flat=True).get(pk=heading.pk)


def _count_in(item: DisclosureItem, at: datetime, *, was_live: bool) -> None:
    heading = Heading.objects.filter(pk=item.heading_id)
    if not was_live:
        heading.update(live_count=F("live_count") + 1)
    heading.exclude(last_disclosed_at__gt=at).update(last_disclosed_at=at)


@transaction.atomic
def schedule(*, item: DisclosureItem, by, go_live_at: datetime) -> None:
    """定时发布 of a cleared text. The worker publishes it at that minute; an edit in between cancels the appointment."""
    organs.require(by, rules.PUBLISH, item.organ)
    if go_live_at <= timezone.now():
        raise PublicationProblem(_("定时发布的时间要在将来；现在就公开请直接点“发布”。"))
    item = DisclosureItem.objects.select_for_update(of=("self",)).select_related("organ").get(pk=item.pk)
    content = item.latest_revision.as_object()
    _check(content, item, at=timezone.now(), now=timezone.now(), backdated_because="")
    cancel_schedule(item=item, by=by)
    Revision.objects.filter(pk=item.latest_revision_id).update(approved_go_live_at=go_live_at)
    DisclosureItem.objects.filter(pk=item.pk).update(go_live_at=go_live_at)
    audit.record(
        verb="item.scheduled", by=by, organ=item.organ.slug, subject=item.reference, go_live_at=go_live_at,
        content=content.content_hash(),
    )


@transaction.atomic
def cancel_schedule(*, item: DisclosureItem, by) -> bool:
    """Take back an appointment; answers whether there was one."""
    waiting = item.revisions.filter(approved_go_live_at__isnull=False)
    if not waiting.update(approved_go_live_at=None):
        return False
    DisclosureItem.objects.filter(pk=item.pk).update(go_live_at=None)
    audit.record(verb="item.unscheduled", by=by, organ=item.organ.slug, subject=item.reference)
    return True


def publish_due(*, now: datetime | None = None) -> list[DisclosureEvent]:
    """Publish what is due. Safe to miss and to run twice; one that cannot go out is told in the trail and left alone."""
    done = []
    for item in DisclosureItem.objects.filter(go_live_at__lte=now or timezone.now()).select_related("organ"):
        booked = item.revisions.filter(approved_go_live_at__isnull=False).first()
        by = _who_scheduled(item)
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
                verb="item.schedule_refused", by=None, organ=item.organ.slug, subject=item.reference, why=str(refusal)
            )
    return done


def _who_scheduled(item: DisclosureItem):
    from gongkai.accounts.models import User
    from gongkai.audit.models import AuditEntry

    entry = AuditEntry.objects.filter(subject=item.reference, verb="item.scheduled").order_by("-number").first()
    return User.objects.filter(username=entry.actor).first() if entry else None
