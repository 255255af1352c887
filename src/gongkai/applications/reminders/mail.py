"""The warnings by mail: to those concerned, one mail for all that is new to them, outside every transaction, tried again.

Mail travels open: it names the organ, the number and the day, never who applied or what for.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from gongkai.applications import rules as intake
from gongkai.applications.models import ClockNotice
from gongkai.applications.reminders.due import SEALED_OR_LONG
from gongkai.organs import queries as organs
from gongkai.organs import rules

Stage = ClockNotice.Stage
TRIES_FOR = timedelta(days=3)
CLAIMED_FOR = timedelta(minutes=10)  # nobody else sends it meanwhile; one that failed is tried again after it
MOST = 500
LINES = 50  # cases named in one mail; the board has them all


def send_mail(*, now: datetime | None = None) -> int:
    """Mail every warning not mailed yet; answers how many warnings went out. One that fails keeps its reason.

    Must not be called inside a transaction: a slow mail server would hold it open.
    """
    now = now or timezone.now()
    letters = _letters(_still_true(_waiting(now), now), now)
    if not letters:
        return 0
    connection = get_connection()
    try:
        connection.open()
    except OSError as problem:
        keys = [notice.pk for notices in letters.values() for notice in notices]
        ClockNotice.objects.filter(pk__in=keys).update(mail_failed=_said(problem))
        return 0
    try:
        return sum(_send(addresses, notices, connection, now) for addresses, notices in letters.items())
    finally:
        connection.close()


def recipients(notice: ClockNotice) -> list:
    """The handler; whoever may handle while nobody does; of an escalation the heads and the office above."""
    case = notice.application
    if notice.stage == Stage.ESCALATED:
        return [*organs.holders(case.organ, rules.APPROVE_PROCEDURE), *organs.overseers_of(case.organ)]
    return [case.handler] if case.handler else organs.holders(case.organ, rules.HANDLE_APPLICATIONS)


def _unclaimed(now: datetime):
    free = Q(mail_claimed_at=None) | Q(mail_claimed_at__lt=now - CLAIMED_FOR)
    return ClockNotice.objects.filter(free, mailed_at=None, made_at__gte=now - TRIES_FOR)


def _waiting(now: datetime) -> list[ClockNotice]:
    rows = _unclaimed(now).select_related("application__organ__parent", "application__handler").defer(*SEALED_OR_LONG)
    return list(rows.order_by("pk")[:MOST])


def _still_true(waiting: Iterable[ClockNotice], now: datetime) -> list[ClockNotice]:
    """Those that say what is so: not of a case closed since, of a clock that no longer runs, or said anew by a later one."""
    newest: dict[tuple, ClockNotice] = {}
    for notice in waiting:
        case = notice.application
        moved = notice.stage == Stage.MOVED
        running = ("reply", case.due_on) if moved else (case.bites, case.bites_on)
        if not case.is_open:
            _settle([notice], now, _("申请已经办结，不再提醒"))
        elif (notice.clock, notice.due_on) != running:
            _settle([notice], now, _("期限已经变动，不再提醒"))
        else:
            audience = notice.stage if notice.stage in {Stage.MOVED, Stage.ESCALATED} else ""
            if earlier := newest.get((case.pk, audience)):
                _settle([earlier], now, _("已有更近的提醒，不再单独发送"))
            newest[case.pk, audience] = notice
    return list(newest.values())


def _letters(notices: Iterable[ClockNotice], now: datetime) -> dict[tuple[str, ...], list[ClockNotice]]:
    """Addresses to all that is to be told to just these."""
    known: dict[tuple, tuple[str, ...]] = {}
    letters: dict[tuple[str, ...], list[ClockNotice]] = {}
    for notice in notices:
        case = notice.application
        escalated = notice.stage == Stage.ESCALATED
        key = (case.organ_id, escalated, None if escalated else case.handler_id)
        if key not in known:
            people = [person for person in recipients(notice) if person.is_active and person.email]
            known[key] = tuple(dict.fromkeys(person.email for person in people))
        if known[key]:
            letters.setdefault(known[key], []).append(notice)
        else:
            _settle([notice], now, _("收件人没有登记电子邮箱"))
    return letters


def _settle(notices: Iterable[ClockNotice], now: datetime, why: str = "") -> None:
    keys = [notice.pk for notice in notices]
    ClockNotice.objects.filter(pk__in=keys).update(mailed_at=now, mail_failed=why)


def _send(addresses: tuple[str, ...], notices: list[ClockNotice], connection, now: datetime) -> int:
    mine = [notice for notice in notices if _unclaimed(now).filter(pk=notice.pk).update(mail_claimed_at=now)]
    if not mine:
        return 0
    message = EmailMessage(
        subject=_subject(mine), body=_body(mine), to=addresses, connection=connection,
        headers={"Auto-Submitted": "auto-generated"},  # no out-of-office note comes back
    )  # fmt: skip
    try:
        message.send()
    except (OSError, ValueError) as problem:  # SMTP errors are OSErrors; an address that is none a ValueError
        ClockNotice.objects.filter(pk__in=[notice.pk for notice in mine]).update(mail_failed=_said(problem))
        return 0
    _settle(mine, now)
    return len(mine)


def _subject(notices: list[ClockNotice]) -> str:
    if len(notices) == 1:
        return f"〔{notices[0].get_stage_display()}〕{intake.shown_number(notices[0].application.number)}"
    late = sum(notice.stage in {Stage.OVERDUE, Stage.ESCALATED} for notice in notices)
    over = _("，其中%d件已超期") % late if late else ""
    return _("〔期限提醒〕%(cases)d件申请%(over)s") % {"cases": len(notices), "over": over}


def _body(notices: list[ClockNotice]) -> str:
    lines = [
        _("%(organ)s：申请 %(number)s\n%(text)s\n办理：%(url)s\n") % {
            "organ": notice.application.organ.name, "number": intake.shown_number(notice.application.number),
            "text": notice.text, "url": f"{settings.OFFICE_URL}/office/applications/{notice.application.pk}/",
        }
        for notice in sorted(notices, key=lambda row: (row.due_on, row.pk))[:LINES]
    ]  # fmt: skip
    if len(notices) > LINES:
        lines.append(_("另有%d件，请到工作台查看。\n") % (len(notices) - LINES))
    return "\n".join([*lines, _("本邮件由系统自动发出，请勿回复。")])


def _said(problem: Exception) -> str:
    return (str(problem) or type(problem).__name__)[:200]
