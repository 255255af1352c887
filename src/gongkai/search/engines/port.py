"""The one port every search engine stands behind: what is put in, what is asked, what comes back.

An engine knows tokens and places, nothing of items, organs or law: segmentation, synonyms and the reading of a query are
done before, clearance and display after. A `place` is a whole number, the higher the later published; it is given by
`search.indexing` and leads back to the item.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, Final, Literal, Protocol

Field = Literal["text", "numbers", "pinyin"]
TEXT: Final = "text"
NUMBERS: Final = "numbers"
PINYIN: Final = "pinyin"
Order = Literal["relevance", "date"]

# The parts of a text, by what a hit in them is worth. "text" asks all of them at once.
TEXT_PARTS = ("title", "summary", "body", "files")
WEIGHTS = {"title": 10.0, "numbers": 20.0, "summary": 3.0, "body": 1.0, "files": 0.6, "pinyin": 4.0}

MOST_COUNTED = 1000  # hits are counted this far: "1000+"
MOST_RANKED = 2000  # the newest so many hits are ranked; beyond them only hits in titles
MOST_TITLES = 500


class EngineBusy(Exception):
    """Another process is writing. What was to be written stays in the outbox."""


class EngineDown(Exception):
    """The engine cannot be reached; `str()` says what was tried, for the log."""


@dataclass(frozen=True, slots=True)
class Document:
    """An item as an engine keeps it. Each part is tokens parted by blanks; `fingerprint` names what they were made from."""

    place: int
    fingerprint: str
    title: str = ""
    numbers: str = ""  # every beginning of a part of 文号 and 索引号, letters and digits only
    summary: str = ""
    body: str = ""
    files: str = ""
    pinyin: str = ""  # of the title, from every word on: initials, and syllables
    facets: str = ""  # one token a value to filter by

    @property
    def parts(self) -> dict[str, str]:
        return {
            "title": self.title, "numbers": self.numbers, "summary": self.summary, "body": self.body,
            "files": self.files, "pinyin": self.pinyin, "facets": self.facets,
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Way:
    """One way to meet a term: these tokens in a row, in that field. `begins`: the last one may go on."""

    tokens: tuple[str, ...]
    field: Field = TEXT
    begins: bool = False


@dataclass(frozen=True, slots=True)
class Term:
    """What must be met, by any of its ways: a word and its synonyms."""

    ways: tuple[Way, ...]


@dataclass(frozen=True, slots=True)
class Query:
    """All terms must be met (or any, for a looser second look), none of `without`, and every facet.

    `whole`: the words as they were typed in a row. It meets nothing by itself; who has it so stands higher.
    """

    terms: tuple[Term, ...]
    whole: Way | None = None
    without: tuple[Term, ...] = ()
    facets: tuple[str, ...] = ()
    order: Order = "relevance"
    any_term: bool = False
    offset: int = 0
    limit: int = 20


@dataclass(frozen=True, slots=True)
class Hit:
    place: int
    score: float = 0.0  # the higher the better; comparable within one answer only


@dataclass(frozen=True, slots=True)
class Results:
    """`count` is exact up to MOST_COUNTED. `newest` are the places of the newest hits, for counting by facet."""

    hits: list[Hit] = field(default_factory=list)
    count: int = 0
    count_is_capped: bool = False
    newest: list[int] = field(default_factory=list)


class Engine(Protocol):
    name: str
    # Its rows stand in the platform's own database and change in the transaction that changes the item. Otherwise only
    # the worker writes, from the outbox.
    is_in_database: bool

    def put(self, documents: Iterable[Document]) -> None:
        """Add or replace by place. Raises EngineBusy or EngineDown."""

    @staticmethod
    def row(document: Document) -> Any:
        """What `put` makes of a document first; asks nothing of the engine, so that processes that cut texts do this as well."""

    def put_rows(self, rows: Iterable[Any]) -> None:
        """`put` with that already done."""

    def drop(self, places: Iterable[int]) -> None:
        """Remove; a place that is not there is no error."""

    def clear(self) -> None: ...

    def find(self, query: Query) -> Results: ...

    def entries(self) -> Iterator[tuple[int, str]]:
        """(place, fingerprint) of everything kept, ascending: what `rebuild --check` compares."""
