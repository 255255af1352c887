"""年度报告 as CSV: one line a number, to be read by machines and added up over organs and years."""

from django.utils.translation import gettext as _

from gongkai.annual_reports.document import ReportDocument
from gongkai.annual_reports.layout import number
from gongkai.annual_reports.papers.cells import printed
from gongkai.writers.sheets import to_csv


def write(document: ReportDocument) -> bytes:
    """Columns: organ, its code, year, form, path of the cell, table, row, column, value. Labels from outer to inner."""
    compiled = document.compiled
    head = [_("机关"), _("代号"), _("年度"), _("格式"), _("单元"), _("表"), _("行"), _("列"), _("数值")]
    rows = [
        (compiled.organ, compiled.slug, compiled.year, compiled.form.key, cell.path, cell.table, " / ".join(cell.row),
         " / ".join(cell.column), number(cell.value))
        for cell in printed(compiled)
    ]  # fmt: skip
    return to_csv(head, rows)
