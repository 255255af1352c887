"""`gongkai scan`: what in these files may not leave, and where it stands (条例第十七条). Needs no database and no settings."""

import argparse
import json
import os
import sys
from collections.abc import Iterator
from pathlib import Path

from gongkai.clearance.apart import SECONDS, Reader
from gongkai.clearance.documents.decoding import as_text
from gongkai.clearance.documents.document import Unread
from gongkai.clearance.documents.places import Place
from gongkai.clearance.scanners import RULES
from gongkai.clearance.scanners.finding import BLOCK, INFO, WARN, Known
from gongkai.clearance.scanning import Result
from gongkai.cli.errors import UsageProblem

NAME = "scan"
HELP = "检查文件里的涉密标志和个人信息，包括隐藏内容、属性、图片里的文字"

CLEAN, BLOCKED, UNREAD = 0, 1, 2  # exit status: the worst of all files
LARGEST = 300 * 1024 * 1024  # bytes
SHORTEST = 5  # letters and digits of a number or an address that no name may show either
WORDS = frozenset({"HIDDEN", "METADATA"})  # rules whose values are whole sentences or names, not numbers
SEVERITY_WORDS = {BLOCK: "阻止", WARN: "警示", INFO: "提示"}


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("paths", metavar="路径", nargs="+", help="文件或者目录；目录连同其中的全部文件")
    parser.add_argument("--json", action="store_true", help="每个文件输出一行JSON")
    parser.add_argument("--lexicon", metavar="文件", help="本机关的词表：每行一个词，可在逗号后写明原因")
    parser.add_argument("--seconds", metavar="秒数", type=int, default=int(SECONDS), help="每个文件最多检查的秒数")


def run(args: argparse.Namespace) -> int:
    if args.seconds < 1:
        raise UsageProblem(f"--seconds 应大于0，不能是{args.seconds}")
    known = Known(forbidden=tuple(_lexicon(args.lexicon)) if args.lexicon else ())
    count, blocked, status = 0, 0, CLEAN
    with Reader(seconds=args.seconds) as reader:
        closed: list[OSError] = []
        for path in _files([Path(path) for path in args.paths], closed):
            result = _scanned(reader, path, known)
            if result is None:
                status = UNREAD
                continue
            count += 1
            blocked += result.is_blocked
            status = max(status, UNREAD if result.unread else BLOCKED if result.is_blocked else CLEAN)
            print(_as_json(path, result) if args.json else _in_words(path, result), flush=True)
    for problem in closed:
        status = UNREAD
        print(f"gongkai scan: {_shown(Path(problem.filename))}：{_in_chinese(problem)}", file=sys.stderr)
    if not args.json:
        print(f"共检查{count}个文件，{blocked}个含有不能公开的内容")
    return status


def _files(paths: list[Path], closed: list[OSError]) -> Iterator[Path]:
    """Files as they are named, directories with all in them by name; a link to a directory is not followed."""
    for path in paths:
        if not path.is_dir():
            yield path
            continue
        for folder, inner, names in os.walk(path, onerror=closed.append):
            inner.sort()
            yield from (Path(folder, name) for name in sorted(names))


def _scanned(reader: Reader, path: Path, known: Known) -> Result | None:
    """None when the file cannot even be opened; that is said on the error output."""
    try:
        if not path.is_file():
            raise FileNotFoundError(0, "没有这个文件" if not path.exists() else "不是文件")
        if path.stat().st_size > LARGEST:
            return Result(unread=[Unread(Place(), f"文件超过{LARGEST // 1024 // 1024}MB，没有检查，请拆分")])
        data = path.read_bytes()
    except OSError as problem:
        print(f"gongkai scan: {_shown(path)}：{_in_chinese(problem)}", file=sys.stderr)
        return None
    return reader.scan(data, path.name, known)


def _in_chinese(problem: OSError) -> str:
    return "没有权限读取" if isinstance(problem, PermissionError) else problem.strerror or "读不出来"


def _as_json(path: Path, result: Result) -> str:
    hide = _hider(result)
    found = [finding.as_data() for finding in result.findings]
    return json.dumps(
        {
            "path": hide(_shown(path)),
            "findings": [{**finding, "where": hide(str(finding["where"]))} for finding in found],
            "unread": [{"where": hide(part.place.code()), "why": hide(part.why)} for part in result.unread],
        },
        ensure_ascii=False,
    )


def _in_words(path: Path, result: Result) -> str:
    hide = _hider(result)
    lines = [hide(_shown(path))]
    for finding in result.findings:
        label = RULES[finding.rule].label if finding.rule in RULES else finding.rule
        note = f"（{hide(finding.note)}）" if finding.note else ""
        hidden = "［看不见的内容］" if finding.hidden else ""
        where = hide(finding.place.words()) or "全文"
        lines.append(f"  {SEVERITY_WORDS[finding.severity]}  {label}  {where}：{finding.masked}{hidden}{note}")
    lines += [f"  没有读到  {hide(part.place.words()) or '整个文件'}：{hide(part.why)}" for part in result.unread]
    if len(lines) == 1:
        lines.append("  没有发现问题")
    return "\n".join(lines)


class _hider:  # noqa: N801 - used as a function
    """A found value may stand in a name as well: of the file, of a sheet, of an attachment. There it is masked, too."""

    def __init__(self, result: Result) -> None:
        self.masks: dict[str, str] = {}
        for finding in result.findings if result.document is not None else []:
            assert result.document is not None
            value = result.document.blocks[finding.block].text[finding.start : finding.end]
            is_number = sum(letter.isascii() and letter.isalnum() for letter in value) >= SHORTEST
            if is_number and finding.rule not in WORDS and value != finding.masked:
                self.masks[value] = finding.masked

    def __call__(self, text: str) -> str:
        for value in sorted(self.masks, key=len, reverse=True):
            text = text.replace(value, self.masks[value])
        return text


def _shown(path: Path) -> str:
    return os.fsencode(path).decode("utf-8", "replace")


def _lexicon(name: str) -> Iterator[tuple[str, str]]:
    try:
        text = as_text(Path(name).read_bytes()) or ""
    except OSError as problem:
        raise UsageProblem(f"词表“{name}”打不开：{_in_chinese(problem)}") from None
    for line in text.splitlines():
        word, _, why = line.replace("，", ",").replace("\t", ",").partition(",")
        if word.strip() and not word.startswith("#"):
            yield word.strip(), why.strip()
