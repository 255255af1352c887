"""What stands behind one number of a report: the cases, the items, the documents, or the hand that entered it.

A number is named by its path: those of the tables (`table_three.granted.total` and other totals too), and `items.total`,
`items.heading.0314`, `items.unit.7`, `items.month.3` and so on for the counts of what was disclosed.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from gongkai.annual_reports import documents, sources
from gongkai.annual_reports.models import ReportEntry
from gongkai.annual_reports.sentences_more import group_total
from gongkai.annual_reports.value import CompiledReport
from gongkai.applications import queries as applications
from gongkai.catalogue.models import DisclosureItem, Heading
from gongkai.catalogue.queries import figures
from gongkai.catalogue.vocabulary import CHANNELS
from gongkai.organs.models import Organ
from gongkai.statute.annual_report.rows import TITLES
from gongkai.statute.annual_report.shape import Column, Form, Number, Row
from gongkai.statute.annual_report.tables import FEES, cells

DOCUMENTS = "table_two.art20_1.normative_document."
GROUPS = {
    "stat_class": "按类别", "heading": "按栏目", "unit": "按科室", "channel": "按渠道", "genre": "按体裁",
    "subject": "按主题", "month": "按月份",
}  # fmt: skip


class NoSuchNumber(LookupError):
    """The report has no number of that name."""


@dataclass(frozen=True, slots=True)
class Part:
    """One of the numbers a total adds up."""

    path: str
    label: str
    number: Number


@dataclass(frozen=True, slots=True)
class Behind:
    """`labels` lead to the number from the table down; of the lists only those that apply are filled.

    `listed` is how many the records give today, None where nothing is listed: in a signed report it may differ from
    `number`, which stands as it was signed.
    """

    path: str
    labels: tuple[str, ...]
    number: Number
    cases: QuerySet | None = None
    items: QuerySet | None = None
    fees: list[applications.FeeStep] = field(default_factory=list)
    entries: list[ReportEntry] = field(default_factory=list)
    parts: list[Part] = field(default_factory=list)
    listed: Number | None = None

    @property
    def differs(self) -> bool:
        return self.listed is not None and self.listed != self.number


def behind(organ: Organ, compiled: CompiledReport, path: str) -> Behind:
    """Everything one number comes from. NoSuchNumber for a path the report does not have."""
    area, _dot, rest = path.partition(".")
    if area == "items":
        return _items(organ, compiled, path, rest)
    named = {place.path: place for place in numbers(compiled)}
    if path not in named:
        raise NoSuchNumber(path)
    place, labels = named[path], labels_of(compiled.form, path)
    if area == "fees":
        return _fees(organ, compiled, place, labels)
    if path.startswith(DOCUMENTS):
        found = documents.behind(organ, compiled.year, compiled.as_of)[path.rpartition(".")[2]]
        return Behind(path, labels, place.number, items=_by_key(found), listed=len(found))
    parts = _parts(compiled, path)
    if area == "table_three" and "applications" in sources.counting(organ, compiled.year):
        _area, row, column = path.split(".")
        cases = applications.table_three_cell(organ, compiled.year, compiled.as_of, row, column)
        return Behind(path, labels, place.number, cases=cases, parts=parts, listed=cases.count())
    return Behind(path, labels, place.number, entries=_entries(organ, compiled.year, path), parts=parts)


def numbers(compiled: CompiledReport) -> Iterator[Part]:
    """Every number of the tables and of the fees under its path and last label; totals and sums of groups included."""
    tables, form = compiled.tables, compiled.form
    for part in form.table_two:
        for row in part.rows:
            for column in part.columns:
                number = tables.table_two.get(part.key, {}).get(row.key, {}).get(column.key, 0)
                yield Part(f"table_two.{part.key}.{row.key}.{column.key}", f"{row.label} · {column.label}", number)
    if form.table_three is not None:
        for line in form.table_three.rows:
            for column in form.table_three.columns:
                number = group_total(form.table_three, line.key, compiled, column.key)
                yield Part(f"table_three.{line.key}.{column.key}", f"{line.label} · {column.label}", number)
    for block in form.table_four:
        for column in block.columns:
            number = tables.table_four.get(block.key, {}).get(column.key, 0)
            yield Part(f"table_four.{block.key}.{column.key}", f"{block.label} · {column.label}", number)
    for fee in FEES if compiled.fees else ():
        yield Part(f"fees.{fee.key}", fee.label, compiled.fees.get(fee.key, 0))


def labels_of(form: Form, path: str) -> tuple[str, ...]:
    """The words that lead to a number of the tables, from the title of the table down; totals too."""
    known = cells(form)
    if path in known:
        return known[path].labels
    area, row, column = path.split(".")
    if area == "table_three" and form.table_three is not None:
        line = next(one for one in form.table_three.rows if one.key == row)
        return TITLES[area], line.label, _label(form.table_three.columns, column)
    block = next(one for one in form.table_four if one.key == row)
    return TITLES[area], *((block.group,) if block.group else ()), block.label, _label(block.columns, column)


def by_unit(organ: Organ, compiled: CompiledReport) -> list[Part]:
    """主动公开 by the section (科室) that keeps the heading, the most first; headings nobody keeps together at the end."""
    units = _units(organ)
    names = dict(Heading.objects.filter(organ=organ).values_list("owner_unit", "owner_unit__name"))
    counts: dict[int, int] = {}
    for heading in compiled.counts.by_heading:
        unit = units.get(heading.code) or 0
        counts[unit] = counts.get(unit, 0) + heading.count
    rows = sorted(counts.items(), key=lambda pair: (pair[0] == 0, -pair[1], pair[0]))
    return [Part(f"items.unit.{unit}", names.get(unit or None) or _("未指定科室"), number) for unit, number in rows]


def by_group(organ: Organ, compiled: CompiledReport) -> dict[str, list[Part]]:
    """Every count of what was disclosed, under the words of its group."""
    counts = compiled.counts
    rows: dict[str, list[tuple[Any, str, int]]] = {
        "stat_class": [(word, word, n) for word, n in counts.categories.items()],
        "heading": [(row.code, row.name, row.count) for row in counts.by_heading],
        "channel": [(key, str(CHANNELS.get(key, key)), n) for key, n in counts.by_channel.items()],
        "genre": [(word, word, n) for word, n in counts.by_genre.items()],
        "subject": [(word, word or _("未分类"), n) for word, n in counts.by_subject.items()],
        "month": [(month, _("%d月") % month, n) for month, n in counts.by_month.items()],
    }
    found = {key: [Part(f"items.{key}.{name}", label, n) for name, label, n in group] for key, group in rows.items()}
    found["unit"] = by_unit(organ, compiled)
    return {title: found[key] for key, title in GROUPS.items()}


def _items(organ: Organ, compiled: CompiledReport, path: str, rest: str) -> Behind:
    group, _dot, key = rest.partition(".")
    known = figures(organ, compiled.year, as_of=compiled.as_of)
    head = _("主动公开政府信息")
    if rest == "total":
        return _listed(path, (head, _("共计")), compiled.total, known.items)
    if rest == "withdrawn":
        return _listed(path, (head, _("当年公开后又撤下")), compiled.counts.withdrawn, known.taken_down)
    title = GROUPS.get(group)
    row = next((row for row in by_group(organ, compiled).get(title or "", ()) if row.path == path), None)
    if row is None:
        raise NoSuchNumber(path)
    labels = (head, str(title), row.label)
    if group == "unit":
        units = _units(organ)
        kept = [heading.code for heading in compiled.counts.by_heading if (units.get(heading.code) or 0) == int(key)]
        found = [pk for code in kept for pk in known.behind("heading", code)]
    else:
        found = known.behind(group, int(key) if group == "month" else key)
    return _listed(path, labels, row.number, found)


def _units(organ: Organ) -> dict[str, int | None]:
    return dict(Heading.objects.filter(organ=organ).values_list("code", "owner_unit"))


def _listed(path: str, labels: tuple[str, ...], number: Number, keys: list[int]) -> Behind:
    return Behind(path, labels, number, items=_by_key(keys), listed=len(keys))


def _by_key(keys: list[int]) -> QuerySet:
    items = DisclosureItem.objects.filter(pk__in=keys).defer("body")
    return items.prefetch_related("heading").order_by("published_at", "pk")


def _fees(organ: Organ, compiled: CompiledReport, place: Part, labels: tuple[str, ...]) -> Behind:
    if "applications" not in sources.counting(organ, compiled.year):
        return Behind(place.path, labels, place.number, entries=_entries(organ, compiled.year, place.path))
    cell = "received_yuan" if place.path == "fees.received_yuan" else "notices"
    steps = [s for s in applications.fee_steps(organ, compiled.year, compiled.as_of) if s.cell == cell]
    listed = len(steps) if place.path == "fees.notices" else sum((step.amount_yuan for step in steps), start=0)
    return Behind(place.path, labels, place.number, fees=steps, listed=listed)


def _entries(organ: Organ, year: int, path: str) -> list[ReportEntry]:
    """Everything ever typed into the cell, the newest first."""
    rows = ReportEntry.objects.filter(organ=organ, year=year, cell=path).select_related("by")
    return list(rows.order_by("-entered_at", "-pk"))


def _parts(compiled: CompiledReport, path: str) -> list[Part]:
    """The numbers a total adds up: across its row when the column is a sum, down its column when the row is."""
    area, *_middle, row, column = path.split(".")
    form = compiled.form
    if area == "table_two":
        return []
    if area == "table_three" and form.table_three is not None:
        columns, rows = form.table_three.columns, form.table_three.rows
    else:
        columns, rows = next(block.columns for block in form.table_four if block.key == row), ()
    across, down = _sums(columns, column), _sums(rows, row)
    if not down and rows and not next(line for line in rows if line.key == row).numbers:
        down = tuple(line.key for line in rows if line.group == row and not line.sums)
    wanted = [f"{area}.{one}.{column}" for one in down] or [f"{area}.{row}.{one}" for one in across]
    known = {part.path: part for part in numbers(compiled)}
    return [known[one] for one in wanted]


def _sums(lines: tuple[Column, ...] | tuple[Row, ...], key: str) -> tuple[str, ...]:
    return next((line.sums for line in lines if line.key == key), ())


def _label(columns: tuple[Column, ...], key: str) -> str:
    return next(column.label for column in columns if column.key == key)
