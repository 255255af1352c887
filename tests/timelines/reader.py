"""Reads a timeline (*.txt, see README.md) and plays it on the lifecycle of applications: no database, no clock.

    played = play(Path("tests/timelines/….txt"))
    played.mistakes     # sentences; empty when everything stands as written

`python -m tests.timelines FILE` prints after every step what the case has become.
"""

import re
import traceback
from collections.abc import Iterator
from datetime import datetime, time
from pathlib import Path
from typing import Any

from gongkai.applications.guards import OFFICE_TIME
from gongkai.applications.lifecycle import APPLICATION
from gongkai.casework import facts as facts_of
from gongkai.casework.lifecycle import Happened, Refusal
from gongkai.statute.workdays.calendar import calendar
from tests.timelines import words
from tests.timelines.expectations import check
from tests.timelines.played import Played
from tests.timelines.words import ABOUT_A_PARTY, LABELS, OPTIONS, RECORDED, Wording, day

FOLDER = Path(__file__).parent
AS_ANNOUNCED = re.compile(r"按\s*(\S+?)\s*已公布的放假通知")
DATED = re.compile(r"(\d{4}-\d{2}-\d{2})\s+(.+)")
BRACKETS = re.compile(r"^(.*?)\s*(?:\[(.*)\])?$")
BETWEEN_OPTIONS = re.compile(r"[，；,;]\s*(?=[^=，；,;]+=)")
AFTER_WORK = time(17, 30)


def files() -> list[Path]:
    return sorted(FOLDER.glob("*.txt"))


def play(path: Path) -> Played:
    """The whole file; a line that cannot be read or does not hold is a sentence in `mistakes`."""
    played = Played(path.name)
    for _line, _text in walk(path, played):
        pass
    return played


def walk(path: Path, played: Played) -> Iterator[tuple[int, str]]:
    """Line by line, `played` as it stands after each."""
    for line, text in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        text = text.strip()
        if not text or text.startswith("#"):
            continue
        try:
            _read(text, played, line)
        except Wording as unknown:
            played.wrong(line, str(unknown))
        yield line, text


def _read(text: str, played: Played, line: int) -> None:
    if not played.title:
        played.title = text
    elif found := AS_ANNOUNCED.fullmatch(text):
        played.known = calendar(as_of=day(found[1]))
    elif text.startswith("="):
        played.expected += 1
        if (sentence := check(played, text[1:].strip())) != "":
            played.wrong(line, sentence)
    elif text.startswith("✗"):
        _refused(text[1:].strip(), played, line)
    elif DATED.fullmatch(text):
        _step(text, played, line)
    else:
        raise Wording("应是“日期  环节”、“= 应有的结果”、“✗ 应被拒绝的环节：原因”或者“# 说明”")


def _step(text: str, played: Played, line: int) -> None:
    happened = _happened(text, played)
    try:
        row = APPLICATION.row(played.now, happened.event)
        played.now = APPLICATION.step(played.now, happened, played.known)
    except Refusal as refusal:
        played.wrong(line, f"没有办成：{refusal}")
        return
    played.events.append(happened)
    played.rows.add(row.number)
    played.years.add(happened.on.year)
    played.last_day = happened.on
    if played.now.decision:
        played.decisions.add(played.now.decision)
    if happened.event in {"draft_reply", "reject_reasons"}:
        played.letters += 1


def _refused(text: str, played: Played, line: int) -> None:
    step, _colon, reason = text.rpartition("：") if "：" in text else text.rpartition(":")
    if not step:
        raise Wording("应被拒绝的环节后面要写“：”和说明中的字句")
    if not DATED.fullmatch(step.strip()):
        step = f"{played.last_day}  {step.strip()}"
    played.expected += 1
    try:
        APPLICATION.step(played.now, _happened(step.strip(), played), played.known)
    except Refusal as refusal:
        if reason.strip() not in str(refusal):
            played.wrong(line, f"被拒绝了，但说明是“{refusal}”")
        frames = traceback.extract_tb(refusal.__traceback__)
        played.guards |= {frame.name for frame in frames if "guards" in frame.filename}
    else:
        played.wrong(line, "应当被拒绝，却办成了")


