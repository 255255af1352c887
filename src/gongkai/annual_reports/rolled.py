"""汇总: what an office and all organs below it report together, in one pass that holds one sum for each level."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from django.utils import timezone

from gongkai.annual_reports import queries
from gongkai.annual_reports.below import Below, below, deductions, in_pieces, transfers
from gongkai.annual_reports.compile import area_of, compile_report, makes_rules
from gongkai.annual_reports.models import HandedIn
from gongkai.annual_reports.worklist import current
from gongkai.applications import queries as applications
from gongkai.organs.models import Organ
from gongkai.statute.annual_report import tables
from gongkai.statute.annual_report.carrying import carry, in_force, net
from gongkai.statute.annual_report.forms import form_for
from gongkai.statute.annual_report.grid import Nested, Value, value_at
from gongkai.statute.annual_report.identities import Breach, check
from gongkai.statute.annual_report.roll_up import Deduction, Difference, Part, Sum, against, diff
from gongkai.statute.annual_report.shape import Form

Scope = HandedIn.Scope


@dataclass(frozen=True, slots=True)
class Addend:
    """What one direct child brings into a cell. `has_below` opens its own addends; `is_floor`: more may come."""

    organ: Organ
    value: Value
    state: str  # own, handed_in, summed, missing, returned, out
    is_floor: bool = False
    deducted: Value = 0


@dataclass
class Rolled:
    """`found` are R.sum and R.floor of governments below that handed in a sum of their own, by organ."""

    organ: Organ
    year: int
    form: Form
    total: Sum
    own_from: str  # handed_in, signed, records
    found: list[tuple[Organ, Breach]] = field(default_factory=list)
    addends: list[Addend] = field(default_factory=list)

    @property
    def breaches(self) -> tuple[Breach, ...]:
        """Of the sum itself: the identities, which hold if they hold in each part."""
        return check(self.form, self.total.tables, may_make_rules=makes_rules(self.organ))


@dataclass
class _Level:
    organ: Organ
    total: Sum
    area: HandedIn | None = None


def rolled_up(organ: Organ, year: int, path: str = "") -> Rolled:
    """Own matters and those of all below: a government below counts with the sum it handed in, else with its parts.

    What was returned is not in. With the path of a cell, `addends` says what each direct child brings into it.
    """
    form, tree = form_for(year), below(organ, year)
    less = deductions([organ, *tree.organs], year)
    own, own_from = _own(organ, year)
    rolled = Rolled(organ, year, form, Sum(form), own_from)
    rolled.total.add(Part(organ.name, own, deductions=tuple(less.get(organ.pk, ()))))
    if path:
        rolled.addends.append(Addend(organ, value_at(own, path), "own", deducted=_off(less.get(organ.pk), path)))
    levels = [_Level(organ, rolled.total)]
    for one, rows in _with_hand_ins(tree, year):
        _climb(rolled, levels, one.lineage, path)
        mine = tuple(less.get(one.pk, ()))
        is_returned = any(row.is_returned for row in rows.values())
        rows = {scope: row for scope, row in rows.items() if not row.is_returned}
        standing = rows.get(Scope.OWN)
        part = Part(one.name, standing.tables if standing else None, one.pk in tree.out, mine)
        if tree.has_below(one) and one.pk not in tree.out:
            level = _Level(one, Sum(form), rows.get(Scope.AREA))
            level.total.add(part)
            levels.append(level)
            continue
        levels[-1].total.add(part)
        if path and len(levels) == 1:
            rolled.addends.append(_addend(one, part, path, is_returned=is_returned))
    _climb(rolled, levels, organ.lineage, path, last=True)
    return rolled


def _with_hand_ins(tree: Below, year: int) -> Iterator[tuple[Organ, Mapping[str, HandedIn]]]:
    for piece in in_pieces(tree.organs):
        now = current(piece, year)
        for organ in piece:
            found = {scope: now[organ.pk, scope] for scope in Scope.values if (organ.pk, scope) in now}
            yield organ, found


def _climb(rolled: Rolled, levels: list[_Level], lineage: str, path: str, *, last: bool = False) -> None:
    """Close the levels that `lineage` is not under: each goes into the one above, as handed in or as summed up."""
    while len(levels) > 1 and (last or not lineage.startswith(levels[-1].organ.lineage)):
        level = levels.pop()
        above = levels[-1].total
        if level.area is not None:
            rolled.found += [(level.organ, breach) for breach in against(level.area.tables, level.total)]
            part = Part(level.organ.name, level.area.tables)
            above.add(part)
            addend = _addend(level.organ, part, path)
        else:
            above.add_sum(level.total)
            addend = Addend(
                level.organ, level.total.numbers.get(path), "summed", bool(path) and level.total.is_floor(path)
            )
        if path and len(levels) == 1:
            rolled.addends.append(addend)


def _addend(organ: Organ, part: Part, path: str, *, is_returned: bool = False) -> Addend:
    if part.stays_out:
        return Addend(organ, None, "out")
    if part.tables is None:
        return Addend(organ, None, "returned" if is_returned else "missing", is_floor=True)
    value = value_at(part.tables, path)
    return Addend(organ, value, "handed_in", is_floor=value is None, deducted=_off(part.deductions, path))


def _off(rows: list[Deduction] | tuple[Deduction, ...] | None, path: str) -> Value:
    return sum((row.number for row in rows or () if row.path == path), start=0)


def _own(organ: Organ, year: int) -> tuple[Nested, str]:
    """The office's own matters: as handed in, as signed, or as the records have them."""
    row = current([organ], year).get((organ.pk, Scope.OWN))
    if row is not None and not row.is_returned:
        return row.tables, "handed_in"
    report = queries.report_of(organ, year)
    if report is not None and not report.is_draft and area_of(organ, year) is None:  # else it may hold the area's sum
        return queries.document(report).compiled.tables, "signed"
    return compile_report(organ, year, own=True).tables, "records"


