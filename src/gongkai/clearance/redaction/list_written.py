"""A masked list as a workbook, a CSV, or a table of a web page that can be read aloud."""

import csv
import io
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from html import escape

from openpyxl.styles import Alignment, Border, Font, Side  # type: ignore[import-untyped]

from gongkai.clearance.cleaning.new_book import new_book
from gongkai.clearance.cleaning.visible import VisibleCell, VisibleSheet

NUMBER = re.compile(r"-?(?:0|[1-9]\d{0,11}|[1-9]\d{0,2}(?:,\d{3}){1,3})(?:\.\d{1,4})?")
NOT_IN_NAMES = re.compile(r"[\\/*?:\[\]]")  # of sheets
WIDEST = 40
_LINE = Side("thin")
_BOX = Border(_LINE, _LINE, _LINE, _LINE)
_MIDDLE = Alignment(horizontal="center", vertical="center", wrap_text=True)


@dataclass
class MaskedList:
    """`parts` are the numbers of rows that only name a part of the list, in their first cell."""

    title: str
    heads: list[str]
    rows: list[list[str]]
    sheet: str = ""
    parts: set[int] = field(default_factory=set)


def as_html(lists: Sequence[MaskedList]) -> str:
    return "\n".join(_table(one) for one in lists)


def _table(made: MaskedList) -> str:
    heads = "".join(f'<th scope="col">{escape(head, quote=False)}</th>' for head in made.heads)
    caption = f"<caption>{escape(made.title, quote=False)}</caption>" if made.title else ""
    rows = "".join(_row(row, len(made.heads), number in made.parts) for number, row in enumerate(made.rows))
    return f"<table>{caption}<thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>"


def _row(row: list[str], width: int, is_part: bool) -> str:
    if is_part:
        return f'<tr><th colspan="{width}" scope="colgroup">{escape(row[0], quote=False)}</th></tr>'
    return f"<tr>{''.join(map(_data, row))}</tr>"


def _data(text: str) -> str:
    where = ' class="align-right"' if NUMBER.fullmatch(text) else ""
    return f"<td{where}>{escape(text, quote=False)}</td>"


def as_csv(made: MaskedList) -> bytes:
    """The rows under their heads, in UTF-8 with the mark that Excel needs. The title is the name of the file."""
    target = io.StringIO(newline="")
    writer = csv.writer(target)
    writer.writerow(made.heads)
    writer.writerows(made.rows)
    return b"\xef\xbb\xbf" + target.getvalue().encode()


def as_sheets(lists: Sequence[MaskedList]) -> bytes:
    """An .xlsx with a sheet for each list and nothing of the file it was made from."""
    names: list[str] = []
    for number, made in enumerate(lists, 1):
        name = NOT_IN_NAMES.sub("", made.sheet or made.title).strip("' ")[:28] or f"名单{number}"
        names.append(name if name.lower() not in {one.lower() for one in names} else f"{name[:26]}{number}")
    return new_book([_sheet(name, made) for name, made in zip(names, lists, strict=True)])


def _sheet(name: str, made: MaskedList) -> VisibleSheet:
    width, top = len(made.heads), 2 if made.title else 1
    sheet = VisibleSheet(name, frozen=(top + 1, 1), title_rows=(top, top))
    if made.title:
        sheet.cells[1, 1] = VisibleCell(made.title, {"font": Font(b=True, sz=14), "alignment": _MIDDLE}, "title")
        sheet.merges.append((1, 1, 1, width))
    plain = {"border": _BOX, "alignment": Alignment(vertical="center", wrap_text=True)}
    for column, head in enumerate(made.heads, 1):
        sheet.cells[top, column] = VisibleCell(
            head, {"font": Font(b=True), "border": _BOX, "alignment": _MIDDLE}, "head"
        )
        longest = max([head, *(row[column - 1] for row in made.rows[:500])], key=_wide)
        sheet.widths[column] = min(max(_wide(longest) + 3, 8), WIDEST)
    for number, row in enumerate(made.rows):
        at = top + 1 + number
        if number in made.parts:
            sheet.merges.append((at, 1, at, width))
        for column, text in enumerate(row, 1):
            value, form = _number(text)
            sheet.cells[at, column] = VisibleCell(
                value, plain | ({"number_format": form} if form else {}), ("cell", form)
            )
    sheet.seen_rows = list(range(1, top + len(made.rows) + 1))
    sheet.seen_columns = list(range(1, width + 1))
    return sheet


def _wide(text: str) -> int:
    return sum(2 if letter > "\u2e80" else 1 for letter in text)


def _number(text: str) -> tuple[str | int | float | None, str]:
    """What can be summed stays a number, with the places it was shown with; 001 stays what it is."""
    if not text:
        return None, ""
    if not NUMBER.fullmatch(text):
        return text, ""
    whole, _dot, places = text.replace(",", "").partition(".")
    form = ("#,##0" if "," in text else "0") + ("." + "0" * len(places) if places else "")
    return (float(f"{whole}.{places}"), form) if places else (int(whole), form)
