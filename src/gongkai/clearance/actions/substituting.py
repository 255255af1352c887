"""代审: a reviewer who is away names who acts for him, or the administrator does."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from gongkai.audit import actions as audit
from gongkai.clearance.models import Substitution
from gongkai.organs import queries as organs
from gongkai.organs import rules
from gongkai.organs.models import Organ


@transaction.atomic
def substitute(*, organ: Organ, by, person, substitute, since: date, until: date, because: str = "") -> Substitution:
    """Both hold a post with the right to clear: a substitute lends a place in the chain, never a right (posts do).

    Recorded by the person himself or by whoever manages the organ. Errors: PermissionDenied, ValidationError.
    """
    if by.pk != person.pk:
        organs.require(by, rules.MANAGE_ORGAN, organ)
    for one in (person, substitute):
        if not organs.may(one, rules.CLEAR, organ):
            raise ValidationError(_("%s在本机关没有审查权限，请选有审查权限的人。") % one.get_full_name())
    if person.pk == substitute.pk:
        raise ValidationError(_("代审的人应当是另一个人。"))
    if until < since or until < timezone.localdate():
        raise ValidationError({"until": _("结束日期应在开始日期以后，并且还没有过去。")})
    row = Substitution.objects.create(
        organ=organ,
        person=person,
        substitute=substitute,
        since=since,
        until=until,
        because=because.strip(),
        recorded_by=by,
    )
    audit.record(
        verb="clearance.substituted", by=by, organ=organ.slug, subject=f"user:{person.get_username()}",
        to=substitute.get_username(), since=since, until=until,
    )  # fmt: skip
    return row


@transaction.atomic
def end_substitution(*, row: Substitution, by, on: date | None = None) -> Substitution:
    """Over from that day on; the row stays, since steps were decided under it."""
    if by.pk != row.person_id:
        organs.require(by, rules.MANAGE_ORGAN, row.organ)
    yesterday = (on or timezone.localdate()).toordinal() - 1
    row.until = min(row.until, date.fromordinal(yesterday))
    row.save(update_fields=["until"])
    audit.record(
        verb="clearance.substitution_ended", by=by, organ=row.organ.slug, subject=f"user:{row.person.get_username()}",
        until=row.until,
    )  # fmt: skip
    return row
