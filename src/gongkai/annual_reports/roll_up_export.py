"""The roll-up to take along: JSON for a program, CSV and a workbook for the office, every number with its place."""

from dataclasses import asdict
from typing import Any

from django.utils.translation import gettext as _

from gongkai.annual_reports.rolled import Rolled
from gongkai.annual_reports.worklist import Worklist
from gongkai.statute.annual_report.grid import places
from gongkai.writers.data import to_json
from gongkai.writers.sheets import Sheet, to_csv, to_workbook

FORMATS = {
    "json": "application/json; charset=utf-8",
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def export(kind: str, rolled: Rolled, listed: Worklist) -> bytes:
    """`kind` is json, csv or xlsx."""
    if kind == "json":
        return to_json(as_data(rolled, listed)).encode()
    head, rows = _cells(rolled)
    if kind == "csv":
        return to_csv(head, rows)
    title = _("%(organ)s%(year)d年度政府信息公开年报汇总") % {"organ": rolled.organ.name, "year": rolled.year}
    return to_workbook(
        [Sheet(title, head, rows, notes(rolled)), Sheet(_("报送情况"), HEAD, [_line(row) for row in listed.rows])]
    )


def as_data(rolled: Rolled, listed: Worklist) -> dict[str, Any]:
    total = rolled.total
    return {
        "schema": 1, "organ": rolled.organ.name, "slug": rolled.organ.slug, "year": rolled.year,
        "format": rolled.form.key, "parts": total.parts, "own_from": rolled.own_from, "is_whole": total.is_whole,
        "missing": total.missing, "left_out": total.left_out, "unknown": total.unknown, "unplaced": total.unplaced,
        "deducted": [asdict(row) for row in total.deducted], "tables": asdict(total.tables),
        "breaches": [asdict(breach) for breach in rolled.breaches],
        "found": [{"organ": organ.name, **asdict(breach)} for organ, breach in rolled.found],
        "organs": [
            {
                "organ": row.organ.name, "slug": row.organ.slug, "state": row.state, "scope": row.scope,
                "received_at": row.hand_in.received_at if row.hand_in else None, "published_on": row.published_on,
                "days_late": row.days_late, "errors": [one["message"] for one in row.errors],
            }
            for row in listed.rows
        ],
    }  # fmt: skip


def notes(rolled: Rolled) -> list[str]:
    """What a reader of the numbers must know beside them."""
    total, said = rolled.total, []
    if total.missing:
        said.append(_("未报送或已退回，没有计入：%s") % "、".join(total.missing))
    if total.incomplete:
        said.append(_("报表有空格（相关合计为下限）：%s") % "、".join(total.incomplete))
    if total.left_out:
        said.append(_("不列入汇总：%s") % "、".join(total.left_out))
    said += [
        _("已扣除：%(organ)s %(number)s（%(because)s）")
        % {"organ": row.organ, "number": row.number, "because": row.because}
        for row in total.deducted
    ]
    return said


def _cells(rolled: Rolled) -> tuple[list[str], list[list[Any]]]:
    head = [_("表"), _("项目"), _("数值"), _("说明"), _("单元")]
    rows = [
        [
            place.labels[0],
            place.name,
            rolled.total.numbers[path],
            _("下限") if rolled.total.is_floor(path) else "",
            path,
        ]
        for path, place in places(rolled.form).items()
    ]
    return head, rows


HEAD = ("机关", "状态", "报送日期", "公布日期", "逾期天数", "错误")


def _line(row) -> list[Any]:
    return [
        row.organ.name,
        row.label,
        row.hand_in.received_at.date() if row.hand_in else None,
        row.published_on,
        row.days_late or None,
        "；".join(one["message"] for one in row.errors),
    ]
