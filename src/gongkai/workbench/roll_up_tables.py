"""The statutory tables with each number a link: of a sum, floors marked as such; of one hand-in, blanks and breaches marked."""

from collections.abc import Callable, Container
from dataclasses import dataclass, replace
from html import escape

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from gongkai.annual_reports import layout
from gongkai.statute.annual_report.grid import AREAS, Nested, Place, flat, nested, places
from gongkai.statute.annual_report.roll_up import Sum
from gongkai.statute.annual_report.shape import Form
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


Show = Callable[[Place], tuple[str, str, str]]  # what stands in the cell, its class, where it leads


def of_sum(total: Sum, href: Callable[[str], str]) -> list[SafeString]:
    """Each number leads to its addends. ≥ marks the cells somebody left blank; that organs are missing is said once above."""

    def show(place: Place) -> tuple[str, str, str]:
        shown = layout.number(total.numbers[place.path])
        return (
            (f"≥{shown}", "floor", href(place.path)) if place.path in total.unknown else (shown, "", href(place.path))
        )

    return _tables(total.form, show)


def of_hand_in(form: Form, handed_in: Nested, at: Container[str], href: Callable[[str], str]) -> list[SafeString]:
    """As it was handed in: a blank says that it is blank; `at` are the places where something does not hold."""
    held = dict(flat(handed_in))

    def show(place: Place) -> tuple[str, str, str]:
        value = held.get(place.path)
        css = "breach" if place.path in at else ""
        return (_("空"), "breach", "") if value is None else (layout.number(value), css, href(place.path))

    return _tables(form, show)


def _tables(form: Form, show: Show) -> list[SafeString]:
    """Tables two to four. The layout is asked with the number of each place instead of its value, and so says where it put it."""
    known = list(places(form).values())
    numbered = nested({place.path: number for number, place in enumerate(known)})

    def filled(cell: Cell) -> Cell:
        if cell.scope or cell.css or not cell.text.isdigit():
            return cell
        place = known[int(cell.text)]
        text, css, href = show(place)
        if not href:
            return Cell(text, "", cell.colspan, cell.rowspan, css)
        return LinkedCell(text, "", cell.colspan, cell.rowspan, css, href, _("%s：由哪些数字相加") % place.name)

    def line(cells: Line) -> Line:
        return tuple(filled(cell) for cell in cells)

    made = [layout.table(form, numbered, key) for key in AREAS]
    return [
        mark_safe(replace(one, bodies=tuple(tuple(map(line, body)) for body in one.bodies)).as_html())  # noqa: S308 escaped there
        for one in made
    ]
