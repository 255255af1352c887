"""The report as HTML: numbered sections, the statutory tables in their layout, figures drawn from the same numbers."""

from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from gongkai.annual_reports import comparison, layout
from gongkai.catalogue.vocabulary import CHANNELS
from gongkai.statute.annual_report.shape import Section
from gongkai.statute.wording import chinese_date, chinese_number
from gongkai.writers import svg
from gongkai.writers.html import paragraphs

if TYPE_CHECKING:
    from gongkai.annual_reports.document import ReportDocument

STYLES = Path(__file__).resolve().parent / "static" / "annual_reports" / "report.css"


def fragment(document: "ReportDocument") -> SafeString:
    """An `article` without inline style or script, so that it stands under the strictest policy."""
    return render_to_string("annual_reports/report.html", context(document))


def standalone(document: "ReportDocument") -> str:
    """A page of its own: one file, styles inside, nothing fetched from anywhere."""
    styles = mark_safe(STYLES.read_text(encoding="utf-8"))  # noqa: S308 our own file
    return render_to_string("annual_reports/standalone.html", {"document": document, "styles": styles})


def for_catalogue(document: "ReportDocument") -> str:
    """The report as the text of an item, whose page brings the title: opening, sections, tables, signature; no figures."""
    given = context(document)
    parts = [given["opening"]]
    parts += [f"<h2>{escape(one['heading'])}</h2>{one['body']}{one['table']}" for one in given["sections"]]
    if document.explanation_of_delay:
        parts.append(f"<h2>{escape(_('关于公布时间的说明'))}</h2>{paragraphs(delay(document))}")
    foot = [document.organ, given["signed"]]
    parts += [f'<p class="signature">{escape(line)}</p>' for line in foot if line]
    if document.errata:
        parts.append(f"<h2>{escape(_('勘误'))}</h2>")
    parts += [f"{erratum.table().as_html()}<p>{escape(erratum.because)}</p>" for erratum in document.errata]
    return "".join(parts)


def delay(document: "ReportDocument") -> str:
    """The explanation of a late report, opening with the day it was due (Art. 49)."""
    due = document.compiled.deadline
    legal = chinese_date(due.legal, weekday=False)
    first = _("%(citation)s规定的公布日期为%(day)s前。") % {"citation": due.citation, "day": legal}
    return first + document.explanation_of_delay


def context(document: "ReportDocument") -> dict[str, Any]:
    """What the template gets: finished pieces of HTML and a few plain values."""
    return {
        "document": document,
        "opening": mark_safe(paragraphs(document.sections.get("opening", ""))),  # noqa: S308 escaped there
        "sections": [_section(document, section, place) for place, section in enumerate(document.outline.sections, 1)],
        "figures": _figures(document) if document.compiled.total else [],
        "comparison": _comparison(document),
        "errata": [
            {"table": mark_safe(erratum.table(number).as_html()), "because": erratum.because}  # noqa: S308 escaped there
            for number, erratum in enumerate(document.errata, 1)
        ],
        "signed": chinese_date(document.signed_on, weekday=False) if document.signed_on else "",
        "as_of": chinese_date(document.compiled.as_of, weekday=False),
        "deadline": chinese_date(document.compiled.deadline.legal, weekday=False),
    }


def _section(document: "ReportDocument", section: Section, place: int) -> dict[str, Any]:
    table = ""
    if section.table and document.compiled.form.table_two:
        table = layout.table(document.compiled.form, document.compiled.tables, section.table).as_html()
    return {
        "key": section.key,
        "heading": f"{chinese_number(place)}、{section.title}",
        "body": mark_safe(paragraphs(document.sections.get(section.key, ""))),  # noqa: S308 escaped there
        "table": mark_safe(table),  # noqa: S308 escaped there
        "is_wide": section.table != "table_two",
    }


def _figures(document: "ReportDocument") -> list[dict[str, Any]]:
    counts = document.compiled.counts
    months = [(_("%d月") % month, number) for month, number in counts.by_month.items()]
    channels = [(str(CHANNELS.get(key, key)), number) for key, number in counts.by_channel.items()]
    bars = [
        ("classes", _("按类别"), list(counts.categories.items())),
        ("fields", _("重点领域（按栏目）"), [(field.name, field.count) for field in counts.key_fields]),
        ("channels", _("按发布渠道（同一条信息可在多个渠道发布）"), channels),
    ]
    title = _("按月份（条）")
    drawn = [{"key": key, "title": name, "rows": _bars(rows)} for key, name, rows in bars if rows]
    drawn.insert(1, {"key": "months", "title": title, "columns": mark_safe(svg.columns(title, months))})  # noqa: S308
    return drawn


def _comparison(document: "ReportDocument") -> list[dict[str, Any]]:
    """This year above the last; nothing without a report of the last year."""
    before = document.last_year
    if before is None:
        return []
    return [
        {
            "title": group.title,
            "rows": [
                {
                    "name": pair.name,
                    "before": pair.before,
                    "now": pair.now,
                    "bars": mark_safe(svg.against(pair.now, pair.before, group.largest)),  # noqa: S308 numbers only
                }
                for pair in group.pairs
            ],
        }
        for group in comparison.groups(document.compiled, before)
    ]


def _bars(rows: list[tuple[str, int]]) -> list[dict[str, Any]]:
    largest = max(number for _name, number in rows)
    return [
        {"name": name, "number": number, "bar": mark_safe(svg.bar(number, largest))}  # noqa: S308 numbers only
        for name, number in rows
    ]
