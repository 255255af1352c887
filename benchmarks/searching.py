"""The search on archives of the corpus: each engine's answers, its index, its memory, and how good the answers are.

A figure is told twice: the engine alone, and the whole answer (query read, engine, last look at every hit, excerpt, counts
by facet). Queries are in groups by what makes them hard; p95 is over the queries of a group, each asked several times.
"""

import json
import os
import statistics
import sys
import time
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks import archives, corpus
from benchmarks.processes import Tree, peak_mb
from benchmarks.targets import Line, Report, figure

QUERIES, TIMES, FRESH_ONES = 12, 5, 10
BOUND_MS = {"tantivy": 50, "fts5": 100, "tsvector": 100}
INDEXED = "indexed.json"  # whose index stands in the archive now
Answers = dict[str, dict[str, float]]


def report(folder: Path, sizes: list[int]) -> Report:
    engines = ["fts5", *(["tantivy"] if find_spec("tantivy") else []), *(["tsvector"] if archives.has_postgres() else [])]  # fmt: skip
    tables, lines = [], []
    for engine in engines:
        kind = "postgres" if engine == "tsvector" else "sqlite"
        found: dict[int, dict] = {}
        for size in sizes:
            given = archives.made(folder, size, kind) | {"GONGKAI_SEARCH": engine, "GONGKAI_SITE": "off"}
            found[size] = _indexed(given, engine)
            print(f"search: {engine}, {size:,}", file=sys.stderr)
            found[size] |= archives.run(given, "benchmarks.searching", "measure", str(size))
            found[size]["fresh"] = _fresh(given, engine)
        given = archives.made(folder, 0, kind) | {"GONGKAI_SEARCH": engine}
        ndcg = archives.run(given, "benchmarks.searching", "judge")["ndcg"]
        tables.append(_table(engine, sizes, found, ndcg))
        lines += _lines(engine, sizes[-1], found[sizes[-1]], ndcg)
    return Report("\n\n".join(tables), tuple(lines))


def _table(engine: str, sizes: list[int], found: dict[int, dict], ndcg: float) -> str:
    rows = [
        f"{'search, ' + engine:<36}" + "".join(f"{size:>24,}" for size in sizes),
        f"{'p50 / p95 ms':<36}" + f"{'engine':>12}{'answer':>12}" * len(sizes),
    ]
    for group in found[sizes[0]]["groups"]:
        cells = ""
        for size in sizes:
            told = found[size]["groups"][group]
            for part in ("engine", "answer"):
                cells += f"{figure(told[part + '50']) + '/' + figure(told[part + '95']):>12}"
        rows.append(f"{group:<36}{cells}")
    for name, value in (
        ("items indexed a second", lambda one: one["speed"]), ("index, MB", lambda one: one["mb"]),
        ("peak memory of indexing, MB", lambda one: one["peak_mb"]), ("peak memory of searching, MB", lambda one: one["search_mb"]),
        ("its own title first, of the titles", lambda one: one["first"]), ("published to found, median ms", lambda one: statistics.median(one["fresh"])),
        ("published to found, worst ms", lambda one: max(one["fresh"])),
    ):  # fmt: skip
        rows.append(f"{name:<36}" + "".join(f"{figure(value(found[size])):>24}" for size in sizes))
    rows.append(f"{'nDCG@10, judged queries':<36}{ndcg:>24.3f}")
    return "\n".join(rows)


def _lines(engine: str, size: int, one: dict, ndcg: float) -> list[Line]:
    worst = max(one["groups"], key=lambda group: one["groups"][group]["answer95"])
    return [
        Line(f"{engine}: p95 at {size:,}, worst group", one["groups"][worst]["answer95"], BOUND_MS[engine], "ms", note=worst),
        Line(f"{engine}: items indexed a second", one["speed"], 4_000, at_least=True),
        Line(f"{engine}: published to found, worst", max(one["fresh"]), 1_000, "ms"),
        Line(f"{engine}: nDCG@10", ndcg, 0.85, at_least=True),
    ]  # fmt: skip


def _indexed(given: dict[str, str], engine: str) -> dict:
    """Items a second, megabytes; made now unless this engine's index is the one that stands there."""
    path = Path(given["GONGKAI_DATA"]) / INDEXED
    told = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    if told.get("engine") != engine:
        path.unlink(missing_ok=True)
        print(f"indexing {Path(given['GONGKAI_DATA']).name}, {engine} … ", end="", file=sys.stderr, flush=True)
        told = archives.run(given, "benchmarks.searching", "index") | {"engine": engine}
        print(f"{told['seconds']:.0f} s", file=sys.stderr)
        path.write_text(json.dumps(told), encoding="utf-8")
    return told


def _fresh(given: dict[str, str], engine: str) -> list[float]:
    """Milliseconds from the press of the button to the first answer that holds the item. Outside the database a worker writes."""
    told = given | {"BENCH_TASKS": "database"}
    if engine == "tantivy":
        with Tree([sys.executable, "-m", "gongkai.cli.main", "worker"], environment=told):
            return archives.run(told, "benchmarks.searching", "fresh")["ms"]
    return archives.run(told, "benchmarks.searching", "fresh")["ms"]


def index() -> dict:
    from gongkai.search import rebuilding

    before, started = _used(), time.monotonic()
    done = rebuilding.rebuild(anew=True)
    seconds = time.monotonic() - started
    return {
        "seconds": seconds, "speed": done.written / max(seconds, 1e-9), "mb": (_used() - before) / 1e6, "peak_mb": peak_mb()
    }  # fmt: skip


