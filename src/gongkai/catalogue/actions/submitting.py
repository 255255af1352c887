"""送审: handing the newest text to somebody else for clearance (Art. 17)."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from gongkai.catalogue import completeness, screening
from gongkai.catalogue.models import DisclosureItem
from gongkai.clearance import actions as clearance


@transaction.atomic
def submit(*, item: DisclosureItem, by, at: datetime | None = None):
    """Ask for the clearance of the newest revision. Raises ValidationError with everything that is missing or found in it."""
    item = DisclosureItem.objects.select_for_update().get(pk=item.pk)  # the caller's copy may be older than the draft
    newest = item.latest_revision.as_object()
    if problems := completeness.problems(newest):
        raise ValidationError(problems)
    if newest.is_cleared():
        raise ValidationError(_("“%s”现在的内容已经通过公开审查，可以直接发布，不需要再次送审。") % newest.title)
    exhibits = screening.exhibits_of(newest)
    if problems := screening.problems(screening.standings_of(newest, exhibits)):
        raise ValidationError(problems)
    return clearance.submit(
        exhibits=exhibits,
        subject=item.reference,
        organ=item.organ,
        title=newest.title,
        content_hash=newest.content_hash(),
        authors=writers(item),
        by=by,
        at=at,
    )


def take_back(*, item: DisclosureItem, by) -> None:
    clearance.take_back(subject=item.reference, by=by)


def writers(item: DisclosureItem) -> list:
    """Everybody who wrote on what is about to be cleared: the revisions since the last public one."""
    revisions = item.revisions.exclude(user=None).select_related("user")
    if item.live_revision_id:
        revisions = revisions.filter(pk__gt=item.live_revision_id)
    return list({revision.user_id: revision.user for revision in revisions}.values())
