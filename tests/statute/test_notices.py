"""Notice files: what is shipped can be read, and a file that contradicts itself says so in one clear sentence."""

from datetime import date

import pytest

from gongkai.statute.workdays.calendar import calendar
from gongkai.statute.workdays.notices import (
    NoticeContradiction,
    NoticeUnreadable,
    load_notices,
    shipped_notices,
    with_local,
)

HEAD = 'year = 2027\n\n[[notice]]\ntitle = "关于2027年部分节假日安排的通知"\nnumber = "甲号"\ndated = 2026-11-05\n'


def holiday(name: str, off: str = "", work: str = "") -> str:
    lines = ["", "[[notice.holiday]]", f'name = "{name}"']
    lines += [f"off = {off}"] if off else []
    lines += [f"work = {work}"] if work else []
    return "\n".join(lines) + "\n"


@pytest.fixture
def office(tmp_path):
    """Writes y2027.toml with the given rows and reads the directory, as an office would."""

    def read(*rows: str, head: str = HEAD, name: str = "y2027.toml"):
        (tmp_path / name).write_text(head + "".join(rows), encoding="utf-8")
        return load_notices(tmp_path)

    return read


def test_every_year_from_2004_has_its_notice():
    assert {notice.year for notice in shipped_notices()} >= set(range(2004, 2027))


def test_every_notice_since_2006_names_its_number_date_and_address():
    for notice in shipped_notices():
        if notice.year >= 2006:
            assert notice.number and notice.dated, notice.title
            assert notice.address.startswith("https://www.gov.cn/"), notice.title
            assert notice.known_on is not None and notice.known_on >= notice.dated


def test_each_notice_is_known_before_its_first_day_off_or_amends_an_earlier_one():
    for notice in shipped_notices():
        if notice.known_on and not notice.amends:
            assert notice.known_on < min(day for row in notice.rows for day in row.days_off())


def test_the_years_with_two_notices_keep_each_in_its_own_table():
    twice = {notice.year: notice.amends for notice in shipped_notices() if notice.amends}
    assert twice == {2015: "国办发明电〔2014〕28号", 2019: "国办发明电〔2018〕15号", 2020: "国办发明电〔2019〕16号"}


def test_an_office_adds_a_year_without_waiting_for_a_release(office, tmp_path):
    office(holiday("元旦", "[2027-01-01, 2027-01-03]", "[2026-12-27]"))
    known = calendar(directory=tmp_path)
    assert 2027 in known.announced_years
    assert known.is_workday(date(2026, 12, 27))
    assert known.is_workday(date(2026, 2, 28))  # the shipped years are still there
    assert not calendar().is_workday(date(2026, 12, 27))


def test_a_file_changed_on_disk_counts_at_once(office, tmp_path):
    office(holiday("元旦", "2027-01-01"))
    assert calendar(directory=tmp_path).is_workday(date(2027, 1, 4))
    office(holiday("元旦", "[2027-01-01, 2027-01-04]"))
    assert not calendar(directory=tmp_path).is_workday(date(2027, 1, 4))


def test_a_directory_that_is_not_there_adds_nothing(tmp_path):
    assert calendar(directory=tmp_path / "none") is calendar()


def test_the_calendar_is_built_once_while_the_files_stay_the_same(office, tmp_path):
    office(holiday("元旦", "2027-01-01"))
    assert calendar(directory=tmp_path) is calendar(directory=tmp_path)


def test_an_office_file_replaces_the_shipped_year(office, tmp_path):
    office(holiday("元旦", "2026-01-01"), head=HEAD.replace("2027", "2026"), name="y2026.toml")
    years = [notice.number for notice in with_local(tmp_path) if notice.year == 2026]
    assert years == ["甲号"]


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        pytest.param(
            [holiday("春节", "[2027-02-05, 2027-02-12]", "[2027-02-06]")],
            "2027年2月6日（星期六）在第8行〔春节〕放假，又在第8行〔春节〕上班",
            id="one day off and worked in one row",
        ),
        pytest.param(
            [holiday("国庆节", "[2027-10-01, 2027-10-07]"), holiday("中秋节", "2027-09-15", "[2027-10-02]")],
            "2027年10月2日（星期六）在第8行〔国庆节〕放假，又在第12行〔中秋节〕上班",
            id="one day off in one row and worked in another",
        ),
        pytest.param(
            [holiday("劳动节", "[2027-05-01, 2027-05-05]", "[2027-05-11]")],
            "第8行〔劳动节〕把2027年5月11日（星期二）列为调休上班，但这天本来就不是休息日",
            id="a make-up day that is a weekday",
        ),
        pytest.param(
            [holiday("元旦", "2029-01-01")],
            "第8行〔元旦〕的2029年1月1日（星期一）不在2027年前后一年之内",
            id="a slip in the year",
        ),
        pytest.param(
            [holiday("春节", "[2027-02-12, 2027-02-05]")],
            "第8行〔春节〕放假的末日2027年2月5日（星期五）早于首日2027年2月12日（星期五）",
            id="a range backwards",
        ),
        pytest.param([holiday("春节", "[2027-02-05, 2027-03-12]")], "第8行〔春节〕放假超过31天", id="a range too long"),
    ],
)
def test_a_contradictory_notice_is_refused_naming_day_and_row(office, rows, message):
    with pytest.raises(NoticeContradiction) as refusal:
        office(*rows)
    assert str(refusal.value).startswith("y2027.toml：")
    assert message in str(refusal.value)


