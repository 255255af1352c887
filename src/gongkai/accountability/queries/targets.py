"""目标与完成情况: the targets of a year as a tree, each with what the records say of it on a day."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from django.utils import timezone

from gongkai.accountability import measures
from gongkai.accountability.measures import MEASURES, Done, Measure, Records, Tally
from gongkai.accountability.models import Target, TargetLetter
from gongkai.accountability.queries.sums import of_measure
from gongkai.organs.models import Organ

LAST_YEAR = 9999
MET, RUNNING, BEHIND, MISSED, NOTHING_YET = "met", "running", "behind", "missed", "nothing_yet"


@dataclass(frozen=True)
class Line:
    """One target and how far it has come. `depth`: 0 organ, 1 unit (or leadership), 2 person of a unit."""

    target: Target
    measure: Measure
    done: Done
    depth: int
    state: str

    @property
    def name(self) -> str:
        return str(self.target.person or self.target.unit or self.target.letter.organ.short_name)

    @property
    def part(self) -> int:
        """How much of the target is reached, 0 to 100, for a bar."""
        value = self.done.value
        if value is None:
            return 0
        return 100 if value >= self.target.number else int(value * 100 / self.target.number)


@dataclass
class Branch:
    measure: Measure
    lines: list[Line] = field(default_factory=list)
    findings: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Progress:
    letter: TargetLetter
    as_of: date
    branches: list[Branch]

    @property
    def findings(self) -> list[str]:
        return [text for branch in self.branches for text in branch.findings]

    @property
    def elapsed(self) -> int:
        """Per cent of the year gone by on `as_of`."""
        first, last = date(self.letter.year, 1, 1), date(self.letter.year, 12, 31)
        days = (min(max(self.as_of, first), last) - first).days + (self.as_of >= first)
        return min(100, days * 100 // ((last - first).days + 1))

    def counted(self, state: str) -> int:
        return sum(line.state == state for branch in self.branches for line in branch.lines)


def letters(organ: Organ) -> list[TargetLetter]:
    return list(TargetLetter.objects.filter(organ=organ).select_related("organ", "issued_by"))


def letter_of(organ: Organ, year: int) -> TargetLetter | None:
    if year > LAST_YEAR:
        return None
    rows = TargetLetter.objects.filter(organ=organ, year=year)
    return rows.select_related("organ", "issued_by", "started_by").first()


def progress(letter: TargetLetter, *, as_of: date | None = None) -> Progress:
    """Each target measured by the records up to its own day of completion, or to `as_of` before it comes."""
    as_of = as_of or timezone.localdate()
    targets = list(letter.targets.select_related("unit", "person__user", "person__unit"))
    for target in targets:
        target.letter = letter
    records: dict[date, Records] = {}
    tallies: dict[tuple[str, date], Tally] = {}

    def done(target: Target) -> Done:
        day = min(as_of, target.due)
        if (target.measure, day) not in tallies:
            read = records.setdefault(day, Records(letter.organ, letter.year, day))
            tallies[target.measure, day] = MEASURES[target.measure].tally(read)
        person = target.person.user_id if target.person else None
        return tallies[target.measure, day].of(target.unit_id, person)

    branches = []
    for measure in measures.known(target.measure for target in targets):
        own = [target for target in targets if target.measure == measure.key]
        branch = Branch(measure, findings=list(of_measure(measure, own)))
        for target in sorted(own, key=_place):
            depth = 0 if not (target.unit_id or target.person_id) else 2 if target.person_id and target.unit_id else 1
            found = done(target)
            branch.lines.append(Line(target, measure, found, depth, _state(target, measure, found.value, as_of)))
        branches.append(branch)
    return Progress(letter, as_of, branches)


def _place(target: Target) -> tuple:
    """The organ, its leadership, then each unit followed by its people."""
    unit, person = target.unit, target.person
    return (
        bool(unit or person), unit is not None, unit.position if unit else 0, unit.pk if unit else 0, person is not None,
        person.position if person else 0, target.pk,
    )  # fmt: skip


def _state(target: Target, measure: Measure, value: Decimal | None, as_of: date) -> str:
    """A share that holds today may still fall: it is met only when the day has come."""
    over = as_of >= target.due
    if value is None:
        return NOTHING_YET
    reached = value >= target.number
    if reached and (over or measure.adds):
        return MET
    if over:
        return MISSED
    if not measure.adds:
        return RUNNING if reached else BEHIND
    first = date(target.letter.year, 1, 1)
    share = Decimal(max(0, (as_of - first).days + 1)) / max(1, (target.due - first).days + 1)
    return (
        RUNNING if measure.only_whole or value >= (target.number * share).to_integral_value("ROUND_FLOOR") else BEHIND
    )
