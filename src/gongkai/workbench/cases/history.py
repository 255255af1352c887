"""经过: everything that happened to a case on one line of time: steps, letters, reviews, warnings, corrected records."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from gongkai.workbench.cases.told import told

STEP, NOTE, REVIEW, WARNING = "step", "note", "review", "warning"
FIXED = {"submit_online", "clear_reply", "send_back_reply", "sign_reply", "draft_reply", "divide", "make_public"}


@dataclass(frozen=True)
class Entry:
    """One line. `kind` is step, note, review or warning; `struck` one that a later row stands in for."""

    kind: str
    at: datetime
    on: date
    label: str
    who: str
    told: list[tuple[str, str]]
    seq: int = 0
    letter: Any = None
    struck: bool = False
    corrects: int = 0
    because: str = ""
    parts: tuple[int, ...] = ()
    may_amend: bool = False
    opinion: str = field(default="")

    @property
    def late(self) -> bool:
        """Recorded on a later day than it happened."""
        return timezone.localdate(self.at) != self.on

    @property
    def is_inside(self) -> bool:
        """For colleagues only: it can never be taken for something the applicant was told."""
        return self.kind == NOTE


def entries(
    lines: Iterable, *, letters: Iterable, reviews: Iterable, warnings: Iterable, people: Mapping[int, str],
    parties: Mapping[int, str], may_amend: bool,
) -> list[Entry]:  # fmt: skip
    """The newest first. `lines` are those of `queries.timeline`."""
    by_key = {letter.pk: letter for letter in letters}
    opinions = {record.pk: record for record in reviews}
    found = [_step(line, by_key, opinions, people, parties, may_amend) for line in lines]
    found += [_warning(row) for row in warnings]
    return sorted(found, key=lambda entry: (entry.at, entry.seq), reverse=True)


def _step(line, letters, opinions, people, parties, may_amend: bool) -> Entry:
    row = line.row
    record = opinions.get(getattr(line.facts, "record", 0))
    return Entry(
        kind=NOTE if row.event == "note" else STEP,
        at=row.recorded_at,
        on=row.happened_on,
        label=_("更正第 %(seq)d 条：%(label)s") % {"seq": row.supersedes, "label": line.label}
        if line.is_correction
        else line.label,
        who=row.by.get_full_name() if row.by else str(_("申请人或系统")),
        told=told(line.facts, people, parties) if not (line.is_correction and row.event == "annul") else [],
        seq=row.seq,
        letter=_letter(row.event, letters.get(getattr(line.facts, "letter", 0))),
        struck=line.corrected_by is not None,
        corrects=row.supersedes or 0,
        because=row.reason,
        parts=tuple(getattr(line.facts, "parts", ())),
        may_amend=may_amend and not row.supersedes and row.event not in FIXED and line.corrected_by is None,
        opinion=record.opinion if record else "",
    )


def _letter(event: str, letter):
    """A letter is shown once, where it began to count: a draft while it is one, afterwards at its signature."""
    if letter is None or event in {"clear_reply", "send_back_reply", "serve"}:
        return None
    return None if event in {"draft_reply", "reject_reasons"} and letter.signed_on else letter


def _warning(row) -> Entry:
    return Entry(
        WARNING, row.made_at, timezone.localdate(row.made_at), row.get_stage_display(), str(_("系统")),
        [(str(_("提醒")), row.text)] if row.text else [],
    )  # fmt: skip
