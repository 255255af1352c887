"""年度报告 as CSV: one line a number, to be read by machines and added up over organs and years."""

from django.utils.translation import gettext as _

from gongkai.annual_reports.document import ReportDocument
from gongkai.annual_reports.errata import corrected
from gongkai.annual_reports.layout import number
from gongkai.annual_reports.papers.cells import printed
from gongkai.statute.annual_report.shape import Number
from gongkai.writers.sheets import to_csv


def write(document: ReportDocument) -> bytes:
    """Columns: organ, its code, year, form, path of the cell, table, row, column, value. Labels from outer to inner.

    The last two columns hold what a published correction has made of the number, and when; the value stays as signed.
    """
    compiled, now = document.compiled, corrected(document).compiled.numbers
    head = [
        _("机关"),
        _("代号"),
        _("年度"),
        _("格式"),
        _("单元"),
        _("表"),
        _("行"),
        _("列"),
        _("数值"),
        _("更正为"),
        _("更正日期"),
    ]
    rows = [
        (
            compiled.organ, compiled.slug, compiled.year, compiled.form.key, cell.path, cell.table, " / ".join(cell.row),
            " / ".join(cell.column), number(cell.value), *_correction(cell.path, cell.value, now[cell.path], document),
        )
        for cell in printed(compiled)
    ]  # fmt: skip
    return to_csv(head, rows)


def _correction(path: str, value: Number, now: Number, document: ReportDocument) -> tuple[str, str]:
    """A total has no correction of its own: it is dated by the newest."""
    if value == now:
        return "", ""
    own = [erratum for erratum in document.errata if any(change.at == path for change in erratum.changes)]
    day = (own or document.errata)[-1].published_on
    return number(now), day.isoformat() if day else ""