def test_all_contradictions_of_a_file_are_told_together(office):
    with pytest.raises(NoticeContradiction) as refusal:
        office(holiday("春节", "[2027-02-05, 2027-02-12]", "[2027-02-06, 2027-02-16]"))
    assert len(refusal.value.problems) == 2


def second(amends: str = "", dated: str = "2027-03-01") -> str:
    return f'\n[[notice]]\ntitle = "调整通知"\nnumber = "乙号"\ndated = {dated}\n' + (
        f'amends = "{amends}"\n' if amends else ""
    )


def test_two_notices_that_disagree_must_say_which_amends_which(office):
    first = holiday("劳动节", "[2027-05-01, 2027-05-03]", "[2027-05-08]")
    change = holiday("劳动节", "[2027-05-08, 2027-05-09]")
    with pytest.raises(NoticeContradiction, match=r"2027年5月8日.*甲号.*乙号.*说法相反.*amends"):
        office(first, second(), change)
    assert [notice.number for notice in office(first, second("甲号"), change)] == ["甲号", "乙号"]


def test_an_amending_notice_may_give_back_a_weekday_that_was_off(office, tmp_path):
    office(holiday("劳动节", "[2027-05-01, 2027-05-05]"), second("甲号"), holiday("劳动节", work="[2027-05-05]"))
    assert calendar(directory=tmp_path).is_workday(date(2027, 5, 5))
    assert not calendar(directory=tmp_path, as_of=date(2027, 2, 28)).is_workday(date(2027, 5, 5))


@pytest.mark.parametrize(
    ("amends", "dated", "message"),
    [
        ("丙号", "2027-03-01", "“乙号”所修改的“丙号”不在本文件前文"),
        ("甲号", "2026-01-01", "“乙号”的日期早于被它修改的“甲号”"),
    ],
)
def test_an_amendment_must_follow_what_it_amends(office, amends, dated, message):
    with pytest.raises(NoticeContradiction, match=message):
        office(holiday("劳动节", "2027-05-01"), second(amends, dated), holiday("劳动节", "2027-05-03"))


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("year = 2026\n", "year 应为 2027"),
        ("year = 2027\n", "至少应有一份通知"),
        ("year = 2027\nnotice = 3\n", "至少应有一份通知"),
        ("year = \n", "不是有效的TOML文件"),
        ('year = 2027\n[[notice]]\nnumber = "甲号"\n', "第1份通知缺 title"),
        (HEAD, "第1份通知没有任何节日"),
        (HEAD + holiday("", "2027-01-01"), "的节日缺 name"),
        (HEAD + holiday("元旦"), "第8行〔元旦〕既没有 off 也没有 work"),
        (HEAD + holiday("元旦", '"1月1日"'), "第8行〔元旦〕的 off 应为日期"),
        (HEAD + holiday("元旦", "[2027-01-01]"), "应为一个日期，或首尾两个日期"),
        (HEAD + holiday("元旦", "2027-01-01T08:00:00"), "应为日期"),
        (HEAD + holiday("元旦", "2027-01-01", "2027-01-02"), "work 应为日期列表"),
        (HEAD + holiday("元旦", "2027-01-01") + "of = 2027-01-02\n", "第8行〔元旦〕有不认识的项目：of"),
        (HEAD.replace("number", "nubmer") + holiday("元旦", "2027-01-01"), "第1份通知有不认识的项目：nubmer"),
    ],
)
def test_an_unreadable_notice_says_what_is_wrong_and_where(office, text, message):
    with pytest.raises(NoticeUnreadable, match=message):
        office(head=text)


def test_a_misnamed_file_is_not_passed_over_in_silence(office):
    with pytest.raises(NoticeUnreadable, match=r"2027\.toml：文件名应为 y年份\.toml"):
        office(holiday("元旦", "2027-01-01"), name="2027.toml")
