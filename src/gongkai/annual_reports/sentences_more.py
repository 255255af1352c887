"""Sentences to pick: the change against the year before, the results one by one, noughts that want a word, the year's care
of what is public. Every number is counted; what cannot be counted is not offered."""

from collections.abc import Iterator

from django.db.models import Count
from django.utils.translation import gettext as _

from gongkai.annual_reports.history import YearBefore
from gongkai.annual_reports.value import CompiledReport
from gongkai.catalogue.models import DisclosureEvent
from gongkai.organs import queries as organs
from gongkai.organs.models import Organ, Urging
from gongkai.statute.annual_report.shape import Applications, Number, Row

SMALL = 10  # a share of fewer says nothing
Row4 = tuple[str, str, str, str]  # key, section of an outline without topics, topic of section one, text


def rows(organ: Organ, compiled: CompiledReport, before: YearBefore | None) -> Iterator[Row4]:
    if before is not None:
        yield from _changes(compiled, before.compiled)
    if text := _no_documents(compiled):
        yield "proactive.no_documents", "proactive", "主动公开", text
    if text := _results(compiled):
        yield "applications.results", "applications", "依申请公开", text
    if text := _withheld_none(compiled):
        yield "applications.none_withheld", "applications", "依申请公开", text
    yield "management.kept", "proactive", "政府信息管理", _kept(organ, compiled.year)
    if text := _urged(organ, compiled.year):
        yield "supervision.urged", "overview", "监督保障", text


def change(now: Number, then: Number, unit: str) -> str:
    """较上年增加3件，增长30%: the change in words; 与上年持平 when there is none; no share of next to nothing."""
    if now == then:
        return _("与上年持平")
    grew = now > then
    words = _("较上年增加%(n)s%(unit)s") if grew else _("较上年减少%(n)s%(unit)s")
    text = words % {"n": abs(now - then), "unit": unit}
    if then < SMALL:
        return text
    share = f"{abs(now - then) / then * 100:.1f}".removesuffix(".0")
    return text + (_("，增长%s%%") if grew else _("，下降%s%%")) % share


def _changes(compiled: CompiledReport, then: CompiledReport) -> Iterator[Row4]:
    year = compiled.year
    text = _("%(year)d年主动公开政府信息%(n)s条，%(change)s。")
    facts = {"year": year, "n": compiled.total, "change": change(compiled.total, then.total, _("条"))}
    yield "proactive.change", "proactive", "主动公开", text % facts
    if then.form.table_three is None:
        return
    for key, name in (("new_received", _("新收政府信息公开申请")), ("processed", _("办结政府信息公开申请"))):
        now, was = compiled.applications[key], then.applications[key]
        if now or was:
            facts = {"year": year, "name": name, "n": now, "change": change(now, was, _("件"))}
            text = _("%(year)d年%(name)s%(n)s件，%(change)s。") % facts
            yield f"applications.change.{key}", "applications", "依申请公开", text


def _no_documents(compiled: CompiledReport) -> str:
    row = compiled.tables.table_two.get("art20_1", {}).get("normative_document")
    if row is None or row.get("made", row.get("issued")):
        return ""
    if "made" in row:
        return _("%d年没有新制作规范性文件。") % compiled.year
    return _("%d年没有制发行政规范性文件。") % compiled.year


def _results(compiled: CompiledReport) -> str:
    """办结的各种结果, group by group, those that occur."""
    table = compiled.form.table_three
    if table is None or not compiled.applications["processed"]:
        return ""
    groups = [
        (row, group_total(table, row.key, compiled)) for row in table.rows if row.group == "results" and not row.sums
    ]
    named = "、".join(_("%(name)s%(n)s件") % {"name": _plain(row), "n": n} for row, n in groups if n)
    return _("办结的%(total)s件中：%(named)s。") % {"total": compiled.applications["processed"], "named": named}


def group_total(table: Applications, key: str, compiled: CompiledReport, column: str = "total") -> Number:
    """A row's number, or the sum of all that stands under a heading (不予公开) that has none of its own."""
    row = next(row for row in table.rows if row.key == key)
    if row.numbers:
        return compiled.tables.table_three.get(key, {}).get(column, 0)
    below = (other.key for other in table.rows if other.group == key and not other.sums)
    return sum((group_total(table, other, compiled, column) for other in below), start=0)


def _plain(row: Row) -> str:
    """（二）部分公开（区分处理的，…） is 部分公开."""
    return row.label.partition("）")[2].partition("（")[0]


def _withheld_none(compiled: CompiledReport) -> str:
    table = compiled.form.table_three
    if table is None or not compiled.applications["processed"] or group_total(table, "refused", compiled):
        return ""
    return _("%d年办结的申请中没有不予公开的情况。") % compiled.year


def _kept(organ: Organ, year: int) -> str:
    kinds = DisclosureEvent.Kind
    events = DisclosureEvent.objects.filter(
        organ=organ, kind__in=[kinds.CORRECTED, kinds.WITHDRAWN], happened_at__year=year
    )
    found = dict(events.values_list("kind").annotate(Count("item", distinct=True)).order_by())
    corrected, withdrawn = found.get(kinds.CORRECTED, 0), found.get(kinds.WITHDRAWN, 0)
    if not corrected and not withdrawn:
        return _("%d年没有更正、撤下已公开的政府信息。") % year
    return _("%(year)d年更正已公开的政府信息%(corrected)d条，撤下%(withdrawn)d条。") % {
        "year": year, "corrected": corrected, "withdrawn": withdrawn,
    }  # fmt: skip


def _urged(organ: Organ, year: int) -> str:
    """What a government has urged the organs below it to do (Art. 47), when there are any."""
    below = organs.below(organ)
    if not below.exists():
        return ""
    urged = Urging.objects.filter(organ__in=below, urged_at__year=year)
    n, of = urged.count(), urged.values("organ").distinct().count()
    if not n:
        return _("%d年没有对所属单位发出督促。") % year
    return _("%(year)d年对所属单位发出督促%(n)d次，涉及%(of)d个单位。") % {"year": year, "n": n, "of": of}
