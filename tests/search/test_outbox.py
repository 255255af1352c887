"""With an engine outside the database the worker does the telling: from an outbox, and what is withdrawn is gone before that."""

import pytest

from gongkai.catalogue import actions
from gongkai.cli.main import main
from gongkai.search import engines, indexing, queries, rebuilding
from gongkai.search.engines.port import EngineDown
from gongkai.search.engines.tantivy import Tantivy, _Writing
from gongkai.search.models import Entry, Outbox
from gongkai.search.tasks import fill
from tests.search import opensearch_stub

pytestmark = pytest.mark.django_db


@pytest.fixture
def outside(monkeypatch, tmp_path):
    engine = Tantivy(tmp_path / "index")
    monkeypatch.setattr(engines, "chosen", lambda: engine)
    return engine


def found(query: str) -> list[str]:
    return [hit.item.title for hit in queries.search(query).hits]


def test_a_publication_is_in_the_outbox_and_found_once_the_worker_has_told_it(
    outside, published, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks() as ordered:
        published(title="低保标准")
    assert Outbox.objects.count() == 1 and found("低保") == []
    for order in ordered:
        order()
    assert Outbox.objects.count() == 0 and found("低保") == ["低保标准"]


def test_what_is_withdrawn_is_gone_before_the_engine_knows(outside, published, leader):
    item = published(title="低保标准")
    indexing.sweep()
    actions.withdraw(item=item, by=leader, reason="error")
    assert len(list(outside.entries())) == 1, "the engine has not been told yet"
    assert not Entry.objects.exists() and found("低保") == []
    indexing.sweep()
    assert list(outside.entries()) == [] and list(rebuilding.differing()) == []


def test_published_anew_before_the_engine_was_told_it_is_there_once(outside, published, leader, cleared, clerk):
    item = published(title="低保标准")
    indexing.sweep()
    actions.withdraw(item=item, by=leader, reason="error")
    actions.revise(item=item, by=clerk, body="<p>改正后的正文。</p>")
    cleared(item)
    actions.publish(item=item, by=clerk)
    indexing.sweep()
    assert found("低保") == ["低保标准"]
    assert list(rebuilding.differing()) == []


def test_while_another_process_writes_the_outbox_keeps_what_is_to_be_told(outside, published):
    published(title="低保标准")
    with _Writing(Tantivy(outside.where)._index()):
        assert indexing.sweep() == 0
    assert Outbox.objects.count() == 1
    assert indexing.sweep() == 1 and found("低保") == ["低保标准"]


def test_killed_between_the_engine_and_the_database_nothing_is_lost_and_nothing_stands_twice(
    outside, published, monkeypatch
):
    published(title="低保标准")

    class Killed(BaseException):
        pass

    put = Tantivy.put

    def put_and_die(self, documents):
        put(self, documents)
        raise Killed

    with monkeypatch.context() as dying:
        dying.setattr(Tantivy, "put", put_and_die)
        with pytest.raises(Killed):
            indexing.sweep()
    assert Outbox.objects.count() == 1 and not Entry.objects.exists()
    assert found("低保") == [], "the engine knows a row that no entry leads to"
    indexing.sweep()
    assert found("低保") == ["低保标准"]
    rebuilding.rebuild()
    assert list(rebuilding.differing()) == []


def test_an_index_whose_files_are_lost_is_named_and_rebuilt(outside, published, monkeypatch, tmp_path, capsys):
    item = published(title="低保标准")
    indexing.sweep()
    lost = Tantivy(tmp_path / "empty")
    monkeypatch.setattr(engines, "chosen", lambda: lost)
    assert main(["rebuild", "--search", "--check"]) == 1
    assert f"检索索引缺少 {item.index_number}" in capsys.readouterr().out
    assert main(["rebuild", "--search"]) == 0
    assert found("低保") == ["低保标准"]


def test_a_cluster_that_is_down_is_told_to_the_reader_and_does_not_stop_a_publication(published, monkeypatch, client):
    with opensearch_stub.running() as (engine, server):
        monkeypatch.setattr(engines, "chosen", lambda: engine)
        published(title="低保标准")
        indexing.sweep()
        assert found("低保") == ["低保标准"]
        server.fails = True
        published(title="低保名单")
        with pytest.raises(EngineDown):
            list(engine.entries())
        assert indexing.sweep() == 0 and Outbox.objects.count() == 1
        text = client.get("/search/", {"q": "低保"}).content.decode()
        assert "检索暂时不能使用" in text and "没有找到" not in text
        assert client.get("/search/data.json", {"q": "低保"}).status_code == 503
        assert client.get("/search/suggest.json", {"q": "低保"}).json() == {"suggestions": []}
        assert client.get("/search/feed.atom", {"q": "低保"}).status_code == 503
        assert main(["rebuild", "--search"]) == main(["rebuild", "--search", "--check"]) == 1
        server.fails = False
        assert indexing.sweep() == 1 and sorted(found("低保")) == ["低保名单", "低保标准"]


class Killed(BaseException):
    pass


def test_killed_between_emptying_the_engine_and_saying_so_it_is_filled_by_the_worker(outside, published, monkeypatch):
    published(title="低保标准")
    rebuilding.rebuild()
    empty = outside.clear

    def killed():
        empty()
        raise Killed

    with monkeypatch.context() as broken, pytest.raises(Killed):
        broken.setattr(outside, "clear", killed)
        rebuilding.rebuild(anew=True)
    assert indexing.order_filling()
    fill.call()
    assert found("低保") == ["低保标准"] and list(rebuilding.differing()) == []


def test_a_filling_that_met_a_busy_engine_is_ordered_again_at_once(outside, published):
    published(title="低保标准")
    assert indexing.order_filling()
    with _Writing(outside._index()):
        fill.call()
    assert found("低保") == []
    assert indexing.order_filling()
    fill.call()
    assert found("低保") == ["低保标准"]
