"""A holiday notice that comes late, is changed or taken away: every open clock is counted anew and the handler told why."""

import shutil
from datetime import date, timedelta
from pathlib import Path

import pytest

import gongkai.statute.workdays
from gongkai.applications import reminders
from gongkai.applications.book import BOOK, office_calendar
from gongkai.applications.models import ClockNotice
from gongkai.audit.models import AuditEntry
from gongkai.casework import errands
from tests.applications.conftest import ADDRESSES

D = date
DAY = timedelta(days=1)


@pytest.fixture
def notices(tmp_path, settings) -> Path:
    settings.NOTICES = tmp_path
    return tmp_path


def give_notice(folder: Path, year: int, *holidays: str) -> None:
    rows = "".join(f"\n[[notice.holiday]]\n{row}\n" for row in holidays)
    (folder / f"y{year}.toml").write_text(
        f'year = {year}\n\n[[notice]]\ntitle = "关于{year}年节假日安排的通知"\nnumber = "国办发明电〔{year - 1}〕9号"\n{rows}',
        encoding="utf-8",
    )


FUTURE = max(int(path.stem[1:]) for path in Path(gongkai.statute.workdays.__file__).parent.glob("y*.toml")) + 2


@pytest.fixture
def provisional(notices, people, applied):
    """Received in the spring of a year without a notice: its last day is provisional."""
    reminders.follow_calendar()
    case = applied(on=D(FUTURE, 3, 1))
    assert case.is_provisional
    return case


def test_a_notice_that_comes_late_moves_the_last_day_and_the_handler_is_told_why(provisional, notices, catcher):
    before = provisional.due_on
    give_notice(notices, FUTURE, f'name = "某节"\noff = [{before - DAY}, {before + DAY}]')
    followed = reminders.follow_calendar()
    assert (followed.rebuilt.looked, followed.rebuilt.changed, followed.rebuilt.moved) == (1, 1, 1)
    provisional.refresh_from_db()
    assert provisional.due_on > before and not provisional.is_provisional
    notice = provisional.notices.get(stage="moved")
    assert f"{FUTURE}年放假安排公布" in notice.text and notice.due_on == provisional.due_on
    assert reminders.send_mail() == 1
    assert catcher.mails[0].to == [ADDRESSES["clerk"]] and catcher.mails[0].subject.startswith("〔期限有变动〕")
    assert AuditEntry.objects.filter(verb="application.rebuilt", subject=provisional.reference).count() == 1
    assert AuditEntry.objects.get(verb="application.calendar_followed").facts["moved"] == 1


def test_as_long_as_no_notice_changes_nothing_is_looked_at(provisional, notices):
    assert reminders.follow_calendar() is None
    give_notice(notices, FUTURE, f'name = "元旦"\noff = {D(FUTURE, 1, 1)}')
    assert reminders.follow_calendar().because == f"{FUTURE}年放假安排公布"
    assert reminders.follow_calendar() is None


def test_a_notice_that_is_changed_or_taken_away_counts_again(provisional, notices):
    before = provisional.due_on
    give_notice(notices, FUTURE, f'name = "某节"\noff = {before}')
    reminders.follow_calendar()
    give_notice(notices, FUTURE, f'name = "某节"\noff = [{before - DAY}, {before}]')
    assert reminders.follow_calendar().because == f"{FUTURE}年放假安排有改动"
    (notices / f"y{FUTURE}.toml").unlink()
    assert reminders.follow_calendar().because == f"{FUTURE}年放假安排已移除，暂按周末和法定节日推算"
    provisional.refresh_from_db()
    assert provisional.due_on == before and provisional.is_provisional


def test_a_day_that_moves_away_and_back_is_news_each_time(provisional, notices, catcher):
    before, sent = provisional.due_on, []
    for arrangement in (f'name = "某节"\noff = {before}', f'name = "元旦"\noff = {D(FUTURE, 1, 1)}') * 2:
        give_notice(notices, FUTURE, arrangement)
        reminders.follow_calendar()
        sent.append(reminders.send_mail())
    assert sent == [1, 1, 1, 1] and len(catcher.mails) == 4


def test_a_run_broken_off_is_done_again(provisional, notices, monkeypatch):
    give_notice(notices, FUTURE, f'name = "某节"\noff = {provisional.due_on}')
    monkeypatch.setattr(BOOK.__class__, "rebuild", lambda *args, **kwargs: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        reminders.follow_calendar()
    monkeypatch.undo()
    assert reminders.follow_calendar().rebuilt.moved == 1


def test_a_case_that_is_closed_keeps_its_days(provisional, notices, answered):
    case = answered(case=provisional, on=D(FUTURE, 3, 8))
    closed = (case.due_on, case.closed_on)
    give_notice(notices, FUTURE, f'name = "某节"\noff = [{D(FUTURE, 3, 5)}, {D(FUTURE, 3, 12)}]')
    assert reminders.follow_calendar().rebuilt.looked == 0
    case.refresh_from_db()
    assert (case.due_on, case.closed_on) == closed and not ClockNotice.objects.filter(stage="moved").exists()


def test_the_shipped_notices_of_a_new_version_count_like_an_offices_own(provisional, notices):
    """What is compared is what the notices say, not where they lie."""
    shipped = Path(gongkai.statute.workdays.__file__).parent / "y2024.toml"
    shutil.copy(shipped, notices / "y2024.toml")
    assert reminders.follow_calendar() is None
    assert errands.last("application.calendar") == errands.as_world(errands.notices_of(office_calendar()))
