"""A procedure of four states, small enough to see through: a door that is opened, shut, and locked with a key."""

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime

from gongkai.casework.lifecycle import SAME, Happened, Lifecycle, Refusal, Transition

NEW, OPEN, SHUT, LOCKED = "new", "open", "shut", "locked"


@dataclass(frozen=True)
class Door:
    state: str = NEW
    since: date | None = None
    keys: int = 0
    knocked: int = 0


@dataclass(frozen=True)
class Key:
    number: int


@dataclass(frozen=True)
class Empty:
    pass


def right_key(now: Door, what: Happened, context: object) -> None:
    if what.facts.number != context:
        raise Refusal(f"钥匙{what.facts.number}打不开这扇门", "门规第二条")


def in_order(now: Door, what: Happened, _context: object) -> None:
    if now.since is not None and what.on < now.since:
        raise Refusal("早于上一步")


def locked(now: Door, what: Happened) -> Door:
    return replace(now, keys=what.facts.number)


def knocked(now: Door, what: Happened) -> Door:
    """The third knock opens a shut door: the fold says where it leads, the row does not."""
    after = replace(now, knocked=now.knocked + 1)
    return replace(after, state=OPEN) if after.knocked == 3 else after


DOOR = Lifecycle(
    name="door",
    start=Door(),
    states={NEW: "未安装", OPEN: "开着", SHUT: "关着", LOCKED: "锁着"},
    transitions=(
        Transition("1", "hang", "安装", frozenset({NEW}), OPEN, "1", "build"),
        Transition("2", "shut", "关上", frozenset({OPEN}), SHUT, "1"),
        Transition("3", "open", "打开", frozenset({SHUT}), OPEN, "1"),
        Transition("4", "lock", "上锁", frozenset({SHUT}), LOCKED, "2", guards=(right_key,)),
        Transition("5", "open", "开锁", frozenset({LOCKED}), OPEN, "2"),
        Transition("6", "knock", "敲门", frozenset({SHUT, LOCKED}), SAME, "3"),
    ),
    folds={"lock": locked, "knock": knocked},
    facts=dict.fromkeys(("hang", "shut", "open", "knock"), Empty) | {"lock": Key},
    always=(in_order,),
)
ANY_KEY = 7


def did(seq: int, event: str, day: int = 0, facts: object = None, supersedes: int = 0) -> Happened:
    """The event with that number, on a day of March 2024, recorded that evening."""
    on = date(2024, 3, day or seq)
    return Happened(event, on, facts or Empty(), datetime(2024, 3, on.day, 18, tzinfo=UTC), seq, supersedes)
