"""导入填报数据: a sheet of cells, numbers and sources, read and judged line by line before anything is saved.

The head names the columns 单元 or 标签, 数值, 来源, in any order, below a title if there is one. An empty number leaves its
cell as it is: blank is not nought.
"""

import csv
import io
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from gongkai.annual_reports import entries, sources
from gongkai.annual_reports.layout import number
from gongkai.organs.models import Organ
from gongkai.pages import archives
from gongkai.statute.annual_report.forms import form_for
from gongkai.statute.annual_report.shape import Number
from gongkai.statute.annual_report.tables import Cell, WrongNumber, cells, checked

HEAD = ("单元", "标签", "数值", "来源")
MOST_BYTES = 2 * 1024 * 1024
MOST_LINES = 2000
MOST_COLUMNS = 50
HEAD_WITHIN = 10  # lines from the top in which the head must stand
BETWEEN_LABELS = " · "


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the sheet as it was written; `number` as the spreadsheet counts it."""

    number: int
    cell: str
    label: str
    value: str
    note: str


@dataclass(frozen=True, slots=True)
class Judged:
    """A line and what would come of it. `problem` says why it cannot be taken in; `value` is None then."""

    line: Line
    label: str
    before: Number
    value: Number | None = None
    problem: str = ""

    @property
    def is_change(self) -> bool:
        return self.value is not None and self.value != self.before


def template(organ: Organ, year: int) -> list[tuple[str, str, Number, str]]:
    """Every cell the office may fill with its labels, its number of now and its source: what one downloads to fill in."""
    form, areas = form_for(year), sources.counting(organ, year)
    current = entries.current(organ, form, year)
    return [
        (
            cell.path,
            BETWEEN_LABELS.join(cell.labels),
            current[cell.path].value if cell.path in current else 0,
            current[cell.path].note if cell.path in current else "",
        )
        for cell in cells(form).values()
        if not sources.is_counted(cell, areas)
    ]


def read(data: bytes) -> list[Line]:
    """The lines below the head of an .xlsx or .csv. ValidationError when it is none, too long, or has no head."""
    if len(data) > MOST_BYTES:
        raise ValidationError(_("文件超过2MB，不像是填报表；请下载模板填写。"))
    rows = _rows(data)
    if len(rows) > MOST_LINES:
        raise ValidationError(_("文件超过%d行，不像是填报表；请下载模板填写。") % MOST_LINES)
    for place, row in enumerate(rows[:HEAD_WITHIN]):
        words = [_text(value) for value in row]
        if "数值" in words and ("单元" in words or "标签" in words):
            return [line for line in _lines(rows[place + 1 :], words, place + 2) if line.value]
    raise ValidationError(
        _("前%d行里没有找到表头：要有“单元”或“标签”，以及“数值”“来源”。请下载模板填写。") % HEAD_WITHIN
    )


def judge(organ: Organ, year: int, lines: Iterable[Line]) -> list[Judged]:
    """Each line with the cell it means and what stands there, or the reason why it cannot be saved. Writes nothing."""
    form, areas = form_for(year), sources.counting(organ, year)
    known, current = cells(form), entries.current(organ, form, year)
    by_label = {BETWEEN_LABELS.join(cell.labels): cell for cell in known.values()}
    taken: dict[str, int] = {}
    found = []
    for line in lines:
        cell = known.get(line.cell) if line.cell else by_label.get(_spaced(line.label))
        if cell is None:
            found.append(Judged(line, line.label or line.cell, 0, problem=_unknown(line)))
            continue
        stands: Number = current[cell.path].value if cell.path in current else 0
        label = BETWEEN_LABELS.join(cell.labels[1:])
        try:
            value = _accepted(cell, line, stands, taken, counted=sources.is_counted(cell, areas))
            found.append(Judged(_as(line, cell), label, stands, value))
        except ValidationError as refusal:
            found.append(Judged(_as(line, cell), label, stands, problem="".join(refusal.messages)))
        taken.setdefault(cell.path, line.number)
    return found


def parsed(text: str) -> Number:
    """A number as people type it: 1,234 and ＋２ too. ValidationError when it is none."""
    plain = text.strip().translate(str.maketrans("＋－．", "+-.")).replace(",", "").replace("，", "")
    try:
        value = Decimal(plain)
    except InvalidOperation:
        raise ValidationError(_("“%s”不是数字：只填数字，不带单位和文字。") % text.strip()[:20])
    if not value.is_finite():
        raise ValidationError(_("“%s”不是数字：只填数字，不带单位和文字。") % text.strip()[:20])
    return value


def _accepted(cell: Cell, line: Line, stands: Number, taken: dict[str, int], *, counted: bool) -> Number:
    if cell.path in taken:
        raise ValidationError(_("与第%d行填的是同一格。") % taken[cell.path])
    if counted:
        raise ValidationError(_("这一格由平台按登记的记录统计，不能填写；请删去这一行，补录缺少的记录。"))
    try:
        value = checked(cell, parsed(line.value))
    except WrongNumber as problem:
        raise ValidationError(str(problem))
    if value != stands and not line.note:
        raise ValidationError(
            _("由%(before)s改为%(value)s，但没有写来源。") % {"before": number(stands), "value": number(value)}
        )
    return value


def _unknown(line: Line) -> str:
    if line.cell.endswith((".total", ".processed_total")) or ".processed_total." in line.cell:
        return _("“%s”是合计，由系统相加，不能填写；请删去这一行。") % line.cell
    return _("这一年度的表里没有“%s”这一格。") % (line.cell or line.label)


def _as(line: Line, cell: Cell) -> Line:
    return Line(line.number, cell.path, line.label, line.value, line.note)


def _spaced(label: str) -> str:
    return BETWEEN_LABELS.join(part.strip() for part in label.split("·"))


def _rows(data: bytes) -> list[list[Any]]:
    if data[:2] == b"PK":
        return _sheet(data)
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return [list(row) for row in csv.reader(io.StringIO(data.decode(encoding), newline=""))]
        except UnicodeDecodeError:
            continue
        except csv.Error as problem:
            raise ValidationError(_("文件不是规范的 CSV；请用 Excel 另存为 xlsx 再上传。")) from problem
    raise ValidationError(_("认不出这个文件：请上传 xlsx 或者 csv。"))


def _sheet(data: bytes) -> list[list[Any]]:
    """The first sheet, read row by row and no further than a filled-in form goes: a workbook may claim to be endless."""
    from openpyxl import load_workbook  # loaded by the first workbook that is read
    from openpyxl.utils.exceptions import InvalidFileException

    if why := archives.fault(io.BytesIO(data)):
        raise ValidationError(_("文件没有读取：%s。") % why)
    try:
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        rows = book.worksheets[0].iter_rows(max_row=MOST_LINES + 1, max_col=MOST_COLUMNS, values_only=True)
        return [list(row) for row in rows]
    except (InvalidFileException, zipfile.BadZipFile, OSError, ValueError, KeyError, IndexError, TypeError) as problem:
        raise ValidationError(_("文件打不开，可能已损坏或者加了密码；请另存为新的 xlsx 再上传。")) from problem


def _lines(rows: Sequence[Sequence[Any]], head: list[str], first: int) -> Iterable[Line]:
    def at(row: Sequence[Any], name: str) -> str:
        return _text(row[head.index(name)]) if name in head and head.index(name) < len(row) else ""

    for number_of_line, row in enumerate(rows, first):
        yield Line(number_of_line, *(at(row, name) for name in HEAD))


def _text(value: Any) -> str:
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else repr(value)
    return str(value).strip().removeprefix("'") if value is not None else ""
