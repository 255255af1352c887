"""Clocks that act: who is warned when, once; missed nights made good; a mail server that is down."""

import socket
from datetime import date, timedelta

import pytest
from django.db import connection

from gongkai.applications import actions, clocks, reminders
from gongkai.applications.book import office_calendar
from gongkai.applications.models import Application
from tests.applications.conftest import ADDRESSES, ASKED, PERSON, at

D = date
DAY = timedelta(days=1)
RECEIVED, LAST = D(2024, 9, 6), D(2024, 10, 11)  # twenty working days later, over 中秋节 and 国庆节


@pytest.fixture
def case(db, people, applied):
    made = applied(on=RECEIVED)
    assert made.due_on == LAST
    return made


def stages(case) -> list[str]:
    return list(case.notices.order_by("pk").values_list("stage", flat=True))


def tick_on(day: date, hour: int = 8) -> int:
    """What a tick does on that day: warnings, then mail."""
    reminders.warn(today=day, at=at(day, hour))
    return reminders.send_mail(now=at(day, hour))


def test_five_three_and_one_working_day_before_on_the_day_and_after_it(case):
    said: dict[date, list[str]] = {}
    day = LAST - 15 * DAY
    while day <= LAST + 3 * DAY:
        before = set(stages(case))
        reminders.warn(today=day, at=at(day))
        if new := set(stages(case)) - before:
            said[day] = sorted(new)
        day += DAY
    # 国庆节 1 to 7 October off, 29 September and 12 October (Sundays, Saturdays) worked: five days before is 29 September.
    assert said == {
        D(2024, 9, 29): ["5"], D(2024, 10, 8): ["3"], D(2024, 10, 10): ["1"], D(2024, 10, 11): ["0"],
        D(2024, 10, 12): ["escalated", "over"],
    }  # fmt: skip


def test_the_windows_are_the_same_rule_as_the_stages_of_a_clock(db):
    known = office_calendar()
    day = D(2024, 9, 20)
    while day < D(2024, 10, 20):
        windows = reminders.windows(day, known)
        for ahead in range(-5, 40):
            due = clocks._named(day + ahead * DAY, RECEIVED, "答复", "条例第三十三条", known)
            clock = clocks.Clock("reply", "答复", due, clocks.OFFICE, "条例第三十三条")
            by_window = [stage for stage, first, last in windows if first <= due.on <= last]
            assert by_window == reminders.stages(clock, day, known)[:1], (day, due.on)
        day += DAY


def test_running_twice_warns_once_and_mails_once(case, catcher):
    assert tick_on(D(2024, 10, 8)) == 1
    assert tick_on(D(2024, 10, 8), 9) == 0
    assert stages(case) == ["3"] and len(catcher.mails) == 1


def test_missed_nights_are_made_good_by_the_most_urgent_stage_alone(case, catcher):
    assert tick_on(D(2024, 10, 10)) == 1
    assert stages(case) == ["1"]
    [mail] = catcher.mails
    assert mail.to == [ADDRESSES["clerk"]] and mail.subject.startswith("〔还有1个工作日〕")


def test_warnings_that_could_not_leave_in_time_leave_as_the_newest_one(case, catcher, settings):
    settings.EMAIL_PORT = nobody_listens()
    for day in (D(2024, 10, 8), D(2024, 10, 10)):
        tick_on(day)
    settings.EMAIL_PORT = catcher.port
    assert tick_on(D(2024, 10, 10), 12) == 1
    assert [mail.subject[:9] for mail in catcher.mails] == ["〔还有1个工作日〕"]
    older = case.notices.get(stage="3")
    assert older.mailed_at and older.mail_failed == "已有更近的提醒，不再单独发送"


def test_after_the_last_day_the_handler_the_head_and_the_office_above_are_told(case, catcher, organ):
    assert tick_on(LAST + DAY) == 2
    by_stage = {mail.subject.partition("〕")[0]: mail.to for mail in catcher.mails}
    assert by_stage == {
        "〔已超期": [ADDRESSES["clerk"]],
        "〔已超期，报告负责人和主管部门": [ADDRESSES["leader"], ADDRESSES["supervisor"]],
    }


def test_a_time_that_is_not_ours_to_use_is_not_reported_upwards(case, catcher, clerk):
    """The applicant's ten days to complete the application: the handler is told, nobody above."""
    actions.ask_correction(
        application=case, by=clerk, items=["请明确年度"], until=D(2024, 9, 20), on=D(2024, 9, 9), at=at(D(2024, 9, 9))
    )
    assert tick_on(D(2024, 9, 24)) == 1
    assert stages(case) == ["over"] and catcher.mails[0].to == [ADDRESSES["clerk"]]


def test_a_case_nobody_has_yet_is_told_to_everybody_who_may_take_it(db, people, applied, catcher, chief):
    chief.email = "panguzhang@example.gov.cn"
    chief.save()
    applied(on=RECEIVED, assigned=False)
    tick_on(D(2024, 10, 11))
    assert sorted(catcher.mails[0].to) == ["panguzhang@example.gov.cn", ADDRESSES["clerk"]]


