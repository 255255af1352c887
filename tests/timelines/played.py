"""What has come of a timeline so far."""

from dataclasses import dataclass, field
from datetime import date

from gongkai.applications.lifecycle import APPLICATION
from gongkai.applications.standing import Standing
from gongkai.casework.lifecycle import Happened
from gongkai.statute.workdays.calendar import Calendar, calendar


@dataclass
class Played:
    """What came of a timeline. `rows` are the numbers of the transitions that happened, `guards` those that refused."""

    file: str
    title: str = ""
    now: Standing = APPLICATION.start
    known: Calendar = field(default_factory=calendar)
    events: list[Happened] = field(default_factory=list)
    rows: set[str] = field(default_factory=set)
    guards: set[str] = field(default_factory=set)
    years: set[int] = field(default_factory=set)
    decisions: set[str] = field(default_factory=set)
    mistakes: list[str] = field(default_factory=list)
    parties: dict[str, int] = field(default_factory=dict)
    letters: int = 0
    last_day: date | None = None
    expected: int = 0

    def wrong(self, line: int, sentence: str) -> None:
        self.mistakes.append(f"{self.file}第{line}行：{sentence}")
