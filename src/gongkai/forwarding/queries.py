"""Where an old address leads."""

from django.db.models import QuerySet

from gongkai.forwarding import addresses
from gongkai.forwarding.models import LONGEST, OldAddress
from gongkai.organs.models import Organ


def target_of(path: str, query: str = "") -> str | None:
    """The address a reader who asks for this one is led to; None when it is no old address. One query."""
    keys = [key for key in addresses.keys_asked(path, query) if len(key) <= LONGEST and "\x00" not in key]
    if not keys:
        return None
    found = dict(OldAddress.objects.filter(path__in=keys, released_at=None).values_list("path", "target"))
    return next((found[key] for key in keys if key in found), None)


def of_organ(organ: Organ) -> QuerySet[OldAddress]:
    """The old addresses an organ has registered and not taken back, the newest first."""
    return OldAddress.objects.filter(organ=organ, released_at=None).select_related("by").order_by("-pk")


def fixed_addresses(**which) -> list[str]:
    """The addresses at which files may stand for these rows, released ones too: their files are to go."""
    paths = OldAddress.objects.filter(**which).exclude(path__contains="?").order_by("pk").values_list("path", flat=True)
    return [addresses.file_address(path) for path in paths]
