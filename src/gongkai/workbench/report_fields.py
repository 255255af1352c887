"""The statutory tables as forms: a field in each cell somebody fills, fixed text where the platform counts, sums as output."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from html import escape

from django.core.exceptions import ValidationError
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from gongkai.annual_reports import entries, importing, layout, sources
from gongkai.annual_reports.behind import labels_of
from gongkai.annual_reports.document import ReportDocument
from gongkai.organs.models import Organ
from gongkai.statute.annual_report import tables as law
from gongkai.statute.annual_report.rows import TITLES
from gongkai.statute.annual_report.shape import Form, Kind, Number
from gongkai.statute.annual_report.tables import Cell, WrongNumber
from gongkai.workbench import report_tables
from gongkai.writers import html

FEES = "fees"


@dataclass(frozen=True)
class EntryTable:
    """One table to fill in. `fields` are the cells with a field, `seen` their numbers; `problems` are reasons by cell."""

    key: str
    title: str
    markup: SafeString
    fields: Mapping[str, Cell]
    seen: Mapping[str, Number]
    note: str = ""
    problems: Mapping[str, list[str]] = field(default_factory=dict)

    @property
    def faults(self) -> list[tuple[str, str, str]]:
        """Id of the field, its name and what is wrong with it; the first two empty for what concerns the whole table."""
        return [
            (field_id(path) if path in self.fields else "", _name(self.fields.get(path)), problem)
            for path, problems in self.problems.items()
            for problem in problems
        ]


def entry_tables(
    organ: Organ, document: ReportDocument, *, only: str = "", texts: Mapping[str, str] | None = None, note: str = "",
    problems: Mapping[str, list[str]] | None = None, is_editable: bool = True,
) -> list[EntryTable]:  # fmt: skip
    """The tables with at least one cell to fill, the fee cells last. With `texts`, as somebody typed one of them; not
    editable, every number is a link."""
    form, areas = document.compiled.form, sources.counting(organ, document.year)
    current = entries.current(organ, form, document.year)
    found = []
    for key in (*TITLES, FEES):
        cells = {path: cell for path, cell in law.cells(form).items() if cell.area == key}
        fields = {path: cell for path, cell in cells.items() if not sources.is_counted(cell, areas)}
        if not fields or (only and key != only):
            continue
        seen = {path: current[path].value if path in current else 0 for path in fields}
        drawing = _Drawing(document, fields if is_editable else {}, texts or {}, seen, problems or {})
        title = TITLES.get(key, _("信息处理费（第六部分）"))
        found.append(EntryTable(key, title, drawing.table(key), fields, seen, note, problems or {}))
    return found


def typed_values(
    posted: Mapping[str, str], table: EntryTable
) -> tuple[dict[str, str], dict[str, Number], dict[str, Number], dict[str, list[str]]]:
    """Texts, numbers, numbers that were shown, and problems, by cell. An empty cell is a problem: nought is written 0."""
    texts = {path: posted.get(f"v-{path}", "").strip() for path in table.fields}
    values: dict[str, Number] = {}
    seen: dict[str, Number] = {}
    problems: dict[str, list[str]] = {}
    for path, cell in table.fields.items():
        try:
            if not texts[path]:
                raise ValidationError(_("没有填：没有发生的填0，不能留空。"))
            values[path] = law.checked(cell, importing.parsed(texts[path]))
        except ValidationError as refusal:
            problems[path] = refusal.messages
        except WrongNumber as problem:
            problems[path] = [str(problem)]
        try:
            seen[path] = importing.parsed(posted.get(f"s-{path}", ""))
        except ValidationError:
            seen[path] = table.seen[path]
    return texts, values, seen, problems


def field_id(path: str) -> str:
    return f"cell-{path.replace('.', '-')}"


def _name(cell: Cell | None) -> str:
    return " · ".join(cell.labels[1:]) if cell else ""


class _Drawing:
    """Makes the cells of one table; `texts` is what stands in the fields instead of the stored numbers."""

    def __init__(self, document: ReportDocument, fields, texts, seen, problems) -> None:
        self.document, self.fields, self.texts = document, fields, texts
        self.seen, self.problems = seen, problems
        self.form: Form = document.compiled.form

    def table(self, key: str) -> SafeString:
        if key == FEES:
            return self._fees()
        tables = law.fill(self.form, self._numbers()) if self.texts else self.document.compiled.tables
        return mark_safe(layout.table(self.form, tables, key, self.cell).as_html())  # noqa: S308 - escaped by the writer

    def cell(self, path: str, value: Number) -> str:
        if path in self.fields:
            return self._field(path)
        if sums := self._sums(path):
            names = " ".join(f"v-{one}" for one in sums if one in self.fields)
            return f'<output data-sum="{escape(names)}">{escape(layout.number(value))}</output>'
        address = report_tables.address(self.document.year, path)
        return f'<a href="{escape(address)}">{escape(layout.number(value))}</a>'

    def _field(self, path: str) -> str:
        cell, wrong = self.fields[path], path in self.problems
        shown = self.texts.get(path, layout.number(self.seen[path]))
        state = ' aria-invalid="true" aria-describedby="entry-faults"' if wrong else ""
        mode = "decimal" if cell.kind is Kind.AMOUNT else "numeric" if cell.kind is Kind.COUNT else "text"
        return (
            f'<input class="report-cell" type="text" id="{field_id(path)}" name="v-{escape(path)}" inputmode="{mode}"'
            f' value="{escape(shown)}" aria-label="{escape(_name(cell))}" autocomplete="off" maxlength="20"{state}>'
            f'<input type="hidden" name="s-{escape(path)}" value="{escape(layout.number(self.seen[path]))}">'
        )

    def _numbers(self) -> dict[str, Number]:
        """What is typed where it is a number, else what is stored: the sums shown are of the table as it stands."""
        compiled = self.document.compiled
        found: dict[str, Number] = {}
        for path, cell in law.cells(self.form).items():
            if cell.area == FEES:
                continue
            try:
                found[path] = law.checked(cell, importing.parsed(self.texts[path]))
            except (KeyError, ValidationError, WrongNumber):
                found[path] = _stored(compiled.tables, path)
        return found

    def _sums(self, path: str) -> list[str]:
        area, row, column = path.split(".") if path.count(".") == 2 else ("", "", "")
        if area == "table_three" and self.form.table_three is not None:
            rows = next(line.sums or (row,) for line in self.form.table_three.rows if line.key == row)
            columns = next(one.sums or (column,) for one in self.form.table_three.columns if one.key == column)
        elif area == "table_four":
            rows = (row,)
            block = next(block for block in self.form.table_four if block.key == row)
            columns = next(one.sums or (column,) for one in block.columns if one.key == column)
        else:
            return []
        leaves = [f"{area}.{one}.{other}" for one in rows for other in columns]
        return leaves if leaves != [path] else []

    def _fees(self) -> SafeString:
        head = (html.Cell(_("项目"), "col"), html.Cell(_("数值"), "col"))
        rows = tuple(
            (html.Cell(labels_of(self.form, path)[-1], "row"), html.Cell("", markup=self.cell(path, self.seen[path])))
            for path in self.seen
        )
        table = html.Table("report-fees", _("信息处理费"), (head,), (rows,), css="statutory table-fees")
        return mark_safe(table.as_html())  # noqa: S308 - the writer escapes


def _stored(tables: law.Tables, path: str) -> Number:
    area, *keys = path.split(".")
    place = getattr(tables, area)
    for key in keys:
        place = place[key]
    return place
