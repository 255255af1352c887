"""Every engine that can be had, against the same rules and the same judged queries.

OpenSearch cannot be had here: its adapter talks to a stub of the documented interface (`opensearch_stub.py`), which proves
the talking and the rules, not the ranking of a real cluster.
"""

import pytest
from django.db import connection

from gongkai.search import reading
from gongkai.search.cutting import Texts, cut
from gongkai.search.engines.fts5 import Fts5
from gongkai.search.engines.opensearch import OpenSearch
from gongkai.search.engines.port import Document, EngineBusy, EngineDown, Query, Term, Way
from gongkai.search.engines.tantivy import Tantivy, _Writing
from gongkai.search.engines.tsvector import Tsvector
from tests.search import judged, opensearch_stub

pytestmark = pytest.mark.django_db
FLOOR = {"fts5": 0.93, "tsvector": 0.85, "tantivy": 0.93, "opensearch": 0.8}  # mean nDCG@10 of the judged queries
HERE = "tsvector" if connection.vendor == "postgresql" else "fts5"


@pytest.fixture(params=[HERE, "tantivy", "opensearch"])
def engine(request, tmp_path):
    if request.param == "tantivy":
        yield Tantivy(tmp_path / "index")
    elif request.param == "opensearch":
        with opensearch_stub.running() as (engine, _server):
            yield engine
    else:
        yield {"fts5": Fts5, "tsvector": Tsvector}[request.param]()


@pytest.fixture
def filled(engine):
    engine.put(judged.documents())
    return engine


def places(engine, asked: str, **more) -> list[int]:
    said = reading.read(asked)
    found = engine.find(Query(said.terms, said.whole, said.without, **more))
    return [hit.place for hit in found.hits]


def doc(place: int, title: str, **more) -> Document:
    return cut(place, f"f{place}", Texts(title, **more))


def test_the_judged_queries_are_answered_well(filled):
    assert judged.mean_ndcg(filled) >= FLOOR[filled.name]


@pytest.mark.parametrize(
    ("asked", "first"),
    [
        ("榕民发[2019]12号", "dibao-standard-2019"), ("榕民发（２０１９）12号", "dibao-standard-2019"), ("榕府办规〔2019〕3号", "dibao-rules"),
        ("“提高农村五保供养标准”", "wubao-old"), ("《高龄津贴发放办法》", "high-age-rules"), ("民非登记", "ngo-minfei"),
        ("縣婚姻登記處辦公時間", "marriage-hours"), ("zhufanggongjijintiqu", "house-fund-rules"), ("2019年低保标准", "dibao-standard-2019"),
    ],
)  # fmt: skip
def test_who_knows_exactly_what_it_is_called_gets_it_first(filled, asked, first):
    assert judged.ask(filled, asked)[0] == first


def test_every_word_must_be_met_and_none_that_was_excluded(filled):
    assert "dibao-list-jan" in judged.ask(filled, "低保 公示")
    assert "dibao-list-jan" not in judged.ask(filled, "低保 -公示")
    assert "tomb" not in judged.ask(filled, "低保 公示")


def test_facets_narrow_and_are_no_words(filled):
    assert set(judged.ask(filled, "低保", facets=("y2018",))) == {"dibao-standard-2018", "dibao-check"}
    assert judged.ask(filled, "低保", facets=("y2018", "o2")) == []
    assert places(filled, "y2018") == places(filled, "o1") == []


def test_by_date_the_highest_place_is_first(filled):
    found = places(filled, "低保", order="date")
    assert found == sorted(found, reverse=True) and len(found) > 5


def test_pages_follow_each_other_without_gap_or_repetition(filled):
    for order in ("relevance", "date"):
        whole = places(filled, "公示", order=order, limit=12)
        parts = [place for at in (0, 4, 8) for place in places(filled, "公示", order=order, offset=at, limit=4)]
        assert parts == whole and len(set(whole)) == 12


def test_hits_are_counted_exactly_up_to_a_thousand_and_capped_beyond(engine):
    engine.put(doc(place, f"低保名单{place}") for place in range(1, 1003))
    said = reading.read("低保").terms
    found = engine.find(Query(said, limit=5))
    assert (found.count, found.count_is_capped, len(found.newest), found.newest[0]) == (1000, True, 1000, 1002)
    engine.drop([1, 2, 3])
    found = engine.find(Query(said))
    assert (found.count, found.count_is_capped) == (999, False)


