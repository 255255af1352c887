"""What very many tests begin with is made by the actions once, and from then on written again as it was then.

Only inside a test's own transaction: the same keys are given again, and the audit trail ends where it ended. SQLite's
numbers go back with the transaction, PostgreSQL's are set back (`set_back`). Where anything stands elsewhere than it did,
what is remembered does not fit, and it is made anew.
"""

import copy
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import wraps
from typing import Any, TypeVar

from django.conf import settings
from django.core.files.base import ContentFile
from django.db import connection
from django.utils import timezone

from gongkai.audit.models import TrailSeal
from gongkai.pages.models import StoredFile

WRITES = ("INSERT", "REPLACE", "UPDATE", "DELETE")
AGE = timedelta(hours=1)  # of what was stamped with the time it was made; a clock that was set is another time
NUMBERS = {
    "sqlite": "SELECT name, seq FROM sqlite_sequence ORDER BY name",
    "postgresql": "SELECT seqrelid::int, pg_sequence_last_value(seqrelid) FROM pg_sequence ORDER BY seqrelid",
}
Made = TypeVar("Made")


@dataclass
class Memory:
    at: datetime
    made: Any = None
    statements: list[tuple[str, Any, bool]] = field(default_factory=list)
    files: dict[str, bytes] = field(default_factory=dict)


_memories: dict[Any, Memory] = {}


def remembered(name: str, make: Callable[[], Made]) -> Made:
    """What `make` makes; a copy of its own for each test, beside the same rows and stored files."""
    if not connection.in_atomic_block:
        return make()
    key = (name, _standing())
    known = _memories.get(key)
    if known is None or abs(timezone.now() - known.at) > AGE:
        known = _memories[key] = _made(make)
    else:
        _write_again(known)
    return copy.deepcopy(known.made)


def remembering(make: Callable[..., Made]) -> Callable[..., Made]:
    """For a fixture that writes rows and stored files, answers what it has made, and changes nothing else."""

    @wraps(make)
    def made(**given: Any) -> Made:
        return remembered(f"{make.__module__}.{make.__qualname__}", lambda: make(**given))

    return made


_at_first: tuple = ()  # the numbers with which tests in transactions begin


def set_back() -> None:
    """At the beginning of a test: PostgreSQL goes on counting from what was rolled back, here it begins where the last test began."""
    global _at_first
    if connection.vendor != "postgresql":
        return
    if not connection.in_atomic_block:  # its rows stay until a flush, and after that others begin elsewhere
        _at_first = ()
    elif not _at_first:
        _at_first = _numbers()
    else:
        moved = [(key, last or 1, last is not None) for key, last in set(_at_first) - set(_numbers())]
        with connection.cursor() as cursor:
            cursor.executemany("SELECT setval(%s::oid::regclass, %s, %s)", moved)


def _numbers() -> tuple:
    with connection.cursor() as cursor:
        cursor.execute(NUMBERS[connection.vendor])
        return tuple(cursor.fetchall())


def _standing() -> tuple:
    """All that what is made next depends upon: the keys given so far, the end of the audit trail, what else is switched on."""
    head = TrailSeal.objects.values_list("head", flat=True).first()
    return _numbers(), head, settings.SEARCH, settings.SITE_FOLDER is None, str(settings.STORAGES["private"])


def _made(make: Callable[[], Any]) -> Memory:
    memory = Memory(timezone.now())

    def watch(execute, sql, params, many, context):
        if sql.lstrip().upper().startswith(WRITES):
            params = list(params) if many else params
            memory.statements.append((sql, params, many))
        return execute(sql, params, many, context)

    last = StoredFile.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    with connection.execute_wrapper(watch):
        memory.made = make()
    for stored in StoredFile.objects.filter(pk__gt=last):
        with stored.content.open() as file:
            memory.files[stored.content.name] = file.read()
    return memory


def _write_again(known: Memory) -> None:
    with connection.cursor() as cursor:
        for sql, params, many in known.statements:
            if many:
                cursor.executemany(sql, params)
            else:
                cursor.execute(sql, params)
                if "RETURNING" in sql:
                    cursor.fetchall()
    storage = StoredFile._meta.get_field("content").storage
    for name, content in known.files.items():
        if not storage.exists(name):
            storage.save(name, ContentFile(content))
