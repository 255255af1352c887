"""What cleaning answers: the copy to publish, what was taken out of it, and what a person must decide first."""

from collections.abc import Collection
from dataclasses import dataclass, field

from gongkai.clearance.documents.document import TRACES
from gongkai.clearance.documents.places import Place

METADATA = "metadata"
NOWHERE = Place()


class CannotClean(Exception):
    """No copy of this file can be made. Carries the reason in a Chinese clause."""


@dataclass(frozen=True)
class Removed:
    """`what` is a key of TRACES or "metadata"; `count` how many of them at this place."""

    what: str
    place: Place = NOWHERE
    count: int = 1

    @property
    def words(self) -> str:
        return "文件属性" if self.what == METADATA else TRACES[self.what]


@dataclass(frozen=True)
class Refusal:
    """Why the copy may not leave as it is. `what` names a trace a person may settle by `drop` or `keep`; "" needs another file."""

    place: Place
    why: str
    what: str = ""


@dataclass(frozen=True)
class Cleaned:
    """`data` is empty when no copy could be made. With a refusal the copy is only for looking at: it may not be published."""

    data: bytes
    name: str
    removed: list[Removed]
    refused: list[Refusal]

    @property
    def publishable(self) -> bool:
        return bool(self.data) and not self.refused


@dataclass
class Notes:
    """What one run of cleaning takes down as it goes. `drop` and `keep`: traces a person has looked at and settled."""

    drop: Collection[str] = ()
    keep: Collection[str] = ()
    counts: dict[tuple[str, Place], int] = field(default_factory=dict)
    refused: list[Refusal] = field(default_factory=list)

    def removed(self, what: str, place: Place = NOWHERE, count: int = 1) -> None:
        if count:
            self.counts[what, place] = self.counts.get((what, place), 0) + count

    def refuse(self, place: Place, why: str, what: str = "") -> None:
        refusal = Refusal(place, why, what)
        if refusal not in self.refused:
            self.refused.append(refusal)

    def unseen(self, what: str, place: Place) -> bool:
        """Text a reader does not see: true when it is to be dropped; without a decision the copy is refused."""
        if what in self.drop:
            self.removed(what, place)
            return True
        if what not in self.keep:
            self.refuse(place, f"有{TRACES[what]}，去掉还是保留要由人决定", what)
        return False

    def take_in(self, inner: "Notes", place: Place) -> None:
        """All that was noted of a file inside this one."""
        for (what, where), count in inner.counts.items():
            self.removed(what, where.inside(place), count)
        for refusal in inner.refused:
            self.refuse(refusal.place.inside(place), refusal.why, refusal.what)

    def all_removed(self) -> list[Removed]:
        return [Removed(what, place, count) for (what, place), count in self.counts.items()]
