"""`gongkai application`: the register of an organ, one application, its record, for scripts and for a look on the server.

The applicant is shown masked, and what people wrote (descriptions, reasons, statements) not at all: output of a command
ends in logs. The office's own pages show them, to those at the case, and leave a line in the trail.
"""

import argparse
import json
from datetime import date
from typing import Any

from gongkai.cli import office
from gongkai.cli.errors import UsageProblem
from gongkai.cli.organs import organ_of
from gongkai.statute.wording import aligned, chinese_date

HELP = "依申请公开：list 台账，show 一件申请和期限，timeline 办理经过"
# Facts of an event that tell of the procedure, never of a person.
PLAIN_FACTS = {
    "amount_yuan", "by_day", "decision", "delay_until", "expected_on", "kind", "number", "quantity", "signed_for_on", "until",
    "view", "way", "working_days",
}  # fmt: skip


def configure(parser: argparse.ArgumentParser) -> None:
    what = parser.add_subparsers(dest="what", required=True, metavar="list|show|timeline")
    listed = what.add_parser("list", help="一个机关的申请，新收到的在前")
    listed.add_argument("--organ", required=True, metavar="代号", help="机关代号，如 rongjiang-mzj")
    which = listed.add_mutually_exclusive_group()
    which.add_argument("--open", action="store_true", dest="open_only", help="只列未办结的")
    which.add_argument("--overdue", action="store_true", help="只列答复已超期的")
    listed.add_argument("--year", type=int, metavar="年度", help="只列这一年登记的")
    for name, help_text in (("show", "一件申请：状态、期限和计算过程"), ("timeline", "一件申请的全部记录，含更正")):
        one = what.add_parser(name, help=help_text)
        one.add_argument("number", metavar="编号", nargs="+", help="登记编号，如 2024 0004 0015")
    for command in what.choices.values():
        command.add_argument("--json", action="store_true", help="输出 JSON")


def run(args: argparse.Namespace) -> int:
    office.start()
    if args.what == "list":
        return _list(args)
    case = _found(" ".join(args.number))
    return _show(case, args.json) if args.what == "show" else _timeline(case, args.json)


def _list(args: argparse.Namespace) -> int:
    from gongkai.applications.queries.register import Filters, filtered

    organ = organ_of(args.organ)
    filters = Filters(year=args.year, open_only=args.open_only, late_only=args.overdue)
    cases = filtered(organ, filters).defer("content", "first_content", "query_code")
    if args.json:
        print(json.dumps([_as_data(case) for case in cases.iterator(chunk_size=500)], ensure_ascii=False))
        return 0
    rows = [
        (
            _number(case),
            _day(case.received_on),
            _day(case.due_on),
            case.state_label,
            _name(case.handler),
            case.title[:30],
        )
        for case in cases.iterator(chunk_size=500)
    ]
    print(
        aligned([("登记编号", "收到日期", "答复期限", "状态", "承办人", "所需信息"), *rows])
        if rows
        else "没有符合条件的申请"
    )
    return 0


def _found(number: str):
    from gongkai.applications import queries

    case = queries.by_number(number)
    if case is None:
        raise UsageProblem(
            f"没有编号为“{number}”的申请；编号印在登记回执上，如 2024 0004 0015，也可用 gongkai application list 查找"
        )
    return case


