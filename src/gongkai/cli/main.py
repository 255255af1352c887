"""`gongkai <command>`: finds the command's module, reads its arguments, runs it.

Exit status: 0 done, 1 done and something is wrong (each command says what), 2 the call cannot be understood.
"""

import argparse
import importlib
import re
import sys
from collections.abc import Sequence
from typing import NoReturn, Protocol

from gongkai import __version__
from gongkai.cli.errors import UsageProblem

COMMANDS = {
    "due": "gongkai.cli.due",
    "law": "gongkai.cli.law",
    "scan": "gongkai.cli.scan",
    "setup": "gongkai.cli.setup",
    "demo": "gongkai.cli.demo",
    "serve": "gongkai.cli.serve",
    "worker": "gongkai.cli.worker",
    "bake": "gongkai.cli.bake",
    "tick": "gongkai.cli.tick",
    "report": "gongkai.cli.report",
    "catalogue": "gongkai.cli.catalogue",
    "application": "gongkai.cli.application",
    "rebuild": "gongkai.cli.rebuild",
    "audit": "gongkai.cli.audit",
    "verify": "gongkai.cli.verify",
    "bundle": "gongkai.cli.bundle",
    "views": "gongkai.cli.views",
    "keys": "gongkai.cli.keys",
    "settings": "gongkai.cli.settings",
    "django": "gongkai.cli.django",
}


class Command(Protocol):
    HELP: str

    def configure(self, parser: argparse.ArgumentParser) -> None: ...

    def run(self, args: argparse.Namespace) -> int: ...


ARGPARSE_SAYS = (
    (r"the following arguments are required: (.*)", r"缺少参数 \1"),
    (r"unrecognized arguments: (.*)", r"不认识的参数 \1"),
    (r"argument ([^:]*): expected (?:one|at least one) argument", r"参数 \1 后面要有一个值"),
    (r"argument ([^:]*): invalid choice: (\S*) \(choose from (.*)\)", r"参数 \1 不能是 \2，可用：\3"),
    (r"argument ([^:]*): invalid int value: (.*)", r"参数 \1 应为整数，不能是 \2"),
    (r"argument ([^:]*): not allowed with argument (.*)", r"参数 \1 不能与 \2 同时使用"),
    (r"one of the arguments (.*) is required", r"下列参数要有一个：\1"),
)


def in_chinese(message: str) -> str:
    """argparse's own sentence in Chinese; one it does not know stays as it is."""
    for said, ours in ARGPARSE_SAYS:
        if match := re.fullmatch(said, message):
            return match.expand(ours)
    return message


class OneLineParser(argparse.ArgumentParser):
    """argparse prints its usage before each error; people and scripts here get the one line that matters."""

    def error(self, message: str) -> NoReturn:
        raise UsageProblem(f"{in_chinese(message)}（用法见 {self.prog} --help）")


def load(name: str) -> Command:
    return importlib.import_module(COMMANDS[name])


def chosen(name: str, words: Sequence[str]) -> tuple[str, Command, Sequence[str]]:
    """The command and what is left to read. One that has parts says in `choose` which module a first word means."""
    command = load(name)
    choose = getattr(command, "choose", None)
    module = choose(words[0]) if choose is not None and words else None
    if module is None:
        return name, command, words
    part: Command = importlib.import_module(module)
    return f"{name} {words[0]}", part, words[1:]


def overview() -> str:
    lines = ["gongkai：政府信息公开平台", "", "用法：gongkai <命令> [参数]", ""]
    lines += [f"  {name:<12} {load(name).HELP}" for name in COMMANDS]
    return "\n".join([*lines, "", "每个命令都有 --help。"])


def main(argv: Sequence[str] | None = None) -> int:
    words = list(sys.argv[1:] if argv is None else argv)
    if not words or words[0] in {"-h", "--help", "help"}:
        print(overview())
        return 0
    if words[0] == "--version":
        print(f"gongkai {__version__}")
        return 0
    name: str = words[0]
    rest: Sequence[str] = words[1:]
    try:
        if name not in COMMANDS:
            raise UsageProblem(f"没有这个命令；可用的命令：{'、'.join(COMMANDS)}")
        name, command, rest = chosen(name, rest)
        parser = OneLineParser(prog=f"gongkai {name}", description=command.HELP)
        command.configure(parser)
        return command.run(parser.parse_args(rest))
    except UsageProblem as problem:
        print(f"gongkai {name}: {problem}", file=sys.stderr)
        return 2
    except BrokenPipeError:  # `gongkai law | head` is no fault of ours
        sys.stderr.close()
        return 0


if __name__ == "__main__":
    sys.exit(main())
