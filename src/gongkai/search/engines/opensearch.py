"""OpenSearch, a distributed engine, for archives beyond one machine. Extra `opensearch`; the address is GONGKAI_OPENSEARCH.

Written against the documented REST interface (index, _bulk, _search) and tested against a stub of it: it has not been run
against a real cluster yet. Only the worker writes, from the outbox. Tokens are ours, so every analyzer is `whitespace`.
"""

from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import Any

from django.conf import settings
from opensearchpy import OpenSearch as Client
from opensearchpy import helpers
from opensearchpy.exceptions import ConnectionError as NotReached
from opensearchpy.exceptions import OpenSearchException

from gongkai.search.engines.port import (
    MOST_COUNTED,
    TEXT,
    TEXT_PARTS,
    WEIGHTS,
    Document,
    EngineDown,
    Hit,
    Query,
    Results,
    Term,
    Way,
)

INDEX = "gongkai"
SECONDS = 5  # for an answer; a search that takes longer helps nobody
TOKENS = {"type": "text", "analyzer": "whitespace"}
MAPPING = {
    "settings": {"index": {"max_result_window": 10_000}},
    "mappings": {
        "dynamic": "strict",
        "properties": {
            "place": {"type": "long"},
            "fingerprint": {"type": "keyword", "index": False},
            "facets": {"type": "keyword"},
            **dict.fromkeys((*TEXT_PARTS, "numbers", "pinyin"), TOKENS),
        },
    },
}


class OpenSearch:
    name = "opensearch"
    is_in_database = False

    def __init__(self, address: str = "") -> None:
        self.address = address or settings.OPENSEARCH

    @cached_property
    def _client(self) -> Client:
        if not self.address:
            raise SystemExit("没有设置 GONGKAI_OPENSEARCH：检索引擎 opensearch 需要集群的网址。")
        client = Client([self.address], timeout=SECONDS, max_retries=1)
        if not client.indices.exists(index=INDEX):
            client.indices.create(index=INDEX, body=MAPPING)
        return client

    def put(self, documents: Iterable[Document]) -> None:
        self.put_rows(documents)

    @staticmethod
    def row(document: Document) -> Document:
        return document

    def put_rows(self, rows: Iterable[Document]) -> None:
        self._bulk(
            {
                "_op_type": "index", "_index": INDEX, "_id": str(one.place), "place": one.place,
                "fingerprint": one.fingerprint, **one.parts, "facets": one.facets.split(),
            }
            for one in rows
        )  # fmt: skip

    def drop(self, places: Iterable[int]) -> None:
        self._bulk({"_op_type": "delete", "_index": INDEX, "_id": str(place)} for place in places)

    def clear(self) -> None:
        with _Reaching():
            self._client.indices.delete(index=INDEX)
            self._client.indices.create(index=INDEX, body=MAPPING)

    def find(self, query: Query) -> Results:
        if not query.terms:
            return Results()
        asked = matching(query)
        newest = self._search(
            {"query": asked, "size": MOST_COUNTED, "sort": [{"place": "desc"}], "track_total_hits": MOST_COUNTED + 1}
        )
        places = [int(row["_id"]) for row in newest["hits"]]
        if query.order == "date":
            hits = [Hit(place) for place in places[query.offset : query.offset + query.limit]]
        else:
            ranked = self._search(
                {
                    "query": asked, "from": query.offset, "size": query.limit, "track_total_hits": False,
                    "sort": ["_score", {"place": "desc"}],
                }
            )  # fmt: skip
            hits = [Hit(int(row["_id"]), float(row["_score"])) for row in ranked["hits"]]
        total = int(newest["total"]["value"])
        return Results(hits, min(total, MOST_COUNTED), total > MOST_COUNTED, places)

    def entries(self) -> Iterator[tuple[int, str]]:
        last = -1
        while True:
            found = self._search(
                {"query": {"match_all": {}}, "size": 1000, "sort": [{"place": "asc"}], "search_after": [last]},
                fields=["fingerprint"],
            )
            for row in found["hits"]:
                last = int(row["_id"])
                yield last, str(row["_source"]["fingerprint"])
            if not found["hits"]:
                return

    def _bulk(self, actions: Iterable[dict[str, Any]]) -> None:
        with _Reaching():
            # A row that is not there to be deleted is no fault; searched at once, as the port promises.
            _done, faults = helpers.bulk(self._client, actions, refresh="true", raise_on_error=False)
            if faults := [one for one in faults if next(iter(one.values())).get("status") != 404]:
                raise EngineDown(f"OpenSearch 没有写入 {len(faults)} 条")

    def _search(self, body: dict[str, Any], *, fields: list[str] | None = None) -> dict[str, Any]:
        with _Reaching():
            answer = self._client.search(index=INDEX, body=body | {"_source": fields or False})
        hits: dict[str, Any] = answer["hits"]
        return hits


class _Reaching:
    """Whatever keeps the cluster from answering is one thing to those who asked."""

    def __enter__(self) -> None:
        pass

    def __exit__(self, kind: object, problem: BaseException | None, trail: object) -> None:
        if isinstance(problem, NotReached):
            raise EngineDown("连接不上 OpenSearch") from problem
        if isinstance(problem, OpenSearchException):
            raise EngineDown(f"OpenSearch 没有照办：{type(problem).__name__}") from problem


def matching(query: Query) -> dict[str, Any]:
    met = [_any_way(term) for term in query.terms]
    asked: dict[str, Any] = {"filter": [{"term": {"facets": facet}} for facet in query.facets]}
    if query.any_term:
        asked["must"] = [{"bool": {"should": met, "minimum_should_match": 1}}]
    else:
        asked["must"] = met
    if query.whole is not None:
        asked["should"] = [_way(query.whole)]
    if query.without:
        asked["must_not"] = [_any_way(term) for term in query.without]
    return {"bool": asked}


def _any_way(term: Term) -> dict[str, Any]:
    return {"bool": {"should": [_way(way) for way in term.ways], "minimum_should_match": 1}}


def _way(way: Way) -> dict[str, Any]:
    parts = TEXT_PARTS if way.field == TEXT else (way.field,)
    return {
        "multi_match": {
            "query": " ".join(way.tokens), "type": "phrase_prefix" if way.begins else "phrase",
            "fields": [f"{part}^{WEIGHTS[part]}" for part in parts],
        }
    }  # fmt: skip