def _show(case, as_json: bool) -> int:
    from gongkai.applications.book import BOOK, office_calendar
    from gongkai.applications.clocks import reply_due, running

    now, known = BOOK.replay(case), office_calendar()
    due = reply_due(now, known) if now.is_open else None
    clocks = running(now, known)
    if as_json:
        trail = due.trail if due else ()
        data = _as_data(case) | {
            "trail": [{"day": step.day.isoformat(), "what": step.what, "article": step.article} for step in trail],
            "clocks": [
                {"clock": row.code, "label": row.label, "due_on": row.due.on.isoformat(), "waits_for": row.waits_for, "article": row.article}
                for row in clocks
            ],
        }  # fmt: skip
        print(json.dumps(data, ensure_ascii=False))
        return 0
    pending = "（暂定，放假通知公布后重算）" if due and due.provisional else ""
    lines = [
        ("登记编号", _number(case)), ("机关", case.organ.name), ("所需信息", case.title), ("状态", case.state_label),
        ("申请人", f"{case.applicant.masked_name}（{case.applicant.get_kind_display()}）"),
        ("渠道", case.get_channel_display()), ("收到申请之日", _day(case.received_on)),
        ("承办", "　".join(filter(None, [case.unit.name if case.unit else "", _name(case.handler)]))),
        ("答复期限", f"{chinese_date(due.on)}{pending}" if due else "现在不计算"),
    ]  # fmt: skip
    if due and due.safe_on != due.on:
        lines.append(("从严日期", chinese_date(due.safe_on)))
    if case.decision:
        lines.append(("办理结果", f"{_decision(case.decision)}，{_day(case.closed_on)}"))
    print(aligned(lines))
    if clocks:
        print("\n正在计算的期限")
        print(aligned([(chinese_date(row.due.on), row.label, _left(row.due.on, known), row.article) for row in clocks]))
    if due:
        print("\n答复期限的计算过程")
        print(aligned([(chinese_date(step.day), step.what, step.article) for step in due.trail]))
    return 0


def _left(day: date, known) -> str:
    from django.utils import timezone

    from gongkai.applications.clocks import days_left

    left = days_left(day, timezone.localdate(), known)
    return "已过" if left < 0 else "今天到期" if left == 0 else f"还有{left}个工作日"


def _timeline(case, as_json: bool) -> int:
    from django.utils import timezone

    from gongkai.applications import queries

    lines = queries.timeline(case)
    if as_json:
        print(json.dumps({"number": case.number, "events": [_event(line) for line in lines]}, ensure_ascii=False))
        return 0
    rows = [
        (
            str(line.row.seq), _day(line.row.happened_on),
            timezone.localtime(line.row.recorded_at).strftime("%Y-%m-%d %H:%M"), _name(line.row.by) or "申请人或系统",
            f"{line.label}{_correction(line)}",
        )
        for line in lines
    ]  # fmt: skip
    print(f"{_number(case)}　{case.title}")
    print(aligned([("序号", "发生日期", "记录时间", "记录人", "事项"), *rows]))
    return 0


def _correction(line) -> str:
    said = f"（更正第{line.row.supersedes}条：{line.row.reason}）" if line.is_correction else ""
    return said + (f"〔已由第{line.corrected_by.seq}条更正〕" if line.corrected_by else "")


def _event(line) -> dict[str, Any]:
    row = line.row
    return {
        "seq": row.seq, "event": row.event, "label": line.label, "on": row.happened_on.isoformat(),
        "recorded_at": row.recorded_at.isoformat(), "by": row.by.get_username() if row.by else None,
        "facts": {name: value for name, value in row.facts.items() if name in PLAIN_FACTS},
        "corrects": row.supersedes, "reason": row.reason,
        "corrected_by": line.corrected_by.seq if line.corrected_by else None,
    }  # fmt: skip


def _as_data(case) -> dict[str, Any]:
    return {
        "number": case.number, "organ": case.organ.slug, "title": case.title, "state": case.state,
        "state_label": case.state_label, "channel": case.channel, "applicant": case.applicant.masked_name,
        "applicant_kind": case.applicant.kind, "received_on": _iso(case.received_on), "due_on": _iso(case.due_on),
        "safe_on": _iso(case.safe_on), "provisional": case.is_provisional, "next": case.bites,
        "next_on": _iso(case.bites_on), "open": case.is_open, "extended": case.is_extended,
        "handler": case.handler.get_username() if case.handler else None, "decision": case.decision,
        "closed_on": _iso(case.closed_on),
    }  # fmt: skip


def _number(case) -> str:
    from gongkai.applications.rules import shown_number

    return shown_number(case.number)


def _decision(code: str) -> str:
    from gongkai.statute.decisions import decision

    return decision(code).label


def _name(person) -> str:
    return person.get_full_name() if person else ""


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _day(day: date | None) -> str:
    return _iso(day) or "—"
