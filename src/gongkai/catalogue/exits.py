"""The last look before anything leaves in a list, a feed or a data file: exactly this text, cleared, not withdrawn.

`catalogue.queries.public_item` looks at a single item; this does the same for many in three queries. A row changed
behind the actions' back (an UPDATE, say) does not show its title anywhere (条例第十七条).
"""

from collections.abc import Collection, Iterable, Sequence

from django.db.models import Prefetch

from gongkai.catalogue.models import Attachment, DisclosureItem, Heading
from gongkai.catalogue.vocabulary import Openness
from gongkai.clearance import queries as clearance
from gongkai.pages import one_look


def whole(keys: Iterable[int]) -> dict[int, DisclosureItem]:
    """The complete, public and cleared items among these keys, with organ, heading and attachments loaded."""
    return one_look.each(_whole, keys)


def _whole(keys: list[int]) -> dict[int, DisclosureItem]:
    files = Prefetch("attachments", queryset=Attachment.objects.select_related("file"))
    items = DisclosureItem.objects.filter(
        pk__in=keys, live=True, withdrawn_at=None, published_at__isnull=False, openness=Openness.PROACTIVE
    ).prefetch_related(files)
    if not one_look.is_open():
        items = items.select_related("organ", "heading__organ")
    found = {item.pk: item for item in items}
    if not found:
        return {}
    if one_look.is_open():
        _hang(found.values())
    cleared = one_look.each(contents, found)
    for pk, item in found.items():
        item.cleared_content = next(iter({item.content_hash()} & cleared.get(pk, set())), "")
    return {pk: item for pk, item in found.items() if item.cleared_content}


def _hang(items: Collection[DisclosureItem]) -> None:
    """Organ and heading of many items, each built once: inside a look the same ones serve every list."""
    known = one_look.each(headings, {item.heading_id for item in items})
    for item in items:
        item.heading = known[item.heading_id]
        item.organ = item.heading.organ


def headings(keys: Sequence[int]) -> dict[int, Heading]:
    """Headings by key, with their organs, for the names that stand beside an item."""
    return {row.pk: row for row in Heading.objects.filter(pk__in=keys).select_related("organ")}


def contents(keys: Sequence[int]) -> dict[int, set[str]]:
    """The hashes of every content these items were ever cleared with; an item never cleared is not among the keys."""
    found: dict[int, set[str]] = {}
    for subject, content in clearance.cleared_among(f"item:{key}" for key in keys):
        found.setdefault(int(subject.removeprefix("item:")), set()).add(content)
    return found


def cleared(items: Sequence[DisclosureItem]) -> list[DisclosureItem]:
    """The items that may be shown in a list, complete, in the order given: those of organs whose pages are open."""
    return sorted_apart(items)[0]


def sorted_apart(*shelves: Sequence[DisclosureItem]) -> list[list[DisclosureItem]]:
    """`cleared` for several lists of one page at the price of one."""
    found = whole({item.pk for shelf in shelves for item in shelf})
    shown = {pk: item for pk, item in found.items() if item.organ.is_open}
    return [[shown[item.pk] for item in shelf if item.pk in shown] for shelf in shelves]


def cleared_keys(keys: Sequence[int]) -> set[int]:
    """Keys that have been cleared at some time: enough for a list of bare addresses, which shows no text."""
    return set(one_look.each(contents, keys))
