"""The working calendar: what was known when, the layers above the notices, and years nobody has announced."""

from datetime import date, timedelta

import pytest

from gongkai.statute.workdays.almanac import ALMANAC
from gongkai.statute.workdays.calendar import Calendar, calendar
from gongkai.statute.workdays.local import LocalHoliday, Override, load_local
from gongkai.statute.workdays.notices import (
    HolidayRow,
    NoticeContradiction,
    NoticeUnreadable,
    shipped_notices,
)
from gongkai.statute.workdays.statutory import statutory_days


@pytest.mark.parametrize(
    ("day", "before", "after", "changed_on"),
    [
        (date(2019, 5, 2), True, False, date(2019, 3, 22)),
        (date(2019, 4, 28), False, True, date(2019, 3, 22)),
        (date(2020, 1, 31), True, False, date(2020, 1, 27)),
        (date(2020, 2, 1), True, False, date(2020, 1, 27)),
        (date(2015, 9, 3), True, False, date(2015, 5, 13)),
        (date(2015, 9, 6), False, True, date(2015, 5, 13)),
    ],
)
def test_a_second_notice_counts_from_the_day_it_is_published(day, before, after, changed_on):
    assert calendar(as_of=changed_on - timedelta(days=1)).is_workday(day) is before
    assert calendar(as_of=changed_on).is_workday(day) is after
    assert calendar().is_workday(day) is after


def test_what_the_second_notice_does_not_speak_of_stays_as_it_was():
    amended = calendar()
    assert not amended.is_workday(date(2020, 1, 24))
    assert amended.is_workday(date(2020, 1, 19))
    assert not amended.is_workday(date(2019, 5, 1))


def test_a_notice_may_fix_days_of_the_december_before():
    before = calendar(as_of=date(2018, 12, 5))
    assert before.is_workday(date(2018, 12, 31)) and not before.is_workday(date(2018, 12, 29))
    assert not calendar().is_workday(date(2018, 12, 31)) and calendar().is_workday(date(2018, 12, 29))


def test_the_reason_names_the_holiday_and_the_notice():
    assert calendar().why(date(2019, 9, 29)).sentence == (
        "2019年9月29日（星期日）是工作日：国庆节调休上班（国办发明电〔2018〕15号）"
    )
    assert calendar().why(date(2019, 10, 1)).source == "国办发明电〔2018〕15号"
    assert calendar().why(date(2019, 5, 2)).source == "国办发明电〔2019〕3号"
    assert calendar().why(date(2019, 9, 28)).sentence == "2019年9月28日（星期六）不是工作日：周末"


def test_2050_is_answered_and_marked_provisional():
    far = calendar()
    assert far.is_workday(date(2050, 3, 1)) is True
    assert far.is_workday(date(2050, 10, 3)) is False
    assert far.is_assumed(date(2050, 3, 1))
    assert "暂定" in far.why(date(2050, 3, 1)).sentence
    assert far.next_workday(date(2050, 9, 30)) == date(2050, 10, 4)
    assert far.not_computed(2050) == ("春节", "清明节", "端午节", "中秋节")


def test_a_year_without_a_notice_keeps_the_statutory_days_but_guesses_no_make_up_days():
    assumed = Calendar([notice for notice in shipped_notices() if notice.year < 2027])
    off = [day for day in statutory_days(2027) if day.weekday() < 5]
    assert off and not any(assumed.is_workday(day) for day in off)
    assert assumed.why(date(2027, 2, 5)).name == "春节"
    first = date(2027, 1, 1)
    assert not any(
        assumed.is_workday(first + timedelta(days=n)) for n in range(365) if (first + timedelta(days=n)).weekday() > 4
    )


def test_statutory_days_follow_the_text_in_force():
    assert len(statutory_days(2026)) == 13
    assert len(statutory_days(2024)) == 11
    assert date(2013, 2, 9) in statutory_days(2013)  # 除夕, by the text of 2007
    assert date(2014, 1, 30) not in statutory_days(2014)  # no longer, by the text of 2013
    assert date(2025, 1, 28) in statutory_days(2025)  # again, by the text of 2024
    assert date(2025, 5, 2) in statutory_days(2025)
    assert date(2025, 5, 2) not in statutory_days(2025, as_of=date(2024, 11, 9))
    assert len(statutory_days(2005)) == 10


def test_the_almanac_agrees_with_the_notices_of_announced_years():
    """Every statutory day of an announced year is a day off; 2004 to 2013 had fewer festivals and older texts."""
    announced = calendar()
    for year in sorted(announced.announced_years & ALMANAC.keys()):
        worked = [day for day in statutory_days(year) if announced.is_workday(day)]
        assert worked == [], year


