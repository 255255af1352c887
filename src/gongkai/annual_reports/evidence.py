"""证据台账: what stands behind each number of the report, from the records as they are now. Names no applicant."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from gongkai.annual_reports import documents, entries, sources
from gongkai.annual_reports.document import ReportDocument
from gongkai.applications import queries as applications
from gongkai.catalogue.models import DisclosureItem
from gongkai.catalogue.queries import figures
from gongkai.organs.models import Organ
from gongkai.statute.annual_report.shape import Number
from gongkai.statute.annual_report.tables import Cell, cells
from gongkai.statute.decisions import decision

BATCH = 500


@dataclass(frozen=True, slots=True)
class Ground:
    """One number and what it rests on: `found` is what the records come to, which may have grown since the signature."""

    cell: Cell
    printed: Number
    found: Number
    kind: str
    note: str = ""
    by: str = ""
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class CaseLine:
    """An application behind a cell; `adds` is one, or an amount of money for a fee."""

    cell: Cell
    number: str
    received_on: date | None
    closed_on: date | None
    result: str
    adds: Number


@dataclass(frozen=True, slots=True)
class ItemLine:
    """An item of the catalogue: behind a cell, or (without one) behind the number of items disclosed in the year."""

    cell: Cell | None
    item: DisclosureItem


class Evidence:
    """Everything behind one report. Lines are read from the records each time they are asked for, never kept."""

    def __init__(self, organ: Organ, document: ReportDocument) -> None:
        self.organ, self.document = organ, document
        self.year, self.as_of = document.year, document.compiled.as_of
        self.cells: Mapping[str, Cell] = cells(document.compiled.form)

    def cases(self) -> Iterator[CaseLine]:
        """By the way the cases came in; each stands at most once among new and carried in, once among results."""
        if self.document.compiled.form.table_three is None:
            return
        for row, column, case in applications.table_three_cases(self.organ, self.year, self.as_of):
            yield self._case(f"table_three.{row}.{column}", case, 1)
        for step in applications.fee_steps(self.organ, self.year, self.as_of):
            if step.cell == "notices":
                yield self._case("fees.notices", step.case, 1)
                yield self._case("fees.amount_yuan", step.case, step.amount_yuan)
            else:
                yield self._case("fees.received_yuan", step.case, step.amount_yuan)

    def _case(self, path: str, case, adds: Number) -> CaseLine:
        closed = case.closed_on if case.closed_on is not None and case.closed_on <= self.as_of else None
        result = decision(case.decision).label if closed and case.decision else ""
        return CaseLine(self.cells[path], case.number, case.received_on, closed, result, adds)

    def documents(self) -> Iterator[ItemLine]:
        """行政规范性文件, by the cells they are counted in."""
        behind = documents.behind(self.organ, self.year, self.as_of)
        counted = [(f"{documents.ROW}.{column}", key) for column, keys in behind.items() for key in keys]
        found = [pair for pair in counted if pair[0] in self.cells]
        rows = DisclosureItem.objects.select_related("heading").in_bulk({key for _path, key in found})
        for path, key in sorted(found):
            yield ItemLine(self.cells[path], rows[key])

    def items(self) -> Iterator[ItemLine]:
        """主动公开 of the year, in order of publication."""
        keys = sorted(figures(self.organ, self.year, as_of=self.as_of).items)
        for start in range(0, len(keys), BATCH):
            rows = DisclosureItem.objects.filter(pk__in=keys[start : start + BATCH]).select_related("heading")
            for item in rows.defer("body").order_by("published_at", "pk"):
                yield ItemLine(None, item)

    def grounds(self) -> Iterator[Ground]:
        """Every cell that is no total, in the order of the form."""
        held, found = self.document.compiled.numbers, self._found()
        typed, areas = self._typed(), sources.counting(self.organ, self.year)
        for path, cell in self.cells.items():
            if path in typed:
                entry = typed[path]
                yield Ground(
                    cell, held[path], entry.value, _("填报"), entry.note, entry.by, timezone.localtime(entry.at)
                )
            elif path.startswith(documents.ROW):
                yield Ground(cell, held[path], found[path], _("公开目录"))
            elif found[path] or sources.is_counted(cell, areas):
                yield Ground(cell, held[path], found[path], _("平台登记"))
            else:
                yield Ground(cell, held[path], 0, _("没有记录，计0"))

    def _found(self) -> Counter[str]:
        found: Counter[str] = Counter()
        counted = sources.count(self.organ, self.document.compiled.form, self.year, self.as_of)
        for path, number in (*counted.values.items(), *documents.count(self.organ, self.year, self.as_of)):
            found[path] += number
        return found

    def _typed(self) -> dict[str, entries.Entered]:
        """The entries this report was made with; one that a count took the place of is none."""
        current = entries.current(self.organ, self.document.compiled.form, self.year)
        return {path: entry for path, entry in current.items() if path in self.document.compiled.entries}
