"""撤回, 归档, 重新办理, 转为主动公开, 更正记录: how a case ends, begins again, and how its record is put right."""

from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from gongkai.applications.actions.steps import day_and_moment, notice, step
from gongkai.applications.book import BOOK
from gongkai.applications.models import Application
from gongkai.clearance import actions as clearance
from gongkai.organs import rules


@transaction.atomic
def withdraw(
    *, application: Application, by, how: str, statement: str = "", on: date | None = None, at: datetime | None = None,
    seen: int | None = None, from_applicant: bool = False,
) -> Application:  # fmt: skip
    """申请人撤回: from any open state; the closing letter confirms it. A reply under review is withdrawn with it."""
    on, at = day_and_moment(on, at)
    waiting = application.letters.filter(signed_on=None).exclude(decision="").last()
    BOOK.record(
        application, "withdraw", by=by, on=on, recorded_at=at, seen=seen, right="" if from_applicant else None,
        how=how.strip(), statement=statement.strip(),
    )  # fmt: skip
    application.refresh_from_db()
    if waiting is not None:
        clearance.void_pending(subject=waiting.subject, content_hash="")
    notice(application, "closed_withdrawn", by=by, on=on, at=at, facts={"statement": statement.strip() or how.strip()})
    return application


@transaction.atomic
def archive(
    *,
    application: Application,
    by,
    place: str = "",
    on: date | None = None,
    at: datetime | None = None,
    seen: int | None = None,
) -> Application:
    """归档 (Art. 45): letters, proof of service and materials are together; the case is complete."""
    on, at = day_and_moment(on, at)
    return step(application, "archive", by=by, on=on, at=at, seen=seen, place=place.strip())


@transaction.atomic
def reopen(
    *, application: Application, by, ordered_by: str, document: str, by_day: date | None = None, working_days: int = 0,
    on: date | None = None, at: datetime | None = None, seen: int | None = None,
) -> Application:  # fmt: skip
    """根据复议决定、判决重新办理: under the same number with a new clock; the first result stays in its year's report."""
    on, at = day_and_moment(on, at)
    return step(
        application, "reopen", by=by, on=on, at=at, seen=seen, ordered_by=ordered_by, document=document.strip(), by_day=by_day,
        working_days=working_days,
    )  # fmt: skip


@transaction.atomic
def suggest_publication(
    *, application: Application, by=None, text: str = "", on: date | None = None, at: datetime | None = None
) -> Application:
    """申请人建议主动公开 (Art. 44)."""
    on, at = day_and_moment(on, at)
    BOOK.record(application, "suggest_publication", by=by, on=on, recorded_at=at, right="", text=text.strip())
    application.refresh_from_db()
    return application


@transaction.atomic
def make_public(
    *, application: Application, by, item: int, title: str, on: date | None = None, at: datetime | None = None,
    seen: int | None = None,
) -> Application:  # fmt: skip
    """转为主动公开 (Art. 44): the catalogue has a draft of it, by key. Publishing goes the catalogue's own way."""
    on, at = day_and_moment(on, at)
    return step(application, "make_public", by=by, on=on, at=at, seen=seen, item=item, title=title)


@transaction.atomic
def amend(
    *, application: Application, by, seq: int, reason: str, on: date | None = None, annul: bool = False,
    at: datetime | None = None, **facts,
) -> Application:  # fmt: skip
    """更正记录: a later row stands in for a wrong one. The letters that went out stay as they went out."""
    if not annul and on is None and not facts:
        raise ValidationError(_("请改动日期或者内容；要整条作废的，请选“作废”。"))
    BOOK.supersede(
        application,
        seq,
        by=by,
        right=rules.HANDLE_APPLICATIONS,
        reason=reason,
        on=on,
        annul=annul,
        recorded_at=at,
        **facts,
    )
    application.refresh_from_db()
    return application
