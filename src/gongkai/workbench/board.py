"""督查: the organs below, each on one line. Counts and dates only: an overseer reads no draft, not even its title (Art. 47)."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Count, Max
from django.utils import timezone

from gongkai.applications import queries as applications
from gongkai.catalogue.models import DisclosureEvent, DisclosureItem, Heading
from gongkai.catalogue.queries.watch import office_calendar, staleness
from gongkai.catalogue.vocabulary import Openness
from gongkai.organs import queries as organs
from gongkai.organs.models import Organ, Urging
from gongkai.statute import clocks


@dataclass(frozen=True)
class Standing:
    organ: Organ
    published: int
    last_on: date | None
    overdue: int
    stale: int
    empty: int
    headings: int
    urged: Urging | None  # the newest urging
    late_replies: int = 0  # applications past their last day without a reply (Art. 33)

    @property
    def needs_urging(self) -> bool:
        return bool(self.overdue or self.stale or self.late_replies)


def board(above: Organ, today: date | None = None) -> list[Standing]:
    """One row for each open organ below, the most in need first. Eight queries, however many organs there are."""
    today = today or timezone.localdate()
    below = list(organs.below(above))
    published = _published_this_year(below, today.year)
    overdue = _overdue(below, today)
    late = applications.overdue(below, today=today)
    headings = _headings(below)
    urged = {urging.organ_id: urging for urging in Urging.objects.filter(organ__in=below).order_by("urged_at")}
    last = dict(
        DisclosureEvent.objects.filter(organ__in=below, kind=DisclosureEvent.Kind.DISCLOSED)
        .values_list("organ").annotate(Max("happened_at")).order_by()
    )  # fmt: skip
    rows = []
    for organ in below:
        stale = [row for heading in headings.get(organ.pk, []) if (row := staleness(heading, today)) and row.is_stale]
        rows.append(
            Standing(
                organ=organ,
                published=published.get(organ.pk, 0),
                last_on=timezone.localtime(last[organ.pk]).date() if organ.pk in last else None,
                overdue=overdue[organ.pk],
                stale=sum(row.last_on is not None for row in stale),
                empty=sum(row.last_on is None for row in stale),
                headings=sum(heading.holds_items for heading in headings.get(organ.pk, [])),
                urged=urged.get(organ.pk),
                late_replies=late.get(organ.pk, 0),
            )
        )
    return sorted(rows, key=lambda row: (-row.late_replies, -row.overdue, -row.stale, -row.empty, row.organ.position))


def _published_this_year(below: list[Organ], year: int) -> dict[int, int]:
    start = timezone.make_aware(datetime(year, 1, 1))
    events = DisclosureEvent.objects.filter(
        organ__in=below, kind=DisclosureEvent.Kind.DISCLOSED, happened_at__gte=start
    )
    return dict(events.values_list("organ").annotate(Count("item", distinct=True)).order_by())


def _overdue(below: list[Organ], today: date) -> Counter:
    """How many items each organ should have published by now (Art. 26)."""
    known, found = office_calendar(), Counter()
    waiting = DisclosureItem.objects.filter(
        organ__in=below, published_at=None, openness=Openness.PROACTIVE, formed_on__gte=today - timedelta(days=730)
    )
    limits = waiting.values_list("organ_id", "formed_on", "heading__publish_within_working_days")
    for organ, formed_on, within in limits:
        found[organ] += clocks.watch(formed_on, within, calendar=known).on < today
    return found


def _headings(below: list[Organ]) -> dict[int, list[Heading]]:
    found: dict[int, list[Heading]] = {}
    for heading in Heading.objects.filter(organ__in=below, closed_on=None):
        found.setdefault(heading.organ_id, []).append(heading)
    return found
