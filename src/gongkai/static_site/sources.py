"""What static_site asks those above it: which pages there are, what an event touches, how an address is answered.

The face of the public registers one `Source`; with none registered there is nothing to bake.
"""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Protocol

from gongkai.static_site.storage import Content


@dataclass(frozen=True)
class Answer:
    """What stands at an address: files by path relative to the site; None for a file that must not be there.

    `folder` and `rooms`: below this folder nothing but these rooms may hold pages; what once had a room and has none any
    more is removed, though nobody remembers its name.
    """

    address: str
    files: dict[str, Content | None]
    folder: str = ""
    rooms: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Failure:
    """An address that could not be rendered. What stood there before stays."""

    address: str
    problem: str


class Source(Protocol):
    def parts_of(self, what: str) -> Iterable[str]:
        """The narrow orders a wide one falls into ("organ:3" into chunks of its pages)."""
        ...

    def chunks(self) -> Iterable[str]:
        """Everything there is, in narrow orders of some hundred pages each."""
        ...

    def look(self, whats: Sequence[str], *, in_bulk: bool = False) -> AbstractContextManager[Iterable[str]]:
        """The addresses these orders touch, the most wanted first, each once; inside the context what their pages will
        ask for has been read ahead in few queries. `in_bulk`: one of very many looks, all of them made good afterwards
        if something changes meanwhile; what every page shows may be kept from one to the next."""
        ...

    def fingerprint(self) -> str:
        """Another one when the form of the pages has changed: a full bake begun under another is begun anew."""
        ...

    def forget(self) -> None:
        """Drop what was kept from look to look: a full bake begins, or has ended."""
        ...

    def answer(self, address: str) -> Answer | Failure: ...


_source: Source | None = None


def register(source: Source) -> None:
    global _source
    _source = source


def source() -> Source:
    if _source is None:
        raise RuntimeError("nobody has registered what there is to bake")
    return _source


def answers(whats: Sequence[str], *, in_bulk: bool = False) -> Iterator[Answer | Failure]:
    """The answers to everything these orders touch, from one look at the records."""
    known = source()
    with known.look(whats, in_bulk=in_bulk) as addresses:
        for address in addresses:
            yield known.answer(address)
