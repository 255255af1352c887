"""Every timeline holds as it is written; and between them they show every row, decision, guard and year there is."""

import re

import pytest

from gongkai.applications.lifecycle import APPLICATION, TRANSITIONS
from gongkai.casework import facts
from gongkai.casework.lifecycle import Happened
from gongkai.statute.decisions import DECISIONS
from tests.timelines.expectations import EXPECTATIONS
from tests.timelines.played import Played
from tests.timelines.reader import FOLDER, files, play
from tests.timelines.words import LABELS, OPTIONS

FIRST_LINE = re.compile(r"第[一二三四五六七八九十]+条.*：.{8,}")


@pytest.fixture(scope="module")
def all_played() -> list[Played]:
    return [play(path) for path in files()]


@pytest.mark.parametrize("path", files(), ids=lambda path: path.stem)
def test_the_timeline_holds_as_written(path):
    played = play(path)
    assert played.mistakes == []
    assert played.expected, "a timeline expects something"
    assert FIRST_LINE.match(played.title), "the first line names the article and says what is shown"


@pytest.mark.parametrize("path", files(), ids=lambda path: path.stem)
def test_what_was_recorded_replays_to_the_same_case(path):
    played = play(path)
    stored = [
        Happened(
            one.event, one.on, facts.from_json(type(one.facts), facts.to_json(one.facts)), one.recorded_at, one.seq
        )
        for one in played.events
    ]
    assert stored == played.events
    assert APPLICATION.replay(stored) == played.now
    assert APPLICATION.check(stored, played.known, changed=1) == played.now


def test_there_are_at_least_sixty(all_played):
    assert len(all_played) >= 60
    assert len({played.title for played in all_played}) == len(all_played)


def test_every_row_of_the_table_happens_in_some_timeline(all_played):
    assert {row.number for row in TRANSITIONS} == set().union(*(played.rows for played in all_played))


def test_every_kind_of_reply_and_of_ending_comes_about_in_some_timeline(all_played):
    assert {row.code for row in DECISIONS} == set().union(*(played.decisions for played in all_played))


def test_every_guard_refuses_in_some_timeline(all_played):
    guards = {guard.__name__ for row in TRANSITIONS for guard in row.guards}
    guards |= {guard.__name__ for guard in APPLICATION.always}
    assert guards <= set().union(*(played.guards for played in all_played))


def test_every_year_with_a_notice_since_2019_is_there(all_played):
    assert set(range(2019, 2027)) <= set().union(*(played.years for played in all_played))


def test_the_guide_to_the_format_names_every_step_option_and_result():
    guide = (FOLDER / "README.md").read_text(encoding="utf-8")
    words = [*LABELS, *EXPECTATIONS, *(name for options in OPTIONS.values() for name in options)]
    assert [word for word in words if word not in guide] == []


def test_the_example_in_the_guide_holds(tmp_path):
    guide = (FOLDER / "README.md").read_text(encoding="utf-8")
    example = tmp_path / "example.txt"
    example.write_text(guide.split("```")[1], encoding="utf-8")
    played = play(example)
    assert (played.mistakes, played.expected) == ([], 5)


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("= 届满日 2024-10-12", "应为2024-10-12，算得2024-10-11"),
        ("= 届满日 10月11日", "不是日期，应写作 2024-09-06"),
        ("= 状态 已归档", "现为“办理中”"),
        ("= 状态 办完了", "没有“办完了”这种状态，可以写：未登记、"),
        ("= 稳妥", "没有“稳妥”这种结果，可以写：状态、届满日"),
        ("= 报告栏 2024 予以公开", "2024年计入：一、本年新收政府信息公开申请数量、四、结转下年度继续办理"),
        ("= 报告栏 2024 公开了", "表三没有“公开了”这一行"),
        ("✗ 延期答复 [工作日=20，理由=信息较多] ： 不能再次延期", "应当被拒绝，却办成了"),
        ("✗ 延期答复 [工作日=21，理由=信息较多] ： 不能再次延期", "被拒绝了，但说明是“延长的期限为1至20个工作日"),
        ("✗ 延期答复 [工作日=21]", "后面要写“：”"),
        ("2024-09-10  送达", "没有办成：现在是“办理中”，不能“送达”"),
        ("2024-09-10  快递", "没有“快递”这个环节，可以写：当面提交、"),
        ("2024-09-10  通知补正 [事项=写明年度]", "“通知补正”应写明“至=…”"),
        ("2024-09-10  延期答复 [天数=20]", "“延期答复”后面没有“天数”，可以写：工作日、理由、登记于"),
        ("2024-09-10  延期答复 [二十日]", "方括号内应写“名称=内容”"),
        ("2024-09-10  延期答复 [工作日=二十]", "“二十”不是数字"),
        ("2024-09-10  收到意见", "“收到意见”后面应写明是谁"),
        ("2024-09-10  起草答复并送审 [答复=同意]", "没有“同意”，可以写："),
        ("九月十日  分办", "应是“日期  环节”"),
    ],
)
def test_a_line_that_does_not_hold_or_cannot_be_read_is_told_with_its_place(tmp_path, line, told):
    path = tmp_path / "wrong.txt"
    path.write_text(f"第三十三条：写错的一行\n2024-09-06  当面提交\n2024-09-06  分办\n{line}\n", encoding="utf-8")
    mistakes = play(path).mistakes
    assert len(mistakes) == 1
    assert mistakes[0].startswith("wrong.txt第4行：")
    assert told in mistakes[0]
