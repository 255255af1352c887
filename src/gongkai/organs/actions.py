"""Founding an organ, appointing people, urging an organ below."""

from datetime import date, datetime

from django.contrib.auth.models import Group
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Model
from django.utils import timezone
from django.utils.translation import gettext as _

from gongkai.accounts.models import STAFF_GROUP, User
from gongkai.audit import actions as audit
from gongkai.organs import queries, rules
from gongkai.organs.models import (
    DisclosureGuide,
    DisclosureOffice,
    LeadingGroup,
    Membership,
    Organ,
    Post,
    Role,
    SiteFacts,
    Staff,
    Unit,
    Urging,
)


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
    *,
    by,
    user: User,
    organ: Organ,
    roles: list[str],
    since: date,
    unit: Unit | None = None,
    title: str = "",
    is_full_time: bool = False,
    position: int = 0,
) -> Staff:
    """Give a person roles in an organ from a day on. A person belongs to one organ; roles already held stay.

    Raises ValidationError for somebody who still holds a post in another organ: posts do not travel.
    """
    queries.require_installer(by, organ)
    elsewhere = Staff.objects.filter(user=user).exclude(organ=organ).select_related("organ").first()
    if elsewhere is not None and elsewhere.posts.filter(until=None).exists():
        raise ValidationError(
            _("%(name)s现在%(organ)s任职，一个账号只属于一个机关。请先在那里免去其全部岗位。")
            % {"name": user.get_full_name(), "organ": elsewhere.organ.name}
        )
    staff, _created = Staff.objects.update_or_create(
        user=user,
        defaults={
            "organ": organ,
            "unit": unit,
            "title": title,
            "is_full_time": is_full_time,
            "position": position,
        },
    )
    for role in roles:
        Post.objects.get_or_create(staff=staff, role=Role(role), until=None, defaults={"since": since})
    user.groups.add(Group.objects.get(name=STAFF_GROUP))
    audit.record(
        verb="staff.appointed",
        by=by,
        organ=organ.slug,
        subject=f"user:{user.get_username()}",
        roles=roles,
        since=since,
    )
    return staff


@transaction.atomic
def dismiss(*, by, staff: Staff, role: str, until: date) -> None:
    """End a role; the row stays, so that what was cleared under it can still be read. A role not held: nothing happens."""
    queries.require_installer(by, staff.organ)
    if not Post.objects.filter(staff=staff, role=role, until=None).update(until=until):
        return
    audit.record(
        verb="staff.dismissed",
        by=by,
        organ=staff.organ.slug,
        subject=f"user:{staff.user.get_username()}",
        role=role,
        until=until,
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
    urging = Urging.objects.select_for_update().get(pk=urging.pk)
    if urging.noted_at is None:
        urging.noted_by, urging.noted_at = by, timezone.now()
        urging.save(update_fields=["noted_by", "noted_at"])
        audit.record(verb="organ.took_note", by=by, organ=urging.organ.slug, subject=f"urging:{urging.pk}")
    return urging


def _keep(row, *, by, verb: str, **fields):
    """Write these fields of a row after checking them, and leave which ones changed in the trail."""
    changed = [name for name, value in fields.items() if row.pk is None or getattr(row, name) != value]
    for name, value in fields.items():
        setattr(row, name, value)
    row.full_clean()
    row.save()
    audit.record(verb=verb, by=by, organ=row.organ.slug, subject=f"organ:{row.organ.slug}", changed=changed, key=row.pk)
    return row


@transaction.atomic
def keep_part(*, by, organ: Organ, model: type[Model], **fields):
    """Keep what an organ has one of: guide, disclosure office, site facts, leading group (Arts 3, 4, 12)."""
    queries.require(by, rules.MANAGE_ORGAN, organ)
    if model not in {DisclosureGuide, DisclosureOffice, LeadingGroup, SiteFacts}:
        raise ValueError(model)
    row = model.objects.filter(organ=organ).first() or model(organ=organ)
    return _keep(row, by=by, verb=f"{model._meta.model_name}.kept", **fields)


@transaction.atomic
def keep_functions(*, by, organ: Organ, functions: str) -> Organ:
    """机关职能 (Art. 20(2)). The other facts of an organ are set when it is founded."""
    queries.require(by, rules.MANAGE_ORGAN, organ)
    organ.functions = functions
    organ.save(update_fields=["functions"])
    audit.record(verb="organ.functions_kept", by=by, organ=organ.slug, subject=f"organ:{organ.slug}")
    return organ


@transaction.atomic
def keep_unit(*, by, organ: Organ, unit: Unit | None = None, **fields) -> Unit:
    """Add or change a unit (内设机构). Raises ValidationError for a name the organ has already."""
    queries.require(by, rules.MANAGE_ORGAN, organ)
    if unit is not None and unit.organ_id != organ.pk:
        raise ValidationError(_("“%s”不是本机关的内设机构。") % unit)
    return _keep(unit or Unit(organ=organ), by=by, verb="unit.kept", **fields)


@transaction.atomic
def keep_membership(*, by, group: LeadingGroup, staff: Staff, part: str, position: int = 0) -> Membership:
    """Give somebody of the organ a place in its leading group, or change it."""
    queries.require(by, rules.MANAGE_ORGAN, group.organ)
    if staff.organ_id != group.organ_id:
        raise ValidationError(_("%s不是本机关的人员。") % staff)
    place = Membership.objects.filter(group=group, staff=staff).first() or Membership(group=group, staff=staff)
    place.part, place.position = part, position
    place.full_clean()
    place.save()
    audit.record(
        verb="membership.kept", by=by, organ=group.organ.slug, subject=f"user:{staff.user.get_username()}", part=part
    )
    return place


@transaction.atomic
def end_membership(*, by, membership: Membership) -> None:
    queries.require(by, rules.MANAGE_ORGAN, membership.group.organ)
    audit.record(
        verb="membership.ended", by=by, organ=membership.group.organ.slug,
        subject=f"user:{membership.staff.user.get_username()}",
    )  # fmt: skip
    membership.delete()


@transaction.atomic
def employ(
    *, by, organ: Organ, username: str, name: str, password: str, roles: list[str], since: date, **facts
) -> Staff:
    """Open an account for a new colleague and give it posts. Raises ValidationError when the name is taken or the password weak.

    `facts` are unit, title and is_full_time. An account of another organ is never taken over.
    """
    queries.require(by, rules.MANAGE_ORGAN, organ)
    if User.objects.filter(username=username).exists():
        raise ValidationError(_("用户名“%s”已经有人使用，请换一个，如姓名全拼加数字。") % username)
    user = User(username=username, name=name)
    validate_password(password, user)
    user.set_password(password)
    user.full_clean()
    user.save()
    audit.record(verb="account.opened", by=by, organ=organ.slug, subject=f"user:{username}")
    return appoint(by=by, user=user, organ=organ, roles=roles, since=since, **facts)


@transaction.atomic
def reset_password(*, by, staff: Staff, password: str) -> None:
    """A new password for a colleague who has lost it; whoever is signed in with the old one is signed out."""
    queries.require(by, rules.MANAGE_ORGAN, staff.organ)
    if staff.user.is_superuser and not by.is_superuser:
        raise PermissionDenied(_("平台安装员的口令不能由机关管理员重置。"))
    validate_password(password, staff.user)
    staff.user.set_password(password)
    staff.user.save(update_fields=["password"])
    audit.record(
        verb="account.password_reset", by=by, organ=staff.organ.slug, subject=f"user:{staff.user.get_username()}"
    )
