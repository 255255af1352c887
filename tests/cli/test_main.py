"""`gongkai` itself: what it lists, and how it refuses what it cannot understand."""

import pytest

from gongkai.cli.main import COMMANDS, load, main


def test_alone_it_lists_every_command_with_a_line_of_help(capsys):
    assert main([]) == 0
    listed = capsys.readouterr().out
    for name in COMMANDS:
        assert f"  {name:<12} {load(name).HELP}" in listed


@pytest.mark.parametrize(
    "words",
    [["nonsense"], ["due", "--received"], ["due", "--received", "31.02.2024"], ["audit"], ["audit", "destroy"]],
)
def test_what_it_cannot_understand_is_one_line_and_exit_status_two(words, capsys):
    assert main(words) == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err.count("\n") == 1
    assert told.err.startswith(f"gongkai {words[0]}: ")


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["report"], "缺少参数"),
        (["audit", "destroy"], "不能是"),
        (["worker", "--fast"], "不认识的参数 --fast"),
        (["serve", "--port", "soon"], "应为整数"),
        (["catalogue", "export", "--organ"], "后面要有一个值"),
    ],
)
def test_what_is_wrong_is_said_in_chinese(words, told, capsys):
    assert main(words) == 2
    assert told in capsys.readouterr().err


def test_version_is_the_packages_own(capsys):
    from gongkai import __version__

    assert main(["--version"]) == 0
    assert capsys.readouterr().out == f"gongkai {__version__}\n"