def test_an_old_title_is_ranked_although_thousands_of_newer_texts_have_the_word(engine, monkeypatch):
    for module in ("fts5", "tsvector"):
        monkeypatch.setattr(f"gongkai.search.engines.{module}.MOST_RANKED", 20)
    engine.put([doc(1, "高龄津贴发放办法")])
    engine.put(doc(place, "工作动态", body="会议提到高龄津贴发放工作。" + "其他工作。" * 20) for place in range(2, 60))
    assert places(engine, "高龄津贴")[0] == 1


def test_what_is_put_again_stands_once_and_reads_anew(engine):
    engine.put([doc(1, "低保标准"), doc(2, "高龄津贴")])
    engine.put([doc(1, "孤儿保障")])
    assert places(engine, "低保") == []
    assert places(engine, "孤儿") == [1]
    assert [place for place, _fingerprint in engine.entries()] == [1, 2]


def test_what_is_dropped_is_gone_and_dropping_what_is_not_there_is_no_fault(engine):
    engine.put([doc(1, "低保标准"), doc(2, "低保名单")])
    engine.drop([1, 77])
    engine.drop([])
    assert places(engine, "低保") == [2]
    engine.clear()
    assert places(engine, "低保") == [] and list(engine.entries()) == []


def test_all_rows_are_told_in_order_with_their_fingerprints(engine):
    engine.put(doc(place, "低保") for place in range(2500, 0, -1))
    assert list(engine.entries()) == [(place, f"f{place}") for place in range(1, 2501)]


def test_the_end_of_one_part_and_the_beginning_of_the_next_are_no_row(engine):
    engine.put([doc(1, "城乡低保", summary="标准已经公布", body="核对")])
    assert places(engine, "“低保标准”") == []
    assert places(engine, "低保 标准") == [1]


@pytest.mark.parametrize(
    "token",
    ['a"b', "a'b", "a\\b", "a b", "a*", "(a", "a:b", "&", "|", "!", "<->", "{a}", "a^2", "NOT", "\U00020bb7", "é"],
)
def test_no_token_is_an_operator(engine, token):
    """Segmentation lets only letters and digits through; an engine does not rely on it."""
    engine.put([doc(1, "低保")])
    ways = (
        Way((token,)),
        Way((token, token)),
        Way((token,), "numbers", begins=token.isalnum()),
        Way((token,), "pinyin"),
    )
    for way in ways:
        engine.find(Query((Term((way,)),), without=(Term((Way((token,)),)),)))


def test_an_engine_with_nothing_in_it_answers(engine):
    assert engine.find(Query(reading.read("低保").terms)).count == 0
    assert engine.find(Query(())).count == 0


def test_a_second_writer_of_tantivy_is_told_to_wait_and_the_first_goes_on(tmp_path):
    first, second = Tantivy(tmp_path), Tantivy(tmp_path)
    with _Writing(first._index()) as writer:
        with pytest.raises(EngineBusy):
            second.put([doc(2, "低保")])
        writer.delete_all_documents()
    second.put([doc(2, "低保")])
    assert places(first, "低保") == [2], "another process's commit is seen without a restart"


def test_a_change_of_tantivy_that_fails_half_way_leaves_all_as_it_was(tmp_path):
    engine = Tantivy(tmp_path)
    engine.put([doc(1, "低保")])

    def broken():
        yield doc(1, "孤儿")
        raise OSError("disk full")

    with pytest.raises(OSError):
        engine.put(broken())
    assert places(engine, "低保") == [1] and places(engine, "孤儿") == []


def test_a_cluster_that_does_not_answer_is_down_and_not_empty():
    with pytest.raises(EngineDown):
        OpenSearch("http://127.0.0.1:9").find(Query(reading.read("低保").terms))
    with opensearch_stub.running() as (engine, server):
        engine.put([doc(1, "低保")])
        server.fails = True
        with pytest.raises(EngineDown):
            places(engine, "低保")


def test_the_newest_hits_are_the_newest_over_however_many_stretches_they_are_gathered(engine, monkeypatch):
    for module in ("fts5", "tsvector"):
        monkeypatch.setattr(f"gongkai.search.engines.{module}.MOST_RANKED", 20)
    monkeypatch.setattr("gongkai.search.engines.tsvector.STRETCH", 7)
    engine.put(doc(place, "低保" if place % 3 else "孤儿", body="工作" * (place == 2)) for place in range(1, 200))
    frequent = [place for place in range(199, 0, -1) if place % 3]
    assert places(engine, "低保", order="date", limit=20) == frequent[:20]
    assert (
        places(engine, "孤儿", order="date", limit=20) == [place for place in range(199, 0, -1) if place % 3 == 0][:20]
    )
    assert places(engine, "低保 工作", order="date") == [2]
