"""The year before: its numbers and words, as signed and corrected where they were, for comparing and for not copying."""

from dataclasses import dataclass

from gongkai.annual_reports import signed
from gongkai.annual_reports.compile import compile_report
from gongkai.annual_reports.models import AnnualReport
from gongkai.annual_reports.value import CompiledReport
from gongkai.organs.models import Organ
from gongkai.statute.annual_report.forms import FIRST_YEAR


@dataclass(frozen=True)
class YearBefore:
    """`sections` are the words by key, empty where no report was written here; `report` is None then."""

    compiled: CompiledReport
    sections: dict[str, str]
    report: AnnualReport | None

    @property
    def year(self) -> int:
        return self.compiled.year

    @property
    def is_frozen(self) -> bool:
        return self.report is not None and not self.report.is_draft


def year_before(organ: Organ, year: int) -> YearBefore | None:
    """The report on the year before `year`: the signed one with its corrections, else what the records give. None when there are none."""
    if year - 1 < FIRST_YEAR:
        return None
    report = AnnualReport.objects.filter(organ=organ, year=year - 1).first()
    if report is not None and not report.is_draft and signed.is_intact(report):
        found = signed.corrected(report)
        return YearBefore(found.compiled, found.sections, report)
    compiled = compile_report(organ, year - 1)
    if report is None and not _has_records(compiled):
        return None
    return YearBefore(compiled, report.sections if report is not None else {}, report)


def _has_records(compiled: CompiledReport) -> bool:
    return bool(compiled.total or compiled.counts.withdrawn or any(compiled.applications.values()) or compiled.entries)
