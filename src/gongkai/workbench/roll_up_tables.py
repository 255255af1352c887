"""The statutory tables of a sum, each number a link to what it is made of, floors marked as such."""

from collections.abc import Callable
from html import escape

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from gongkai.annual_reports import layout
from gongkai.statute.annual_report.grid import nested, places
from gongkai.statute.annual_report.roll_up import Sum
from gongkai.statute.annual_report.shape import Number


def tables(total: Sum, href: Callable[[str], str]) -> list[SafeString]:
    """Tables two to four; `href` gives the address that shows what the number at a path is made of."""
    known = places(total.form)

    def linked(path: str, value: Number | None) -> str:
        is_floor = total.is_floor(path)
        mark, shown = (' class="floor"', f"≥{layout.number(value)}") if is_floor else ("", layout.number(value))
        title = escape(_("%s：看由哪些数字相加") % known[path].name)
        return f'<a href="{escape(href(path))}" title="{title}"{mark}>{escape(shown)}</a>'

    numbers = nested(total.numbers)
    return [
        mark_safe(layout.table(total.form, numbers, key, linked).as_html())  # noqa: S308 escaped there
        for key in ("table_two", "table_three", "table_four")
    ]
