"""The engines behind the port, and the choice among them. Adding one: a module with a class as in `port.Engine`, a row in
ENGINES, its name in the setting GONGKAI_SEARCH; the relevance tests then run against it by themselves."""

from functools import cache
from importlib import import_module
from importlib.util import find_spec

from django.conf import settings
from django.db import connection

from gongkai.search.engines.port import Engine

# name: (module:class, the library it needs)
ENGINES = {
    "fts5": ("gongkai.search.engines.fts5:Fts5", ""),
    "tsvector": ("gongkai.search.engines.tsvector:Tsvector", ""),
    "tantivy": ("gongkai.search.engines.tantivy:Tantivy", "tantivy"),
    "opensearch": ("gongkai.search.engines.opensearch:OpenSearch", "opensearchpy"),
}
FROM_TANTIVY = 200_000  # items from which FTS5 ranks noticeably slower than tantivy: docs/decisions/0025-search.md


def chosen() -> Engine:
    """The engine of this installation. With `auto` it does not change by itself while the platform runs."""
    return named(_name(settings.SEARCH))


def named(name: str) -> Engine:
    return _made(name)


@cache
def _made(name: str) -> Engine:
    where, library = ENGINES[name]
    if library and find_spec(library) is None:
        raise SystemExit(f"检索引擎 {name} 需要安装：pip install 'gongkai[{name}]'，或改设 GONGKAI_SEARCH=auto。")
    module, _colon, made = where.partition(":")
    engine: Engine = getattr(import_module(module), made)()
    return engine


@cache
def _name(setting: str) -> str:
    if setting != "auto":
        return setting
    if connection.vendor == "postgresql":
        return "tsvector"
    return "tantivy" if find_spec("tantivy") and _is_large() else "fts5"


def _is_large() -> bool:
    """One look at the newest entry: places are given in order, so the last one bounds the number of items."""
    from gongkai.search.models import Entry

    last = Entry.objects.order_by("-place").values_list("place", flat=True).first()
    return (last or 0) >= FROM_TANTIVY
