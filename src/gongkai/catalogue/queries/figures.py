"""主动公开 in numbers, as of any day, folded from the recorded events: never from today's rows, never from a stored total."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date, datetime, time

from django.utils import timezone

from gongkai.catalogue.models import DisclosureEvent
from gongkai.organs.models import Organ

Kind = DisclosureEvent.Kind


@dataclass
class Figures:
    """Counts of items first disclosed in a year and still standing on `as_of`. `items` are the keys behind `total`."""

    year: int
    as_of: date
    total: int = 0
    withdrawn: int = 0  # first disclosed in the year and taken down again by `as_of`: not in `total`
    by_stat_class: Counter = field(default_factory=Counter)
    by_heading: Counter = field(default_factory=Counter)
    by_genre: Counter = field(default_factory=Counter)
    by_subject: Counter = field(default_factory=Counter)
    by_channel: Counter = field(default_factory=Counter)
    by_month: Counter = field(default_factory=Counter)
    items: list[int] = field(default_factory=list)
    taken_down: list[int] = field(default_factory=list)
    sorted_as: dict[int, dict] = field(default_factory=dict)  # how each item counts: heading, genre, …, channels, month

    def behind(self, group: str, key: str | int) -> list[int]:
        """The items one count comes from, in the order they were first disclosed.

        `group` is heading, genre, subject, stat_class, month or channel; `key` as in the counter of that name.
        """
        if group == "channel":
            return [item for item, facts in self.sorted_as.items() if key in facts["channels"]]
        return [item for item, facts in self.sorted_as.items() if facts[group] == key]


def figures(organ: Organ, year: int, *, as_of: date | None = None) -> Figures:
    """Fold the events of one organ: first disclosure within the year, sorted as of `as_of` (31 December when left out).

    An item taken down and put back counts once; one moved or sorted anew counts where it stands on that day.
    """
    as_of = as_of or date(year, 12, 31)
    first = timezone.make_aware(datetime(year, 1, 1))
    last = timezone.make_aware(datetime.combine(as_of, time.max))
    new = dict(
        DisclosureEvent.objects.filter(organ=organ, kind=Kind.DISCLOSED, happened_at__gte=first, happened_at__lte=last)
        .filter(happened_at__lt=timezone.make_aware(datetime(year + 1, 1, 1)))
        .values_list("item_id", "happened_at")
    )
    state: dict[int, dict] = {}
    events = DisclosureEvent.objects.filter(organ=organ, happened_at__gte=first, happened_at__lte=last)
    for event in events.order_by("happened_at", "pk").iterator(chunk_size=2000):
        if event.item_id not in new:
            continue
        item = state.setdefault(event.item_id, {"stands": False, "channels": set()})
        if event.kind in {Kind.DISCLOSED, Kind.CORRECTED, Kind.MOVED}:
            item.update({key: event.facts[key] for key in ("heading", "genre", "subject", "stat_class")})
            if event.kind != Kind.MOVED:
                item["stands"] = True
                item["channels"].add("portal")
        elif event.kind == Kind.WITHDRAWN:
            item["stands"] = False
        elif event.kind == Kind.POSTED:
            item["channels"].add(event.facts["channel"])

    result = Figures(year, as_of)
    for pk, item in state.items():
        if not item["stands"]:
            result.withdrawn += 1
            result.taken_down.append(pk)
            continue
        result.total += 1
        result.items.append(pk)
        result.by_stat_class[item["stat_class"]] += 1
        result.by_heading[item["heading"]] += 1
        result.by_genre[item["genre"]] += 1
        result.by_subject[item["subject"]] += 1
        item["month"] = timezone.localtime(new[pk]).month
        result.by_month[item["month"]] += 1
        result.sorted_as[pk] = item
        for channel in item["channels"]:
            result.by_channel[channel] += 1
    return result
