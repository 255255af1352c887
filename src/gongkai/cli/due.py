"""`gongkai due`: the last day of a reply (条例第三十三条) or of publication (第二十六条), with the reasons."""

import argparse
import json
import os
import re
import sys
from datetime import date
from pathlib import Path

from gongkai.cli.errors import UsageProblem
from gongkai.statute.clocks import ClockProblem, Due, Restart, Suspension, due, watch
from gongkai.statute.instruments import INSTRUMENTS
from gongkai.statute.limits import given, limit
from gongkai.statute.wording import aligned, chinese_date
from gongkai.statute.workdays.calendar import Calendar, calendar
from gongkai.statute.workdays.notices import NoticeProblem

NAME = "due"
HELP = "计算期限届满之日：答复申请（第三十三条）或者主动公开（第二十六条）"

LONGEST_DAYS = 3650
FIRST_YEAR, LAST_YEAR = 1949, 2199
ANY_RESTART = "期限重新计算（收到补正的申请，或者缴清信息处理费）"


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--received", metavar="日期", help="收到申请之日，如 2024-09-06；当日不计入")
    parser.add_argument("--formed", metavar="日期", help="信息形成或者变更之日（主动公开）")
    parser.add_argument("--days", metavar="天数", help="工作日数，默认20")
    parser.add_argument("--restart", metavar="日期", action="append", default=[], help="重新计算之日，可多次")
    parser.add_argument(
        "--suspend",
        metavar="发出:收到",
        action="append",
        default=[],
        help="征求意见的发出之日和收到意见之日，如 2024-09-12:2024-10-08，可多次",
    )
    parser.add_argument("--extend", action="store_true", help="延长答复20个工作日")
    parser.add_argument("--json", action="store_true", help="输出JSON")


def run(args: argparse.Namespace) -> int:
    result, title = _publication(args) if _is_publication(args) else _reply(args)
    if args.json:
        print(json.dumps(as_data(result), ensure_ascii=False))
    else:
        print(ledger(result, title))
    return 0


def as_data(result: Due) -> dict[str, object]:
    """What `--json` prints: the two dates, whether they are 暂定, and the trail."""
    return {
        "due": result.on.isoformat(),
        "safe": result.safe_on.isoformat(),
        "provisional": result.provisional,
        "trail": [{"on": s.day.isoformat(), "what": s.what, "article": s.article} for s in result.trail],
    }


def ledger(result: Due, title: str) -> str:
    """The trail as three aligned columns, and the dates below."""
    rows = [(chinese_date(step.day), step.what, step.article) for step in result.trail]
    lines = [title, "", aligned([("日期", "经过", "依据"), *rows]), ""]
    pending = f"（暂定：{'、'.join(f'{year}年' for year in result.assumed_years)}放假通知未公布）"
    lines.append(f"届满之日：{chinese_date(result.on)}{pending if result.provisional else ''}")
    if result.safe_on != result.on:
        lines.append(f"从严日期：{chinese_date(result.safe_on)}（条文未明确首尾两日如何计算，宜在此日前办结）")
    return "\n".join(lines)


def _is_publication(args: argparse.Namespace) -> bool:
    if (args.received is None) == (args.formed is None):
        both = "只能给出一个" if args.received is not None else "须给出一个"
        raise UsageProblem(f"--received（收到申请之日）和 --formed（信息形成之日）{both}")
    return args.formed is not None


def _reply(args: argparse.Namespace) -> tuple[Due, str]:
    received = _day(args.received, "--received")
    rule = limit("reply", on=INSTRUMENTS["2019"].since)
    if args.days is not None and _days(args.days) != rule.days:
        rule = given(_days(args.days), label=rule.label, starts=rule.starts)
    elif args.days is None and received < rule.since:
        old = limit("reply", on=max(received, INSTRUMENTS["2007"].since))
        print(
            f"提示：{chinese_date(rule.since, weekday=False)}以前收到的申请，当时的期限是{old.amount}；"
            f"现按{rule.amount}计算，如需按旧期限请加 --days {old.days}",
            file=sys.stderr,
        )
    pauses = [_pause(text) for text in args.suspend]
    restarts = [Restart(_day(text, "--restart"), ANY_RESTART) for text in args.restart]
    extension = limit("extension", on=INSTRUMENTS["2019"].since) if args.extend else None
    try:
        result = due(rule, received, restarts=restarts, suspensions=pauses, extension=extension, calendar=_calendar())
    except ClockProblem as problem:
        raise UsageProblem(str(problem)) from problem
    return result, f"答复申请的期限：{chinese_date(received)}收到，{rule.amount}"


def _publication(args: argparse.Namespace) -> tuple[Due, str]:
    used = [name for name in ("suspend", "restart", "extend") if getattr(args, name)]
    if used:
        flags = "、".join(f"--{name}" for name in used)
        raise UsageProblem(f"主动公开的期限不能扣除、重新计算或者延长，--formed 不能与 {flags} 同用")
    formed = _day(args.formed, "--formed")
    result = watch(formed, None if args.days is None else _days(args.days), calendar=_calendar())
    return result, f"主动公开的期限：{chinese_date(formed)}形成或者变更"


def _calendar() -> Calendar:
    """The calendar the platform itself counts by: the shipped notices and those of the office's own directory."""
    own = os.environ.get("GONGKAI_NOTICES", "")
    try:
        return calendar(directory=Path(own) if own else None)
    except NoticeProblem as problem:
        raise UsageProblem(f"本地放假安排（GONGKAI_NOTICES）不能使用：{problem}") from problem


def _day(text: str, flag: str) -> date:
    try:
        if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text, re.ASCII) is None:
            raise ValueError(text)
        day = date.fromisoformat(text)
    except ValueError:
        raise UsageProblem(f"{flag} 的日期“{text}”无法识别，应写作 2024-09-06") from None
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise UsageProblem(f"{flag} 的日期“{text}”不在{FIRST_YEAR}年至{LAST_YEAR}年之间")
    return day


def _days(text: str) -> int:
    if re.fullmatch(r"[+-]?\d{1,9}", text, re.ASCII) is None:
        raise UsageProblem(f"--days “{text}”不是整数")
    days = int(text)
    if not 1 <= days <= LONGEST_DAYS:
        raise UsageProblem(f"--days 应在1至{LONGEST_DAYS}之间，不能是{days}")
    return days


def _pause(text: str) -> Suspension:
    sent, colon, answered = text.partition(":")
    if not colon:
        raise UsageProblem(f"--suspend “{text}”应写作 发出之日:收到意见之日，如 2024-09-12:2024-10-08")
    return Suspension(_day(sent, "--suspend"), _day(answered, "--suspend"))
