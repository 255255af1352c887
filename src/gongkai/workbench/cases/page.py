"""Everything the page of one case shows, in a fixed number of queries. Personal data stay masked until somebody asks."""

import re
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import prefetch_related_objects
from django.utils import timezone
from django.utils.translation import gettext as _

from gongkai.accounts.models import User
from gongkai.applications import clocks, identity, queries, vocabulary
from gongkai.applications.book import BOOK, office_calendar
from gongkai.applications.letters.templates import TEMPLATES
from gongkai.clearance import queries as clearance
from gongkai.clearance.screening.covering import BY_BOXES
from gongkai.organs import rules
from gongkai.search import queries as search
from gongkai.statute import fees
from gongkai.statute.decisions import decision, decisions_to_draft
from gongkai.workbench.cases import acts, history
from gongkai.workbench.cases.words import ClockWords, clock_words
from gongkai.workbench.forms.applications.consulting import party_words

ALREADY_PUBLIC_SHOWN = 5
# Where a title may be parted to look for its words one by one.
PARTS = re.compile(r"[\s《》“”（）()，。、；：,;]+|的|和|及|与|关于|情况|信息")
FILE_PURPOSES = {
    code: vocabulary.Purpose(code).label
    for code in ("supplement", "evidence", "original", "identity", "authority", "proof")
}
PRIVATE_PURPOSES = {"identity", "authority", "original", "supplement", "proof"}


@dataclass(frozen=True)
class Asked:
    """One consultation as shown: with whom, since when, until when, what came of it."""

    name: str
    what: str
    row: Any
    due: ClockWords | None
    view: str


def context(case, desk, known_acts) -> dict[str, Any]:
    today, known = timezone.localdate(), office_calendar()
    lines = queries.timeline(case)
    standing = BOOK.replay(case, [line.row for line in lines])
    letters = queries.letters_of(case)
    prefetch_related_objects([case], "parties")  # the forms of consultations ask for them again
    parties = {party.pk: party for party in case.parties.all()}
    may_read = identity.may_read(desk.user, case, rights=desk.rights if desk.organ == case.organ else None)
    records = _reviews(letters)
    chosen = acts.choices(case, standing, desk, known_acts)
    due = clocks.reply_due(standing, known)
    running = [clock_words(clock, today, known) for clock in clocks.running(standing, known)]
    return {
        "case": case,
        "standing": standing,
        "may_read_identity": may_read,
        "choices": chosen,
        "note_form": known_acts["note"].form(case=case, standing=standing, desk=desk),
        "due": due,
        "biting": next((clock for clock in running if clock.code == case.bites), None),
        "clocks": running,
        "used_and_left": clocks.used_and_left(standing, known) if standing.is_open else None,
        "entries": history.entries(
            lines, letters=letters, reviews=records.values(), warnings=case.notices.all()[:20], people=people_of(lines),
            parties={pk: party_words(party, shown=may_read) for pk, party in parties.items()},
            may_amend=desk.may(rules.HANDLE_APPLICATIONS),
        ),
        "letters": [_shown_letter(letter, may_read) for letter in letters],
        "receipt": next((letter for letter in letters if letter.template == "receipt"), None),
        "proof_purposes": {"proof": _("送达凭证")},
        "file_purposes": FILE_PURPOSES,
        "review": records.get(letters[0].pk) if letters and letters[0].decision else None,
        "files": files_of(case, may_read=may_read),
        "asked": [_asked(row, parties, may_read, today, known) for row in reversed(standing.consultations)],
        "alike": queries.alike(case),
        "fee": _fee(case, standing),
        "decision": decision(case.decision) if case.decision else None,
        "draft": decision(standing.draft[0]) if standing.draft else None,
        "families": families() if "draft_reply" in chosen.may else [],
        "public": already_public(case) if "draft_reply" in chosen.may else [],
    }  # fmt: skip


def families() -> list[tuple[str, list]]:
    """The kinds of reply under the six results of the report: choosing one opens its form."""
    found: dict[str, list] = {}
    for row in decisions_to_draft():
        found.setdefault(row.family.label, []).append(row)
    return list(found.items())


def already_public(case) -> list:
    """Public items of the organ whose words hold the title of the application: perhaps the reply is an address."""
    whole = case.title.strip("《》“” ")
    parts = " ".join(part for part in PARTS.split(whole) if len(part) > 1)
    for words in (f"《{whole}》", parts):
        if items := search.find_items(words, organ=case.organ, limit=ALREADY_PUBLIC_SHOWN):
            return items
    return []


def people_of(lines) -> dict[int, str]:
    keys = {handler for line in lines if (handler := getattr(line.facts, "handler", None))}
    return {user.pk: user.get_full_name() for user in User.objects.filter(pk__in=keys)} if keys else {}


def _reviews(letters) -> dict[int, Any]:
    """The newest clearance record of each reply, by the key of its letter."""
    subjects = {letter.subject: letter.pk for letter in letters if letter.decision}
    if not subjects:
        return {}
    return {subjects[subject]: record for subject, record in clearance.latest_of(subjects).items()}


def _shown_letter(letter, may_read: bool) -> dict[str, Any]:
    """A letter in the list: what it is, to whom, whether it has left the house."""
    to_party = letter.party is not None
    return {
        "row": letter,
        "kind": kind_of(letter),
        "to": party_words(letter.party, shown=may_read) if to_party else _("申请人"),
        "is_draft": letter.signed_on is None,
        "decision": decision(letter.decision) if letter.decision else None,
        "enclosures": list(letter.enclosures.all()),
    }


def kind_of(letter) -> str:
    return TEMPLATES[letter.template].kind if letter.template in TEMPLATES else letter.template


def files_of(case, *, may_read: bool) -> list[tuple[str, list]]:
    """Files under what they are for. Names are sealed: who is not at the case sees how many there are, not what they say."""
    found: dict[str, list] = {}
    for row in case.files.select_related("file__redaction", "letter"):
        hidden = row.purpose in PRIVATE_PURPOSES and not may_read
        shown = {
            "name": _("（只有办理人员可以打开）") if hidden else row.file.shown_name,
            "row": row,
            "is_hidden": hidden,
            "can_cover": row.file.extension in BY_BOXES and case.is_open,
            "is_covered": hasattr(row.file, "redaction"),
        }
        found.setdefault(str(vocabulary.Purpose(row.purpose).label), []).append(shown)
    return list(found.items())


def _asked(row, parties, may_read: bool, today: date, known) -> Asked:
    party = parties.get(row.party)
    due = clocks.consultation_due(row, known) if row.is_open else None
    clock = clocks.Clock("opinion", _("对方回复意见"), due, clocks.OTHERS, "", row.party) if due else None
    return Asked(
        name=party_words(party, shown=may_read) if party else "",
        what=party.what if party else "",
        row=row,
        due=clock_words(clock, today, known) if clock else None,
        view=vocabulary.VIEWS.get(row.view, ""),
    )


def _fee(case, standing) -> dict[str, Any] | None:
    """How many this applicant has asked for this month, and what could be charged: a proposal, never a decision."""
    if case.received_on is None or not case.is_open:
        return None
    before = queries.earlier_in_month(case)
    try:
        proposal = fees.proposal(on=case.received_on, count_in_month_before=before)
    except fees.FeeNotAllowed as never:
        return {"count": before + 1, "words": str(never), "chargeable": False}
    return {"count": before + 1, "words": proposal.words, "chargeable": proposal.chargeable and standing.fee is None}
