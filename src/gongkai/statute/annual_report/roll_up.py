"""逐级汇总: a government's report is its own matters and those of all who report below it, cell by cell.

R.sum: the parent's cell is its own and the children's together. R.floor: while one of them is missing or leaves the cell
blank, the parent's is at least what is known. Three things are never added in silence: organs under vertical management
(they stay out), a document in the government's name that the drafting department counted too (a deduction), and numbers
that stand in no cell of the form.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal

from gongkai.statute.annual_report.grid import Nested, Value, flat, nested, places
from gongkai.statute.annual_report.identities import Breach
from gongkai.statute.annual_report.shape import Form, Kind, Number
from gongkai.statute.annual_report.tables import Tables


@dataclass(frozen=True, slots=True)
class Deduction:
    """What is taken off one cell because it is counted elsewhere already: `because` says where."""

    organ: str
    path: str
    number: Number
    because: str


@dataclass(frozen=True, slots=True)
class Part:
    """The tables of one organ. `tables` is None while they are not handed in; one that `stays_out` is named and not added."""

    organ: str
    tables: Nested | None
    stays_out: bool = False
    deductions: tuple[Deduction, ...] = ()


@dataclass(slots=True)
class Sum:
    """One running sum: takes parts one by one and keeps none of them.

    `numbers` are floors where `unknown` says that parts leave the cell blank (path to how many), and everywhere while
    `missing` names organs that have handed nothing in. `unplaced` are paths with numbers the form has no cell for.
    """

    form: Form
    numbers: dict[str, Number] = field(init=False)
    parts: int = 0
    unknown: dict[str, int] = field(default_factory=dict)
    incomplete: list[str] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)
    unplaced: dict[str, int] = field(default_factory=dict)
    deducted: list[Deduction] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.numbers = dict.fromkeys(places(self.form), 0)

    def add(self, part: Part) -> None:
        if part.stays_out:
            self.left_out.append(part.organ)
        elif part.tables is None:
            self.missing.append(part.organ)
        else:
            self._add(part)

    def _add(self, part: Part) -> None:
        numbers, found, is_whole = self.numbers, 0, True
        for path, value in flat(part.tables or {}):
            if path not in numbers:
                if value:
                    self.unplaced[path] = self.unplaced.get(path, 0) + 1
                continue
            found += 1
            if value is None:
                is_whole = False
                self.unknown[path] = self.unknown.get(path, 0) + 1
            else:
                numbers[path] += value
        if found < len(numbers):
            is_whole = False
            held = {path for path, _value in flat(part.tables or {})}
            for path in numbers:
                if path not in held:
                    self.unknown[path] = self.unknown.get(path, 0) + 1
        self.parts += 1
        if not is_whole:
            self.incomplete.append(part.organ)
        for deduction in part.deductions:
            numbers[deduction.path] -= deduction.number
            self.deducted.append(deduction)

    def add_sum(self, below: "Sum") -> None:
        """A sum of a level below, whose own report is not there: all its parts, and what is wrong with them."""
        for path, number in below.numbers.items():
            self.numbers[path] += number
        self.parts += below.parts
        for path, times in below.unknown.items():
            self.unknown[path] = self.unknown.get(path, 0) + times
        for path, times in below.unplaced.items():
            self.unplaced[path] = self.unplaced.get(path, 0) + times
        for name in ("incomplete", "missing", "left_out", "deducted"):
            getattr(self, name).extend(getattr(below, name))

    @property
    def tables(self) -> Tables:
        """As the form prints them."""
        return nested(self.numbers)

    @property
    def is_whole(self) -> bool:
        """True when every number is a sum and not a floor."""
        return not self.missing and not self.unknown

    def is_floor(self, path: str) -> bool:
        return bool(self.missing) or path in self.unknown


def roll_up(form: Form, parts: Iterable[Part]) -> Sum:
    """One pass over the parts, holding one sum however many they are."""
    total = Sum(form)
    for part in parts:
        total.add(part)
    return total


def against(stated: Nested, total: Sum) -> Iterator[Breach]:
    """R.sum and R.floor: what the government's own report states, beside the sum of the parts known."""
    known = places(total.form)
    for path, value in flat(stated):
        if path not in known or value is None:
            continue
        number, name = total.numbers[path], known[path].name
        if not total.is_floor(path):
            if value != number:
                message = f"“{name}”报表为{value}，本级与下级相加为{number}，相差{value - number}"
                yield Breach("R.sum", path, number, value, message)
        elif value < number and known[path].kind is not Kind.CHANGE:
            message = f"“{name}”报表为{value}，少于已知各机关相加的{number}"
            yield Breach("R.floor", path, number, value, message)


@dataclass(frozen=True, slots=True)
class Difference:
    """One place in two years. `percent` has one decimal; None where there is nothing to compare with or it was 0."""

    path: str
    labels: tuple[str, ...]
    before: Value
    now: Value
    change: Value
    percent: Decimal | None


def diff(now: Nested, before: Nested, *, form: Form) -> tuple[Difference, ...]:
    """Every place of the form of the later year beside the year before; what that year's form lacks is None there."""
    new, old = dict(flat(now)), dict(flat(before))
    return tuple(_difference(path, place.labels, old.get(path), new.get(path)) for path, place in places(form).items())


def _difference(path: str, labels: tuple[str, ...], before: Value, now: Value) -> Difference:
    if before is None or now is None:
        return Difference(path, labels, before, now, None, None)
    return Difference(path, labels, before, now, now - before, percent(now - before, before))


def percent(part: Number, whole: Number) -> Decimal | None:
    """`part` of `whole` in hundredths, one decimal, halves away from nought; None of nought."""
    if not whole:
        return None
    return (Decimal(part) * 100 / Decimal(whole)).quantize(Decimal("0.1"), ROUND_HALF_UP)


def known_numbers(tables: Nested) -> Mapping[str, Number]:
    """What the tables say, without the blanks."""
    return {path: value for path, value in flat(tables) if value is not None}
