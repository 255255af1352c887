"""信息处理费 (Art. 42, 国办函〔2020〕109号): the system computes, a person decides; notice, payment, lapse, waiver."""

from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from gongkai.applications import queries
from gongkai.applications.actions.register import issue_receipt
from gongkai.applications.actions.steps import day_and_moment, notice, step, step_with_letter
from gongkai.applications.book import BOOK, office_calendar
from gongkai.applications.clocks import payment_due
from gongkai.applications.models import Application, ApplicationOffice
from gongkai.statute import fees

BY_ITEM, BY_PAGE = "items", "pages"  # the names of statute.fees.Basis in small letters, as events keep them


def fee_for(application: Application, basis: str, pages: int = 0) -> fees.Fee:
    """The fee of this application on one basis, by the month's count or by its pages. ValueError for another basis."""
    if basis == BY_ITEM:
        return fees.by_items(queries.earlier_in_month(application), 1, on=application.received_on)
    if basis == BY_PAGE:
        return fees.by_pages(pages, on=application.received_on)
    raise ValueError(basis)


@transaction.atomic
def notify_fee(
    *, application: Application, by, basis: str, pages: int = 0, on: date | None = None, at: datetime | None = None,
    seen: int | None = None,
) -> Application:  # fmt: skip
    """发出收费通知: inside the reply period, on one basis only; the amount is the tariff's, nobody types it."""
    on, at = day_and_moment(on, at)
    try:
        fee = fee_for(application, basis, pages)
    except fees.FeeNotAllowed as refusal:
        raise ValidationError(str(refusal)) from refusal
    office = ApplicationOffice.of(application.organ)
    slices = tuple((part.first, part.last or 0, part.count, part.rate, part.yuan) for part in fee.slices)
    quantity = sum(part.count for part in fee.slices)
    facts = {
        "basis": basis, "quantity": quantity, "amount_yuan": fee.yuan, "slices": [list(part) for part in slices],
        "payment_instructions": office.payment_instructions,
    }  # fmt: skip
    return step_with_letter(
        application, "notify_fee", "fee_notice", facts, by=by, on=on, at=at, seen=seen, basis=basis, amount_yuan=fee.yuan,
        quantity=quantity, slices=slices,
    )  # fmt: skip


@transaction.atomic
def record_fee_receipt(
    *, application: Application, by, on: date, at: datetime | None = None, seen: int | None = None
) -> Application:
    """The day on which the applicant received the notice: twenty working days to pay run from the day after."""
    on, at = day_and_moment(on, at)
    return step(application, "record_fee_receipt", by=by, on=on, at=at, seen=seen)


@transaction.atomic
def pay_fee(
    *, application: Application, by, amount_yuan: int, slip_number: str = "", on: date | None = None,
    at: datetime | None = None, seen: int | None = None,
) -> Application:  # fmt: skip
    """缴清: in full; the reply period starts anew the day after. `slip_number` is that of the fiscal receipt (财政票据)."""
    on, at = day_and_moment(on, at)
    after = step(
        application, "pay_fee", by=by, on=on, at=at, seen=seen, amount_yuan=amount_yuan, slip_number=slip_number.strip()
    )
    issue_receipt(after, by=by, on=on, at=at)
    return after


@transaction.atomic
def lapse_fee(
    *, application: Application, by, on: date | None = None, at: datetime | None = None, seen: int | None = None
) -> Application:
    on, at = day_and_moment(on, at)
    asked = application.letters.filter(template="fee_notice").last()
    limit_day = payment_due(BOOK.replay(application), office_calendar())
    after = step(application, "lapse_fee", by=by, on=on, at=at, seen=seen)
    facts = {
        "fee_notice_number": asked.number if asked else "", "limit_day": limit_day.on.isoformat() if limit_day else "",
    }  # fmt: skip
    notice(after, "closed_fee_unpaid", by=by, on=on, at=at, facts=facts)
    return after


@transaction.atomic
def waive_fee(
    *, application: Application, by, basis: str, pages: int = 0, reason: str, on: date | None = None,
    at: datetime | None = None, seen: int | None = None,
) -> Application:  # fmt: skip
    """决定不收费: not charging is always lawful; the reason and what it would have come to are kept for the report."""
    if not reason.strip():
        raise ValidationError(_("请写明不收费的理由，年度报告要说明减免情况。"))
    on, at = day_and_moment(on, at)
    fee = fee_for(application, basis, pages)
    return step(
        application,
        "waive_fee",
        by=by,
        on=on,
        at=at,
        seen=seen,
        basis=basis,
        amount_yuan=fee.yuan,
        reason=reason.strip(),
    )
