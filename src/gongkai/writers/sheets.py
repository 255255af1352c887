"""
Tables as workbooks and CSV that are safe to open: nothing in a cell is a formula, no long number loses digits, no file
names an author, and the same table gives the same bytes.
"""

import csv
import io
import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from math import isfinite
from typing import TYPE_CHECKING, Protocol

from gongkai.writers.letter import printable
from gongkai.writers.zipped import CORE, core_properties, settled

if TYPE_CHECKING:  # what writes workbooks is loaded by the first that is written: it weighs thirty megabytes
    from openpyxl.worksheet.worksheet import Worksheet  # type: ignore[import-untyped]

Value = str | int | float | Decimal | bool | date | datetime | time | None
# Office programs read a cell that opens so as a formula, the full-width signs too on some; a bare dash or number is none.
FORMULA = re.compile(r"^[=+\-@＝＋－＠\t\r\n]")
HARMLESS = re.compile(r"^[-+－]?(\d[\d,]*(\.\d+)?%?)?$")
EXACT_DIGITS = 15  # a longer number is rounded by every spreadsheet
NAME_LENGTH = 31  # of a sheet, the limit of the format
FORBIDDEN_IN_NAMES = str.maketrans(dict.fromkeys("[]:*?/\\'", " "))


class Drawn(Protocol):
    """What a workbook is made of: a title, by which the sheet is named, and a way onto an empty sheet."""

    @property
    def title(self) -> str: ...

    def draw(self, target: "Worksheet") -> None: ...


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: a title over the table, the head, the rows, and lines of explanation under it."""

    title: str
    head: Sequence[str]
    rows: Iterable[Sequence[Value]]
    notes: Sequence[str] = ()

    def draw(self, target: "Worksheet") -> None:
        from gongkai.writers import cells

        cells.table(target, self)


def to_xlsx(title: str, head: Sequence[str], rows: Iterable[Sequence[Value]], notes: Sequence[str] = ()) -> bytes:
    """One table as .xlsx. Texts stay texts, also 1234 and =1+1; numbers of more than 15 digits become texts."""
    return to_workbook([Sheet(title, head, rows, notes)])


def to_workbook(sheets: Sequence[Drawn]) -> bytes:
    """Several tables as one .xlsx, a sheet each, named by their titles. ValueError without any."""
    if not sheets:
        raise ValueError("A workbook needs a sheet.")
    from openpyxl import Workbook  # type: ignore[import-untyped]

    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    for sheet in sheets:
        sheet.draw(workbook.create_sheet(sheet_name(sheet.title, workbook.sheetnames)))
    written = io.BytesIO()
    workbook.save(written)
    return settled(written.getvalue(), {CORE: core_properties(printable(sheets[0].title), None)})


def to_csv(head: Sequence[str], rows: Iterable[Sequence[Value]]) -> bytes:
    """The table as CSV (RFC 4180) in UTF-8 with the mark Excel needs; what would be a formula has a ' before it."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    for row in (head, *rows):
        writer.writerow([_guarded(value) for value in row])
    return text.getvalue().encode("utf-8-sig")


def _guarded(value: Value) -> str:
    if isinstance(value, str):
        # judged before and after cleaning: cleaning can bring an = to the front
        text = printable(value)
        return f"'{text}" if is_formula(value) or is_formula(text.lstrip()) else text
    return str(plain(value) if value is not None else "")


def is_formula(text: str) -> bool:
    return bool(FORMULA.match(text)) and not HARMLESS.match(text)


def plain(value: Value) -> Value:
    """A value both formats know: 是 and 否 for truth, time without zone (as it stands), endless numbers as text."""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, datetime):
        return value.replace(tzinfo=None, microsecond=0)
    if isinstance(value, float):
        return value if isfinite(value) else str(value)
    if isinstance(value, int | Decimal):
        is_long = sum(sign.isdigit() for sign in str(value)) > EXACT_DIGITS
        return str(value) if is_long or not Decimal(value).is_finite() else value
    return value


def sheet_name(title: str, taken: Sequence[str]) -> str:
    """What a sheet may be called: some signs are forbidden, 31 characters at most, and no two names alike."""
    name = printable(title).translate(FORBIDDEN_IN_NAMES).replace("\n", " ").strip() or "表"
    endings = ("", *(f"（{number}）" for number in range(2, len(taken) + 2)))
    names = (name[: NAME_LENGTH - len(ending)] + ending for ending in endings)
    return next(found for found in names if found not in taken)


def width_of(value: object) -> int:
    """In half-width characters, of the longest line."""
    lines = str("" if value is None else value).splitlines() or [""]
    return max(sum(2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in line) for line in lines)
