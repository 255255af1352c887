"""年度报告期限提醒 (Art. 49): 60, 30, 14, 7, 3 and 1 days before the last safe working day, on it, and every day after it.

A reminder is a row made once for each stage; a tick that was missed is made good by the most urgent stage only. Mail goes
out afterwards, to the disclosure office; once the safe day is past, to the head of the organ too.
"""

from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from gongkai.annual_reports.compile import deadline
from gongkai.annual_reports.models import AnnualReport, ReportNotice
from gongkai.annual_reports.value import Deadline
from gongkai.casework import errands
from gongkai.catalogue.models import DisclosureEvent
from gongkai.organs import queries as organs
from gongkai.organs import rules
from gongkai.organs.models import Organ
from gongkai.statute.wording import chinese_date

STAGES = (60, 30, 14, 7, 3, 1, 0)  # days before the last safe working day
TRIES_FOR = timedelta(days=3)
ERRAND = "report.warned"


def stage(days_left: int) -> int | None:
    """The stage a day belongs to: the nearest one begun; every day past the last has its own. None while it is far off."""
    if days_left < 0:
        return days_left
    return min((step for step in STAGES if step >= days_left), default=None)


def warn(*, today: date | None = None, at: datetime | None = None) -> int:
    """Make the reminders due today; answers how many are new. Looks once a day; a second call that day finds nothing."""
    today = today or timezone.localdate()
    if errands.last(ERRAND) == today.isoformat():
        return 0
    made = 0
    for organ in organs.open_organs():
        for year, due in owed(organ, today):
            made += _warn(organ, year, due, today, at or timezone.now())
    errands.done(ERRAND, today.isoformat())
    return made


def owed(organ: Organ, today: date) -> Iterator[tuple[int, Deadline]]:
    """The reports on this year and the last that are not public, since the organ began on the platform: a year in which
    nothing was disclosed is owed a report too."""
    public = AnnualReport.objects.filter(organ=organ, state=AnnualReport.State.PUBLISHED)
    done = set(public.filter(year__gte=today.year - 1).values_list("year", flat=True))
    for year in (today.year - 1, today.year):
        if year not in done and _had_begun(organ, year):
            yield year, deadline(organ, year)


def newest(organ: Organ, due: dict[int, date]) -> dict[int, ReportNotice]:
    """The latest reminder of each year for its last safe day as it is now: what the first page shows."""
    rows = ReportNotice.objects.filter(organ=organ, year__in=due).order_by("pk")
    return {row.year: row for row in rows if row.due_on == due[row.year]}


def recipients(notice: ReportNotice) -> list:
    """The disclosure office with its head; past the safe day also who signs, for nothing moves without the signature."""
    people = organs.holders(notice.organ, rules.COMPILE_REPORT)
    if notice.days_left < 0:
        people += organs.holders(notice.organ, rules.SIGN_REPORT)
    return list({person.pk: person for person in people}.values())


def send_mail(*, now: datetime | None = None) -> int:
    """Mail the reminders not mailed yet, one mail an organ; answers how many reminders went out. Not inside a transaction."""
    now = now or timezone.now()
    rows = ReportNotice.objects.filter(mailed_at=None, made_at__gte=now - TRIES_FOR).select_related("organ")
    by_organ: dict[int, list[ReportNotice]] = {}
    for notice in rows.order_by("pk"):
        by_organ.setdefault(notice.organ_id, []).append(notice)
    return sum(_send(_still_owed(notices, now), now) for notices in by_organ.values())


def _had_begun(organ: Organ, year: int) -> bool:
    if AnnualReport.objects.filter(organ=organ, year__lte=year).exists():
        return True
    after = timezone.make_aware(datetime(year + 1, 1, 1))
    return DisclosureEvent.objects.filter(organ=organ, happened_at__lt=after).exists()


def _warn(organ: Organ, year: int, due: Deadline, today: date, at: datetime) -> int:
    now = stage((due.safe - today).days)
    if now is None:
        return 0
    with transaction.atomic():
        _row, is_new = ReportNotice.objects.get_or_create(
            organ=organ, year=year, due_on=due.safe, days_left=now,
            defaults={"text": words(organ, year, due, today), "made_at": at},
        )  # fmt: skip
    return int(is_new)


def words(organ: Organ, year: int, due: Deadline, today: date) -> str:
    """One sentence: which report, which day, how many days, under which article, and how far it has come."""
    report = AnnualReport.objects.filter(organ=organ, year=year).only("state").first()
    state = report.get_state_display() if report is not None else _("未开始编写")
    facts = {"year": year, "legal": chinese_date(due.legal), "safe": chinese_date(due.safe), "citation": due.citation}
    if today > due.legal:
        text = _("%(year)d年度报告应于%(legal)s前公布（%(citation)s），已逾期%(days)d日。") % {
            **facts, "days": (today - due.legal).days,
        }  # fmt: skip
    elif today > due.safe:
        text = _("%(year)d年度报告应于%(legal)s前公布（%(citation)s，遇休息日不顺延），还有%(days)d日，其间没有工作日。") % {
            **facts, "days": (due.legal - today).days,
        }  # fmt: skip
    else:
        text = _("%(year)d年度报告应在%(safe)s前办结并公布，还有%(days)d日；法定日期%(legal)s，遇休息日不顺延（%(citation)s）。") % {
            **facts, "days": (due.safe - today).days,
        }  # fmt: skip
    return text + _("现在：%s。") % state


def _still_owed(notices: Iterable[ReportNotice], now: datetime) -> list[ReportNotice]:
    """Without those of reports published since, and of each year the newest only: the others are settled as they are."""
    last = {notice.year: notice for notice in notices}
    for notice in notices:
        public = AnnualReport.objects.filter(organ=notice.organ, year=notice.year, state=AnnualReport.State.PUBLISHED)
        if public.exists():
            _settle(notice, now, _("报告已经公布，不再提醒"))
            last.pop(notice.year, None)
        elif last[notice.year] is not notice:
            _settle(notice, now, _("已有更近的提醒，不再单独发送"))
    return list(last.values())


def _send(notices: list[ReportNotice], now: datetime) -> int:
    if not notices:
        return 0
    people = {person.pk: person for notice in notices for person in recipients(notice)}.values()
    addresses = [person.email for person in people if person.is_active and person.email]
    if not addresses:
        for notice in notices:
            _settle(notice, now, _("收件人没有登记电子邮箱"))
        return 0
    lines = [
        _("%(organ)s：%(text)s\n办理：%(url)s\n")
        % {
            "organ": notice.organ.name, "text": notice.text,
            "url": f"{settings.OFFICE_URL}/office/reports/{notice.year}/",
        }
        for notice in notices
    ]  # fmt: skip
    message = EmailMessage(
        subject=_("〔年度报告提醒〕%s") % notices[0].organ.name,
        body="\n".join([*lines, _("本邮件由系统自动发出，请勿回复。")]),
        to=addresses,
        headers={"Auto-Submitted": "auto-generated"},
    )
    try:
        message.send()
    except (OSError, ValueError) as problem:
        why = (str(problem) or type(problem).__name__)[:200]
        ReportNotice.objects.filter(pk__in=[notice.pk for notice in notices]).update(mail_failed=why)
        return 0
    for notice in notices:
        _settle(notice, now)
    return len(notices)


def _settle(notice: ReportNotice, now: datetime, why: str = "") -> None:
    ReportNotice.objects.filter(pk=notice.pk).update(mailed_at=now, mail_failed=why)
