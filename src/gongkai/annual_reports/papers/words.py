"""The report as a paper of record: the order of its parts, the same for Word and PDF."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from gongkai.annual_reports import layout
from gongkai.annual_reports.document import ReportDocument
from gongkai.annual_reports.rendering import delay
from gongkai.statute.annual_report.shape import Section
from gongkai.statute.wording import chinese_date, chinese_number
from gongkai.writers.html import is_heading
from gongkai.writers.letter import Paragraph
from gongkai.writers.paper import Block, Paper


def paper(document: ReportDocument) -> Paper:
    """Title, opening, numbered sections with their tables, the explanation of delay; organ and date; notes below."""
    blocks: list[Block] = [*_lines(document.sections.get("opening", ""))]
    for place, section in enumerate(document.outline.sections, 1):
        blocks += _section(document, section, place)
    if document.explanation_of_delay:
        blocks += _delay(document)
    return Paper(
        title=document.title_pieces,
        blocks=tuple(blocks),
        signed_by=document.organ,
        signed_on=document.signed_on,
        remark=remark(document),
        after=tuple(_notes(document)),
    )


def remark(document: ReportDocument) -> str:
    """What must be said of a report nobody has signed; nothing of a signed one."""
    if document.signed_on:
        return ""
    return _("（未签发的稿本，数据截至%s）") % chinese_date(document.compiled.as_of, weekday=False)


def _section(document: ReportDocument, section: Section, place: int) -> Iterator[Block]:
    yield Paragraph(f"{chinese_number(place)}、{section.title}", heading=True)
    yield from _lines(document.sections.get(section.key, ""))
    if section.table and document.compiled.form.table_two:
        yield layout.table_of(document.compiled, section)


def _lines(text: str) -> Iterator[Block]:
    for line in (line.strip() for line in text.splitlines()):
        if line:
            yield Paragraph(line, heading=is_heading(line))


def _delay(document: ReportDocument) -> Iterator[Block]:
    yield Paragraph(_("关于公布时间的说明"), heading=True)
    yield from _lines(delay(document))


def _notes(document: ReportDocument) -> Iterator[Block]:
    if document.backdated_because:
        yield Paragraph(_("补录说明：%s") % document.backdated_because)
    if document.errata:
        yield Paragraph(_("勘误"), heading=True)
    for number, erratum in enumerate(document.errata, 1):
        yield erratum.table(number)
        yield Paragraph(erratum.because)
