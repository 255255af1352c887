"""公开: the one way by which an item becomes public. Through the gate, numbered in its heading, recorded, announced."""

from datetime import datetime, timedelta
from functools import partial

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from gongkai.audit import actions as audit
from gongkai.catalogue import completeness, places, screening, signals
from gongkai.catalogue.models import DisclosureEvent, DisclosureItem
from gongkai.catalogue.models.item import NotCleared
from gongkai.clearance.screening import alarms
from gongkai.organs import queries as organs
from gongkai.organs import rules
from gongkai.pages import actions as files
from gongkai.pages.models import StoredFile
from gongkai.pages.reading_copies import TURNERS
from gongkai.pages.tasks import make_reading_copy

LATE_ENTRY = timedelta(hours=1)  # a publication dated further back than this is history entered late and needs a reason


class PublicationProblem(ValidationError):
    """Something in the item forbids publishing it now."""


class BackdatedPublication(PublicationProblem):
    """A release date in the past without a recorded reason: forged dates are a veto fault of site inspections."""


def publish(*, item: DisclosureItem, by, at: datetime | None = None, backdated_because: str = "") -> DisclosureEvent:
    """Make the newest revision public.

    Raises PermissionDenied, NotCleared, or PublicationProblem (incomplete, dated before its creation, backdated without
    a reason). `at` in the past needs `backdated_because`, which stays in the event for everybody to read.
    """
    screening.read_ahead(item)
    return _publish(item, by, at, backdated_because)


@transaction.atomic
def _publish(item: DisclosureItem, by, at: datetime | None, backdated_because: str) -> DisclosureEvent:
    organs.require(by, rules.PUBLISH, item.organ)
    now = timezone.now()
    at = at or now
    stored = DisclosureItem.objects.select_for_update(of=("self",)).select_related("heading", "organ").get(pk=item.pk)
    revision = stored.latest_revision
    content = revision.as_object()
    check(content, stored, at=at, now=now, backdated_because=backdated_because)

    first_time = stored.published_at is None
    revision.publish(user=by, skip_permission_checks=True)
    record = {
        "published_at": at if first_time else stored.published_at,
        "year": timezone.localtime(at).year if first_time else stored.year,
        "withdrawn_at": None, "withdrawal_reason": "", "withdrawal_note": "", "follow_up": None,
    }  # fmt: skip
    if first_time:
        record["seq"] = places.next_place(stored.heading)
    DisclosureItem.objects.filter(pk=stored.pk).update(**record)
    if stored.live:
        places.freshen(stored.heading_id)
    else:
        places.enter(stored.heading_id)
    item.refresh_from_db()
    alarms.tell(subject=item.reference, organ=item.organ, count=0)  # `check` has just found nothing open
    used = screening.files_of(item)
    files.expose(subject=item.reference, files=used)
    _order_reading_copies(used)

    event = DisclosureEvent.objects.create(
        organ=item.organ, item=item, happened_at=at, by=by,
        kind=DisclosureEvent.Kind.DISCLOSED if first_time else DisclosureEvent.Kind.CORRECTED,
        facts=classification(item) | {"content": item.content_hash()}
        | ({"backdated_because": backdated_because} if backdated_because else {}),
    )  # fmt: skip
    audit.record(
        verb=f"item.{event.kind}",
        by=by,
        organ=item.organ.slug,
        subject=item.reference,
        happened_at=at,
        content=event.facts["content"],
        index_number=item.index_number,
    )
    signals.disclosed.send(DisclosureItem, item=item, event=event, by=by)
    return event


def check(content: DisclosureItem, stored: DisclosureItem, *, at, now, backdated_because: str = "") -> None:
    """Everything that forbids making this content of this item public at that time, as an exception."""
    if problems := completeness.problems(content):
        raise PublicationProblem(problems)
    if not content.is_cleared():
        raise NotCleared(
            _("“%s”现在的内容没有通过公开审查，不能公开。请送审，由撰写人以外的人审查（条例第十七条）。")
            % content.title
        )
    if problems := screening.open_problems(content):
        raise PublicationProblem(problems)
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
    if at < now - LATE_ENTRY and not backdated_because.strip():
        raise BackdatedPublication(
            _("发布时间 %s 在过去。补录历史信息必须写明原因；伪造发布日期是网站检查的单项否决问题。")
            % timezone.localtime(at).strftime("%Y-%m-%d %H:%M")
        )


def classification(item: DisclosureItem) -> dict:
    """How the item was sorted on that day: the figures of a year are read from events, not from today's row."""
    return {
        "heading": item.heading.code, "genre": item.genre, "subject": item.subject, "stat_class": item.stat_class,
    }  # fmt: skip


def _order_reading_copies(used: list[StoredFile]) -> None:
    for stored in used:
        if stored.extension in TURNERS and not stored.reading_copy:
            transaction.on_commit(partial(make_reading_copy.enqueue, stored.pk))
