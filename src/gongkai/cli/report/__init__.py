"""`gongkai report`: a year compiles the report of that year; another first word is a command of its own.

A new word is one row in `PARTS` and one module beside this one, with `HELP`, `configure` and `run` like any command.
"""

from gongkai.cli.errors import UsageProblem
from gongkai.cli.report import compiled
from gongkai.cli.report.compiled import HELP, NAME, run

PARTS = {
    "evidence": "gongkai.cli.report.evidence",
    "check": "gongkai.cli.report.check",
    "roll-up": "gongkai.cli.report.roll_up",
}

__all__ = ["HELP", "NAME", "PARTS", "choose", "configure", "run"]


def configure(parser) -> None:
    compiled.configure(parser)
    parser.epilog = f"另有：{'；'.join(f'gongkai report {word} …（见其 --help）' for word in PARTS)}"


def choose(word: str) -> str | None:
    """The module for a first word, None for a year or an option. UsageProblem for a word that means nothing here."""
    if word in PARTS or word.startswith("-") or (word.isascii() and word.isdigit()):
        return PARTS.get(word)
    raise UsageProblem(f"“{word}”既不是报告年度（应为四位数字，如 2019），也不是子命令；子命令有：{'、'.join(PARTS)}")
