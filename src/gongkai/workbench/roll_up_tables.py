"""The statutory tables of a sum, each number a link to what it is made of, floors marked as such."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from html import escape

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from gongkai.annual_reports import layout
from gongkai.statute.annual_report.grid import nested, places
from gongkai.statute.annual_report.roll_up import Sum
from gongkai.writers.html import Cell, Line


@dataclass(frozen=True, slots=True)
class LinkedCell(Cell):
    href: str = ""
    label: str = ""

    def as_html(self) -> str:
        plain = Cell(self.text, self.scope, self.colspan, self.rowspan, self.css).as_html()
        start, end = plain.index(">") + 1, plain.rindex("<")
        link = f'<a href="{escape(self.href)}" title="{escape(self.label)}">{escape(self.text)}</a>'
        return plain[:start] + link + plain[end:]


def tables(total: Sum, href: Callable[[str], str]) -> list[SafeString]:
    """Tables two to four. The layout is asked with the number of each place instead of its value, and so says where it put it."""
    known = list(places(total.form).values())
    numbered = nested({place.path: number for number, place in enumerate(known)})

    def linked(cell: Cell) -> Cell:
        if cell.scope or cell.css or not cell.text.isdigit():
            return cell
        place = known[int(cell.text)]
        shown, is_floor = layout.number(total.numbers[place.path]), total.is_floor(place.path)
        return LinkedCell(
            f"≥{shown}" if is_floor else shown, "", cell.colspan, cell.rowspan, "floor" if is_floor else "",
            href(place.path), _("%s：看由哪些数字相加") % place.name,
        )  # fmt: skip

    def line(cells: Line) -> Line:
        return tuple(linked(cell) for cell in cells)

    made = [layout.table(total.form, numbered, key) for key in ("table_two", "table_three", "table_four")]
    return [
        mark_safe(replace(one, bodies=tuple(tuple(map(line, body)) for body in one.bodies)).as_html())  # noqa: S308 escaped there
        for one in made
    ]
