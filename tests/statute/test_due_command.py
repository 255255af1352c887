"""`gongkai due` as it is typed: what it prints, and what it refuses in one line with exit status 2."""

import json
import subprocess
import sys

import pytest

from gongkai.cli.main import main
from gongkai.statute.wording import display_width


def answer(capsys, *words: str) -> dict:
    assert main(["due", *words, "--json"]) == 0
    return json.loads(capsys.readouterr().out)


def test_json_holds_both_dates_and_the_trail(capsys):
    data = answer(capsys, "--received", "2024-09-06", "--suspend", "2024-09-12:2024-10-08")
    assert list(data) == ["due", "safe", "provisional", "trail"]
    assert (data["due"], data["safe"], data["provisional"]) == ("2024-10-29", "2024-10-28", False)
    assert data["trail"][0] == {
        "on": "2024-09-06",
        "what": "收到申请之日，当日不计入，自次一工作日起算20个工作日",
        "article": "条例第三十三条第二款；民法典第二百零一条",
    }
    assert all(set(step) == {"on", "what", "article"} for step in data["trail"])


@pytest.mark.parametrize(
    ("words", "due"),
    [
        ("--received 2019-09-18", "2019-10-21"),
        ("--received 2023-09-22 --days 7", "2023-10-09"),
        ("--received 2023-09-22 --restart 2023-10-20", "2023-11-17"),
        ("--received 2025-01-16 --extend", "2025-03-19"),
        ("--received 2025-04-07 --extend --suspend 2025-04-14:2025-05-08", "2025-06-27"),
        ("--received 2026-04-13 --restart 2026-05-08 --restart 2026-06-02", "2026-07-01"),
        ("--received 2017-06-19 --days 15", "2017-07-10"),
        ("--formed 2024-12-18", "2025-01-16"),
        ("--formed 2024-12-18 --days 10", "2025-01-02"),
    ],
)
def test_the_last_day(capsys, words, due):
    assert answer(capsys, *words.split())["due"] == due


def test_a_far_year_is_answered_as_provisional(capsys):
    data = answer(capsys, "--received", "2050-04-07")
    assert data["provisional"] is True
    assert main(["due", "--received", "2050-04-07"]) == 0
    assert "届满之日：2050年5月6日（星期五）（暂定：2050年放假通知未公布）" in capsys.readouterr().out


def test_an_application_under_the_old_order_is_counted_as_asked_with_a_hint(capsys):
    assert main(["due", "--received", "2017-06-19", "--json"]) == 0
    out, err = capsys.readouterr()
    assert json.loads(out)["due"] == "2017-07-17"
    assert "当时的期限是15个工作日" in err and "--days 15" in err
    assert main(["due", "--received", "2019-05-15", "--json"]) == 0
    assert capsys.readouterr().err == ""


def test_the_ledger_is_aligned_for_wide_characters(capsys):
    assert main(["due", "--received", "2024-09-06", "--suspend", "2024-09-12:2024-10-08"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "答复申请的期限：2024年9月6日（星期五）收到，20个工作日"
    head = lines.index(next(line for line in lines if line.startswith("日期")))
    column = display_width(lines[head][: lines[head].index("依据")])
    for line in lines[head + 1 : lines.index("", head)]:
        cut = next(n for n in range(len(line)) if display_width(line[:n]) == column)
        assert line[cut - 2 : cut] == "  " and line[cut] != " "
    assert "届满之日：2024年10月29日（星期二）" in lines
    assert lines[-1].startswith("从严日期：2024年10月28日（星期一）")


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ("", "须给出一个"),
        ("--received 2024-09-06 --formed 2024-09-06", "只能给出一个"),
        ("--received 2024-13-06", "--received 的日期“2024-13-06”无法识别，应写作 2024-09-06"),
        ("--received 2023-02-29", "无法识别"),
        ("--received 20240906", "无法识别"),
        ("--received 今天", "无法识别"),
        ("--received ２０２４-09-06", "无法识别"),
        ("--received 9999-12-31", "不在1949年至2199年之间"),
        ("--received 2024-09-06 --suspend 2024-10-08:2024-09-12", "收到意见之日2024年9月12日（星期四）早于发出之日"),
        ("--received 2024-09-06 --suspend 2024-09-12", "应写作 发出之日:收到意见之日"),
        ("--received 2024-09-06 --suspend 2024-09-12:", "无法识别"),
        ("--received 2024-09-06 --suspend 2024-09-05:2024-09-12", "早于起算日"),
        ("--received 2024-09-06 --suspend 2024-10-12:2024-10-20", "晚于期限届满之日"),
        ("--received 2024-09-06 --restart 2024-09-05", "重新计算之日2024年9月5日（星期四）早于起算日"),
        ("--received 2024-09-06 --days 0", "不能是0"),
        ("--received 2024-09-06 --days -3", "不能是-3"),
        ("--received 2024-09-06 --days 3651", "--days 应在1至3650之间"),
        ("--received 2024-09-06 --days 99999999999999999999", "不是整数"),
        ("--received 2024-09-06 --days 1.5", "不是整数"),
        ("--formed 2024-09-06 --extend", "不能与 --extend 同用"),
        ("--formed 2024-09-06 --restart 2024-09-09", "不能与 --restart 同用"),
        ("--formed 2024-09-06 --suspend 2024-09-09:2024-09-10 --extend", "不能与 --suspend、--extend 同用"),
        ("--received", "参数 --received 后面要有一个值"),
        ("--recieved 2024-09-06", "不认识的参数"),
    ],
)
def test_what_cannot_be_is_refused_in_one_line(capsys, words, message):
    assert main(["due", *words.split()]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith("gongkai due: ") and err.count("\n") == 1
    assert message in err


def test_the_offices_own_notices_count_here_too(tmp_path, monkeypatch, capsys):
    notice = 'year = 2040\n[[notice]]\ntitle = "通知"\n[[notice.holiday]]\nname = "元旦"\noff = [{}]\n'
    file = tmp_path / "y2040.toml"
    file.write_text(notice.format("2040-01-01, 2040-01-03"), encoding="utf-8")
    monkeypatch.setenv("GONGKAI_NOTICES", str(tmp_path))
    data = answer(capsys, "--received", "2040-01-01", "--days", "1")
    assert (data["due"], data["provisional"]) == ("2040-01-04", False)

    file.write_text(notice.format("2040-01-03, 2040-01-01"), encoding="utf-8")
    assert main(["due", "--received", "2040-01-01"]) == 2
    error = capsys.readouterr().err
    assert "y2040.toml：第4行〔元旦〕放假的末日2040年1月1日（星期日）早于首日" in error and error.count("\n") == 1


def test_the_law_answers_without_django():
    """A fresh interpreter: the command must not pull the whole platform in."""
    script = (
        "import sys; from gongkai.cli.main import main; status = main(['due', '--received', '2019-09-18']);"
        "status += main(['law']); heavy = {'django', 'wagtail'} & set(sys.modules); sys.exit(status or bool(heavy))"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "2019年10月21日（星期一）" in done.stdout
