"""Naming the document an interpretation explains: by index number, document number or title, among the organ's own."""

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext as _

from gongkai.catalogue.models import DisclosureItem
from gongkai.organs.models import Organ


def find(organ: Organ, words: str, limit: int = 10) -> list[DisclosureItem]:
    """The organ's items whose title or number holds these words, the newest first. Public ones and drafts of the house."""
    words = words.strip()
    if not words:
        return []
    return list(
        DisclosureItem.objects.filter(organ=organ)
        .filter(Q(title__icontains=words) | Q(document_number__icontains=words) | Q(index_number__icontains=words))
        .only("pk", "title", "document_number", "index_number", "live", "formed_on")
        .order_by("-created_at", "-pk")[:limit]
    )


def the_one(organ: Organ, words: str) -> DisclosureItem | None:
    """The single item meant by these words. Raises ValidationError when none or several are."""
    words = words.strip()
    if not words:
        return None
    exact = DisclosureItem.objects.filter(organ=organ).filter(
        Q(index_number=words) | Q(document_number=words) | Q(title=words)
    )
    found = list(exact[:2]) or find(organ, words, limit=2)
    if len(found) == 1:
        return found[0]
    if not found:
        raise ValidationError(_("没有找到“%s”。请写本机关一条信息的文号、索引号或标题。") % words)
    raise ValidationError(_("“%s”对应不止一条信息，请写得更完整，或用索引号。") % words)
