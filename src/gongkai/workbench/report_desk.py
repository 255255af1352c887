"""Beside the words of each section: its figures against last year's, last year's words, what it must say, its sentences."""

from dataclasses import dataclass

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from gongkai.annual_reports import actions, checklist, layout
from gongkai.annual_reports.checklist import Point
from gongkai.annual_reports.document import ReportDocument
from gongkai.annual_reports.history import YearBefore
from gongkai.annual_reports.lint import Finding
from gongkai.annual_reports.sentences import OPENING, Sentence
from gongkai.annual_reports.sentences_more import group_total
from gongkai.annual_reports.value import CompiledReport
from gongkai.organs.models import Organ
from gongkai.statute.annual_report.shape import Number
from gongkai.statute.annual_report.tables import FEES
from gongkai.workbench import report_tables
from gongkai.writers import svg

ROWS = ("new_received", "carried_in", "granted", "partially_granted", "refused", "unavailable", "not_processed", "other",
        "processed_total", "carried_out")  # fmt: skip


@dataclass(frozen=True)
class Fact:
    """A figure the section speaks of; `then` is last year's, empty where there is none; `bars` the two drawn."""

    label: str
    number: str
    link: str
    then: str = ""
    bars: SafeString | str = ""


def sections(
    document: ReportDocument, organ: Organ, before: YearBefore | None, offers: list[Sentence], texts: dict[str, str],
    findings: list[Finding],
) -> list[dict]:  # fmt: skip
    """What the page shows for the opening and each section; `texts` are what a refused form held."""
    is_government = organ.kind == Organ.Kind.GOVERNMENT
    points = checklist.points(
        document.sections, document.outline, is_government=is_government, breaches=document.breaches
    )
    titles = [(OPENING, _("开头")), *((section.key, section.title) for section in document.outline.sections)]
    rows = [_section(document, key, title, before, offers, points, texts) for key, title in titles]
    for row in rows:
        row["findings"] = [finding for finding in findings if finding.section == row["key"]]
    return rows


def _section(
    document: ReportDocument, key: str, title: str, before: YearBefore | None, offers: list[Sentence],
    points: list[Point], texts: dict[str, str],
) -> dict:  # fmt: skip
    text = document.sections.get(key, "")
    own = [offer for offer in offers if offer.section == key and offer.text not in text]
    typed = texts.get(key, text)
    return {
        "key": key,
        "title": title,
        "text": typed,
        "stored": text if typed.replace("\r\n", "\n").strip() != text else None,
        "digest": actions.digest(text),
        "offers": [offer for offer in own if not offer.optional],
        "to_pick": [offer for offer in own if offer.optional],
        "breaches": [breach for breach in document.breaches if breach.at == key and not breach.rule.startswith("L.")],
        "points": [point for point in points if point.section == key],
        "last_year": before.sections.get(key, "") if before else "",
        "facts": _facts(document, key, before),
        "help": _helps(document, key),
        "rows": min(16, max(3, sum(1 + len(line) // 40 for line in typed.splitlines()) + 1)),
    }


def _helps(document: ReportDocument, key: str) -> str:
    if key == OPENING:
        return _("放在第一部分之前：依据、统计期限和联系方式。")
    section = document.outline.section(key)
    if section.table and not section.must:
        return _("这一部分刊印法定表格，一般不另写文字。")
    return ""


def _facts(document: ReportDocument, key: str, before: YearBefore | None) -> list[Fact]:
    now = _numbers(document.compiled, key)
    then = {path: value for _label, path, value in _numbers(before.compiled, key)} if before else {}
    year = document.year
    return [
        Fact(
            label, layout.number(value), report_tables.address(year, path),
            layout.number(then[path]) if path in then else "",
            _bars(value, then[path]) if path in then else "",
        )
        for label, path, value in now
    ]  # fmt: skip


def _bars(now: Number, then: Number) -> SafeString | str:
    """The two years on a scale of their own, for 件 and 元 have none in common; nothing where nothing happened."""
    both = float(now), float(then)
    return mark_safe(svg.against(*both, max(both))) if any(both) else ""  # noqa: S308


def _numbers(compiled: CompiledReport, key: str) -> list[tuple[str, str, Number]]:
    """Label, path and number of what a section speaks of; the overview has the heads of all of them."""
    if key == "overview":
        applications = [
            row for row in _applications(compiled) if row[1].split(".")[1] in {"new_received", "processed_total"}
        ]
        return [(_("主动公开"), "items.total", compiled.total), *applications]
    if key == "proactive":
        classes = [(word, f"items.stat_class.{word}", n) for word, n in compiled.categories.items()]
        return [(_("主动公开"), "items.total", compiled.total), *classes, *_table_two(compiled)]
    if key == "applications":
        return _applications(compiled)
    if key == "remedies":
        return [
            (block.label, f"table_four.{block.key}.total", compiled.tables.table_four[block.key]["total"])
            for block in compiled.form.table_four
        ]
    if key == "other_matters":
        return [(fee.label, f"fees.{fee.key}", compiled.fees[fee.key]) for fee in FEES if fee.key in compiled.fees]
    return []


def _table_two(compiled: CompiledReport) -> list[tuple[str, str, Number]]:
    """Table two's numbers but those of rules (规章), which few organs may make."""
    return [
        (f"{row.label} {column.label}", f"table_two.{part.key}.{row.key}.{column.key}",
         compiled.tables.table_two[part.key][row.key][column.key])
        for part in compiled.form.table_two
        for row in part.rows
        if row.key != "regulation"
        for column in part.columns
    ]  # fmt: skip


def _applications(compiled: CompiledReport) -> list[tuple[str, str, Number]]:
    table = compiled.form.table_three
    if table is None:
        return []
    known = {row.key: row for row in table.rows}
    names = {
        "new_received": _("本年新收"),
        "carried_in": _("上年结转"),
        "processed_total": _("办结"),
        "carried_out": _("结转下年"),
    }
    return [
        (
            names.get(key, known[key].label.partition("）")[2].partition("（")[0]),
            f"table_three.{key}.total",
            group_total(table, key, compiled),
        )
        for key in ROWS
        if key in known
    ]
