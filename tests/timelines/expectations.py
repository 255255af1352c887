"""What a timeline may expect (= 届满日 2024-10-29), each a function from the case to what is found there."""

import re
from collections.abc import Callable
from datetime import date

from gongkai.applications import clocks, events
from gongkai.applications import standing as s
from gongkai.applications.standing import Standing
from gongkai.statute.annual_report.forms import form_for
from gongkai.statute.clocks import Due
from gongkai.statute.decisions import cell
from tests.timelines.played import Played
from tests.timelines.words import Wording, day, number

NONE = "无"
NOT_COUNTED = "不计"
ORNAMENT = re.compile(r"^(?:（[一二三四五六七]）|\d+\.|[一二三四]、)|（[^（）]*）$")


def check(played: Played, text: str) -> str:
    """Empty when it holds, else the sentence that says what was found. Wording for an expectation that is not one."""
    name, _blank, rest = text.partition(" ")
    if name not in EXPECTATIONS:
        raise Wording(f"没有“{name}”这种结果，可以写：{'、'.join(EXPECTATIONS)}")
    return EXPECTATIONS[name](played, rest.strip())


def _day(found: date | None, wanted: str) -> str:
    shown = found.isoformat() if found else NONE
    if wanted != NONE:
        day(wanted)
    return "" if shown == wanted else f"应为{wanted}，算得{shown}"


def _dated(find: Callable[[Played], date | None]) -> Callable[[Played, str], str]:
    return lambda played, wanted: _day(find(played), wanted)


def _due(find: Callable[[Played], Due | None]) -> Callable[[Played, str], str]:
    def look(played: Played, wanted: str) -> str:
        due = find(played)
        return _day(due.on if due else None, wanted)

    return look


def _reply(played: Played) -> Due | None:
    return clocks.reply_due(played.now, played.known)


def _safe(played: Played) -> date | None:
    due = _reply(played)
    return due.safe_on if due else None


def _state(played: Played, wanted: str) -> str:
    found = s.STATES[played.now.state]
    if wanted not in s.STATES.values():
        raise Wording(f"没有“{wanted}”这种状态，可以写：{'、'.join(s.STATES.values())}")
    return "" if found == wanted else f"状态应为“{wanted}”，现为“{found}”"


def _party(kind: str) -> Callable[[Played, str], str]:
    def look(played: Played, rest: str) -> str:
        who, _blank, wanted = rest.rpartition(" ")
        if who and who.strip() not in played.parties:
            raise Wording(f"上文没有“{who.strip()}”")
        rows = [row for row in played.now.consultations if row.kind == kind]
        if who:
            rows = [row for row in rows if row.party == played.parties[who.strip()]]
        due = clocks.consultation_due(rows[-1], played.known) if rows else None
        return _day(due.on if due else None, wanted)

    return look


def _provisional(wanted: bool) -> Callable[[Played, str], str]:
    def look(played: Played, _rest: str) -> str:
        due = _reply(played)
        found = bool(due and due.provisional)
        return "" if found == wanted else f"届满日{'是' if found else '不是'}暂定的"

    return look


def _numbered(find: Callable[[Played], int | None]) -> Callable[[Played, str], str]:
    def look(played: Played, wanted: str) -> str:
        found = find(played)
        return "" if found == number(wanted) else f"应为{wanted}，现为{found if found is not None else NONE}"

    return look


def _used(place: int) -> Callable[[Played], int | None]:
    def find(played: Played) -> int | None:
        both = clocks.used_and_left(played.now, played.known)
        return both[place] if both else None

    return find


def _running(played: Played, rest: str) -> str:
    label, _blank, wanted = rest.rpartition(" ")
    found = {clock.label: clock.due.on for clock in clocks.running(played.now, played.known)}
    if label not in found:
        return f"没有在计算“{label}”的期限，现有：{'、'.join(found) or NONE}"
    return _day(found[label], wanted)


def _not_running(played: Played, label: str) -> str:
    found = [clock.label for clock in clocks.running(played.now, played.known)]
    return f"“{label}”的期限还在计算" if label in found else ""


def report_cells(now: Standing, year: int) -> tuple[str, ...]:
    """Keys of the rows of table three that count the case in the report on `year`: how it came in, how it went out."""
    start, end = date(year, 1, 1), date(year, 12, 31)
    if now.received_on is None or now.received_on > end or (now.closed_on is not None and now.closed_on < start):
        return ()
    came = "new_received" if now.received_on >= start else "carried_in"
    went = "carried_out" if now.closed_on is None or now.closed_on > end else cell(now.decision, year)
    return came, went


def _report(played: Played, rest: str) -> str:
    year, _blank, wanted = rest.partition(" ")
    table = form_for(number(year)).table_three
    if table is None:
        raise Wording(f"{year}年的年度报告没有统计表")
    labels = {row.key: row.label for row in table.number_rows}
    found = [labels[key] for key in report_cells(played.now, number(year))]
    if wanted == NOT_COUNTED:
        return f"{year}年计入：{'、'.join(found)}" if found else ""
    if wanted not in {*labels.values(), *map(plain, labels.values())}:
        raise Wording(f"{year}年的表三没有“{wanted}”这一行")
    return "" if wanted in {*found, *map(plain, found)} else f"{year}年计入：{'、'.join(found) or NOT_COUNTED}"


def plain(label: str) -> str:
    """予以公开 of （一）予以公开; 属于国家秘密 of 1.属于国家秘密."""
    return ORNAMENT.sub("", label)


EXPECTATIONS: dict[str, Callable[[Played, str], str]] = {
    "状态": _state,
    "届满日": _due(_reply),
    "稳妥日期": _dated(_safe),
    "暂定": _provisional(True),
    "不是暂定": _provisional(False),
    "收到之日": _dated(lambda played: played.now.received_on),
    "起算日": _dated(lambda played: played.now.day_zero),
    "补正告知最迟": _due(lambda played: clocks.correction_notice_due(played.now, played.known)),
    "第三方期限": _party(events.THIRD_PARTY),
    "共同制作机关期限": _party(events.CO_MAKER),
    "其他机关期限": _party(events.OTHER_ORGAN),
    "缴费期限": _due(lambda played: clocks.payment_due(played.now, played.known)),
    "应缴金额": _numbered(lambda played: played.now.fee.facts.amount_yuan if played.now.fee else None),
    "已用工作日": _numbered(_used(0)),
    "剩余工作日": _numbered(_used(1)),
    "正在计算": _running,
    "不再计算": _not_running,
    "办结日": _dated(lambda played: played.now.closed_on),
    "报告栏": _report,
}
