"""编写: beginning a report and writing its sections beside the figures."""

import hashlib
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from gongkai.annual_reports import queries, sentences, trail
from gongkai.annual_reports.compile import compile_report
from gongkai.annual_reports.history import year_before
from gongkai.annual_reports.models import AnnualReport
from gongkai.annual_reports.sentences import OPENING
from gongkai.organs import queries as organs
from gongkai.organs import rules
from gongkai.organs.models import Organ
from gongkai.statute.annual_report.forms import form_for


class StaleSection(ValidationError):
    """Somebody else has saved this section in the meantime."""


@transaction.atomic
def start(*, organ: Organ, year: int, by, outline: str = "", at: datetime | None = None) -> AnnualReport:
    """A draft for the year, the sentences the records can vouch for in place. One that is begun stays as it is.

    Raises LookupError (NoForm, NotYet, an unknown outline) for what cannot be compiled.
    """
    organs.require(by, rules.COMPILE_REPORT, organ)
    existing = AnnualReport.objects.filter(organ=organ, year=year).first()
    if existing is not None:
        return existing
    compiled = compile_report(organ, year)
    plan = compiled.form.outline_named(outline, year=year) if outline else compiled.form.outlines_of(year)[0]
    offers = sentences.offered(organ, compiled, plan, year_before(organ, year))
    first = {key: sentences.first_text(plan, key, offers) for key in (OPENING, *(s.key for s in plan.sections))}
    report, is_new = AnnualReport.objects.get_or_create(
        organ=organ,
        year=year,
        defaults={
            "outline": plan.key,
            "sections": first,
            "offered": _by_key(offers),
            "started_by": by,
            "started_at": at or timezone.now(),
        },
    )
    if is_new:
        report.writers.add(by)
    trail.record("report.started", report, by, outline=plan.key)
    return report


@transaction.atomic
def write_section(*, report: AnnualReport, section: str, text: str, by, replaces: str | None = None) -> AnnualReport:
    """Set the words of one section (`opening`: those before section one). LookupError for one not in the outline.

    With `replaces` (the digest of the words the writer had before the eyes) a save over newer words of somebody else
    raises StaleSection.
    """
    report = _draft(report, by)
    if section != OPENING:
        queries.outline_of(report).section(section)
    text = text.replace("\r\n", "\n").strip()
    stands = report.sections.get(section, "")
    if stands != text:
        if replaces is not None and replaces != digest(stands):
            title = _("开头") if section == OPENING else queries.outline_of(report).section(section).title
            raise StaleSection(
                _("“%s”在您编辑期间已被别人改过，您的文字没有保存，仍在表单里；请对照后再保存。") % title
            )
        report.sections[section] = text
        report.writers.add(by)
        report.save(update_fields=["sections"])
        trail.record("report.written", report, by, section=section, sha256=digest(text))
    return report


def digest(text: str) -> str:
    """What `replaces` compares: SHA-256 of the words."""
    return hashlib.sha256(text.encode()).hexdigest()


@transaction.atomic
def add_sentence(*, report: AnnualReport, key: str, by) -> AnnualReport:
    """Put an offered sentence at the end of its section, or under its topic; one that stands there stays alone."""
    report = _draft(report, by)
    sentence = next((s for s in _offers(report) if s.key == key), None)
    if sentence is None:
        raise ValidationError(_("没有这个句子可以引用。"))
    text = report.sections.get(sentence.section, "")
    if sentence.text not in text:
        report.sections[sentence.section] = _placed(text, sentence)
        report.offered[key] = [sentence.section, sentence.text]
        report.save(update_fields=["sections", "offered"])
        trail.record("report.written", report, by, section=sentence.section, sentence=key)
    return report


def _placed(text: str, sentence: sentences.Sentence) -> str:
    lines = text.splitlines()
    titles = [n for n, line in enumerate(lines) if sentence.topic and line.strip().endswith(sentence.topic)]
    lines.insert(titles[0] + 1 if titles else len(lines), sentence.text)
    return "\n".join(lines).strip()


@transaction.atomic
def renew_sentences(*, report: AnnualReport, by) -> AnnualReport:
    """Bring the numbers of offered sentences that still stand word for word up to date; other words are not touched."""
    report = _draft(report, by)
    offers = _offers(report)
    for sentence in offers:
        section, old = report.offered.get(sentence.key, (sentence.section, ""))
        if old and old in report.sections.get(section, ""):
            report.sections[section] = report.sections[section].replace(old, sentence.text)
    report.offered = _by_key(offers)
    report.save(update_fields=["sections", "offered"])
    trail.record("report.renewed", report, by)
    return report


@transaction.atomic
def change_outline(*, report: AnnualReport, outline: str, by) -> AnnualReport:
    """Tell the report in another outline of its year. Words keep their section; what finds none is kept aside."""
    report = _draft(report, by)
    plan = form_for(report.year).outline_named(outline, year=report.year)
    compiled, before = compile_report(report.organ, report.year), year_before(report.organ, report.year)
    offers = sentences.offered(report.organ, compiled, plan, before)
    for key in (OPENING, *(section.key for section in plan.sections)):
        if not report.sections.get(key, "").strip():
            report.sections[key] = sentences.first_text(plan, key, offers)
    report.outline, report.offered = plan.key, _by_key(offers)
    report.save(update_fields=["sections", "outline", "offered"])
    trail.record("report.outline_changed", report, by, outline=plan.key)
    return report


def _draft(report: AnnualReport, by) -> AnnualReport:
    organs.require(by, rules.COMPILE_REPORT, report.organ)
    report = trail.locked(report)
    if not report.is_draft:
        raise ValidationError(_("%d年度的报告已经签发，文字和数据都已封存，不能再改。") % report.year)
    return report


def _offers(report: AnnualReport) -> list[sentences.Sentence]:
    compiled = compile_report(report.organ, report.year)
    before = year_before(report.organ, report.year)
    return sentences.offered(report.organ, compiled, queries.outline_of(report), before)


def _by_key(offers: list[sentences.Sentence]) -> dict[str, list[str]]:
    return {sentence.key: [sentence.section, sentence.text] for sentence in offers}
