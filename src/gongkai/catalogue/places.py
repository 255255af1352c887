"""Places and counters of a heading, kept in step by the actions in the transaction that changes what they count.

A list page is found by place and never counts its items; the figures of a year never come from here.
"""

from django.db.models import F

from gongkai.catalogue.models import DisclosureItem, Heading


def next_place(heading: Heading) -> int:
    """The next place in a heading, in order of first publication. A place is never given twice."""
    Heading.objects.filter(pk=heading.pk).update(last_seq=F("last_seq") + 1)
    return Heading.objects.values_list("last_seq", flat=True).get(pk=heading.pk)


def enter(heading_id: int) -> None:
    """A public item has come to this heading: count it in, and let the heading be as fresh as its newest item."""
    Heading.objects.filter(pk=heading_id).update(live_count=F("live_count") + 1)
    freshen(heading_id)


def leave(heading_id: int) -> None:
    """A public item has left this heading."""
    Heading.objects.filter(pk=heading_id, live_count__gt=0).update(live_count=F("live_count") - 1)
    freshen(heading_id)


def freshen(heading_id: int) -> None:
    """Last publication under this heading among what stands there now: one step along an index."""
    newest = DisclosureItem.objects.filter(heading=heading_id, live=True).order_by("-published_at", "-pk")
    Heading.objects.filter(pk=heading_id).update(last_disclosed_at=newest.values("published_at")[:1])
