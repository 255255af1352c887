"""公开工作绩效: what the public is told of an organ's year, put together from the queries of each context.

Kept for ten minutes: the numbers behind a page cost a walk through the years shown, never through the archive.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.core.cache import cache
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gongkai.annual_reports import queries as annual_reports
from gongkai.annual_reports.queries import Punctuality
from gongkai.applications import queries as applications
from gongkai.applications.queries import AnswerTimes, Stretch
from gongkai.catalogue import queries as catalogue
from gongkai.catalogue.queries import Timeliness
from gongkai.organs.models import Organ
from gongkai.writers.data import to_json
from gongkai.writers.sheets import to_csv

FIRST_YEAR = 2008  # the first Regulations
YEARS_SHOWN = 5
KEPT_SECONDS = 600
OUTCOMES = {
    "granted": gettext_lazy("予以公开"), "partially_granted": gettext_lazy("部分公开"), "refused": gettext_lazy("不予公开"),
    "unavailable": gettext_lazy("无法提供"), "not_processed": gettext_lazy("不予处理"), "other": gettext_lazy("其他处理"),
}  # fmt: skip
COLUMNS = (
    gettext_lazy("收到"), gettext_lazy("答复"), gettext_lazy("其中按期"), gettext_lazy("按期率（%）"), gettext_lazy("其中延期"),
    gettext_lazy("答复中位数（工作日）"),
)  # fmt: skip


@dataclass(frozen=True)
class Year:
    """One organ in one year."""

    year: int
    answers: AnswerTimes
    disclosed: Timeliness

    @property
    def share_disclosed_in_time(self) -> Decimal | None:
        return applications.percent(self.disclosed.in_time, self.disclosed.total)

    @property
    def months(self) -> list[tuple[str, int]]:
        return [(_("%d月") % month, self.disclosed.by_month[month]) for month in range(1, 13)]

    @property
    def quarters(self) -> list[tuple[str, Stretch]]:
        return [(_("第%s季度") % name, row) for name, row in zip("一二三四", self.answers.quarters, strict=True)]

    @property
    def results(self) -> list[tuple[str, int]] | None:
        """By group of table three; None while the year runs or where its form had no table."""
        if self.answers.results is None:
            return None
        return [(str(OUTCOMES[key]), number) for key, number in self.answers.results.items()]


@dataclass(frozen=True)
class Performance:
    """`years` the newest first, the one asked for at their head; `open_now` and `overdue_now` are of `as_of`."""

    organ: Organ
    as_of: date
    years: tuple[Year, ...]
    reports: list[Punctuality]
    open_now: int
    overdue_now: int
    remedies: list[tuple[str, dict[str, Any]]] | None = None

    @property
    def year(self) -> Year:
        return self.years[0]

    def as_json(self) -> str:
        return to_json(
            {
                "organ": self.organ.name, "slug": self.organ.slug, "as_of": self.as_of,
                "applications_open": self.open_now, "applications_overdue": self.overdue_now,
                "years": [_year_data(row) for row in self.years],
                "remedies": {"year": self.year.year, "blocks": dict(self.remedies or [])},
                "annual_reports": [
                    {"year": row.year, "due": row.legal, "published": row.published_on, "in_time": row.is_in_time}
                    for row in self.reports
                ],
            }
        )  # fmt: skip

    def as_csv(self) -> bytes:
        head = [
            _("机关"),
            _("年度"),
            _("期间"),
            *map(str, COLUMNS),
            _("主动公开"),
            _("20个工作日内"),
            _("按时公开率（%）"),
        ]
        return to_csv(head, (line for row in self.years for line in _lines(self.organ, row)))


def of(organ: Organ, year: int, today: date) -> Performance:
    """The page of one organ: the year and the four before it."""
    key = f"portal:performance:{organ.pk}:{year}:{today}"
    return cache.get_or_set(key, lambda: _compute([organ], _shown(year), today)[0], KEPT_SECONDS)


def of_all(organs: list[Organ], year: int, today: date) -> list[Performance]:
    """One year of all these organs, in the same number of queries as of one."""
    key = f"portal:performance:all:{year}:{today}"
    return cache.get_or_set(key, lambda: _compute(organs, range(year, year + 1), today), KEPT_SECONDS)


def _shown(year: int) -> range:
    return range(max(FIRST_YEAR, year - YEARS_SHOWN + 1), year + 1)


def _compute(organs: list[Organ], years: range, today: date) -> list[Performance]:
    keys = [organ.pk for organ in organs]
    answers = applications.answer_times(keys, years, today=today)
    disclosed = catalogue.timeliness(keys, years)
    now = applications.open_and_overdue(keys, today=today)
    reports = annual_reports.punctuality(organs, today=today)
    remedies = _remedies(organs[0], years[-1]) if len(organs) == 1 else None
    return [
        Performance(
            organ, today, tuple(Year(year, answers[key], disclosed[key]) for year in reversed(years) if (key := (organ.pk, year))),
            reports[organ.pk], *now.get(organ.pk, (0, 0)), remedies=remedies,
        )
        for organ in organs
    ]  # fmt: skip


def _remedies(organ: Organ, year: int) -> list[tuple[str, dict[str, Any]]] | None:
    """Table four of the published report: what the organ has signed for, and nothing before it has."""
    report = annual_reports.published_report(organ, year)
    if report is None or not report.compiled.form.table_four:
        return None
    four = report.compiled.tables.table_four
    return [(block.label, four[block.key]) for block in report.compiled.form.table_four if block.key in four]


def _year_data(row: Year) -> dict[str, Any]:
    return {
        "year": row.year, **_data(row.answers.whole),
        "quarters": [_data(quarter) for quarter in row.answers.quarters],
        "results": row.answers.results,
        "disclosed": {
            "total": row.disclosed.total, "within_20_working_days": row.disclosed.in_time,
            "share_in_time": row.share_disclosed_in_time,
            "by_month": [row.disclosed.by_month[month] for month in range(1, 13)],
        },
    }  # fmt: skip


def _data(row: Stretch) -> dict[str, Any]:
    return {
        "received": row.received, "answered": row.answered, "answered_in_time": row.in_time, "share_in_time": row.share_in_time,
        "extended": row.extended, "ended_without_reply": row.ended, "median_working_days": row.median_days,
    }  # fmt: skip


def _lines(organ: Organ, row: Year) -> Iterator[list]:
    found = row.disclosed
    yield [
        organ.name,
        row.year,
        _("全年"),
        *_cells(row.answers.whole),
        found.total,
        found.in_time,
        row.share_disclosed_in_time,
    ]
    for place, (name, quarter) in enumerate(row.quarters):
        items = sum(found.by_month[month] for month in range(place * 3 + 1, place * 3 + 4))
        yield [organ.name, row.year, name, *_cells(quarter), items, None, None]


def _cells(row: Stretch) -> list:
    return [row.received, row.answered, row.in_time, row.share_in_time, row.extended, row.median_days]


def as_csv_of_all(rows: Iterable[Performance]) -> bytes:
    head = [
        _("机关"), _("年度"), *map(str, COLUMNS), _("现在未办结"), _("现在超期"), _("主动公开"), _("20个工作日内"), _("按时公开率（%）"),
    ]  # fmt: skip
    return to_csv(
        head,
        (
            [
                row.organ.name, row.year.year, *_cells(row.year.answers.whole), row.open_now, row.overdue_now,
                row.year.disclosed.total, row.year.disclosed.in_time, row.year.share_disclosed_in_time,
            ]
            for row in rows
        ),
    )  # fmt: skip
