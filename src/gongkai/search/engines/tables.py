"""What the engines that keep a table in the database have in common."""

from collections.abc import Iterator

from django.db import connection

AT_ONCE = 1000


def rows(statement: str, *values: object) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.fetchall()


def entries(table: str, place: str) -> Iterator[tuple[int, str]]:
    """Place and fingerprint of every row, in order of place; `place` is the name of that column."""
    last = -1
    while found := rows(
        f"SELECT {place}, fingerprint FROM {table} WHERE {place} > %s ORDER BY {place} LIMIT {AT_ONCE}",  # noqa: S608
        last,
    ):
        yield from found
        last = found[-1][0]
