"""证据台账 as a workbook: the tables, what each number rests on, every case and every item. Written line by line."""

from collections.abc import Iterator
from typing import BinaryIO

from django.utils import timezone
from django.utils.translation import gettext as _

from gongkai.annual_reports.document import ReportDocument
from gongkai.annual_reports.evidence import Evidence, ItemLine
from gongkai.annual_reports.papers import xlsx
from gongkai.organs.models import Organ
from gongkai.statute.annual_report.tables import Cell
from gongkai.writers import long_sheets
from gongkai.writers.long_sheets import LongSheet
from gongkai.writers.sheets import Value
from gongkai.writers.table_sheets import TableSheet

Row = tuple[Value, ...]
PATH, LABELS = 46, 72  # widths


def write(organ: Organ, document: ReportDocument, target: BinaryIO) -> None:
    """Into an open file. A hundred thousand cases pass through, none stays."""
    long_sheets.write(target, _("%s证据台账") % document.title, _sheets(Evidence(organ, document)))


def filename(document: ReportDocument) -> str:
    return f"{document.compiled.slug}-{document.year}-evidence.xlsx"


def _sheets(evidence: Evidence) -> Iterator[LongSheet | TableSheet]:
    yield from xlsx.tables(evidence.document)
    where, label = _("单元"), _("项目")
    yield LongSheet(
        _("数字与依据"),
        [where, label, _("表中数"), _("依据"), _("依据中的数"), _("相差"), _("数据来源"), _("填报人"), _("填报时间")],
        [PATH, LABELS, 12, 16, 12, 10, 40, 12, 20], _grounds(evidence),
    )  # fmt: skip
    yield LongSheet(
        _("申请台账"),
        [where, label, _("登记编号"), _("收到日期"), _("办结日期"), _("办理结果"), _("计入数")],
        [PATH, LABELS, 24, 14, 14, 40, 10], _cases(evidence),
    )  # fmt: skip
    item = [_("索引号"), _("名称"), _("文号"), _("栏目"), _("统计类别"), _("成文日期"), _("公开日期"), _("有效性")]
    widths = [30, 60, 24, 24, 14, 14, 14, 10]
    rows = ((*_where(line.cell), *_item(line)) for line in evidence.documents() if line.cell is not None)
    yield LongSheet(_("规范性文件台账"), [where, label, *item], [PATH, LABELS, *widths], rows)
    yield LongSheet(_("主动公开台账"), item, widths, (_item(line) for line in evidence.items()))


def _where(cell: Cell) -> tuple[str, str]:
    """The path names the table already."""
    return cell.path, " / ".join(cell.labels[1:])


def _grounds(evidence: Evidence) -> Iterator[Row]:
    for ground in evidence.grounds():
        apart = ground.found - ground.printed
        yield (
            *_where(ground.cell), ground.printed, ground.kind, ground.found, apart or None, ground.note or None,
            ground.by or None, ground.at,
        )  # fmt: skip


def _cases(evidence: Evidence) -> Iterator[Row]:
    for case in evidence.cases():
        yield *_where(case.cell), case.number, case.received_on, case.closed_on, case.result or None, case.adds


def _item(line: ItemLine) -> Row:
    item = line.item
    published = timezone.localdate(item.published_at) if item.published_at else None
    validity = str(item.get_validity_display()) if item.validity else None
    return (
        item.index_number, item.title, item.document_number or None, item.heading.name, item.stat_class, item.formed_on,
        published, validity,
    )  # fmt: skip
