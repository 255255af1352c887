"""勘误 as values: what a correction says, and the report with its corrections applied. The first text is never touched."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from gongkai.statute.annual_report.tables import cells, checked, fees, fill
from gongkai.statute.wording import chinese_date
from gongkai.writers.data import to_json
from gongkai.writers.html import Cell, Table

if TYPE_CHECKING:
    from gongkai.annual_reports.document import ReportDocument

WIDTHS = (2.2, 1.4, 1.4)  # of the table on paper


@dataclass(frozen=True, slots=True)
class Change:
    """`at` is the path of a cell, or the key of a section (`opening` too); `where` is the same in words for people.

    In a section `said` is the piece of text that goes and `says` what stands in its place.
    """

    at: str
    where: str
    said: str
    says: str


@dataclass(frozen=True, slots=True)
class Erratum:
    """One correction; several changes in it hold together. `published_on` is None while nobody has signed it."""

    changes: tuple[Change, ...]
    reason: str
    published_on: date | None = None
    sha256: str = ""

    @property
    def title(self) -> str:
        day = self.published_on
        return _("%s勘误") % chinese_date(day, weekday=False) if day else _("勘误（未签发）")

    @property
    def because(self) -> str:
        return _("更正原因：%s") % self.reason

    def table(self, number: int = 1) -> Table:
        """Where, what it said, what it says: the same on page, paper and sheet."""
        head = (Cell(_("更正的内容"), "col"), Cell(_("原为"), "col"), Cell(_("更正为"), "col"))
        lines = tuple(
            (
                Cell(change.where, "row", css="label"),
                Cell(change.said or _("（无）")),
                Cell(change.says or _("（删去）")),
            )
            for change in self.changes
        )
        return Table(f"report-erratum-{number}", self.title, (head,), (lines,), "statutory erratum", WIDTHS)

    def as_data(self) -> dict[str, Any]:
        return {
            "published_on": self.published_on.isoformat() if self.published_on else None,
            "reason": self.reason,
            "changes": [asdict(change) for change in self.changes],
            "sha256": self.sha256,
        }


def to_content(report_sha256: str, changes: Iterable[Change], reason: str) -> str:
    """What the signature of a correction covers, as JSON text; the digest of the report ties it to that report."""
    return to_json(
        {"report": report_sha256, "changes": [asdict(change) for change in changes], "reason": reason}, indent=None
    )


def from_content(content: str, *, published_on: date | None = None, sha256: str = "") -> Erratum:
    data = json.loads(content)
    return Erratum(tuple(Change(**change) for change in data["changes"]), data["reason"], published_on, sha256)


def places(document: "ReportDocument") -> Mapping[str, str]:
    """Everything that can be corrected, in words: every cell that is no total, every section."""
    found = {path: " · ".join(cell.labels) for path, cell in cells(document.compiled.form).items()}
    return found | {"opening": _("开头")} | {section.key: section.title for section in document.outline.sections}


def applied(document: "ReportDocument", changes: Iterable[Change]) -> "ReportDocument":
    """The report as it reads with the changes made: cells set, totals summed anew, words exchanged."""
    form = document.compiled.form
    known = cells(form)
    numbers = {path: number for path, number in document.compiled.numbers.items() if path in known}
    sections = dict(document.sections)
    for change in changes:
        if change.at in known:
            numbers[change.at] = checked(known[change.at], Decimal(change.says))
        else:
            sections[change.at] = sections.get(change.at, "").replace(change.said, change.says, 1)
    tables = fill(form, {path: number for path, number in numbers.items() if not path.startswith("fees.")})
    compiled = replace(document.compiled, tables=tables, fees=fees(form, numbers))
    return replace(document, compiled=compiled, sections=sections, _rendered={})


def corrected(document: "ReportDocument") -> "ReportDocument":
    """The report with all its published corrections made, in their order: what the next year's report goes on from."""
    found = document
    for erratum in document.errata:
        found = applied(found, erratum.changes)
    return found
