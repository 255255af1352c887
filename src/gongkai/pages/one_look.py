"""Pages rendered from one look at the records: while a look is open, a question asked twice is answered once.

Publishing one item bakes a dozen pages that show the same headings and the same rows. Each page still asks for itself
what it shows, as it does when a reader asks for it; inside a look the second asking costs nothing, and what is read
ahead for many pages at once is found where each of them asks. Outside of a look every question goes to the database.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from functools import wraps
from typing import Any, ParamSpec, TypeVar

Asked = ParamSpec("Asked")
Answer = TypeVar("Answer")
Key = TypeVar("Key")

_open: ContextVar[dict[Any, Any] | None] = ContextVar("one_look", default=None)


class Kept:
    """Answers to these shared questions, and these shelves, left by one look for the next."""

    def __init__(self, *names: Any) -> None:
        self.names, self.answers = frozenset(names), dict[Any, Any]()

    def leave(self, read: dict[Any, Any]) -> None:
        self.answers.update((key, answer) for key, answer in read.items() if self._is_kept(key))

    def _is_kept(self, key: Any) -> bool:
        return (key[0] if isinstance(key, tuple) else key) in self.names


@contextmanager
def look(kept: Kept | None = None) -> Iterator[None]:
    """Open a look; a look inside another is the outer one. What was read is forgotten at the end, but for what is `kept`:
    for looks at records of which the caller knows that they have not changed, or may be a little old.
    """
    if _open.get() is not None:
        yield
        return
    read: dict[Any, Any] = {} if kept is None else dict(kept.answers)
    mark = _open.set(read)
    try:
        yield
    finally:
        _open.reset(mark)
        if kept is not None:
            kept.leave(read)


def is_open() -> bool:
    return _open.get() is not None


def shelf(name: Any) -> dict[Any, Any] | None:
    """A place of its own inside the open look, for what is made once and used on many pages; None outside of a look."""
    known = _open.get()
    if known is None:
        return None
    found: dict[Any, Any] = known.setdefault(name, {})
    return found


def shared(question: Callable[Asked, Answer]) -> Callable[Asked, Answer]:
    """A question whose answer may be shared inside a look. Its arguments must be hashable, its answer left as it is."""

    @wraps(question)
    def asked(*args: Asked.args, **kwargs: Asked.kwargs) -> Answer:
        known = _open.get()
        if known is None:
            return question(*args, **kwargs)
        key = (asked, args, tuple(sorted(kwargs.items())))
        if key not in known:
            known[key] = question(*args, **kwargs)
        answer: Answer = known[key]
        return answer

    return asked


def foresee(question: Callable[..., Answer], answer: Answer, *args: Any, **kwargs: Any) -> None:
    """Put down the answer to a shared question before it is asked; without an open look nothing happens."""
    known = _open.get()
    if known is not None:
        known[(question, args, tuple(sorted(kwargs.items())))] = answer


def put(question: Callable[..., Any], rows: Mapping[Key, Answer]) -> None:
    """As `foresee`, for a question by key (`each`)."""
    known = _open.get()
    if known is not None:
        known.setdefault(question, {}).update(rows)


def each(question: Callable[[list[Key]], dict[Key, Answer]], keys: Iterable[Key]) -> dict[Key, Answer]:
    """Rows by key: inside a look only the keys nobody has asked for yet are read, and that there is none is known too."""
    wanted = list(dict.fromkeys(keys))
    known = _open.get()
    if known is None:
        return question(wanted)
    shelf: dict[Key, Answer | None] = known.setdefault(question, {})
    if missing := [key for key in wanted if key not in shelf]:
        found = question(missing)
        shelf.update((key, found.get(key)) for key in missing)
    return {key: row for key in wanted if (row := shelf[key]) is not None}