def from_records(office: Organ, year: int) -> Sum:
    """Table three of all organs at and below an office as the platform's own records have it, counted in one pass.

    What was handed in is compared with this: a number typed elsewhere shows where it leaves the register.
    """
    form, tree = form_for(year), below(office, year)
    last, total = min(date(year, 12, 31), timezone.localdate()), Sum(form)
    for piece in in_pieces([office, *tree.reporting], 500):
        found: dict[int, dict[str, int]] = {organ.pk: {} for organ in piece}
        for pk, path, number in applications.table_three_of_all(year, last, list(found)):
            found[pk][path] = found[pk].get(path, 0) + number
        for organ in piece:
            total.add(Part(organ.name, tables.fill(form, found[organ.pk])))
    return total


@dataclass(frozen=True)
class Compared:
    """Two years of a sum: place by place, and what must hold between them (told only where neither is a floor)."""

    now: Rolled
    before: Rolled
    rows: tuple[Difference, ...]
    breaches: tuple[Breach, ...]


def compared(organ: Organ, year: int, path: str = "") -> Compared:
    """Against the year before; X.carry of the sum lets through what reorganisation moved across its edge."""
    now, before = rolled_up(organ, year, path), rolled_up(organ, year - 1, path)
    inside = {organ.pk, *(one.pk for one in below(organ, year).organs)}
    moved = net(transfers(year), lambda key: int(key) in inside)
    found: list[Breach] = []
    if now.total.is_whole and before.total.is_whole:
        new, old = now.total.tables, before.total.tables
        found = [*carry(now.form, new, old, moved), *in_force(now.form, new, old)]
    return Compared(now, before, diff(now.total.tables, before.total.tables, form=now.form), tuple(found))


@dataclass(frozen=True, slots=True)
class OrganDifference:
    organ: Organ
    difference: Difference


def by_organ(two: Compared, path: str) -> list[OrganDifference]:
    """One place, organ by organ, this year beside the last: both years must have been asked with the path."""
    old = {addend.organ.pk: addend for addend in two.before.addends}
    rows = []
    for addend in two.now.addends:
        was = old.get(addend.organ.pk)
        before = {path: was.value} if was is not None else {}
        pair = diff(_one(path, addend.value), _one(path, before.get(path)), form=two.now.form)
        rows.append(OrganDifference(addend.organ, next(row for row in pair if row.path == path)))
    return rows


def _one(path: str, value: Value) -> Nested:
    area, *keys = path.split(".")
    inner: dict = {keys[-1]: value}
    for key in reversed(keys[:-1]):
        inner = {key: inner}
    return {area: inner}
