"""What an organ tells the scanners of itself: kept by those who review, since it decides what is no alarm."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from gongkai.audit import actions as audit
from gongkai.clearance.models import KnownValue
from gongkai.clearance.screening.known import known_of
from gongkai.organs import queries as organs
from gongkai.organs import rules
from gongkai.organs.models import Organ

SHORTEST_WORD = 2
KINDS = KnownValue.Kind.choices


def known_values(organ: Organ):
    return KnownValue.objects.filter(organ=organ).select_related("by")


@transaction.atomic
def add(*, organ: Organ, kind: str, value: str, note: str, by) -> KnownValue:
    """Raises ValidationError for an empty or doubled value, and for a word so short that it would mark every text."""
    organs.require(by, rules.CLEAR, organ)
    value = " ".join(value.split())
    if not value:
        raise ValidationError(_("请写明内容。"))
    if kind == KnownValue.Kind.FORBIDDEN and len(value) < SHORTEST_WORD:
        raise ValidationError(_("“%s”太短，会在几乎每篇文字里误报；请写完整的词。") % value)
    if kind == KnownValue.Kind.PHONE and not any(letter.isdigit() for letter in value):
        raise ValidationError(_("“%s”不是电话号码。") % value)
    row, is_new = KnownValue.objects.get_or_create(
        organ=organ, kind=kind, value=value, defaults={"note": note.strip(), "by": by}
    )
    if not is_new:
        raise ValidationError(_("“%s”已经登记过。") % value)
    audit.record(verb="known.added", by=by, organ=organ.slug, subject=f"known:{row.pk}", what=kind)
    return row


@transaction.atomic
def remove(*, organ: Organ, pk: int, by) -> None:
    organs.require(by, rules.CLEAR, organ)
    row = KnownValue.objects.filter(organ=organ, pk=pk).first()
    if row is not None:
        row.delete()
        audit.record(verb="known.removed", by=by, organ=organ.slug, subject=f"known:{pk}", what=row.kind)


def from_own_pages(organ: Organ) -> list[str]:
    """The phones and mail domains that are known without being entered, from the pages of the organ itself."""
    known = known_of(organ)
    entered = {"".join(filter(str.isdigit, row.value)) for row in known_values(organ)}
    return sorted(known.phones - entered) + sorted(known.domains)