def _happened(text: str, played: Played) -> Happened:
    """The event of one line: 2024-09-12  征求第三方意见 张三公司 [类别=第三方]."""
    dated = DATED.fullmatch(text)
    assert dated is not None  # both callers have looked
    on = day(dated[1])
    parted = BRACKETS.match(dated[2].strip())
    assert parted is not None  # it matches any line
    label = next((label for label in sorted(LABELS, key=len, reverse=True) if parted[1].startswith(label)), "")
    if not label:
        raise Wording(f"没有“{parted[1]}”这个环节，可以写：{'、'.join(LABELS)}")
    event, who = LABELS[label], parted[1].removeprefix(label).strip()
    given = _options(parted[2] or "")
    recorded = day(given.pop(RECORDED)) if RECORDED in given else on
    facts = facts_of.make(APPLICATION.facts[event], _facts(event, label, who, given, played))
    moment = datetime.combine(recorded, AFTER_WORK, OFFICE_TIME)
    return Happened(event, on, facts, moment, len(played.events) + 1)


def _options(text: str) -> dict[str, str]:
    pairs = [part.partition("=") for part in BETWEEN_OPTIONS.split(text) if part.strip()]
    if any(not sign for _name, sign, _value in pairs):
        raise Wording(f"方括号内应写“名称=内容”，现为“{text}”")
    return {name.strip(): value.strip() for name, _sign, value in pairs}


def _facts(event: str, label: str, who: str, given: dict[str, str], played: Played) -> dict[str, Any]:
    known = OPTIONS[event]
    if unknown := [name for name in given if name not in known]:
        possible = "、".join([*known, RECORDED])
        raise Wording(f"“{label}”后面没有“{'、'.join(unknown)}”，可以写：{possible}")
    read: dict[str, Any] = {}
    for name, (fact, reading, default) in known.items():
        text = given.get(name, default)
        if text is None:
            raise Wording(f"“{label}”应写明“{name}=…”")
        if text != "" or name in given:
            read[fact] = reading(text)
    return read | _of_the_case(event, label, who, read, played)


def _of_the_case(event: str, label: str, who: str, read: dict[str, Any], played: Played) -> dict[str, Any]:
    """Facts that follow from what stands above the line: whose opinion, which letter, how much, who handles it."""
    now = played.now
    if event in ABOUT_A_PARTY:
        if not who:
            raise Wording(f"“{label}”后面应写明是谁")
        return {"party": played.parties.setdefault(who, len(played.parties) + 1)}
    if event in {"notify_fee", "waive_fee"}:
        made = words.fee(read)
        read.clear()
        return made if event == "notify_fee" else {k: v for k, v in made.items() if k not in {"quantity", "slices"}}
    found: dict[str, Any] = {
        "assign": {"handler": 1},
        "divide": {"parts": tuple(range(2, 1 + read.pop("count", 1)))},
        "draft_reply": {"letter": played.letters + 1},
        "reject_reasons": {"letter": played.letters + 1},
        "pay_fee": {"amount_yuan": read.get("amount_yuan", now.fee.facts.amount_yuan if now.fee else 0)},
        "make_public": {"item": 1},
        "serve": {"letter": now.reply[1] if now.reply else 0},
    }
    if event in {"clear_reply", "send_back_reply", "sign_reply"}:
        found[event] = {"letter": read.get("letter", now.draft[1] if now.draft else 0)}
    if event == "sign_reply":
        found[event]["decision"] = read.get("decision", now.draft[0] if now.draft else "")
    made = found.get(event, {})
    return {name: value for name, value in made.items() if name not in read or name in {"amount_yuan", "letter"}}
