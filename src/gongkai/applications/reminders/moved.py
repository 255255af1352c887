"""A last day that is another: told to the handler; and the holiday notice that arrives late and moves them all."""

from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _

from gongkai.applications.book import office_calendar
from gongkai.applications.models import ClockNotice
from gongkai.applications.rebuilding import Rebuilt, rebuild_all
from gongkai.audit import actions as audit
from gongkai.casework import errands
from gongkai.statute.wording import chinese_date

ERRAND = "application.calendar"


def tell_moved(sender, case, before, after, because: str, **_kwargs) -> None:
    """A rebuilt clock ends on another day: the handler is told which and why (signal of casework, inside its transaction)."""
    if after is None or not case.is_open:
        return
    text = _("答复期限由%(before)s改为%(after)s：%(because)s") % {
        "before": chinese_date(before) if before else _("未定"), "after": chinese_date(after), "because": because,
    }  # fmt: skip
    # A day that moved away and back again is news again.
    ClockNotice.objects.update_or_create(
        application=case, stage=ClockNotice.Stage.MOVED, clock="reply", due_on=after,
        defaults={
            "made_at": timezone.now(), "text": text[:300], "mailed_at": None, "mail_claimed_at": None, "mail_failed": "",
        },
    )  # fmt: skip


@dataclass(frozen=True)
class Followed:
    """What a change of the calendar came to; `because` is the sentence every handler concerned has been given."""

    because: str
    rebuilt: Rebuilt


def follow_calendar() -> Followed | None:
    """Recompute every open clock when the notices known to the calendar are others than the last time; None when not.

    What was counted by is written down after the clocks are, so that a run broken off is done again.
    """
    known = office_calendar()
    notices = errands.notices_of(known)
    world, before = errands.as_world(notices), errands.last(ERRAND)
    if world == before:
        return None
    because = reason(before, notices)
    rebuilt = rebuild_all(because=because)
    errands.done(ERRAND, world)
    if rebuilt.changed:
        audit.record(
            verb="application.calendar_followed", by=None, because=because, looked=rebuilt.looked, changed=rebuilt.changed,
            moved=rebuilt.moved,
        )  # fmt: skip
    return Followed(because, rebuilt)


def reason(before: str, notices: dict[str, str]) -> str:
    """2027年放假安排公布；2026年放假安排有改动: which notices came, changed or went."""
    if not before:
        return _("按现有的放假安排首次核对")
    came, changed, gone = errands.changed_years(before, notices)
    parts = [
        (came, _("%s年放假安排公布")),
        (changed, _("%s年放假安排有改动")),
        (gone, _("%s年放假安排已移除，暂按周末和法定节日推算")),
    ]
    return "；".join(words % "、".join(years) for years, words in parts if years)
