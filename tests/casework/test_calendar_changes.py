"""A notice of days off comes in: open cases are counted anew, and who handles one is told when its last day moves."""

from datetime import date, timedelta

import pytest
from django.db import transaction

from gongkai.applications import actions
from gongkai.applications.book import BOOK, office_calendar
from gongkai.applications.models import ClockNotice
from gongkai.applications.rebuilding import rebuild_all
from gongkai.audit.models import AuditEntry
from gongkai.casework import signals
from gongkai.statute.workdays.calendar import calendar
from tests.applications.conftest import at

pytestmark = pytest.mark.django_db

YEAR = max(calendar().announced_years) + 1  # the first year nobody has announced
RECEIVED = date(YEAR - 1, 12, 7)
NEW_YEAR = date(YEAR, 1, 1)
BECAUSE = f"{YEAR}年放假通知已公布"


def notice(folder, off: tuple[date, date], *work: date) -> None:
    days = "".join(f"{day}, " for day in work)
    (folder / f"y{YEAR}.toml").write_text(
        f'year = {YEAR}\n[[notice]]\ntitle = "国务院办公厅关于{YEAR}年部分节假日安排的通知"\n'
        f'[[notice.holiday]]\nname = "元旦"\noff = [{off[0]}, {off[1]}]\nwork = [{days}]\n',
        encoding="utf-8",
    )


@pytest.fixture
def own_notices(settings, tmp_path):
    settings.NOTICES = tmp_path
    return tmp_path


@pytest.fixture
def waiting(own_notices, applied):
    """An application of December whose last day lies in the year without a notice."""
    case = applied(on=RECEIVED)
    assert case.is_provisional and case.due_on.year == YEAR
    return case


def working_weekend(before: date) -> date:
    """The last Sunday before a day, to be worked."""
    return before - timedelta(days=before.isoweekday() % 7 or 7)


def test_a_longer_holiday_moves_the_last_day_and_the_handler_is_told(waiting, own_notices, clerk):
    before = waiting.due_on
    heard = []

    def listen(sender, case, before, after, because, **_kwargs):
        heard.append((case.pk, before, after, because))

    signals.moved.connect(listen)
    notice(own_notices, (NEW_YEAR, before))
    try:
        assert BOOK.rebuild(waiting, because=BECAUSE)
    finally:
        signals.moved.disconnect(listen)
    waiting.refresh_from_db()
    assert waiting.due_on > before and not waiting.is_provisional
    assert heard == [(waiting.pk, before, waiting.due_on, BECAUSE)]
    told = ClockNotice.objects.get(application=waiting, stage=ClockNotice.Stage.MOVED)
    assert told.due_on == waiting.due_on and BECAUSE in told.text and waiting.handler == clerk
    line = AuditEntry.objects.get(verb="application.rebuilt")
    assert line.facts["because"] == BECAUSE
    assert line.facts["changed"]["due_on"] == [str(before), str(waiting.due_on)]


def test_a_notice_that_moves_no_last_day_only_takes_the_provisional_mark(waiting, own_notices):
    before = waiting.due_on
    notice(own_notices, (NEW_YEAR, NEW_YEAR))
    assert BOOK.rebuild(waiting, because=BECAUSE)
    waiting.refresh_from_db()
    assert (waiting.due_on, waiting.is_provisional) == (before, False)
    assert not ClockNotice.objects.filter(stage=ClockNotice.Stage.MOVED).exists()


def test_rebuilding_twice_changes_nothing_and_tells_nobody_twice(waiting, own_notices):
    notice(own_notices, (NEW_YEAR, waiting.due_on))
    assert BOOK.rebuild(waiting, because=BECAUSE)
    assert not BOOK.rebuild(waiting, because=BECAUSE)
    assert ClockNotice.objects.filter(stage=ClockNotice.Stage.MOVED).count() == 1
    assert AuditEntry.objects.filter(verb="application.rebuilt").count() == 1


def test_every_open_case_is_looked_at_and_answered_ones_are_left_alone(waiting, own_notices, applied, clerk):
    closed = applied(on=RECEIVED)
    actions.withdraw(application=closed, by=clerk, how="书面", on=RECEIVED, at=at(RECEIVED))
    notice(own_notices, (NEW_YEAR, waiting.due_on))
    done = rebuild_all(because=BECAUSE)
    assert (done.looked, done.changed, done.moved) == (1, 1, 1)


def test_a_working_sunday_may_move_the_last_day_to_before_a_consultation_that_was_sent_in_time(
    waiting, own_notices, clerk
):
    """On the provisional last day a third party is asked; then the notice makes a Sunday before it a working day.

    The consultation went out a day late by the new count: it suspends nothing, and the case can still be counted.
    """
    last = waiting.due_on
    BOOK.record(waiting, "consult_third_party", by=clerk, on=last, recorded_at=at(last), party=1, kind="third_party")
    BOOK.record(
        waiting, "receive_opinion", by=clerk, on=last + timedelta(days=7), recorded_at=at(last + timedelta(days=7)),
        party=1, view="agrees",
    )  # fmt: skip
    notice(own_notices, (NEW_YEAR, NEW_YEAR), working_weekend(last))
    assert BOOK.rebuild(waiting, because=BECAUSE)
    waiting.refresh_from_db()
    assert waiting.due_on == office_calendar().previous_workday(last)
    with transaction.atomic():
        BOOK.record(waiting, "note", by=clerk, on=last, recorded_at=at(last), text="期限已过，尽快答复")
