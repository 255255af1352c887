"""The report's last day is told in time, again and again, and to the head when it is past."""

from datetime import date, timedelta

import pytest
from django.core import mail

from gongkai.annual_reports import actions, reminders
from gongkai.annual_reports.compile import deadline
from gongkai.annual_reports.models import ReportNotice
from tests.annual_reports.conftest import REASON
from tests.cast import when

SAFE = date(2020, 1, 23)  # the last working day before 31 January 2020 and the Spring Festival


def told(organ, year: int = 2019) -> list[int]:
    return list(ReportNotice.objects.filter(organ=organ, year=year).values_list("days_left", flat=True))


@pytest.fixture
def addressed(clerk, office_head, leader):
    for person in (clerk, office_head, leader):
        person.email = f"{person.username}@example.gov.cn"
        person.save()


def test_the_stages_before_the_day_and_every_day_after_it():
    days = [reminders.stage(n) for n in (61, 60, 59, 31, 30, 14, 8, 7, 4, 3, 2, 1, 0, -1, -40)]
    assert days == [None, 60, 60, 60, 30, 14, 14, 7, 7, 3, 3, 1, 0, -1, -40]


def test_from_sixty_days_on_there_is_one_row_a_stage_however_often_the_clock_ticks(organ, year_2019):
    assert deadline(organ, 2019).safe == SAFE
    day = SAFE - timedelta(days=70)
    while day <= date(2020, 2, 2):
        reminders.warn(today=day)
        reminders.warn(today=day)
        day += timedelta(days=1)
    expected = [*reminders.STAGES, *range(-1, -(date(2020, 2, 2) - SAFE).days - 1, -1)]
    assert told(organ) == expected


def test_a_day_that_was_missed_is_made_good_by_the_most_urgent_stage_alone(organ, year_2019):
    reminders.warn(today=SAFE - timedelta(days=5))
    assert told(organ) == [7]


def test_a_published_report_and_a_year_before_the_platform_are_not_asked_for(organ, county, published_report):
    reminders.warn(today=date(2020, 2, 20))
    assert not ReportNotice.objects.exists()


def test_the_words_say_which_day_under_which_article_and_how_far_it_has_come(organ, draft_report):
    due = deadline(organ, 2019)
    before = reminders.words(organ, 2019, due, date(2020, 1, 20))
    assert "应在2020年1月23日（星期四）前办结并公布，还有3日" in before
    assert "条例第四十九条第一款" in before and "编写中" in before
    between = reminders.words(organ, 2019, due, date(2020, 1, 28))
    assert "还有3日，其间没有工作日" in between
    after = reminders.words(organ, 2019, due, date(2020, 2, 4))
    assert "已逾期4日" in after


def test_mail_goes_to_the_disclosure_office_and_when_late_to_the_head(organ, year_2019, addressed):
    reminders.warn(today=SAFE - timedelta(days=7))
    assert reminders.send_mail() == 1
    assert set(mail.outbox[0].to) == {"shiwen@example.gov.cn", "longzhuren@example.gov.cn"}
    assert "/office/reports/2019/" in mail.outbox[0].body
    reminders.warn(today=date(2020, 2, 1))
    reminders.send_mail()
    assert "yangjuchang@example.gov.cn" in mail.outbox[1].to
    assert reminders.send_mail() == 0 and len(mail.outbox) == 2


def test_what_was_published_or_said_anew_before_the_mail_went_is_not_mailed(organ, signed_report, clerk, addressed):
    reminders.warn(today=SAFE - timedelta(days=7))
    reminders.warn(today=SAFE - timedelta(days=3))
    assert reminders.send_mail() == 1
    reminders.warn(today=SAFE)
    actions.publish(report=signed_report, by=clerk, at=when(2020, 1, 23), backdated_because=REASON)
    assert reminders.send_mail() == 0
    assert set(ReportNotice.objects.values_list("mail_failed", flat=True)) == {
        "已有更近的提醒，不再单独发送", "", "报告已经公布，不再提醒",
    }  # fmt: skip


def test_nobody_with_an_address_and_a_dead_server_are_written_down(organ, year_2019, settings, clerk):
    reminders.warn(today=SAFE)
    assert reminders.send_mail() == 0
    assert ReportNotice.objects.get().mail_failed == "收件人没有登记电子邮箱"
    clerk.email = "shiwen@example.gov.cn"
    clerk.save()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    reminders.warn(today=SAFE + timedelta(days=1))
    assert reminders.send_mail() == 0
    late = ReportNotice.objects.last()
    assert late.mailed_at is None and late.mail_failed


def test_the_newest_reminder_is_at_hand_for_the_first_page(organ, year_2019):
    reminders.warn(today=SAFE - timedelta(days=14))
    reminders.warn(today=SAFE - timedelta(days=1))
    assert reminders.newest(organ, {2019: SAFE})[2019].days_left == 1


def test_a_quiet_year_is_owed_a_report_too_and_one_before_the_organ_began_is_not(organ, neighbour, published):
    published(at=when(2018, 5, 8))
    reminders.warn(today=date(2020, 2, 1))
    assert told(organ) == [-9]
    assert told(neighbour) == told(organ, 2017) == []
