"""征求意见 (Arts 32-34): third parties and organs are asked in writing, several at once; the clock stands still meanwhile."""

from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from gongkai.applications import events
from gongkai.applications.actions.steps import day_and_moment, notice, number, step, write
from gongkai.applications.models import Application, Party


@transaction.atomic
def consult(
    *, application: Application, by, kind: str, name: str, contact: str = "", what: str, expected_on: date | None = None,
    on: date | None = None, at: datetime | None = None, seen: int | None = None,
) -> Party:  # fmt: skip
    """Ask one party for its opinion; answers its row. The applicant is told by a letter of its own that time stands still."""
    on, at = day_and_moment(on, at)
    party = Party(application=application, kind=kind, name=name.strip(), contact=contact.strip(), what=what.strip())
    party.clean_fields(exclude=["application"])
    party.save()
    third = kind == events.THIRD_PARTY
    facts = {"what": party.what, "expected_on": expected_on.isoformat() if expected_on else ""}
    template = "consultation_third_party" if third else "consultation_organ"
    letter = write(application, template, by=by, at=at, facts=facts, party=party)
    application = step(
        application, "consult_third_party" if third else "consult_organ", by=by, on=on, at=at, seen=seen, party=party.pk,
        kind=kind, expected_on=expected_on, letter=letter.pk,
    )  # fmt: skip
    number(letter, by=by, on=on)
    notice(application, "consultation_applicant", by=by, on=on, at=at, facts={"asked": events.CONSULTED[kind]})
    return party


@transaction.atomic
def record_party_receipt(
    *, application: Application, by, party: Party, on: date, at: datetime | None = None, seen: int | None = None
) -> Application:
    """The day on which the party received the letter: its fifteen working days run from there."""
    on, at = day_and_moment(on, at)
    return step(application, "record_party_receipt", by=by, on=on, at=at, seen=seen, party=party.pk)


@transaction.atomic
def receive_opinion(
    *, application: Application, by, party: Party, view: str, reasons: str = "", on: date | None = None,
    at: datetime | None = None, seen: int | None = None,
) -> Application:  # fmt: skip
    on, at = day_and_moment(on, at)
    return step(
        application,
        "receive_opinion",
        by=by,
        on=on,
        at=at,
        seen=seen,
        party=party.pk,
        view=view,
        reasons=reasons.strip(),
    )


@transaction.atomic
def tell_third_party(
    *, application: Application, by, party: Party, what: str, reasons: str, on: date | None = None,
    at: datetime | None = None, seen: int | None = None,
) -> Application:  # fmt: skip
    """告知第三方 (Art. 32): the public interest weighs more; what is disclosed and why, in writing, before the reply leaves."""
    if not what.strip() or not reasons.strip():
        raise ValidationError(_("请写明决定公开的内容和理由，要书面告知第三方（条例第三十二条）。"))
    on, at = day_and_moment(on, at)
    facts = {"what": what.strip(), "reasons": reasons.strip()}
    letter = write(application, "public_interest_notice", by=by, at=at, facts=facts, party=party)
    after = step(application, "tell_third_party", by=by, on=on, at=at, seen=seen, party=party.pk, letter=letter.pk)
    number(letter, by=by, on=on)
    return after


@transaction.atomic
def end_consultation(
    *, application: Application, by, party: Party, note: str = "", on: date | None = None, at: datetime | None = None,
    seen: int | None = None,
) -> Application:  # fmt: skip
    """No opinion came in time: a third party's silence leaves the decision to us (Art. 32), a co-maker's is consent (34)."""
    on, at = day_and_moment(on, at)
    return step(application, "end_consultation", by=by, on=on, at=at, seen=seen, party=party.pk, note=note.strip())
