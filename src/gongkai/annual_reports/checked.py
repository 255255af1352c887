"""A checked report to look at: its tables in the layout of the form it used, every fault marked where it stands."""

from collections.abc import Iterator
from dataclasses import dataclass
from html import escape

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from gongkai.annual_reports import layout
from gongkai.annual_reports.published import Verdict
from gongkai.annual_reports.published.verdict import TABLES
from gongkai.statute.annual_report.grid import flat, nested, places
from gongkai.statute.annual_report.identities import Breach
from gongkai.statute.annual_report.shape import Number
from gongkai.writers.html import Table


@dataclass(frozen=True)
class Finding:
    """One fault in words; `anchor` is the marked cell on the page, empty where it stands in no cell."""

    breach: Breach
    anchor: str


@dataclass(frozen=True)
class Checked:
    """What a page shows of a verdict. `unread` are the places nobody could read, by table and row."""

    verdict: Verdict
    findings: list[Finding]
    tables: list[SafeString]
    unread: list[str]


def checked(verdict: Verdict) -> Checked:
    marked = _marks(verdict)
    return Checked(
        verdict,
        [Finding(breach, _anchor(next(iter(_cells_of(verdict, breach.at)), ""))) for breach in verdict.breaches],
        [mark_safe(table.as_html()) for table in _tables(verdict, marked)],  # noqa: S308 escaped there
        list(_unread(verdict)),
    )


def _tables(verdict: Verdict, marked: dict[str, str]) -> Iterator[Table]:
    form = verdict.form
    if not form.table_two:
        return
    held = dict(flat(verdict.tables))
    whole = nested({path: held.get(path) for path in places(form)})
    unread = set(verdict.unread)

    def draw(path: str, value: Number | None) -> str:
        if path not in held:
            word = _("合一行") if path not in unread else _("未读出")
            return f'<span class="cell-unread">{escape(word)}</span>'
        shown = escape(layout.number(value)) if value is not None else escape(_("空"))
        if path not in marked:
            return shown
        return f'<mark class="cell-fault" id="{_anchor(path)}" title="{escape(marked[path])}">{shown}</mark>'

    for key in TABLES:
        yield layout.table(form, whole, key, draw)


def _marks(verdict: Verdict) -> dict[str, str]:
    """Cell and what is wrong with it, several faults in one line."""
    found: dict[str, list[str]] = {}
    for breach in verdict.breaches:
        for path in _cells_of(verdict, breach.at):
            found.setdefault(path, []).append(breach.message)
    return {path: "；".join(messages) for path, messages in found.items()}


def _cells_of(verdict: Verdict, at: str) -> list[str]:
    """The cells a finding points at: one, the total of a row, the sum of a column, the empty ones of a table."""
    held = dict(flat(verdict.tables))
    if at in held:
        return [at]
    if at in TABLES:
        return [path for path, value in held.items() if path.startswith(at) and value is None]
    row = [path for path in held if path.startswith(f"{at}.")]
    if row:
        return [path for path in row if path.endswith(".total")] or row
    table, _dot, column = at.rpartition(".")
    return [path for path in (f"{table}.processed_total.{column}",) if path in held]


def _anchor(path: str) -> str:
    return f"cell-{path.replace('.', '-')}" if path else ""


def _unread(verdict: Verdict) -> Iterator[str]:
    """Rows instead of cells; the names are the form's."""
    known = places(verdict.form)
    rows: dict[tuple[str, ...], int] = {}
    for path in verdict.unread:
        labels = known[path].labels[:-1]
        rows[labels] = rows.get(labels, 0) + 1
    for labels, number in rows.items():
        yield _("%(row)s：%(number)d格") % {"row": " · ".join(labels), "number": number}
