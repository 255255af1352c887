"""分办, 补正, 检索, 备注: the steps between receipt and reply that need nobody else (Arts 30, 36, 45)."""

from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from gongkai.applications.actions.register import describe, issue_receipt
from gongkai.applications.actions.steps import day_and_moment, notice, step, step_with_letter
from gongkai.applications.book import BOOK
from gongkai.applications.models import Application
from gongkai.organs import queries as organs
from gongkai.organs import rules
from gongkai.organs.models import Unit


@transaction.atomic
def assign(
    *, application: Application, by, handler, unit: Unit | None = None, note: str = "", on: date | None = None,
    at: datetime | None = None, seen: int | None = None,
) -> Application:  # fmt: skip
    """分办 or 改派: who handles it from now on. The handler must be able to handle applications in this organ."""
    if not organs.may(handler, rules.HANDLE_APPLICATIONS, application.organ):
        raise ValidationError(_("%s没有办理申请的岗位，不能分办给他（她）。") % handler.get_full_name())
    on, at = day_and_moment(on, at)
    unit = unit or (handler.staff.unit if hasattr(handler, "staff") else None)
    return step(
        application,
        "assign",
        by=by,
        on=on,
        at=at,
        seen=seen,
        handler=handler.pk,
        unit=unit.pk if unit else None,
        note=note,
    )


@transaction.atomic
def ask_correction(
    *, application: Application, by, items: list[str], until: date, on: date | None = None, at: datetime | None = None,
    seen: int | None = None,
) -> Application:  # fmt: skip
    """通知补正 (Art. 30): once, everything at once, within seven working days. The letter goes out with it."""
    on, at = day_and_moment(on, at)
    wanted = tuple(item.strip() for item in items if item.strip())
    facts = {"items": list(wanted), "until": until.isoformat()}
    return step_with_letter(
        application,
        "ask_correction",
        "correction_notice",
        facts,
        by=by,
        on=on,
        at=at,
        seen=seen,
        items=wanted,
        until=until,
    )


@transaction.atomic
def receive_correction(
    *, application: Application, by, content: str, channel: str = "online", on: date | None = None,
    at: datetime | None = None, seen: int | None = None, from_applicant: bool = False, late_reason: str = "",
) -> Application:  # fmt: skip
    """收到补正 (Art. 30): the reply period starts anew. With `late_reason` a late one is accepted for a good reason.

    `from_applicant` is set by the status page, where number and code have been checked and `by` is None.
    """
    if not content.strip():
        raise ValidationError(_("请填写补正的内容。"))
    on, at = day_and_moment(on, at)
    event = "accept_late_correction" if late_reason.strip() else "receive_correction"
    BOOK.record(
        application, event, by=by, on=on, recorded_at=at, seen=seen, right="" if from_applicant else None,
        content=content.strip(), channel=channel, reason=late_reason.strip(),
    )  # fmt: skip
    describe(application, application.title, content.strip())
    issue_receipt(application, by=by, on=on, at=at)
    return application


@transaction.atomic
def lapse_correction(
    *,
    application: Application,
    by,
    checked: str,
    on: date | None = None,
    at: datetime | None = None,
    seen: int | None = None,
) -> Application:
    """逾期未补正，视为放弃 (Art. 30). A person decides, having looked for a good reason; the applicant is told in writing."""
    on, at = day_and_moment(on, at)
    standing = BOOK.replay(application)
    limit_day = standing.correction.until.isoformat() if standing.correction else ""
    asked = application.letters.filter(template="correction_notice").last()
    facts = {"correction_notice_number": asked.number if asked else "", "limit_day": limit_day}
    application = step(application, "lapse_correction", by=by, on=on, at=at, seen=seen, checked=checked)
    notice(application, "closed_no_correction", by=by, on=on, at=at, facts=facts)
    return application


@transaction.atomic
def record_search(
    *, application: Application, by, scope: str, method: str, words: str, who: str, result: str, on: date | None = None,
    at: datetime | None = None, seen: int | None = None,
) -> Application:  # fmt: skip
    """检索记录 (Art. 36(4)): where, how, by whom, with which words, and what came of it."""
    said = {"scope": scope, "method": method, "who": who, "result": result}
    if empty := [name for name, text in said.items() if not text.strip()]:
        labels = {"scope": _("检索范围"), "method": _("检索方式"), "who": _("检索人"), "result": _("检索结果")}
        raise ValidationError({name: _("请填写%s：法院会审查是否尽到合理检索义务。") % labels[name] for name in empty})
    on, at = day_and_moment(on, at)
    return step(application, "record_search", by=by, on=on, at=at, seen=seen, words=words, **said)


@transaction.atomic
def note(*, application: Application, by, text: str, on: date | None = None, at: datetime | None = None) -> Application:
    """内部备注: for colleagues only, never shown to the applicant."""
    on, at = day_and_moment(on, at)
    return step(application, "note", by=by, on=on, at=at, text=text.strip())
