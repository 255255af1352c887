"""整卷: index, every letter as PDF and Word, every file, the whole course of the case, in one ZIP (Art. 45).

Chinese names stand in UTF-8 with the flag set. The contents come in the order of the index, numbered like its lines.
"""

import shutil
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from tempfile import SpooledTemporaryFile
from typing import IO

from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _

from gongkai.applications import actions, clocks, queries, vocabulary
from gongkai.applications.actions.steps import words
from gongkai.applications.book import BOOK, office_calendar
from gongkai.applications.letters import render
from gongkai.pages.models import StoredFile
from gongkai.statute.decisions import decision
from gongkai.statute.wording import chinese_date
from gongkai.workbench.cases import history
from gongkai.workbench.cases.page import kind_of, people_of
from gongkai.workbench.forms.applications.consulting import party_words
from gongkai.writers import letter_pdf
from gongkai.writers.letter import Letter, Paragraph, Table

IN_MEMORY = 8 * 1024 * 1024


@dataclass(frozen=True)
class Sheet:
    """One line of the index and the files under it: names in the archive with their bytes or the stored file."""

    title: str
    day: str
    files: tuple[tuple[str, bytes | StoredFile], ...]


def pack(case, *, by) -> IO[bytes]:
    """The archive, read from its start. PermissionDenied for whoever is not at the case; the export is in the trail."""
    person = actions.open_case_file(application=case, by=by)
    lines = queries.timeline(case)
    letters = queries.letters_of(case)
    parties = {party.pk: party_words(party, shown=True) for party in case.parties.all()}
    entries = history.entries(
        lines, letters=letters, reviews=[], warnings=[], people=people_of(lines), parties=parties, may_amend=False
    )
    standing = BOOK.replay(case, [line.row for line in lines])
    due = clocks.reply_due(standing, office_calendar())
    sheets = list(_sheets(case, list(reversed(letters))))
    context = {
        "case": case, "person": person, "entries": list(reversed(entries)), "sheets": sheets, "due": due,
        "decision": decision(case.decision) if case.decision else None, "made_at": timezone.now(), "by": by,
        "kind": vocabulary.ApplicantKind(person.kind).label,
    }  # fmt: skip
    packed = SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115 - handed to the response, which closes it
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        page = render_to_string("workbench/applications/dossier.html", context)
        archive.writestr(_("00-卷内目录和办理经过.html"), page)
        archive.writestr(_("00-卷内目录和办理经过.pdf"), letter_pdf.to_pdf(_as_paper(case, sheets, context["entries"])))
        for sheet in sheets:
            for name, data in sheet.files:
                if isinstance(data, bytes):
                    archive.writestr(name, data)
                else:
                    with data.open() as source, archive.open(name, "w") as target:
                        shutil.copyfileobj(source, target, 1024 * 256)
    packed.seek(0)
    return packed


def _sheets(case, letters) -> Iterator[Sheet]:
    place = 0
    for letter in letters:
        place += 1
        value = letter.value or words(letter, is_draft=True).as_data()
        stem = f"{place:02d}-{kind_of(letter)}{'' if letter.signed_on else _('（未签发）')}"
        day = letter.signed_on or timezone.localdate(letter.drafted_at)
        forms = ((f"{stem}.pdf", render.as_pdf(value)), (f"{stem}.docx", render.as_docx(value)))
        yield Sheet(f"{kind_of(letter)} {letter.number}".strip(), day.isoformat(), forms)
    for row in case.files.select_related("file"):
        place += 1
        purpose = str(vocabulary.Purpose(row.purpose).label)
        name = f"{place:02d}-{purpose}-{row.file.shown_name}"
        yield Sheet(
            f"{purpose}：{row.file.shown_name}", timezone.localdate(row.added_at).isoformat(), ((name, row.file),)
        )


def _as_paper(case, sheets: list[Sheet], entries) -> Letter:
    """The index and the course of the case, laid out like a letter, for the paper file."""
    contents = Table(
        head=(_("序号"), _("名称"), _("日期")),
        rows=tuple((str(place), sheet.title, sheet.day) for place, sheet in enumerate(sheets, 1)), widths=(0.6, 4, 1.3),
    )  # fmt: skip
    course = Table(
        head=(_("日期"), _("事项"), _("经办"), _("说明")),
        rows=tuple((entry.on.isoformat(), _label(entry), entry.who, _said(entry)) for entry in entries),
        widths=(1.3, 1.6, 1.1, 3.2),
    )  # fmt: skip
    received = chinese_date(case.received_on, weekday=False) if case.received_on else _("尚未确认")
    blocks = (
        Paragraph(_("登记编号：%(number)s；收到申请之日：%(day)s。") % {"number": case.number, "day": received}),
        Paragraph(_("一、卷内目录"), heading=True), contents, Paragraph(_("二、办理经过"), heading=True), course,
    )  # fmt: skip
    return Letter(
        organ=case.organ.name, kind=_("政府信息公开申请案卷"), number="", addressee="", blocks=blocks,
        signed_by=case.organ.name, signed_on=timezone.localdate(),
    ).printable()  # fmt: skip


def _label(entry) -> str:
    return f"{entry.label}{_('（已更正）') if entry.struck else ''}"


def _said(entry) -> str:
    return "；".join(
        f"{label}：{text}" for label, text in [*entry.told, *([(_("理由"), entry.because)] if entry.because else [])]
    )
