"""置顶结果: an organ's office puts an item of its own above the hits of some words. Readers see that it was put there."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from gongkai.audit import actions as audit
from gongkai.catalogue.models import DisclosureItem
from gongkai.organs import queries as organs
from gongkai.organs import rules
from gongkai.organs.models import Organ
from gongkai.search import segmentation
from gongkai.search.models import Pin

MOST_PINS = 200  # of an organ
LONGEST = 40  # characters


def words_of(text: str) -> str:
    """The words of a pin and of a query in the one form in which they are compared."""
    return " ".join(segmentation.normalised(text[:LONGEST]).split())


@transaction.atomic
def pin(*, organ: Organ, words: str, item: DisclosureItem, by) -> Pin:
    """Pin a public item of this organ to these words. Twice is the same pin. Raises PermissionDenied, ValidationError."""
    organs.require(by, rules.MANAGE_CATALOGUE, organ)
    compared = words_of(words)
    if len(words.strip()) > LONGEST or not segmentation.tokens(compared):
        raise ValidationError(_("检索词应有 1 到 %d 个字，不能只有标点。") % LONGEST)
    if item.organ_id != organ.pk or not item.live:
        raise ValidationError(_("只能置顶本机关现在公开的信息。"))
    earlier = Pin.objects.filter(organ=organ, words=compared, item=item).first()
    if earlier is not None:
        return earlier
    if Pin.objects.filter(organ=organ).count() >= MOST_PINS:
        raise ValidationError(_("置顶已有 %d 条。请先取消不再需要的。") % MOST_PINS)
    made = Pin.objects.create(organ=organ, words=compared, item=item, by=by)
    audit.record(verb="search.pinned", by=by, organ=organ.slug, subject=item.reference, words=compared)
    return made


@transaction.atomic
def take_down(*, pin: Pin, by) -> None:
    organs.require(by, rules.MANAGE_CATALOGUE, pin.organ)
    item = f"item:{pin.item_id}"
    audit.record(verb="search.unpinned", by=by, organ=pin.organ.slug, subject=item, words=pin.words)
    pin.delete()
