"""What can be a target: a table of measures, each a way of reading the records of a year up to a day. None is typed.

`adds` says whether the parts add up to the whole (a number of items) or each part is measured by itself (a share).
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, time
from decimal import ROUND_HALF_UP, Decimal
from functools import cached_property

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from gongkai.annual_reports import queries as annual_reports
from gongkai.applications import queries as applications
from gongkai.catalogue.models import DisclosureEvent, Heading
from gongkai.catalogue.queries.watch import office_calendar
from gongkai.organs.models import Organ
from gongkai.statute import clocks


@dataclass
class Done:
    """`count` of something, or of `of` cases when it is a share."""

    count: int = 0
    of: int | None = None

    def add(self, good: bool = True, *, number: int = 1, is_share: bool = False) -> None:
        self.count += number if good else 0
        if is_share:
            self.of = (self.of or 0) + number

    @property
    def value(self) -> Decimal | None:
        """The number, or per cent with one digit; None for a share of nothing yet."""
        if self.of is None:
            return Decimal(self.count)
        if not self.of:
            return None
        return (Decimal(self.count * 100) / self.of).quantize(Decimal("0.1"), ROUND_HALF_UP)


@dataclass
class Tally:
    """The same measure for the organ, for its units (by key) and its people (by the key of the account)."""

    is_share: bool = False
    organ: Done = field(init=False)
    units: dict[int, Done] = field(default_factory=dict)
    people: dict[int, Done] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.organ = self._none()

    def _none(self) -> Done:
        return Done(of=0 if self.is_share else None)

    def add(self, unit: int | None, person: int | None, good: bool = True, number: int = 1) -> None:
        places = [self.organ]
        if unit is not None:
            places.append(self.units.setdefault(unit, self._none()))
        if person is not None:
            places.append(self.people.setdefault(person, self._none()))
        for done in places:
            done.add(good, number=number, is_share=self.is_share)

    def of(self, unit: int | None, person: int | None) -> Done:
        if person is not None:
            return self.people.get(person) or self._none()
        if unit is not None:
            return self.units.get(unit) or self._none()
        return self.organ


@dataclass(frozen=True)
class Disclosed:
    """An item's first disclosure. It counts for the unit that owns the heading and for who wrote it."""

    unit: int | None
    person: int | None
    kind: str
    is_key_field: bool
    in_time: bool


@dataclass
class Records:
    """What the measures read, each kind once: an organ's year as of the end of a day."""

    organ: Organ
    year: int
    as_of: date

    @cached_property
    def disclosed(self) -> list[Disclosed]:
        last = timezone.make_aware(datetime.combine(min(self.as_of, date(self.year, 12, 31)), time.max))
        events = DisclosureEvent.objects.filter(
            organ=self.organ, kind=DisclosureEvent.Kind.DISCLOSED, happened_at__lte=last,
            happened_at__gte=timezone.make_aware(datetime(self.year, 1, 1)),
        )  # fmt: skip
        known = office_calendar()
        limits: dict[tuple[date, int], date] = {}
        found = []
        for unit, person, kind, is_key, at, formed_on, days in events.order_by().values_list(
            "item__heading__owner_unit", "item__author", "item__heading__kind", "item__heading__is_key_field", "happened_at",
            "item__formed_on", "item__heading__publish_within_working_days",
        ):  # fmt: skip
            if (formed_on, days) not in limits:
                limits[formed_on, days] = clocks.watch(formed_on, days, calendar=known).on
            in_time = timezone.localdate(at) <= limits[formed_on, days]
            found.append(Disclosed(unit, person, kind, is_key, in_time))
        return found

    @cached_property
    def answers(self) -> list[tuple[int | None, int | None, bool, int]]:
        """Unit, handler, whether late, how many: answered in the year up to the day."""
        return applications.answers_by_handler(self.organ, self.year, self.as_of)

    @cached_property
    def report_in_time(self) -> bool:
        """Whether the report on the year before, which is due in this one, came out by its legal date."""
        rows = annual_reports.punctuality([self.organ], today=self.as_of)[self.organ.pk]
        return any(row.year == self.year - 1 and row.is_in_time and row.published_on <= self.as_of for row in rows)


def _items(which: Callable[[Disclosed], bool]) -> Callable[[Records], Tally]:
    def read(records: Records) -> Tally:
        tally = Tally()
        for row in records.disclosed:
            if which(row):
                tally.add(row.unit, row.person)
        return tally

    return read


def _disclosed_in_time(records: Records) -> Tally:
    tally = Tally(is_share=True)
    for row in records.disclosed:
        tally.add(row.unit, row.person, row.in_time)
    return tally


def _answered_in_time(records: Records) -> Tally:
    tally = Tally(is_share=True)
    for unit, person, is_late, number in records.answers:
        tally.add(unit, person, not is_late, number)
    return tally


def _report_in_time(records: Records) -> Tally:
    tally = Tally()
    if records.report_in_time:
        tally.add(None, None)
    return tally


@dataclass(frozen=True)
class Measure:
    """`counter` is the word after the number; `only_whole`: not to be broken down."""

    key: str
    label: str | Promise
    counter: str | Promise
    article: str
    tally: Callable[[Records], Tally]
    adds: bool = True
    only_whole: bool = False


MEASURES = {
    row.key: row
    for row in (
        Measure("items", _("主动公开信息"), _("条"), "19", _items(lambda row: True)),
        Measure("key_fields", _("重点领域信息"), _("条"), "20", _items(lambda row: row.is_key_field)),
        Measure("interpretations", _("政策解读"), _("篇"), "20(1)", _items(lambda row: row.kind == Heading.Kind.INTERPRETATION)),
        Measure("disclosed_in_time", _("按时公开率"), "%", "26", _disclosed_in_time, adds=False),
        Measure("answered_in_time", _("申请按期答复率"), "%", "33", _answered_in_time, adds=False),
        Measure("report_in_time", _("上年度年报按期公布"), _("份"), "49", _report_in_time, only_whole=True),
    )
}  # fmt: skip


def known(keys: Iterable[str]) -> list[Measure]:
    """The measures with these keys, in the order of the table."""
    wanted = set(keys)
    return [row for row in MEASURES.values() if row.key in wanted]
