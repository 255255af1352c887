"""延期, 说明理由, 延迟答复 (Arts 33, 35): what moves the last day, each with approval and a letter."""

from dataclasses import replace
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from gongkai.applications.actions.replying import draft_letter, submit_letter
from gongkai.applications.actions.steps import day_and_moment, step, step_with_letter
from gongkai.applications.book import BOOK, office_calendar
from gongkai.applications.clocks import reply_due
from gongkai.applications.models import Application


@transaction.atomic
def propose_extension(
    *, application: Application, by, working_days: int, reason: str, on: date | None = None, at: datetime | None = None,
    seen: int | None = None,
) -> Application:  # fmt: skip
    """申请延期: a handler asks the head of the office; nothing moves until he agrees."""
    on, at = day_and_moment(on, at)
    return step(
        application,
        "propose_extension",
        by=by,
        on=on,
        at=at,
        seen=seen,
        working_days=working_days,
        reason=reason.strip(),
    )


@transaction.atomic
def refuse_extension(
    *,
    application: Application,
    by,
    text: str = "",
    on: date | None = None,
    at: datetime | None = None,
    seen: int | None = None,
) -> Application:
    on, at = day_and_moment(on, at)
    return step(application, "refuse_extension", by=by, on=on, at=at, seen=seen, text=text.strip())


@transaction.atomic
def extend(
    *, application: Application, by, working_days: int | None = None, reason: str = "", on: date | None = None,
    at: datetime | None = None, seen: int | None = None,
) -> Application:  # fmt: skip
    """延期答复 (Art. 33): once, at most twenty working days, by the head of the office, told to the applicant.

    What was proposed is taken when days and reason are left out.
    """
    on, at = day_and_moment(on, at)
    standing = BOOK.replay(application)
    if standing.extension_asked is not None:
        working_days = working_days or standing.extension_asked[1]
        reason = reason.strip() or standing.extension_asked[2]
    working_days = working_days or 0
    before = reply_due(standing, office_calendar())
    after = reply_due(replace(standing, extension=(on, max(1, working_days), reason)), office_calendar())
    facts = {
        "reason": reason.strip(), "working_days": working_days,
        "first_due_on": before.on.isoformat() if before else "", "due_on": after.on.isoformat() if after else "",
    }  # fmt: skip
    return step_with_letter(
        application, "extend", "extension_notice", facts, by=by, on=on, at=at, seen=seen, working_days=working_days,
        reason=reason.strip(),
    )  # fmt: skip


@transaction.atomic
def ask_reasons(
    *, application: Application, by, numbers: str, what: str, until: date, on: date | None = None, at: datetime | None = None,
    seen: int | None = None,
) -> Application:  # fmt: skip
    """要求说明理由 (Art. 35): number and frequency clearly beyond reason. The clock goes on running."""
    on, at = day_and_moment(on, at)
    facts = {"numbers_given": numbers.strip(), "what": what.strip(), "until": until.isoformat()}
    return step_with_letter(
        application, "ask_reasons", "reason_request", facts, by=by, on=on, at=at, seen=seen, numbers=numbers.strip(),
        what=what.strip(), until=until,
    )  # fmt: skip


@transaction.atomic
def receive_reasons(
    *, application: Application, by, text: str, on: date | None = None, at: datetime | None = None, seen: int | None = None,
    from_applicant: bool = False,
) -> Application:  # fmt: skip
    on, at = day_and_moment(on, at)
    BOOK.record(
        application, "receive_reasons", by=by, on=on, recorded_at=at, seen=seen, right="" if from_applicant else None,
        text=text.strip(),
    )  # fmt: skip
    application.refresh_from_db()
    return application


@transaction.atomic
def reject_reasons(
    *, application: Application, by, why: str, numbers: str = "", on: date | None = None, at: datetime | None = None,
    seen: int | None = None,
) -> Application:  # fmt: skip
    """理由不合理 (Art. 35): the letter that it is not processed is drafted and goes to review."""
    on, at = day_and_moment(on, at)
    asked = application.letters.filter(template="reason_request").last()
    facts = {
        "numbers_given": numbers.strip() or (asked.facts.get("numbers_given", "") if asked else ""),
        "reasons_given": _reasons_given(application), "unreasonable_because": why.strip(),
    }  # fmt: skip
    letter = draft_letter(application, "not_processed.excessive", facts, by=by, at=at)
    application = step(application, "reject_reasons", by=by, on=on, at=at, seen=seen, why=why.strip(), letter=letter.pk)
    submit_letter(letter, by=by, at=at)
    return application


@transaction.atomic
def accept_reasons(
    *, application: Application, by, why: str, delay_until: date | None = None, on: date | None = None,
    at: datetime | None = None, seen: int | None = None,
) -> Application:  # fmt: skip
    """理由合理 (Art. 35): handled; when Art. 33 cannot be kept, a reasonable day is named and told to the applicant."""
    on, at = day_and_moment(on, at)
    if delay_until is None:
        return step(application, "accept_reasons", by=by, on=on, at=at, seen=seen, why=why.strip())
    facts = {"due_on": delay_until.isoformat(), "reason": why.strip()}
    return step_with_letter(
        application, "accept_reasons", "delay_notice", facts, by=by, on=on, at=at, seen=seen, why=why.strip(),
        delay_until=delay_until,
    )  # fmt: skip


def _reasons_given(application: Application) -> str:
    said = [row.facts["text"] for row in application.events.filter(event="receive_reasons", supersedes=None)]
    return "；".join(said) or _("申请人没有在要求的期限内说明理由")
