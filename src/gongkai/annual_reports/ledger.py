"""The report as plain text for a terminal or a letter: counts, tables line by line, what does not hold, the date."""

from collections.abc import Iterator

from gongkai.annual_reports.document import ReportDocument
from gongkai.annual_reports.errata import Erratum
from gongkai.annual_reports.layout import number
from gongkai.catalogue.vocabulary import CHANNELS
from gongkai.statute.annual_report.rows import TITLES
from gongkai.statute.annual_report.shape import Applications
from gongkai.statute.annual_report.tables import FEES, Flat
from gongkai.statute.wording import aligned, chinese_date


def text(document: ReportDocument) -> str:
    blocks = [
        document.title,
        _about(document),
        *(_block(title, rows) for title, rows in _counts(document)),
        *(_block(title, rows) for title, rows in _tables(document)),
        _findings(document),
        *(_block(erratum.title, _changes(erratum)) for erratum in document.errata),
        _deadline(document),
    ]
    return "\n\n".join(block for block in blocks if block)


def _about(document: ReportDocument) -> str:
    compiled = document.compiled
    form = f"{compiled.form.issued_by}格式" if compiled.form.issued_by else "2007年条例的叙述格式"
    state = {"": "未编写，按公开记录统计", "draft": "编写中", "signed": "已签发", "published": "已公布"}[document.state]
    return f"{state}；{form}；数据截至{chinese_date(compiled.as_of, weekday=False)}"


def _block(title: str, rows: list[tuple[str, str]]) -> str:
    return f"【{title}】\n{aligned([(f'  {name}', value) for name, value in rows])}" if rows else ""


def _counts(document: ReportDocument) -> Iterator[tuple[str, list[tuple[str, str]]]]:
    counts = document.compiled.counts
    total = [("共计", f"{counts.total} 条")]
    if counts.withdrawn:
        total.append(("当年公开后又撤下（不计入）", f"{counts.withdrawn} 条"))
    yield "主动公开政府信息", total
    yield "按类别", [(name, str(n)) for name, n in counts.categories.items()]
    yield (
        "按栏目",
        [(f"{h.code} {h.name}{'（重点领域）' if h.is_key_field else ''}", str(h.count)) for h in counts.by_heading],
    )
    yield "按发布渠道", [(str(CHANNELS.get(key, key)), str(n)) for key, n in counts.by_channel.items()]
    yield "按体裁", [(name, str(n)) for name, n in counts.by_genre.items()]
    yield "按月份", [(f"{month}月", str(n)) for month, n in counts.by_month.items()] if counts.total else []


def _tables(document: ReportDocument) -> Iterator[tuple[str, list[tuple[str, str]]]]:
    compiled = document.compiled
    form, tables = compiled.form, compiled.tables
    for part in form.table_two:
        yield (
            f"{TITLES['table_two']}·{part.label}",
            [
                (f"{row.label}·{column.label}", number(tables.table_two[part.key][row.key][column.key]))
                for row in part.rows
                for column in part.columns
            ],
        )
    if form.table_three is not None:
        yield f"{TITLES['table_three']}（总计列）", _application_rows(form.table_three, tables.table_three)
    for block in form.table_four:
        cells = [(column.label, number(tables.table_four[block.key][column.key])) for column in block.columns]
        yield f"{TITLES['table_four']}·{block.label}", cells
    if compiled.fees:
        yield "信息处理费", [(fee.label, number(compiled.fees[fee.key])) for fee in FEES]


def _application_rows(table: Applications, numbers: Flat) -> list[tuple[str, str]]:
    """Every row of the form, a level in from the one it stands under; mere headings without a number."""
    depth: dict[str, int] = {"": -1}
    rows = []
    for row in table.rows:
        depth[row.key] = depth[row.group] + 1
        rows.append(("  " * depth[row.key] + row.label, number(numbers[row.key]["total"]) if row.numbers else ""))
    return rows


def _changes(erratum: Erratum) -> list[tuple[str, str]]:
    rows = [(change.where, f"{change.said} → {change.says or '（删去）'}") for change in erratum.changes]
    return [*rows, ("更正原因", erratum.reason)]


def _findings(document: ReportDocument) -> str:
    found = document.breaches
    if not found:
        return "【核对】\n  勾稽关系核对无误"
    return "【核对】\n" + "\n".join(f"  {breach.rule}  {breach.message}" for breach in found)


def _deadline(document: ReportDocument) -> str:
    due = document.compiled.deadline
    rows = [("法定日期", f"{chinese_date(due.legal)}（{due.citation}，遇休息日不顺延）")]
    if due.safe != due.legal:
        rows.append(("应在此日前办结", f"{chinese_date(due.safe)}（此前最后一个工作日）"))
    if document.signed_on:
        rows.append(("签发日期", chinese_date(document.signed_on)))
    if document.published_on:
        rows.append(("公布日期", chinese_date(document.published_on)))
    if document.explanation_of_delay:
        rows.append(("逾期说明", document.explanation_of_delay))
    return _block("期限", rows)
