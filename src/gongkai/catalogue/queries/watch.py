"""What staff must not forget: the clock of Art. 26, stale and empty headings, policies nobody has explained."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.conf import settings
from django.utils import timezone

from gongkai.catalogue.models import DisclosureEvent, DisclosureItem, Heading
from gongkai.catalogue.vocabulary import NORMATIVE_GENRES, Openness
from gongkai.organs.models import Organ
from gongkai.statute import clocks
from gongkai.statute import headings as law
from gongkai.statute.workdays.calendar import Calendar, calendar


def office_calendar() -> Calendar:
    """The calendar with the office's own notices, where it has any."""
    return calendar(directory=settings.NOTICES)


@dataclass(frozen=True)
class Watched:
    """An item not yet public and the last day on which it must be (Art. 26, or the shorter limit of its heading)."""

    item: DisclosureItem
    due: clocks.Due
    working_days_left: int  # negative: days over

    @property
    def is_overdue(self) -> bool:
        return self.working_days_left < 0


def waiting_to_publish(organ: Organ, *, today: date | None = None, limit: int = 200) -> list[Watched]:
    """Unpublished items meant for the public, the most urgent first. Only those formed in the last two years are watched."""
    today = today or timezone.localdate()
    known = office_calendar()
    items = (
        DisclosureItem.objects.filter(organ=organ, published_at=None, formed_on__gte=today - timedelta(days=730))
        .filter(openness=Openness.PROACTIVE)
        .select_related("heading", "organ")
        .order_by("formed_on")[:limit]
    )
    watched = []
    for item in items:
        due = clocks.watch(item.formed_on, item.heading.publish_within_working_days, calendar=known)
        left = known.workdays_between(today, due.on) if today <= due.on else -known.workdays_between(due.on, today)
        watched.append(Watched(item, due, left))
    return sorted(watched, key=lambda row: (row.due.on, row.item.pk))


def overdue_to_publish(organ: Organ, *, today: date | None = None) -> list[Watched]:
    return [row for row in waiting_to_publish(organ, today=today) if row.is_overdue]


@dataclass(frozen=True)
class Staleness:
    heading: Heading
    last_on: date | None  # None: nothing has ever been published here
    days: int | None
    is_stale: bool
    warns_on: date | None  # the day on which it becomes stale


def stale_headings(organ: Organ, *, today: date | None = None, soon_days: int = 7) -> list[Staleness]:
    """Headings past their rhythm, about to be, or empty: before the inspector of government sites finds them."""
    today = today or timezone.localdate()
    headings = Heading.objects.filter(organ=organ, closed_on=None).select_related("organ", "owner_unit", "owner")
    rows = [row for heading in headings if (row := staleness(heading, today, soon_days=soon_days))]
    return sorted(rows, key=lambda row: (row.last_on is not None, row.warns_on or today, row.heading.code))


def staleness(heading: Heading, today: date, *, soon_days: int = 7) -> Staleness | None:
    """How one open heading stands to its rhythm; None while there is nothing to say. Asks nothing of the database."""
    if not heading.holds_items or heading.kind in {Heading.Kind.FIELD_LEGACY, Heading.Kind.ANNUAL_REPORT}:
        return None
    if heading.live_count == 0:
        return Staleness(heading, None, None, True, None)
    if not heading.max_days_between_updates or not heading.last_disclosed_at:
        return None
    last = timezone.localtime(heading.last_disclosed_at).date()
    warns_on = last + timedelta(days=heading.max_days_between_updates)
    if today < warns_on - timedelta(days=soon_days):
        return None
    return Staleness(heading, last, (today - last).days, today > warns_on, warns_on)


def policies_without_interpretation(organ: Organ, *, limit: int = 50) -> list[DisclosureItem]:
    """Normative documents in force which no interpretation explains and for which nobody has said that none is needed."""
    return list(
        DisclosureItem.objects.filter(
            organ=organ, live=True, heading__kind=Heading.Kind.POLICY, genre__in=NORMATIVE_GENRES, interpretation_waived="",
        )
        .exclude(document_number="")
        .exclude(interpretations__live=True)
        .exclude(validity__in=["repealed", "lapsed"])
        .select_related("heading", "organ")
        .order_by("-published_at")[:limit]
    )  # fmt: skip


@dataclass(frozen=True)
class Coverage:
    """One duty of Art. 20 or 21 and what the organ published under it in a year."""

    duty: law.Heading
    headings: list[Heading]
    published: int


def coverage(organ: Organ, year: int) -> list[Coverage]:
    """Each class of Art. 20 (and Art. 21, for its level) with the number published in the year: nought shows the gaps."""
    start = timezone.make_aware(datetime(year, 1, 1))
    end = timezone.make_aware(datetime(year + 1, 1, 1))
    published: dict[str, int] = {}
    events = DisclosureEvent.objects.filter(
        organ=organ, kind=DisclosureEvent.Kind.DISCLOSED, happened_at__gte=start, happened_at__lt=end
    )
    for facts in events.values_list("facts", flat=True):
        published[facts["heading"]] = published.get(facts["heading"], 0) + 1
    tree = [heading for heading in Heading.objects.filter(organ=organ).select_related("organ") if heading.holds_items]
    level = law.Level.TOWNSHIP if organ.level == Organ.Level.TOWNSHIP else law.Level.CITY_OR_COUNTY
    rows = []
    for duty in law.headings_of(level):
        item_number = int(duty.code.split("-")[1]) if duty.code.startswith("20-") else None
        under = [
            heading for heading in tree
            if (item_number in heading.article20 if item_number else duty.code in heading.article21)
        ]  # fmt: skip
        rows.append(Coverage(duty, under, sum(published.get(heading.code, 0) for heading in under)))
    return rows