def test_several_warnings_to_the_same_people_are_one_mail(case, applied, catcher, clerk):
    others = [applied(on=RECEIVED) for _more in range(2)]
    assert tick_on(LAST + DAY) == 6
    to_clerk = next(mail for mail in catcher.mails if mail.to == [ADDRESSES["clerk"]])
    assert len(catcher.mails) == 2 and to_clerk.subject == "〔期限提醒〕3件申请，其中3件已超期"
    for one in (case, *others):
        assert f"/office/applications/{one.pk}/" in to_clerk.text


def test_a_mail_names_number_day_and_article_and_no_person_and_nothing_asked_for(case, catcher):
    tick_on(LAST + DAY)
    for mail in catcher.mails:
        text = f"{mail.subject}\n{mail.text}"
        assert "2024" in mail.subject and "2024年10月11日" in mail.text and "条例第三十三条" in mail.text
        assert mail.sender == "gongkai@example.gov.cn" and mail.message["Auto-Submitted"] == "auto-generated"
        for secret in (*PERSON.values(), ASKED["title"], ASKED["content"], case.query_code, "低保"):
            assert secret not in text


def nobody_listens() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def test_while_the_mail_server_is_down_the_warning_is_kept_and_sent_later(case, catcher, settings):
    settings.EMAIL_PORT = nobody_listens()
    assert tick_on(D(2024, 10, 8)) == 0
    notice = case.notices.get()
    assert notice.mailed_at is None and notice.mail_failed
    settings.EMAIL_PORT = catcher.port
    assert tick_on(D(2024, 10, 8), 9) == 1
    notice.refresh_from_db()
    assert notice.mailed_at and notice.mail_failed == "" and len(catcher.mails) == 1


def test_a_mail_that_is_refused_waits_ten_minutes_and_keeps_no_other_from_leaving(case, catcher):
    catcher.refused.add(ADDRESSES["clerk"])
    assert tick_on(LAST + DAY) == 1
    assert [mail.to for mail in catcher.mails] == [[ADDRESSES["leader"], ADDRESSES["supervisor"]]]
    catcher.refused.clear()
    assert reminders.send_mail(now=at(LAST + DAY) - timedelta(hours=2) + timedelta(minutes=5)) == 0
    assert reminders.send_mail(now=at(LAST + DAY) - timedelta(hours=2) + timedelta(minutes=11)) == 1


def test_a_warning_of_a_case_answered_since_is_not_mailed(case, catcher, answered, settings):
    reminders.warn(today=D(2024, 10, 8), at=at(D(2024, 10, 8), 8))
    answered(case=case, on=D(2024, 10, 8))
    assert reminders.send_mail(now=at(D(2024, 10, 8), 18)) == 0
    assert catcher.mails == [] and case.notices.get().mail_failed == "申请已经办结，不再提醒"


def test_a_warning_nobody_has_an_address_for_is_settled_with_the_reason(applied, db, clerk, catcher):
    case = applied(on=RECEIVED)
    assert tick_on(D(2024, 10, 8)) == 0
    notice = case.notices.get()
    assert notice.mailed_at and notice.mail_failed == "收件人没有登记电子邮箱"


def test_the_first_page_shows_the_newest_warning_of_each_open_case_the_most_urgent_first(case, applied, organ, clerk):
    later = applied(on=D(2024, 9, 9))
    for day in (D(2024, 10, 8), D(2024, 10, 10), D(2024, 10, 12)):
        reminders.warn(today=day, at=at(day))
    shown = reminders.current(organ, now=at(D(2024, 10, 12)))
    assert [(row.application_id, row.stage) for row in shown] == [(case.pk, "escalated"), (later.pk, "0")]
    assert reminders.current(organ, handler=clerk, now=at(D(2024, 10, 12)))[0].application == case


def test_when_all_are_warned_a_tick_looks_at_no_case(case, django_assert_max_num_queries):
    reminders.warn(today=D(2024, 10, 8), at=at(D(2024, 10, 8)))
    with django_assert_max_num_queries(5):
        assert reminders.warn(today=D(2024, 10, 8), at=at(D(2024, 10, 8))) == 0


def test_a_tick_takes_so_many_cases_and_the_next_one_the_others(case, applied):
    for _more in range(3):
        applied(on=RECEIVED)
    assert reminders.warn(today=LAST, at=at(LAST), most=3) == 3
    assert reminders.warn(today=LAST, at=at(LAST), most=3) == 1


def test_a_cached_date_that_is_wrong_is_put_right_and_warns_of_the_true_one(case):
    Application.objects.filter(pk=case.pk).update(bites_on=D(2024, 9, 20))
    assert reminders.warn(today=D(2024, 9, 19), at=at(D(2024, 9, 19))) == 0
    case.refresh_from_db()
    assert case.bites_on == LAST


def test_a_record_that_cannot_be_replayed_keeps_no_other_from_being_warned_of(case, applied):
    broken = applied(on=RECEIVED)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE applications_applicationevent SET event = 'nothing' WHERE case_id = %s", [broken.pk])
    assert reminders.warn(today=LAST, at=at(LAST)) == 1
    assert stages(case) == ["0"]
