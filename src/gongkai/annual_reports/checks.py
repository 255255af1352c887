"""What must be right before a report is signed: numbers, sections of the outline, numbers quoted in the words."""

from collections.abc import Mapping
from dataclasses import replace

from django.utils.translation import gettext as _

from gongkai.annual_reports import checklist, sources
from gongkai.annual_reports.history import YearBefore
from gongkai.annual_reports.lint import Finding, lint, setting_of
from gongkai.annual_reports.models import AnnualReport
from gongkai.annual_reports.sentences import OPENING, Sentence
from gongkai.annual_reports.value import CompiledReport
from gongkai.applications import queries as applications
from gongkai.applications import rules
from gongkai.organs.models import Organ
from gongkai.statute.annual_report.between_years import check_between
from gongkai.statute.annual_report.forms import is_outdated
from gongkai.statute.annual_report.identities import Breach, Severity
from gongkai.statute.annual_report.shape import Outline

NAMED = 10  # cases in one sentence


def breaches(
    report: AnnualReport, compiled: CompiledReport, outline: Outline, sentences: list[Sentence],
    before: YearBefore | None = None,
) -> tuple[Breach, ...]:  # fmt: skip
    """Errors forbid signing, warnings ask for a look; the errors come first."""
    found = [*compiled.breaches, *_sections(report, outline), *_quoted(report, sentences)]
    found += _missing(report, outline)
    found += [finding.as_breach() for finding in findings(report, outline, before)]
    if before is not None:
        found += against(before, report.organ, compiled, report.sections)
    if is_outdated(compiled.form, outline):
        found.append(
            Breach(
                "F.version", "report", compiled.form.key, outline.key,
                _("%(year)d年度起全国统一使用六部分格式（%(form)s）；现用的是叙述式提纲，法定表格照附。可以在签发前改用法定提纲。")
                % {"year": compiled.form.since, "form": compiled.form.issued_by},
                Severity.WARNING,
            )
        )  # fmt: skip
    return tuple(sorted(found, key=lambda breach: breach.severity != Severity.ERROR))


def findings(report: AnnualReport, outline: Outline, before: YearBefore | None) -> list[Finding]:
    """L: words that want a look, in the sections this outline has. Sentences that were offered are nobody's copying."""
    keys = (OPENING, *(section.key for section in outline.sections))
    setting = setting_of(
        report.organ,
        report.year,
        is_statutory=bool(outline.topics),
        before=before.sections if before is not None else {},
        offered=frozenset(text for _section, text in report.offered.values()),
    )
    return lint(setting, {key: report.sections.get(key, "") for key in keys})


def against(
    before: YearBefore, organ: Organ, compiled: CompiledReport, sections: Mapping[str, str] | None = None
) -> list[Breach]:
    """X: this year's tables against last year's report.

    Where the platform counts the applications, a signed number that records changed since cannot be put right in this
    report: the cases are named, and once the words say so it is a warning.
    """
    found = list(check_between(compiled.form, compiled.tables, before.compiled.form, before.compiled.tables))
    if not any(breach.rule == "X.carry" for breach in found):
        return found
    if before.report is None or "applications" not in sources.counting(organ, compiled.year):
        return found
    words = "".join((sections or {}).values())
    is_told = "结转" in words and any(word in words for word in ("补录", "补登", "更正"))
    more = _recorded_since(organ, before)
    if not is_told:
        more += _("；签发前请在文字里说明“上年结转”因补录、更正与上年报告不同")
    severity = Severity.WARNING if is_told else Severity.ERROR
    return [replace(b, message=b.message + more, severity=severity) if b.rule == "X.carry" else b for b in found]


def _recorded_since(organ: Organ, before: YearBefore) -> str:
    """The cases that were recorded or corrected after last year's report was signed, as the end of a sentence."""
    signed_at = before.report.signed_at if before.report is not None else None
    since = applications.recorded_since(organ, before.year, signed_at) if signed_at is not None else []
    if not since:
        return ""
    numbers = "、".join(rules.shown_number(case.number) for case in since[:NAMED])
    if len(since) > NAMED:
        numbers += _("等%d件") % len(since)
    return _("；上年报告签发后补录、更正过的申请：%s") % numbers


def _sections(report: AnnualReport, outline: Outline):
    for section in outline.sections:
        text = report.sections.get(section.key, "").strip()
        if section.must and not text:
            yield Breach(
                "F.section", section.key, section.title, "",
                _("“%s”还没有内容：报告的内容由条例第五十条规定，不能缺项；没有要报告的写“无”。") % section.title,
            )  # fmt: skip
        elif section.key == "overview" and outline.topics:
            yield from _topics(text, outline.topics)


def _topics(text: str, topics: tuple[str, ...]):
    """F.section: section one speaks of all five topics, in their order, each with words of its own below it."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    place = 0
    for topic in topics:
        here = next((n for n in range(place, len(lines)) if topic in lines[n]), None)
        if here is None:
            yield Breach(
                "F.section", "overview", topic, "",
                _("总体情况缺少“%(topic)s”：应依次写明%(all)s。") % {"topic": topic, "all": "、".join(topics)},
            )  # fmt: skip
            continue
        place = here + 1
        if lines[here].endswith(topic) and (place == len(lines) or _is_title(lines[place])):
            yield Breach("F.section", "overview", topic, "", _("总体情况的“%s”只有标题，没有内容。") % topic)


def _is_title(line: str) -> bool:
    return line.startswith("（") and line[2:3] == "）" and line[-1] not in "。；！？"


def _missing(report: AnnualReport, outline: Outline):
    """F.section as a warning: a section with words that lack something it must speak of. Words can say it otherwise."""
    is_government = report.organ.kind == Organ.Kind.GOVERNMENT
    for point in checklist.missing(report.sections, outline, is_government=is_government):
        title = outline.section(point.section).title
        yield Breach(
            "F.section", point.section, point.words, "",
            _("“%(title)s”里没有看到“%(words)s”（%(basis)s），请核对。")
            % {"title": title, "words": point.words, "basis": point.basis},
            Severity.WARNING,
        )  # fmt: skip


def _quoted(report: AnnualReport, sentences: list[Sentence]):
    """N.table: an offered sentence that still stands word for word must say what the records say now."""
    now = {sentence.key: sentence for sentence in sentences}
    for key, (section, text) in report.offered.items():
        if text in report.sections.get(section, "") and key in now and now[key].text != text:
            yield Breach(
                "N.table", section, now[key].text, text,
                _("文字里的数字与现有记录不一致：文中“%(text)s”，现应为“%(now)s”。可以点“按现有数据更新”。")
                % {"text": text, "now": now[key].text},
            )  # fmt: skip
