"""Founding an organ, appointing people, urging an organ below."""

from datetime import date, datetime

from django.contrib.auth.models import Group
from django.db import transaction
from django.utils import timezone

from gongkai.accounts.models import STAFF_GROUP, User
from gongkai.audit import actions as audit
from gongkai.organs import queries, rules
from gongkai.organs.models import Organ, Post, Role, Staff, Unit, Urging


@transaction.atomic
def found(*, by, slug: str, name: str, parent: Organ | None, **facts) -> Organ:
    """Set up an organ in the tree. `facts` are the other fields of Organ."""
    organ = Organ(slug=slug, name=name, parent=parent, **facts)
    queries.require_installer(by, parent or organ)
    organ.full_clean(exclude=["lineage"])
    organ.save()
    audit.record(verb="organ.founded", by=by, organ=slug, subject=f"organ:{slug}")
    return organ


@transaction.atomic
def appoint(
    *, by, user: User, organ: Organ, roles: list[str], since: date, unit: Unit | None = None, title: str = "",
    is_full_time: bool = False, position: int = 0,
) -> Staff:
    """Give a person roles in an organ from a day on. A person belongs to one organ; roles already held stay."""
    queries.require_installer(by, organ)
    staff, _created = Staff.objects.update_or_create(
        user=user,
        defaults={
            "organ": organ, "unit": unit, "title": title, "is_full_time": is_full_time, "position": position,
        },
    )
    for role in roles:
        Post.objects.get_or_create(staff=staff, role=Role(role), until=None, defaults={"since": since})
    user.groups.add(Group.objects.get(name=STAFF_GROUP))
    audit.record(
        verb="staff.appointed", by=by, organ=organ.slug, subject=f"user:{user.get_username()}",
        roles=roles, since=since,
    )
    return staff


@transaction.atomic
def dismiss(*, by, staff: Staff, role: str, until: date) -> None:
    """End a role; the row stays, so that what was cleared under it can still be read."""
    queries.require_installer(by, staff.organ)
    Post.objects.filter(staff=staff, role=role, until=None).update(until=until)
    audit.record(
        verb="staff.dismissed", by=by, organ=staff.organ.slug, subject=f"user:{staff.user.get_username()}",
        role=role, until=until,
    )


@transaction.atomic
def urge(*, by, organ: Organ, text: str, at: datetime | None = None) -> Urging:
    """督促 an organ below (Art. 47). Needs the role of supervising office in an organ above."""
    queries.require(by, rules.OVERSEE, organ)
    urging = Urging.objects.create(organ=organ, by=by, text=text, urged_at=at or timezone.now())
    audit.record(verb="organ.urged", by=by, organ=organ.slug, subject=f"organ:{organ.slug}", urging=urging.pk)
    return urging


@transaction.atomic
def take_note(*, by, urging: Urging) -> Urging:
    """知悉: somebody of the urged organ has read it. Twice is harmless: the first reader stays on record."""
    queries.require(by, rules.READ_DRAFTS, urging.organ)
    if urging.noted_at is None:
        urging.noted_by, urging.noted_at = by, timezone.now()
        urging.save(update_fields=["noted_by", "noted_at"])
        audit.record(verb="organ.took_note", by=by, organ=urging.organ.slug, subject=f"urging:{urging.pk}")
    return urging
