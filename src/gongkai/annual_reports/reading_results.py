"""A checked report as the reader writes it (`gongkai report check --format json`), and what still does not hold in it.

The reader's word on the numbers is not taken: identities are computed again. What only the reader could see (the text,
labels, sections) is taken over.
"""

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from gongkai.annual_reports.compile import makes_rules
from gongkai.annual_reports.models.handed_in import WARNINGS
from gongkai.organs.models import Organ
from gongkai.statute.annual_report.forms import FORMS, form_for
from gongkai.statute.annual_report.grid import AREAS, flat, places
from gongkai.statute.annual_report.identities import Breach, Severity, check
from gongkai.statute.annual_report.shape import Form
from gongkai.statute.annual_report.tables import Tables

COMPUTED = ("T2.", "T3.", "T4.", "F.rows", "F.blank", "F.nonnumeric", "F.version", "X.", "R.")


@dataclass(frozen=True)
class Result:
    form: str
    tables: dict[str, Any]
    unread: list[Any]
    violations: list[dict[str, Any]]

    @property
    def errors(self) -> int:
        return sum(row["severity"] == Severity.ERROR for row in self.violations)


def read(data: Any, *, organ: Organ, year: int) -> Result:
    """ValidationError says which part of the result cannot be taken in, and why."""
    if not isinstance(data, Mapping) or not isinstance(data.get("tables"), Mapping):
        raise ValidationError(_("这不是核对结果：应为 gongkai report check --format json 输出的 JSON，含有 tables。"))
    if str(data.get("year")) != str(year):
        raise ValidationError(
            _("文件是%(found)s年度的报告，这里收%(year)d年度的。") % {"found": data.get("year"), "year": year}
        )
    named = str(data.get("organ") or "")
    if named and named not in {organ.name, organ.short_name, organ.slug}:
        raise ValidationError(
            _("文件上的机关是“%(found)s”，不是%(organ)s；请核对是否选错了文件。")
            % {"found": named, "organ": organ.name}
        )
    if data.get("format") not in {form.key for form in FORMS if form.table_two}:
        raise ValidationError(_("格式“%s”没有可以汇总的表格。") % data.get("format"))
    tables = {area: _table(area, data["tables"].get(area)) for area in AREAS}
    if not any(True for _path, value in flat(tables) if value is not None):
        raise ValidationError(_("文件里没有读出任何数字，不能纳入汇总；请先看核对结果里没有读懂的部分。"))
    said = [_row(row) for row in _list(data, "violations")]
    return Result(data["format"], tables, _list(data, "unread"), violations(tables, data["format"], said, organ, year))


def violations(tables: Mapping[str, Any], form_key: str, said: list[dict], organ: Organ, year: int) -> list[dict]:
    """Our own findings first, then the reader's on what is not computed here; with blanks, all of the reader's."""
    form = form_for(year)
    found = list(_version(form, form_key))
    blanks = list(_blanks(form, tables))
    if blanks:
        found += blanks
        at = {breach.at for breach in blanks}
        holds = Tables(**{area: tables.get(area) or {} for area in AREAS})
        found += [breach for breach in check(form, holds, may_make_rules=makes_rules(organ)) if breach.at not in at]
    else:
        holds = Tables(**{area: tables[area] for area in AREAS})
        found += check(form, holds, may_make_rules=makes_rules(organ))
    ours = [asdict(breach) for breach in found]
    known = {(row["rule"], row["at"]) for row in ours}
    return ours + [
        row
        for row in said
        if (row["rule"], row["at"]) not in known and (blanks or not row["rule"].startswith(COMPUTED))
    ]


def _version(form: Form, key: str) -> Iterator[Breach]:
    if key != form.key:
        message = _("%(year)d年度起应使用%(form)s格式，文件用的是%(found)s") % {
            "year": form.since, "form": form.issued_by or form.key, "found": key,
        }  # fmt: skip
        yield Breach("F.version", "report", form.key, key, message)


def _blanks(form: Form, tables: Mapping[str, Any]) -> Iterator[Breach]:
    held = dict(flat(tables))
    for path, place in places(form).items():
        if path in held and held[path] is None:
            yield Breach("F.blank", path, "数字", "", _("“%s”是空格：没有发生的填0，不能留空") % place.name)


def _table(at: str, found: Any) -> dict[str, Any]:
    if found is None:
        return {}
    if not isinstance(found, Mapping):
        raise ValidationError(_("%s 应为一张表。") % at)
    return {str(key): _value(f"{at}.{key}", value) for key, value in found.items()}


def _value(at: str, value: Any) -> Any:
    if isinstance(value, Mapping):
        return {str(key): _value(f"{at}.{key}", inner) for key, inner in value.items()}
    if isinstance(value, float):
        value = Decimal(str(value))
    if value is None or (isinstance(value, int | Decimal) and not isinstance(value, bool) and abs(value) < 10**12):
        return value
    raise ValidationError(
        _("%(at)s 应为数字或者空（null），不能是“%(value)s”；读不懂的内容放在 unread 里。") % {"at": at, "value": value}
    )


def _list(data: Mapping[str, Any], key: str) -> list[Any]:
    found = data.get(key) or []
    if not isinstance(found, list):
        raise ValidationError(_("核对结果的 %s 应为列表。") % key)
    return found[:500]


def _row(row: Any) -> dict[str, Any]:
    if not isinstance(row, Mapping) or not {"rule", "at", "message"} <= set(row):
        raise ValidationError(_("核对结果的 violations 每项应有 rule、at、expected、found、message。"))
    rule = str(row["rule"])[:40]
    return {
        "rule": rule, "at": str(row["at"])[:200], "expected": str(row.get("expected", ""))[:200],
        "found": str(row.get("found", ""))[:200], "message": str(row["message"])[:500],
        "severity": str(Severity.WARNING if rule in WARNINGS else Severity.ERROR),
    }  # fmt: skip
