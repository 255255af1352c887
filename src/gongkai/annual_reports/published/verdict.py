"""What a published report says and where it breaks the form: one value for the command, the pages and the roll-up."""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from gongkai.annual_reports.published import (
    files,
    form_rules,
    narrative,
    outline,
    results,
    table_four,
    table_three,
    table_two,
)
from gongkai.annual_reports.published.files import Unreadable
from gongkai.annual_reports.published.outline import About, Heading
from gongkai.annual_reports.published.paper import Paper
from gongkai.annual_reports.published.reading import Reading, Remark, paths
from gongkai.annual_reports.published.tokens import regions, tokens
from gongkai.annual_reports.published.words import tight
from gongkai.statute.annual_report.forms import FORMS, form_named
from gongkai.statute.annual_report.identities import Breach
from gongkai.statute.annual_report.rows import TITLES
from gongkai.statute.annual_report.shape import Form

TABLES = ("table_two", "table_three", "table_four")


@dataclass(frozen=True)
class Verdict:
    """`tables` in the keys of the form used; `unread` the paths of its cells nobody could read; `breaches` in the form's order."""

    format: str
    organ: str
    year: int | None
    title: str
    published_on: date | None
    tables: dict[str, dict[str, Any]]
    unread: tuple[str, ...]
    breaches: tuple[Breach, ...]
    sha256: str = ""

    @property
    def form(self) -> Form:
        return form_named(self.format)

    @property
    def cells_read(self) -> int:
        return sum(1 for _path in _leaves(self.tables))

    def as_data(self) -> dict[str, Any]:
        """The object `gongkai report check --json` prints."""
        return {
            "format": self.format,
            "organ": self.organ,
            "year": self.year,
            "tables": self.tables,
            "unread": list(self.unread),
            "violations": [
                {
                    "rule": breach.rule,
                    "at": breach.at,
                    "expected": None if breach.expected == "" else breach.expected,
                    "found": None if breach.found == "" else breach.found,
                    "message": breach.message,
                    "severity": breach.severity,
                }
                for breach in self.breaches
            ],
            "title": self.title,
            "published_on": self.published_on.isoformat() if self.published_on else None,
            "sha256": self.sha256,
        }

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> "Verdict":
        """The value `as_data` was made from."""
        breaches = tuple(results.breach_of(row) for row in data["violations"])
        return cls(
            data["format"], data["organ"], data["year"], data["title"], results.day(data["published_on"]),
            dict(data["tables"]), tuple(data["unread"]), breaches, data["sha256"],
        )  # fmt: skip


def check(data: bytes, name: str = "", *, previous: "Verdict | None" = None) -> Verdict:
    """Read and judge one published report, or the JSON of one. Unreadable says in a sentence why it cannot be read at all."""
    if results.is_data(data):
        return _from_json(data, previous)
    paper = files.open_paper(data, name)
    return judged(paper, sha256=hashlib.sha256(data).hexdigest(), previous=previous)


def _from_json(data: bytes, previous: "Verdict | None") -> Verdict:
    """Numbers without a text: arithmetic, blanks and the year before are judged, what was said of the text is kept."""
    found = results.loaded(data)
    reading, form = results.reading_of(found), form_named(found["format"])
    about = About(str(found.get("organ") or ""), _year(found.get("year")), str(found.get("title") or ""), None)
    said = [results.breach_of(row) for row in found.get("violations") or found.get("breaches") or []]
    own = (*form_rules.of_numbers(about, form, reading), *form_rules.against(previous, form, about.year, reading))
    known = {(breach.rule, breach.at) for breach in own}
    kept = (
        breach
        for breach in said
        if breach.rule[:2] in {"F.", "N.", "S.", "D."} and (breach.rule, breach.at) not in known
    )
    return Verdict(
        form.key, about.organ, about.year, about.title, results.day(found.get("published_on")),
        {name: reading.table(name) for name in TABLES},
        tuple(path for path in paths(form) if path not in reading.values), (*kept, *own), hashlib.sha256(data).hexdigest(),
    )  # fmt: skip


def _year(text: object) -> int | None:
    return int(str(text)) if str(text).isdigit() else None


def judged(paper: Paper, *, sha256: str = "", previous: "Verdict | None" = None) -> Verdict:
    sections = outline.headings(paper)
    about = outline.about(paper, sections)
    row_of_tokens = tokens(paper)
    parts = regions(paper, row_of_tokens, sections)
    if not (parts.two or parts.three or _names_itself(paper) or (about.year and _has_its_sections(sections))):
        raise Unreadable("没有认出政府信息公开年度报告：既没有报告标题和各部分标题，也没有法定表格；请确认选对了文件")
    key = outline.form_key(parts.words, sections, about.year, _opening(paper, sections))
    form = form_named(key)
    reading = Reading()
    table_two.read(parts.two, form.table_two, reading, is_whole=parts.two_is_whole)
    if form.table_three is not None:
        table_three.read(parts.three, form.table_three, reading, is_whole=parts.three_is_whole, head=parts.three_head)
    table_four.read(parts.four, form.table_four, reading, is_whole=parts.four_is_whole)
    for table, region, is_whole in (
        ("table_two", parts.two, parts.two_is_whole),
        ("table_three", parts.three, parts.three_is_whole),
        ("table_four", parts.four, parts.four_is_whole),
    ):
        if form.table_two and is_whole and not region:
            reading.rows.append(Remark(table, "没有", TITLES[table]))
    single = reading.has_row("table_three.other") and not form.has_row("other")
    unread = tuple(
        path
        for path in paths(form)
        if path not in reading.values and not (single and path.startswith("table_three.other_"))
    )
    found = (
        *form_rules.breaches(paper, sections, about, form, reading, parts),
        *narrative.breaches(paper, sections, about, reading),
    )
    found += form_rules.against(previous, form, about.year, reading)
    return Verdict(
        key, about.organ, about.year, about.title, about.posted_on,
        {name: reading.table(name) for name in TABLES}, unread, found, sha256,
    )  # fmt: skip


def _names_itself(paper: Paper) -> bool:
    words = tight("".join(line.text for line in paper.lines[:20]))
    return "信息公开" in words and ("年度报告" in words or "年报" in words or "情况的报告" in words)


def _has_its_sections(sections: list[Heading]) -> bool:
    return len({heading.key for heading in sections} & {"overview", "proactive", "applications", "remedies"}) > 1


def _opening(paper: Paper, sections: list[Heading]) -> str:
    second = next((heading.line for heading in sections if heading.key != "overview"), 40)
    return "".join(line.text for line in paper.lines[: max(second, 1)] if not line.is_table)


def _leaves(nested: dict[str, Any]) -> Iterator[Any]:
    for inner in nested.values():
        if isinstance(inner, dict):
            yield from _leaves(inner)
        else:
            yield inner


__all__ = ["FORMS", "About", "Unreadable", "Verdict", "check", "judged"]
