"""Several short walks along indexes in one query."""

from collections.abc import Mapping
from datetime import datetime
from typing import NamedTuple

from django.db import connection
from django.db.models import QuerySet

from gongkai.catalogue.models import DisclosureItem

COLUMNS = ("pk", "heading_id", "organ_id", "seq", "published_at", "interprets_id")


class Row(NamedTuple):
    pk: int
    heading_id: int
    organ_id: int
    seq: int
    published_at: datetime
    interprets_id: int | None


def together(walks: Mapping[str, QuerySet[DisclosureItem]]) -> dict[str, list[Row]]:
    """The rows of each walk under its name, in its order. A database is asked once, whatever the number of walks.

    Each walk is a list of its own inside the query, so that each keeps its index, its order and its limit.
    """
    pieces, params = [], []
    for name, walk in walks.items():
        sql, given = walk.values_list(*COLUMNS).query.sql_with_params()
        pieces.append(f"SELECT %s AS walk, rows.* FROM ({sql}) AS rows")  # noqa: S608 - Django's own query, its values apart
        params += [name, *given]
    found: dict[str, list[Row]] = {name: [] for name in walks}
    if not pieces:
        return found
    read = _reader()
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(pieces), params)
        for name, pk, heading, organ, seq, at, interprets in cursor:
            found[name].append(Row(pk, heading, organ, seq, read(at), interprets))
    return found


def _reader():
    """SQLite keeps a time as text; a query of our own has to read it."""
    if connection.vendor != "sqlite":
        return lambda at: at
    field = DisclosureItem._meta.get_field("published_at")
    convert = connection.ops.convert_datetimefield_value
    return lambda at: convert(at, field, connection)
