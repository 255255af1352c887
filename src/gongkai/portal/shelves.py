"""What the portal puts side by side: the newest of many headings at once, a year grid of budgets, the year in months.

Each is a bounded walk along an index, whatever the size of the archive.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from django.core.cache import cache
from django.db.models import Q, Sum

from gongkai.annual_reports.models import AnnualReport
from gongkai.catalogue import queries as catalogue
from gongkai.catalogue.models import DisclosureEvent, DisclosureItem, Heading
from gongkai.organs import queries as organs
from gongkai.organs.models import Organ
from gongkai.pages import one_look

LOOK_BACK = 8  # places read in each heading to find a few public items: withdrawn ones leave gaps
FINANCE_LOOK_BACK = 40  # a heading of budgets grows by a handful a year
DATA_FILES = {"xlsx", "xls", "et", "csv"}
BUDGET_YEAR = re.compile(r"((?:19|20)\d\d)\s*年")
FIGURES_KEPT_SECONDS = 600


def newest_of(headings: Iterable[Heading], *, places: int = LOOK_BACK) -> list[DisclosureItem]:
    """Public items in the last places of each heading, newest first, in one query; still to pass `exits`."""
    wanted = [last_places(heading, places) for heading in headings if heading.live_count]
    found = one_look.each(in_last_places, wanted)
    rows = [row for rows in found.values() for row in rows]
    return sorted(rows, key=lambda row: (row.published_at, row.pk), reverse=True)


def last_places(heading: Heading, places: int) -> tuple[int, int]:
    """A heading, and the place after which its last ones begin: the key of `in_last_places`."""
    return heading.pk, max(0, heading.last_seq - places)


def in_last_places(keys: Sequence[tuple[int, int]]) -> dict[tuple[int, int], list[DisclosureItem]]:
    """The public items after a place of a heading, for several headings in one query; only key, heading, time and place."""
    if not keys:
        return {}
    wanted, keys_of = Q(), defaultdict(list)
    for heading, after in keys:
        wanted |= Q(heading=heading, seq__gt=after)
        keys_of[heading].append((heading, after))
    found: dict[tuple[int, int], list[DisclosureItem]] = {key: [] for key in keys}
    for row in DisclosureItem.objects.filter(wanted, live=True).only("pk", "heading_id", "published_at", "seq"):
        for key in keys_of[row.heading_id]:
            if row.seq > key[1]:
                found[key].append(row)
    return found


def few_of_each(
    found: Iterable[DisclosureItem], group: Heading, tree: list[Heading], *, each: int
) -> list[DisclosureItem]:
    """The first `each` of what hangs under each child of a group: no more need be read in full and looked at."""
    length = len(group.code) + 2
    child_of = {row.pk: row.code[:length] for row in tree}
    taken: Counter[str] = Counter()
    few = []
    for item in found:
        child = child_of.get(item.heading_id, "")
        if taken[child] < each:
            taken[child] += 1
            few.append(item)
    return few


@dataclass
class Branch:
    """A child of a group with the newest of what hangs under it."""

    heading: Heading
    url: str
    children: list = field(default_factory=list)  # pairs of heading and address, when the child is a group itself
    items: list[DisclosureItem] = field(default_factory=list)


def branches(
    group: Heading, tree: list[Heading], found: Sequence[DisclosureItem], *, address, items_each: int
) -> tuple[list[Branch], list[Heading]]:
    """The children of a group that hold something, each with its newest of `found`; and those that hold nothing yet."""
    children = [row for row in tree if row.parent_id == group.pk]
    below = {child.pk: [row for row in tree if row.code.startswith(child.code)] for child in children}
    shown, empty = [], []
    for child in children:
        under = {row.pk for row in below[child.pk]}
        items = [item for item in found if item.heading_id in under][:items_each]
        if not items and not any(row.live_count for row in below[child.pk]):
            empty.append(child)
            continue
        grandchildren = [(row, address(row)) for row in below[child.pk] if row.parent_id == child.pk and row.live_count]
        shown.append(Branch(child, address(child), grandchildren, items))
    return shown, empty


@dataclass
class FinanceGrid:
    """Budgets and final accounts by year: `rows` are pairs of a year and one cell (a list of items) per heading."""

    headings: list[Heading]
    rows: list[tuple[int, list[list[DisclosureItem]]]]


def finance_headings(heading: Heading, tree: list[Heading]) -> list[Heading]:
    """The finance headings under this group, or beside this finance heading."""
    if heading.kind not in {Heading.Kind.GROUP, Heading.Kind.FINANCE}:
        return []
    group = heading.pk if heading.kind == Heading.Kind.GROUP else heading.parent_id
    return [row for row in tree if row.kind == Heading.Kind.FINANCE and row.parent_id == group]


def finance_grid(finance: list[Heading], items: Sequence[DisclosureItem]) -> FinanceGrid | None:
    """Items of the finance headings laid out year by year; None when there is nothing to lay out."""
    if not items:
        return None
    cells: dict[int, dict[int, list[DisclosureItem]]] = {}
    for item in items:
        item.data_files = [row for row in item.attachments.all() if row.file.extension in DATA_FILES]
        cells.setdefault(year_of(item), {}).setdefault(item.heading_id, []).append(item)
    rows = [(year, [cells[year].get(row.pk, []) for row in finance]) for year in sorted(cells, reverse=True)]
    return FinanceGrid(finance, rows)


def year_of(item: DisclosureItem) -> int:
    """The year a budget is about: the first one its title names, else the year of its date."""
    named = BUDGET_YEAR.search(item.title)
    return int(named.group(1)) if named else item.formed_on.year


@dataclass(frozen=True)
class OrganCard:
    organ: Organ
    live_count: int


@one_look.shared
def organ_cards() -> list[OrganCard]:
    """Every open organ with the number of items it shows, in the order of the tree."""
    return [
        OrganCard(organ, organ.live_count or 0)
        for organ in organs.open_organs().annotate(live_count=Sum("headings__live_count"))
    ]


@one_look.shared
def key_fields(*, limit: int) -> list[Heading]:
    """重点领域 of all organs that hold something, the freshest first."""
    return _lively(limit, is_key_field=True)


@one_look.shared
def lively_headings(kinds: tuple[str, ...], *, limit: int) -> list[Heading]:
    """Open headings of some kinds that hold something, the freshest first."""
    return _lively(limit, kind__in=kinds)


def _lively(limit: int, **which) -> list[Heading]:
    return list(_freshest(limit, **which).select_related("organ"))


def _freshest(limit: int, **which):
    lively = Heading.objects.filter(**which, closed_on=None, live_count__gt=0, organ__is_open=True)
    return lively.order_by("-last_disclosed_at", "pk")[:limit]


def foresee_lively(kinds: tuple[str, ...], *, of_kinds: int, fields: int) -> list[Heading]:
    """Answer `lively_headings` and `key_fields` with one query, inside a look; answers the former."""
    either = Q(pk__in=_freshest(of_kinds, kind__in=kinds).values("pk")) | Q(
        pk__in=_freshest(fields, is_key_field=True).values("pk")
    )
    rows = sorted(Heading.objects.filter(either).select_related("organ"), key=lambda row: row.pk)
    rows.sort(key=lambda row: row.last_disclosed_at, reverse=True)
    lively = [row for row in rows if row.kind in kinds][:of_kinds]
    one_look.foresee(lively_headings, lively, kinds, limit=of_kinds)
    one_look.foresee(key_fields, [row for row in rows if row.is_key_field][:fields], limit=fields)
    return lively


@one_look.shared
def newest_reports(*, limit: int = 6) -> list[AnnualReport]:
    """The published annual reports of all open organs, the newest year first."""
    return list(
        AnnualReport.objects.filter(state=AnnualReport.State.PUBLISHED, organ__is_open=True)
        .select_related("organ")
        .defer("frozen", "sections", "offered")
        .order_by("-year", "organ__position", "pk")[:limit]
    )


@dataclass(frozen=True)
class Bar:
    label: str
    count: int
    x: int
    y: int
    height: int
    middle: int


@dataclass(frozen=True)
class YearFigures:
    """主动公开 of one year for a small drawing: totals by class of statistics and a bar a month."""

    year: int
    total: int
    classes: list[tuple[str, int]]
    bars: list[Bar]
    busiest: int

    WIDTH, HEIGHT, FOOT, STEP, THICK = 360, 132, 20, 30, 18


def year_figures(organ: Organ, year: int) -> YearFigures:
    """The figures of a year, folded from the recorded events and kept for ten minutes."""
    last = (
        DisclosureEvent.objects.filter(organ=organ).order_by("-happened_at", "-pk").values_list("pk", flat=True).first()
    )
    key = f"portal:figures:{organ.pk}:{year}:{last}"
    figures = cache.get_or_set(key, lambda: catalogue.figures(organ, year), FIGURES_KEPT_SECONDS)
    busiest = max(figures.by_month.values(), default=0)
    bars = []
    for month in range(1, 13):
        count = figures.by_month[month]
        height = round((YearFigures.HEIGHT - YearFigures.FOOT - 18) * count / busiest) if busiest else 0
        x = (month - 1) * YearFigures.STEP + (YearFigures.STEP - YearFigures.THICK) // 2
        top = YearFigures.HEIGHT - YearFigures.FOOT - height
        bars.append(Bar(str(month), count, x, top, height, x + YearFigures.THICK // 2))
    return YearFigures(year, figures.total, figures.by_stat_class.most_common(), bars, busiest)
