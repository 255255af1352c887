"""The pure engine: a table of transitions, and what follows when events are laid on it one after another.

A procedure is a `Lifecycle`: states, rows of `Transition`, and for each event a fold that says what the case knows
afterwards. `replay` trusts what was recorded; `step` asks every guard first. Neither reads a clock or a database.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any, Protocol

SAME = ""  # a transition that leaves the state as it is
ANNUL = "annul"  # the event of a row that takes an earlier one out of the record


class Refusal(ValueError):
    """An unlawful step: `sentence` says what happened, why it cannot be and what can; `article` is where it stands."""

    def __init__(self, sentence: str, article: str = "") -> None:
        super().__init__(f"{sentence}（{article}）" if article else sentence)
        self.sentence, self.article = sentence, article


@dataclass(frozen=True, slots=True)
class Happened:
    """One event. `on` is the legal day, `recorded_at` when we wrote it down; `seq` numbers the rows of one case."""

    event: str
    on: date
    facts: Any
    recorded_at: datetime
    seq: int = 0
    supersedes: int = 0  # the row this one stands in for; nought for an event of its own


class Standing(Protocol):
    """What any case knows of itself: its state, and the legal day since which it has been in it."""

    @property
    def state(self) -> str: ...

    @property
    def since(self) -> date | None: ...


Guard = Callable[[Any, Happened, Any], None]  # (standing, what is to happen, what else the procedure needs) or Refusal
Fold = Callable[[Any, Happened], Any]


@dataclass(frozen=True, slots=True)
class Transition:
    """One row. `target` SAME keeps the state; `right` is who may do it, empty for the applicant or the clock."""

    number: str
    event: str
    label: str
    sources: frozenset[str]
    target: str
    article: str
    right: str = ""
    guards: tuple[Guard, ...] = ()
    clock: str = ""  # what happens to the clock, in words, for the law page
    letter: str = ""  # the letter that goes out with it


@dataclass(frozen=True)
class Lifecycle:
    """The table of one kind of case. `start` is the standing before anything has happened."""

    name: str
    start: Any
    states: Mapping[str, str]
    transitions: Sequence[Transition]
    folds: Mapping[str, Fold]
    facts: Mapping[str, type]
    always: tuple[Guard, ...] = ()  # asked of every event
    _by_event: dict[str, tuple[Transition, ...]] = field(default_factory=dict, repr=False)

    def __post_init__(self) -> None:
        for row in self.transitions:
            self._by_event[row.event] = (*self._by_event.get(row.event, ()), row)

    @property
    def events(self) -> tuple[str, ...]:
        return tuple(self._by_event)

    def label(self, event: str) -> str:
        return self._by_event[event][0].label if event in self._by_event else event

    def rows(self, event: str) -> tuple[Transition, ...]:
        return self._by_event.get(event, ())

    def row(self, standing: Standing, event: str) -> Transition:
        """The row that lets this event happen now; Refusal when the state has none."""
        rows = self.rows(event)
        if not rows:
            raise Refusal(f"没有“{event}”这种事项")
        for row in rows:
            if standing.state in row.sources:
                return row
        where = self.states.get(standing.state, standing.state)
        possible = "、".join(
            dict.fromkeys(self.states[source] for row in rows for source in self.in_order(row.sources))
        )
        raise Refusal(f"现在是“{where}”，不能“{rows[0].label}”；只有在“{possible}”时可以办理", rows[0].article)

    def in_order(self, states: Iterable[str]) -> list[str]:
        return [state for state in self.states if state in states]

    def step(self, standing: Any, happened: Happened, context: Any) -> Any:
        """The standing after `happened`, when every guard lets it pass; Refusal otherwise."""
        row = self.row(standing, happened.event)
        for guard in (*self.always, *row.guards):
            guard(standing, happened, context)
        return self._lay(standing, row, happened)

    def replay(self, events: Iterable[Happened]) -> Any:
        """The standing after what was recorded, corrections in place. No guard is asked again: the law of the day was."""
        standing = self.start
        for happened in effective(events):
            standing = self._lay(standing, self.row(standing, happened.event), happened)
        return standing

    def check(self, events: Sequence[Happened], context: Any, *, changed: int) -> Any:
        """Like replay, but from row `changed` on every guard is asked: a corrected record must itself be lawful."""
        standing, asking = self.start, False
        for happened in effective(events):
            asking = asking or happened.seq >= changed
            if asking:
                standing = self.step(standing, happened, context)
            else:
                standing = self._lay(standing, self.row(standing, happened.event), happened)
        return standing

    def lawful(self, standing: Standing) -> list[Transition]:
        """The rows open in this state, one an event; their guards may still refuse a day or a fact."""
        found = {row.event: row for row in reversed(self.transitions) if standing.state in row.sources}
        return [row for row in self.transitions if found.get(row.event) is row]

    def _lay(self, standing: Any, row: Transition, happened: Happened) -> Any:
        after = self.folds[happened.event](standing, happened) if happened.event in self.folds else standing
        # A fold that leads somewhere itself (an opinion that was the last one awaited) has said so.
        if row.target != SAME and after.state == standing.state:
            after = replace(after, state=row.target)
        if after.state == standing.state:
            return after
        # What is recorded late under an earlier day does not set back the day from which the next step counts.
        return replace(after, since=max(happened.on, standing.since or happened.on))


def effective(events: Iterable[Happened]) -> list[Happened]:
    """The record with every correction in the place of what it corrects, annulled rows left out, in order of `seq`."""
    rows = sorted(events, key=lambda row: row.seq)
    standing_in: dict[int, Happened] = {}
    for row in rows:
        if row.supersedes:
            standing_in[row.supersedes] = row
    found = []
    for row in rows:
        if row.supersedes:
            continue
        last = standing_in.get(row.seq)
        if last is None:
            found.append(row)
        elif last.event != ANNUL:
            found.append(replace(last, seq=row.seq))
    return found
