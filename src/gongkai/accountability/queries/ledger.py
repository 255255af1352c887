"""内容质量台账: what is read, what nobody opens, what readers say, how long unchanged. Each order is one bounded query."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Count, Exists, Max, OuterRef, Q, Sum
from django.utils import timezone

from gongkai.accountability.models import Feedback, ViewCount
from gongkai.catalogue.models import DisclosureEvent, DisclosureItem
from gongkai.organs.models import Organ

SHOWN, BATCH = 100, 500
A_YEAR = timedelta(days=365)
CHANGES = (DisclosureEvent.Kind.DISCLOSED, DisclosureEvent.Kind.CORRECTED)
ORDERS = ("views", "unused", "feedback", "oldest")


@dataclass(frozen=True)
class Entry:
    """One public item. `views` of the last 365 days; `changed_at` its last publication or correction."""

    item: DisclosureItem
    views: int
    changed_at: datetime | None
    useful: int
    useless: int
    wrong: int
    open_errors: int

    @property
    def is_unused(self) -> bool:
        return self.views == 0 and self.item.published_at < timezone.now() - A_YEAR


@dataclass(frozen=True)
class Ledger:
    """`counted_until` is the last day of which views are known; None when no log was ever read."""

    order: str
    entries: list[Entry]
    counted_until: date | None


def ledger(organ: Organ, order: str = "views", *, today: date | None = None) -> Ledger:
    """The first hundred in an order: most viewed, unused for a year, most feedback, longest unchanged."""
    today = today or timezone.localdate()
    until = ViewCount.objects.filter(organ=organ).aggregate(Max("day"))["day__max"]
    if order == "unused" and until is None:
        keys = []
    else:
        keys = _ORDERED[order](organ, today)
    items = {
        item.pk: item
        for item in DisclosureItem.objects.filter(pk__in=keys, live=True)
        .select_related("heading__owner_unit", "organ")
        .defer("body")
    }
    return Ledger(order, _entries([items[key] for key in keys if key in items], today), until)


def rows_for_export(organ: Organ, *, today: date | None = None) -> Iterator[Entry]:
    """Every public item of the organ, oldest number first, in batches."""
    today = today or timezone.localdate()
    after = 0
    while True:
        rows = DisclosureItem.objects.filter(organ=organ, live=True, pk__gt=after).select_related(
            "heading__owner_unit", "organ"
        )
        found = list(rows.defer("body").order_by("pk")[:BATCH])
        if not found:
            return
        yield from _entries(found, today)
        after = found[-1].pk


def open_errors(organ: Organ, *, unit: int | None = None, limit: int = 50) -> list[Feedback]:
    """Errors pointed out and not yet looked at, the oldest first; with `unit`, those of its headings and of nobody's."""
    rows = Feedback.objects.filter(organ=organ, verdict=Feedback.Verdict.WRONG, handled_at=None)
    if unit is not None:
        rows = rows.filter(Q(item__heading__owner_unit=unit) | Q(item__heading__owner_unit=None))
    return list(rows.select_related("item__heading__owner_unit", "item__organ").order_by("sent_at", "pk")[:limit])


def _most_viewed(organ: Organ, today: date) -> list[int]:
    rows = (
        ViewCount.objects.filter(organ=organ, day__gt=today - A_YEAR).order_by().values("item").annotate(n=Sum("count"))
    )
    return list(rows.order_by("-n", "item").values_list("item", flat=True)[:SHOWN])


def _unused(organ: Organ, today: date) -> list[int]:
    seen = ViewCount.objects.filter(item=OuterRef("pk"), day__gt=today - A_YEAR)
    old = DisclosureItem.objects.filter(organ=organ, live=True, published_at__lt=timezone.now() - A_YEAR)
    return list(old.filter(~Exists(seen)).order_by("published_at", "pk").values_list("pk", flat=True)[:SHOWN])


def _most_feedback(organ: Organ, today: date) -> list[int]:
    wrong = Count("pk", filter=Q(verdict=Feedback.Verdict.WRONG))
    rows = Feedback.objects.filter(organ=organ).order_by().values("item").annotate(wrong=wrong, n=Count("pk"))
    return list(rows.order_by("-wrong", "-n", "item").values_list("item", flat=True)[:SHOWN])


def _oldest(organ: Organ, today: date) -> list[int]:
    rows = DisclosureItem.objects.filter(organ=organ, live=True).order_by("published_at", "pk")
    return list(rows.values_list("pk", flat=True)[:SHOWN])


_ORDERED = {"views": _most_viewed, "unused": _unused, "feedback": _most_feedback, "oldest": _oldest}


def _entries(items: list[DisclosureItem], today: date) -> list[Entry]:
    """Views, last changes and feedback of these items, by key, in three queries."""
    keys = [item.pk for item in items]
    views = dict(
        ViewCount.objects.filter(item__in=keys, day__gt=today - A_YEAR)
        .order_by()
        .values_list("item")
        .annotate(n=Sum("count"))
    )
    changes = DisclosureEvent.objects.filter(item__in=keys, kind__in=CHANGES).order_by().values_list("item")
    changed = dict(changes.annotate(at=Max("happened_at")))
    said: dict[int, dict[str, int]] = {}
    for item, verdict, number in (
        Feedback.objects.filter(item__in=keys).order_by().values_list("item", "verdict").annotate(n=Count("pk"))
    ):
        said.setdefault(item, {})[verdict] = number
    waiting = Feedback.objects.filter(item__in=keys, verdict=Feedback.Verdict.WRONG, handled_at=None).order_by()
    errors = dict(waiting.values_list("item").annotate(n=Count("pk")))
    kinds = Feedback.Verdict
    return [
        Entry(
            item, views.get(item.pk, 0), changed.get(item.pk), *(said.get(item.pk, {}).get(kind, 0) for kind in kinds.values),
            open_errors=errors.get(item.pk, 0),
        )
        for item in items
    ]  # fmt: skip
