"""The facts of an event as a dataclass, and the same as JSON: checked on the way in, read back as they were."""

from collections.abc import Mapping
from dataclasses import MISSING, fields
from datetime import date, datetime
from functools import cache
from types import UnionType
from typing import Any, get_args, get_origin, get_type_hints


class WrongFacts(TypeError):
    """A mistake of the caller: a fact the event does not know, one that is missing, or one of another type."""


@cache
def _hints(shape: type) -> dict[str, Any]:
    return get_type_hints(shape)


def make(shape: type, given: Mapping[str, Any]) -> Any:
    """An instance of `shape` from keyword values; WrongFacts names what does not fit."""
    known = {field.name: field for field in fields(shape)}
    if unknown := set(given) - set(known):
        raise WrongFacts(f"{shape.__name__} does not know {', '.join(sorted(unknown))}")
    missing = [
        name
        for name, field in known.items()
        if name not in given and field.default is MISSING and field.default_factory is MISSING
    ]
    if missing:
        raise WrongFacts(f"{shape.__name__} needs {', '.join(missing)}")
    for name, value in given.items():
        if not _fits(value, _hints(shape)[name]):
            raise WrongFacts(f"{shape.__name__}.{name} cannot be {value!r}")
    return shape(**given)


def to_json(facts: Any) -> dict[str, Any]:
    """Only what differs from the default, so that a later field does not change what was recorded."""
    found = {}
    for field in fields(facts):
        value = getattr(facts, field.name)
        if field.default is not MISSING and value == field.default:
            continue
        found[field.name] = _plain(value)
    return found


def from_json(shape: type, data: Mapping[str, Any]) -> Any:
    hints = _hints(shape)
    return shape(**{name: _read(value, hints[name]) for name, value in data.items()})


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        return [_plain(part) for part in value]
    return value


def _options(hint: Any) -> tuple[Any, ...]:
    return get_args(hint) if isinstance(hint, UnionType) else (hint,)


def _read(value: Any, hint: Any) -> Any:
    if date in _options(hint) and isinstance(value, str):
        return date.fromisoformat(value)
    if isinstance(value, list):
        return tuple(tuple(part) if isinstance(part, list) else part for part in value)
    return value


def _fits(value: Any, hint: Any) -> bool:
    for option in _options(hint):
        kind = get_origin(option) or option
        if value is None and kind is type(None):
            return True
        if not isinstance(kind, type) or not isinstance(value, kind):
            continue
        # A truth value is no number, and a moment no day: neither would be read back as it was.
        if not (kind is int and isinstance(value, bool)) and not (kind is date and isinstance(value, datetime)):
            return True
    return False
