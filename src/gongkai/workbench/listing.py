"""信息列表: the organ's items, drafts and all, filtered and walked by key. No page ever counts the archive."""

from dataclasses import dataclass
from datetime import UTC, datetime

from django.db.models import Q

from gongkai.catalogue.models import DisclosureItem, Heading
from gongkai.organs.models import Organ
from gongkai.workbench import states, worklist

PAGE = 30
COUNTED_AT_MOST = 1000


@dataclass(frozen=True)
class Page:
    items: list[DisclosureItem]
    older: str  # where the next page begins; "" at the end
    count: int  # at most COUNTED_AT_MOST + 1, which reads "more than"

    @property
    def is_bounded(self) -> bool:
        return self.count > COUNTED_AT_MOST


def page(
    organ: Organ,
    *,
    heading: Heading | None = None,
    state: str = "",
    year: int | None = None,
    words: str = "",
    before: str = "",
) -> Page:
    """Newest first by the day they were begun, each with `state` set, continued from `before`."""
    found = _filtered(organ, heading, state, year, words)
    count = found.order_by()[: COUNTED_AT_MOST + 1].count()
    if at := _read_place(before):
        found = found.filter(created_at__lte=at[0]).filter(Q(created_at__lt=at[0]) | Q(pk__lt=at[1]))
    rows = list(
        found.select_related("heading", "author", "latest_revision", "organ").defer("body", "latest_revision__content")
        .order_by("-created_at", "-pk")[: PAGE + 1]
    )  # fmt: skip
    known = states.states(rows)
    for item in rows:
        item.state = known[item.pk]
    last = rows[PAGE - 1] if len(rows) > PAGE else None
    return Page(rows[:PAGE], f"{last.created_at.timestamp():.6f}_{last.pk}" if last else "", count)


def _filtered(organ: Organ, heading, state: str, year: int | None, words: str):
    found = DisclosureItem.objects.filter(organ=organ)
    if heading is not None:
        inside = Heading.objects.filter(organ=organ, code__startswith=heading.code)
        found = found.filter(heading__in=list(inside) if not heading.holds_items else [heading])
    if year:
        found = found.filter(formed_on__year=year)
    if words.strip():
        words = words.strip()
        found = found.filter(Q(title__icontains=words) | Q(document_number__icontains=words) | Q(index_number=words))
    if state == states.PUBLIC:
        return found.filter(live=True)
    if state == states.WITHDRAWN:
        return found.filter(withdrawn_at__isnull=False)
    if state in states.LABELS:
        # Everything else is being worked on, which is never many.
        at_work = [item.pk for item in worklist.unpublished(organ) if item.state.code == state]
        return found.filter(pk__in=at_work)
    return found


def _read_place(before: str) -> tuple[datetime, int] | None:
    stamp, _underscore, pk = before.partition("_")
    try:
        return datetime.fromtimestamp(float(stamp), UTC), int(pk)
    except (ValueError, OverflowError, OSError):
        return None
