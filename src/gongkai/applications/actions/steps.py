"""What every action of a case shares: the day, the moment, and the letter that goes out with a step."""

from datetime import date, datetime
from typing import Any

from django.utils import timezone

from gongkai.applications.book import BOOK
from gongkai.applications.letters.compose import compose
from gongkai.applications.letters.history import history
from gongkai.applications.letters.templates import TEMPLATES
from gongkai.applications.models import Application, ApplicationOffice, Letter, Party
from gongkai.casework.numbering import document_number, next_serial


def day_and_moment(on: date | None, at: datetime | None) -> tuple[date, datetime]:
    """The legal day (today unless said otherwise) and the moment of recording."""
    at = at or timezone.now()
    return on or timezone.localdate(at), at


def step(
    application: Application, event: str, *, by, on: date, at: datetime, seen: int | None = None, **facts
) -> Application:
    """Record one event and answer the case as it stands after it."""
    BOOK.record(application, event, by=by, on=on, recorded_at=at, seen=seen, **facts)
    application.refresh_from_db()
    return application


def write(
    application: Application, template: str, *, by, at: datetime, facts: dict[str, Any], decision: str = "",
    party: Party | None = None,
) -> Letter:  # fmt: skip
    """A letter row with its facts; its words are put together when it is numbered, or shown as a draft."""
    letter = Letter(
        application=application, template=template, decision=decision, party=party, facts=facts, drafted_by=by,
        drafted_at=at, to=Letter.To.PARTY if party else Letter.To.APPLICANT, digest="",
    )  # fmt: skip
    letter.save()
    return letter


def number(letter: Letter, *, by, on: date, **more: Any) -> Letter:
    """Give the letter its number (taken at signing, GB/T 9704-2012) and freeze its words. Needs a transaction."""
    prefix, serial = letter_series(letter.application.organ, letter.template, on.year)
    if prefix:
        letter.number = document_number(prefix, on.year, serial)
    letter.signed_by, letter.signed_on = by, on
    letter.value = words(letter, **more).as_data()
    letter.digest = letter.content_hash()
    letter.save()
    return letter


def letter_series(organ, template: str, year: int) -> tuple[str, int]:
    """The prefix of the series a kind of letter is numbered in, and its next number; "" and 0 for one without."""
    office = ApplicationOffice.of(organ)
    series = TEMPLATES[template].series
    prefix = {"reply": office.reply_prefix, "notice": office.notice_prefix}.get(series, "")
    return (prefix, next_serial(organ, f"letter-{series}", year)) if prefix else ("", 0)


def words(letter: Letter, *, is_draft: bool = False, due=None):
    """The letter as writers.letter.Letter, from its facts and the case as it stands: a reply tells what went before."""
    application = letter.application
    facts = history(BOOK.replay(application)) | letter.facts
    return compose(
        letter.template, application=application, applicant=application.applicant, facts=facts,
        decision=letter.decision, party=letter.party, number=letter.number, signed_on=letter.signed_on,
        received_on=application.received_on, due=due, is_draft=is_draft, enclosures=enclosed(letter),
        served_online=application.delivery_way == "online",
    )  # fmt: skip


def enclosed(letter: Letter) -> tuple[str, ...]:
    """Names of the files that go with the letter."""
    rows = letter.enclosures.filter(purpose="released").select_related("file").order_by("pk")
    return tuple(row.file.shown_name for row in rows)


def step_with_letter(
    application: Application, event: str, template: str, written: dict[str, Any], *, by, on: date, at: datetime,
    seen: int | None = None, party: Party | None = None, **facts,
) -> Application:  # fmt: skip
    """A step and the procedural letter that goes out with it. The step is asked first: what is refused is not written."""
    letter = write(application, template, by=by, at=at, facts=written, party=party)
    after = step(application, event, by=by, on=on, at=at, seen=seen, letter=letter.pk, **facts)
    letter.application = after
    number(letter, by=by, on=on)
    return after


def notice(
    application: Application, template: str, *, by, on: date, at: datetime, facts: dict[str, Any], party: Party | None = None,
    due=None,
) -> Letter:  # fmt: skip
    """A procedural letter by itself, numbered at once."""
    return number(write(application, template, by=by, at=at, facts=facts, party=party), by=by, on=on, due=due)
