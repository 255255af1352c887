"""年度报告 as a workbook: a sheet for each statutory table, laid out as the form has it, and one for the words."""

from collections.abc import Iterator, Sequence

from django.utils.translation import gettext as _

from gongkai.annual_reports import layout
from gongkai.annual_reports.document import ReportDocument
from gongkai.annual_reports.papers.words import remark
from gongkai.statute.annual_report.rows import TITLES
from gongkai.statute.annual_report.tables import FEES
from gongkai.statute.wording import chinese_date, chinese_number
from gongkai.writers.html import Cell, Line, Table
from gongkai.writers.sheets import Drawn, to_workbook
from gongkai.writers.table_sheets import TableSheet


def write(document: ReportDocument) -> bytes:
    return to_workbook([*tables(document), *_fees(document), _words(document), *_errata(document)])


def tables(document: ReportDocument) -> Iterator[Drawn]:
    """The three tables, each in line three of its sheet; nothing under a form without tables."""
    compiled = document.compiled
    if compiled.form.table_two:
        about = document.title + remark(document)
        for key in TITLES:
            yield TableSheet(layout.table(compiled.form, compiled.tables, key), about)


def _fees(document: ReportDocument) -> Iterator[Drawn]:
    if fees := document.compiled.fees:
        rows = [(Cell(fee.label, "row", css="label"), Cell(layout.number(fees[fee.key]))) for fee in FEES]
        yield _two_columns("fees", _("信息处理费"), (_("项目"), _("数值")), rows, (3.0, 1.0), document)


def _errata(document: ReportDocument) -> Iterator[Drawn]:
    for number, erratum in enumerate(document.errata, 1):
        yield TableSheet(erratum.table(number), f"{document.title} {erratum.because}")


def _words(document: ReportDocument) -> Drawn:
    """A line a paragraph; the name of the part stands once beside all of them."""
    parts = [(_("标题"), document.title), (_("开头"), document.sections.get("opening", ""))]
    parts += [
        (f"{chinese_number(place)}、{section.title}", document.sections.get(section.key, ""))
        for place, section in enumerate(document.outline.sections, 1)
    ]
    parts += [(name, value) for name, value in _about(document) if value]
    rows: list[Line] = []
    for name, text in parts:
        lines = [line.strip() for line in text.splitlines() if line.strip()] or [""]
        for number, line in enumerate(lines):
            head = (Cell(name, "row", rowspan=len(lines), css="label"),) if number == 0 else ()
            rows.append((*head, Cell(line, css="label")))
    return _two_columns("words", _("文字"), (_("部分"), _("内容")), rows, (1.0, 4.0), document)


def _two_columns(
    key: str, caption: str, head: tuple[str, str], rows: Sequence[Line], widths: tuple[float, float], document
) -> Drawn:
    top = tuple(Cell(name, "col") for name in head)
    return TableSheet(Table(key, caption, (top,), (tuple(rows),), widths=widths), document.title)


def _about(document: ReportDocument) -> Iterator[tuple[str, str]]:
    signed, published = document.signed_on, document.published_on
    yield _("关于公布时间的说明"), document.explanation_of_delay
    yield _("机关"), document.organ
    yield _("签发日期"), chinese_date(signed, weekday=False) if signed else remark(document)
    yield _("公布日期"), chinese_date(published, weekday=False) if published else ""
    yield _("补录说明"), document.backdated_because
