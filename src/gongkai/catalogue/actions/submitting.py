"""送审: handing the newest text to somebody else for clearance (Art. 17)."""

from collections.abc import Mapping
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from gongkai.catalogue import completeness, screening
from gongkai.catalogue.models import DisclosureItem
from gongkai.catalogue.vocabulary import CHANNELS
from gongkai.clearance import actions as clearance


def submit(
    *, item: DisclosureItem, by, at: datetime | None = None, answers: Mapping[str, bool] | None = None, note: str = "",
    facts: Mapping[str, object] | None = None, escalate: str = "",
):  # fmt: skip
    """Ask for the clearance of the newest revision by the chain of its heading.

    `answers` and `note` are what the submitter says on the 保密审查表 (clearance.questions; what is not said is 否),
    `facts` what he puts in place of `facts_of`. `escalate`: why the head of the organ has to look too. Raises
    ValidationError with everything that is missing or found in the text and not settled.
    """
    screening.read_ahead(item)
    return _submit(item, by, at, answers or {}, note, facts or {}, escalate)


@transaction.atomic
def _submit(
    item: DisclosureItem, by, at: datetime | None, answers: Mapping[str, bool], note: str, facts: Mapping[str, object],
    escalate: str,
):  # fmt: skip
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
        chain=newest.heading.review_chain.code,
        escalate=escalate,
        sheet=clearance.Sheet(facts_of(newest) | dict(facts), answers, note),
        revision=item.latest_revision_id,
        revision_at=item.latest_revision.created_at,
    )


def facts_of(item: DisclosureItem) -> dict[str, str]:
    """What an item already knows of its 保密审查表, so that nobody has to type it."""
    files, is_own = item.attachments.count(), item.issuing_organ in ("", item.organ.name)
    return {
        "document_number": item.document_number,
        "index_number": item.index_number,
        "heading": f"{item.heading.code} {item.heading.name}",
        "unit": item.heading.owner_unit.name if item.heading.owner_unit else item.source,
        "carrier": _("公文") if item.document_number else _("其他"),
        "attachments": _("%d 个") % files if files else _("无"),
        "channels": "、".join(str(CHANNELS[name]) for name in item.heading.channels or ["portal"] if name in CHANNELS),
        "planned_on": _("审查通过后及时公开"),
        "source": _("本机关制作") if is_own else item.issuing_organ,
        "consent": "",
        "openness": str(item.get_openness_display()),
        "openness_ground": item.openness_ground or item.basis,
    }


def take_back(*, item: DisclosureItem, by) -> None:
    clearance.take_back(subject=item.reference, by=by)


def writers(item: DisclosureItem) -> list:
    """Everybody who wrote on what is about to be cleared: the revisions since the last public one."""
    revisions = item.revisions.exclude(user=None).select_related("user")
    if item.live_revision_id:
        revisions = revisions.filter(pk__gt=item.live_revision_id)
    return list({revision.user_id: revision.user for revision in revisions}.values())
