"""编制年度报告 (Arts 49-50): the numbers of a year from recorded events, as of any day, in the form of that year."""

from collections.abc import Mapping
from datetime import date

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from gongkai.annual_reports import documents, entries, sources
from gongkai.annual_reports.models import HandedIn
from gongkai.annual_reports.value import CompiledReport, Counts, Deadline, HeadingCount
from gongkai.catalogue.models import Heading
from gongkai.catalogue.queries import Figures, figures
from gongkai.catalogue.vocabulary import StatClass
from gongkai.organs.models import Organ
from gongkai.statute.annual_report import tables
from gongkai.statute.annual_report.deadlines import publish_by
from gongkai.statute.annual_report.forms import form_for, may_make_rules
from gongkai.statute.annual_report.identities import check
from gongkai.statute.annual_report.shape import Form, Number
from gongkai.statute.wording import chinese_date
from gongkai.statute.workdays.calendar import calendar


class NotYet(LookupError):
    """The year, or the day asked for, has not come."""


def compile_report(organ: Organ, year: int, as_of: date | None = None, *, own: bool = False) -> CompiledReport:
    """条例第五十条: every number of the report on `year`, as the records stood at the end of `as_of`.

    The tables of a government that has summed up its area and handed the sum up are that sum, unless its `own` matters
    are asked for, or a day.

    Left out, `as_of` is 31 December of the year, or today while the year runs. Numbers entered by hand are those of
    the whole year and count from 31 December on. Raises NoForm before 2008, NotYet for a year to come or a day outside.
    """
    form = form_for(year)
    today = timezone.localdate()
    if year > today.year:
        raise NotYet(_("%d年还没有到，没有可以编制的数据") % year)
    last_day = date(year, 12, 31)
    area = None if own or as_of is not None else area_of(organ, year)
    as_of = as_of or min(last_day, today)
    if as_of > today:
        raise NotYet(_("统计截止日期 %s 在将来") % as_of)
    if as_of < date(year, 1, 1):
        raise NotYet(_("统计截止日期 %(as_of)s 早于 %(year)d 年") % {"as_of": as_of, "year": year})
    values, notes = _values(organ, form, year, as_of, whole_year=as_of >= last_day)
    filled = tables.fill(form, {path: value for path, value in values.items() if not path.startswith("fees.")})
    filled = tables.Tables(**area.tables) if area is not None else filled
    return CompiledReport(
        organ=organ.name,
        slug=organ.slug,
        year=year,
        as_of=as_of,
        counts=_counts(organ, figures(organ, year, as_of=as_of)),
        tables=filled,
        fees=tables.fees(form, values),
        entries=notes,
        breaches=check(form, filled, may_make_rules=makes_rules(organ)),
        deadline=deadline(organ, year),
    )


def area_of(organ: Organ, year: int) -> HandedIn | None:
    """The sum of its area as a government last handed it up from here."""
    if organ.kind != Organ.Kind.GOVERNMENT:
        return None
    rows = HandedIn.objects.filter(organ=organ, year=year, scope=HandedIn.Scope.AREA, is_current=True)
    return rows.filter(source=HandedIn.Source.PLATFORM).exclude(state=HandedIn.State.RETURNED).first()


def makes_rules(organ: Organ) -> bool:
    return may_make_rules(government=organ.kind == Organ.Kind.GOVERNMENT, level=organ.level)


def deadline(organ: Organ, year: int) -> Deadline:
    """条例第四十九条: when the organ's report on `year` must be public. Townships go with the departments."""
    government = organ.kind == Organ.Kind.GOVERNMENT and organ.level != Organ.Level.TOWNSHIP
    due = publish_by(government=government, report_year=year, calendar=calendar(directory=settings.NOTICES))
    reasons = tuple(f"{chinese_date(step.day)}：{step.what}（{step.article}）" for step in due.trail)
    citation = next(step.article for step in due.trail if step.day == due.on)
    return Deadline(due.on, due.safe_on, citation, reasons)


def _values(
    organ: Organ, form: Form, year: int, as_of: date, *, whole_year: bool
) -> tuple[dict[str, Number], dict[str, str]]:
    """Cells counted and, for the whole year, cells entered by hand with their notes; only those on the form."""
    known = tables.cells(form)
    counted = {path: number for path, number in documents.count(organ, year, as_of) if path in known}
    recorded = sources.count(organ, form, year, as_of)
    for path, number in recorded.values.items():
        counted[path] = counted.get(path, 0) + number
    entered = entries.current(organ, form, year) if whole_year else {}
    by_hand: Mapping[str, entries.Entered] = {
        path: entry for path, entry in entered.items() if not sources.is_counted(known[path], recorded.areas)
    }
    return (
        counted | {path: entry.value for path, entry in by_hand.items()},
        {path: entry.note for path, entry in by_hand.items()},
    )


def _counts(organ: Organ, found: Figures) -> Counts:
    names = {heading.code: heading for heading in Heading.objects.filter(organ=organ)}
    return Counts(
        total=found.total,
        withdrawn=found.withdrawn,
        categories={word: found.by_stat_class.get(word, 0) for word in StatClass.values}
        | {word: number for word, number in sorted(found.by_stat_class.items()) if word not in StatClass.values},
        by_heading=tuple(
            HeadingCount(code, names[code].name, names[code].is_key_field, number)
            if code in names
            else HeadingCount(code, code, False, number)
            for code, number in sorted(found.by_heading.items())
        ),
        by_channel=_ordered(found.by_channel),
        by_genre=_ordered(found.by_genre),
        by_subject=_ordered(found.by_subject),
        by_month={month: found.by_month.get(month, 0) for month in range(1, 13)},
    )


def _ordered(counter: Mapping[str, int]) -> dict[str, int]:
    """The most frequent first; equal numbers in the order of their names, so that two runs print the same."""
    return dict(sorted(counter.items(), key=lambda pair: (-pair[1], pair[0])))