def _used() -> int:
    """Bytes of everything the index is made of."""
    from django.conf import settings
    from django.db import connection

    outside = sum(path.stat().st_size for path in (settings.DATA / "search").rglob("*") if path.is_file())
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "SELECT COALESCE(SUM(pg_total_relation_size(oid)), 0) FROM pg_class WHERE relname LIKE 'search_%' AND relkind = 'r'"
            )
            return outside + int(cursor.fetchone()[0])
        cursor.execute("SELECT page_count - freelist_count, page_size FROM pragma_page_count, pragma_freelist_count, pragma_page_size")  # fmt: skip
        pages, size = cursor.fetchone()
        return outside + int(pages * size)


def measure(size: int) -> dict:
    from gongkai.search import engines, queries, reading
    from gongkai.search.engines.port import Query

    engine = engines.chosen()
    told: Answers = {}
    first = 0
    titles = _titles(size)
    for group, asked in groups(size).items():
        order = "date" if "by date" in group else "relevance"
        took: dict[str, list[float]] = {"engine": [], "answer": []}
        for turn in range(TIMES + 1):
            for words in asked:
                said = reading.read(words)
                started = time.perf_counter()
                engine.find(Query(said.terms, said.whole, said.without, order=order))
                middle = time.perf_counter()
                queries.search(words, order=order)
                ended = time.perf_counter()
                if turn:  # the first round warms
                    took["engine"].append((middle - started) * 1000)
                    took["answer"].append((ended - middle) * 1000)
        told[group] = {
            part + str(cut): statistics.quantiles(values, n=20)[cut // 5 - 1]
            for part, values in took.items()
            for cut in (50, 95)
        }
    for title in titles:
        hits = queries.search(title).hits
        first += bool(hits) and hits[0].item.title == title
    return {"groups": told, "search_mb": peak_mb(), "first": first / len(titles)}


def groups(size: int) -> dict[str, list[str]]:
    """What people ask, by what makes it hard: how many items have the words, and how many words there are."""
    topics = [topic for topics in corpus.words.BUREAUS.values() for topic in topics][:QUERIES]
    some = [corpus.document(size * (2 * turn + 1) // (2 * QUERIES + 2)) for turn in range(QUERIES * 3)]
    firms = [one.title.partition("有限公司")[0] + "有限公司" for one in _many(size) if "有限公司" in one.title]
    numbers = [one.document_number for one in some if one.document_number]
    common = [topic.nouns[0] for topic in topics]
    return {
        "one common word": common,
        "one common word, by date": common,
        "two words": [f"{topic.nouns[0]} {topic.nouns[2]}" for topic in topics],
        "four words": [f"{topic.nouns[0]} {topic.nouns[1]} {topic.people[0]} 资金" for topic in topics],
        "words of everywhere (工作 要求 …)": ["工作 要求", "管理 情况", "有关部门 应当", "责任 制度", "政策 资金 项目", "监督 问题"],
        "a rare name": firms[:QUERIES],
        "a phrase in quotation marks": [f"“{topic.name}”" for topic in topics],
        "a title": _titles(size),
        "a document number": numbers[:QUERIES],
        "initials": ["zdshbz", "ylfw", "zfcg", "ywjy", "bdcdj", "spaq"],
        "what stands nowhere": ["量子纠缠", "潜水艇 航母", "火星 登陆", "比特币"],
    }  # fmt: skip


def _many(size: int) -> list[corpus.Document]:
    return list(corpus.documents(size // 3, size // 3 + 400))


def _titles(size: int) -> list[str]:
    """Titles that name a village or a firm: nobody else has the same."""
    return [one.title for one in _many(size) if "公示（" in one.title][:QUERIES]


def fresh() -> dict:
    from benchmarks import archive
    from gongkai.catalogue import actions
    from gongkai.catalogue.models import Heading
    from gongkai.search import queries

    organ, clerk, leader = archive.people()
    news = Heading.objects.get(organ=organ, code="0314")
    took = []
    first = archive.FRESH + 10_000 + int(time.time()) % 1_000_000
    for number in range(first, first + FRESH_ONES):
        item = archive.cleared(number, news, clerk, leader)
        started = time.perf_counter()
        actions.publish(item=item, by=clerk)
        while not any(hit.item.pk == item.pk for hit in queries.search(item.index_number).hits):
            time.sleep(0.005)
            if time.perf_counter() - started > 30:
                raise SystemExit("published and not found within 30 s")
        took.append((time.perf_counter() - started) * 1000)
    return {"ms": took[1:]}


def judge() -> dict:
    """On an index that holds the judged items and nothing else; nothing of it stays."""
    from django.conf import settings
    from django.db import transaction

    from gongkai.search import engines
    from tests.search import judged

    if settings.SEARCH == "tantivy":
        from gongkai.search.engines.tantivy import Tantivy

        with TemporaryDirectory() as where:
            engine = Tantivy(Path(where))
            engine.put(judged.documents())
            return {"ndcg": judged.mean_ndcg(engine)}
    engine = engines.chosen()
    with transaction.atomic():
        engine.put(judged.documents())
        told = {"ndcg": judged.mean_ndcg(engine)}
        transaction.set_rollback(True)
    return told


def main(words: list[str]) -> None:
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "benchmarks.settings")
    django.setup()
    command, *rest = words
    told = (
        measure(int(rest[0])) if command == "measure" else {"index": index, "fresh": fresh, "judge": judge}[command]()
    )
    print(json.dumps(told))


if __name__ == "__main__":
    main(sys.argv[1:])