def test_the_last_days_of_december_may_still_move_until_the_next_notice():
    before = calendar(as_of=date(2022, 12, 7))
    assert before.may_still_move(date(2022, 12, 31))
    assert not before.may_still_move(date(2022, 12, 27))
    assert not calendar().may_still_move(date(2022, 12, 31))


def test_counting_leaves_out_the_first_day_and_takes_in_the_last():
    known = calendar()
    assert known.workdays_between(date(2019, 9, 27), date(2019, 10, 8)) == 3  # 29 and 30 Sept, 8 Oct
    assert known.workdays_between(date(2019, 9, 27), date(2019, 9, 27)) == 0
    assert known.workdays_between(date(2019, 9, 27), date(2019, 9, 20)) == 0
    assert known.add_workdays(date(2019, 9, 27), 3) == date(2019, 10, 8)
    assert known.previous_workday(date(2019, 10, 8)) == date(2019, 9, 30)
    with pytest.raises(ValueError, match="工作日数至少为1"):
        known.add_workdays(date(2019, 9, 27), 0)


def test_a_local_holiday_prevails_over_the_national_notice_and_an_override_over_both():
    festival = LocalHoliday(
        HolidayRow("州庆", (date(2019, 7, 23), date(2019, 7, 24)), (date(2019, 7, 20),)), "自治州放假规定（示例）"
    )
    local = calendar(local=[festival])
    assert not local.is_workday(date(2019, 7, 23))
    assert local.is_workday(date(2019, 7, 20))
    assert local.why(date(2019, 7, 23)).source == "自治州放假规定（示例）"
    assert calendar().is_workday(date(2019, 7, 23))

    kept_open = Override(date(2019, 7, 23), works=True, number="县府办通知〔2019〕3号", reason="防汛值守")
    assert calendar(local=[festival], overrides=[kept_open]).is_workday(date(2019, 7, 23))


def test_an_override_prevails_over_a_day_the_notice_names():
    kept_open = Override(date(2019, 10, 4), works=True, number="〔2019〕30号", reason="抗旱值守")
    closed = Override(date(2019, 9, 29), works=False, number="〔2019〕31号", reason="搬迁")
    known = calendar(overrides=[kept_open, closed])
    assert known.is_workday(date(2019, 10, 4)) and not known.is_workday(date(2019, 9, 29))
    assert known.why(date(2019, 10, 4)).source == "〔2019〕30号：抗旱值守"


def test_an_override_fixes_a_day_of_an_unannounced_year():
    closed = Override(date(2050, 3, 1), works=False, number="〔2050〕1号", reason="停电检修")
    known = calendar(overrides=[closed])
    assert not known.is_workday(date(2050, 3, 1))
    assert not known.is_assumed(date(2050, 3, 1))


def test_an_override_needs_a_number_and_a_reason():
    with pytest.raises(ValueError, match="应写明文号和理由"):
        Override(date(2019, 7, 23), works=True, number="", reason="防汛")
    with pytest.raises(ValueError, match="应写明依据"):
        LocalHoliday(HolidayRow("州庆", (date(2019, 7, 23),) * 2, ()), " ")


def test_two_overrides_that_disagree_are_refused():
    one = Override(date(2019, 7, 23), works=True, number="甲号", reason="值守")
    other = Override(date(2019, 7, 23), works=False, number="乙号", reason="停水")
    with pytest.raises(NoticeContradiction, match=r"2019年7月23日.*甲号.*乙号.*相反"):
        calendar(overrides=[one, other])


def test_local_rows_are_read_from_a_file(tmp_path):
    file = tmp_path / "local.toml"
    file.write_text(
        '[[local_holiday]]\nname = "州庆"\noff = 2019-07-23\nsource = "自治州规定"\n'
        '[[override]]\nday = 2019-07-24\nworks = false\nnumber = "〔2019〕8号"\nreason = "停电"\n',
        encoding="utf-8",
    )
    local, overrides = load_local(file)
    known = calendar(local=local, overrides=overrides)
    assert not known.is_workday(date(2019, 7, 23)) and not known.is_workday(date(2019, 7, 24))

    file.write_text('[[override]]\nday = 2019-07-24\nworks = false\nnumber = "〔2019〕8号"\n', encoding="utf-8")
    with pytest.raises(NoticeUnreadable, match=r"local\.toml：缺少项目 reason"):
        load_local(file)
