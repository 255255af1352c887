"""Who reports to whom: the organs below an office, those that stay out, and the dates that hold for each."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from gongkai.annual_reports.compile import deadline
from gongkai.annual_reports.models import CaseTransfer, CountedElsewhere, Exemption, ReportCalendar
from gongkai.organs.models import Organ
from gongkai.statute.annual_report.carrying import Transfer
from gongkai.statute.annual_report.roll_up import Deduction

FIELDS = ("pk", "name", "short_name", "slug", "lineage", "level", "kind", "parent_id")


@dataclass(frozen=True, slots=True)
class Dates:
    """When a report is to be handed in, published, and published at the latest (Art. 49). The first two are the office's."""

    hand_in: date | None
    publish: date | None
    legal: date

    @property
    def due(self) -> date:
        return self.hand_in or self.legal


@dataclass(frozen=True)
class Below:
    """An office and the organs below it for one year, parents before children; `out` are those that stay out, with why."""

    office: Organ
    year: int
    organs: list[Organ]
    out: dict[int, Exemption]
    parents: frozenset[int]
    _legal: dict[bool, date] = field(default_factory=dict)

    @property
    def reporting(self) -> list[Organ]:
        return [organ for organ in self.organs if organ.pk not in self.out]

    def has_below(self, organ: Organ) -> bool:
        return organ.pk in self.parents

    def legal(self, organ: Organ) -> date:
        """By Art. 49 there are two dates a year: asked for once each."""
        government = organ.kind == Organ.Kind.GOVERNMENT and organ.level != Organ.Level.TOWNSHIP
        if government not in self._legal:
            self._legal[government] = deadline(organ, self.year).legal
        return self._legal[government]


def below(office: Organ, year: int) -> Below:
    """Two queries; the order, parents before children and siblings by their position, is made here."""
    found = Organ.objects.filter(lineage__startswith=office.lineage).only(*FIELDS, "position")
    organs = _in_order([organ for organ in found if organ.pk != office.pk])
    rows = {
        row.organ_id: row
        for row in Exemption.objects.filter(since__lte=year, undone_at=None, organ__lineage__startswith=office.lineage)
    }
    out: dict[int, Exemption] = {}
    over: tuple[str, Exemption] | None = None
    for organ in organs:
        if over is not None and organ.lineage.startswith(over[0]):
            out[organ.pk] = over[1]
        elif organ.pk in rows:
            over = (organ.lineage, rows[organ.pk])
            out[organ.pk] = rows[organ.pk]
    parents = frozenset(o.parent_id for o in organs if o.parent_id is not None and o.pk not in out)
    return Below(office, year, organs, out, parents)


def _in_order(organs: list[Organ]) -> list[Organ]:
    places: dict[int, tuple] = {}
    for organ in sorted(organs, key=lambda organ: organ.lineage.count("/")):
        places[organ.pk] = (*places.get(organ.parent_id, ()), (organ.position, organ.pk))
    return sorted(organs, key=lambda organ: places[organ.pk])


def calendars(year: int) -> dict[str, ReportCalendar]:
    """The newest calendar of each office that has set one, by its slug."""
    rows = ReportCalendar.objects.filter(year=year, undone_at=None).select_related("organ")
    return {row.organ.slug: row for row in rows}


def dates(tree: Below, organ: Organ, known: Mapping[str, ReportCalendar]) -> Dates:
    """The calendar is that of the nearest office above that has one."""
    for slug in reversed(organ.lineage.rstrip("/").split("/")[:-1]):
        if slug in known:
            return Dates(known[slug].hand_in_by, known[slug].publish_by, tree.legal(organ))
    return Dates(None, None, tree.legal(organ))


def transfers(year: int) -> list[Transfer]:
    """The transfers of a year; organs are named by their keys."""
    rows = CaseTransfer.objects.filter(year=year, undone_at=None)
    return [Transfer(str(row.source_id), str(row.target_id), row.numbers) for row in rows]


def deductions(organs: Iterable[Organ], year: int) -> dict[int, list[Deduction]]:
    names = {organ.pk: organ.name for organ in organs}
    found: dict[int, list[Deduction]] = defaultdict(list)
    for row in CountedElsewhere.objects.filter(year=year, undone_at=None):
        if row.organ_id in names:
            number = int(row.number) if row.number == row.number.to_integral_value() else row.number.normalize()
            found[row.organ_id].append(Deduction(names[row.organ_id], row.cell, number, row.because))
    return found


def in_pieces(organs: list[Organ], size: int = 200) -> Iterator[list[Organ]]:
    for start in range(0, len(organs), size):
        yield organs[start : start + size]
