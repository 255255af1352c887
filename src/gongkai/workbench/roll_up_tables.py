"""The statutory tables with each number a link: of a sum, floors marked as such; of one hand-in, blanks and breaches marked."""

from collections.abc import Callable, Container
from html import escape

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from gongkai.annual_reports import layout
from gongkai.statute.annual_report.grid import AREAS, Nested, Place, flat, nested, places
from gongkai.statute.annual_report.roll_up import Sum
from gongkai.statute.annual_report.shape import Form, Number

Show = Callable[[Place], tuple[str, str, str]]  # what stands in the cell, its class, where it leads


def of_sum(total: Sum, href: Callable[[str], str]) -> list[SafeString]:
    """Each number leads to its addends. ≥ marks the cells somebody left blank; that organs are missing is said once above."""

    def show(place: Place) -> tuple[str, str, str]:
        shown = layout.number(total.numbers[place.path])
        is_floor = place.path in total.unknown
        return (f"≥{shown}" if is_floor else shown), ("floor" if is_floor else ""), href(place.path)

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
    known = places(form)
    blank = nested(dict.fromkeys(known, 0))

    def draw(path: str, _value: Number | None) -> str:
        text, css, href = show(known[path])
        mark = f' class="{css}"' if css else ""
        if not href:
            return f"<span{mark}>{escape(text)}</span>"
        title = escape(_("%s：由哪些数字相加") % known[path].name)
        return f'<a href="{escape(href)}" title="{title}"{mark}>{escape(text)}</a>'

    return [mark_safe(layout.table(form, blank, key, draw).as_html()) for key in AREAS]  # noqa: S308 escaped there
