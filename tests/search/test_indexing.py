"""The index follows what is public, in the same transaction, and mends itself after a crash."""

import pytest
from django.db import transaction

from gongkai.casework import errands
from gongkai.catalogue import actions
from gongkai.catalogue.models import DisclosureItem
from gongkai.cli.main import main
from gongkai.cli.tick import tick
from gongkai.pages.models import FileUse
from gongkai.pages.tasks import make_reading_copy
from gongkai.search import at_work, engines, indexing, queries, rebuilding
from gongkai.search.engines.port import Document
from gongkai.search.models import Entry, FileText, Outbox
from gongkai.search.tasks import fill, read_files
from tests.cast import when

pytestmark = pytest.mark.django_db


def found(query: str) -> list[str]:
    return [hit.item.title for hit in queries.search(query).hits]


@pytest.fixture
def failing(monkeypatch):
    """failing(): from now on the engine fails when it is written to; failing.mend() ends that."""

    class Failing:
        def __call__(self):
            monkeypatch.setattr(type(engines.chosen()), "put", self._fail)

        def _fail(self, documents):
            raise OSError("disk full")

        def mend(self):
            monkeypatch.undo()

    return Failing()


def test_what_is_rolled_back_is_not_found(published):
    with transaction.atomic():
        published(title="低保标准")
        transaction.set_rollback(True)
    assert found("低保") == []
    assert list(rebuilding.differing()) == []


def test_an_engine_that_fails_keeps_nobody_from_publishing_and_is_told_later(published, failing):
    failing()
    item = published(title="低保标准")
    assert item.live and list(Outbox.objects.values_list("pk", flat=True)) == [item.pk]
    failing.mend()
    assert found("低保") == []
    assert "更新检索条目 1 条" in [*tick().said.values(), *tick().said.values()]
    assert found("低保") == ["低保标准"]
    assert not Outbox.objects.exists()


def test_an_engine_that_fails_at_a_withdrawal_shows_nothing_all_the_same(published, leader, monkeypatch):
    item = published(title="低保标准")

    def fail(self, places):
        raise OSError("disk full")

    with monkeypatch.context() as broken:
        broken.setattr(type(engines.chosen()), "drop", fail)
        actions.withdraw(item=item, by=leader, reason="error")
        assert found("低保") == []
        assert not Entry.objects.filter(item=item).exists()
    indexing.sweep()
    assert list(rebuilding.differing()) == []


def test_sweeping_twice_is_harmless(published):
    item = published(title="低保标准")
    indexing.mark([item.pk])
    assert [indexing.sweep(), indexing.sweep()] == [1, 0]
    assert found("低保") == ["低保标准"]
    assert Entry.objects.count() == 1


def test_a_check_names_every_missing_stale_and_superfluous_row(published, leader, capsys):
    kept, missing, stale, gone = (published(title=f"低保标准{n}") for n in range(4))
    engine = engines.chosen()
    engine.drop([Entry.objects.get(item=missing).place])
    Entry.objects.filter(item=stale).update(fingerprint="old")
    actions.withdraw(item=gone, by=leader, reason="error")
    engine.put([Document(place=10**6, fingerprint="x", title="低保")])
    assert main(["rebuild", "--search", "--check"]) == 1
    said = capsys.readouterr().out
    assert f"检索索引缺少 {missing.index_number}\n" in said
    assert f"检索索引过时 {stale.index_number}\n" in said
    assert "检索索引多余 #1000000\n" in said
    assert kept.index_number not in said and gone.index_number not in said
    assert main(["rebuild", "--check"]) == 1


def test_rebuilding_puts_right_what_the_check_named_and_a_second_time_writes_nothing(published, leader, capsys):
    items = [published(title=f"低保标准{n}") for n in range(4)]
    engine = engines.chosen()
    engine.drop([Entry.objects.get(item=items[0]).place])
    Entry.objects.filter(item=items[1]).delete()
    DisclosureItem.objects.filter(pk=items[2].pk).update(live=False)
    assert main(["rebuild", "--search"]) == 0
    assert list(rebuilding.differing()) == []
    assert sorted(found("低保")) == ["低保标准0", "低保标准1", "低保标准3"]
    capsys.readouterr()
    assert main(["rebuild", "--search"]) == 0
    assert "写入检索索引 0 条" in capsys.readouterr().out


def test_rebuilt_anew_the_places_stand_in_the_order_of_publication(published, capsys):
    for day in (5, 7, 6):
        published(title=f"低保标准{day}", at=when(2019, 3, day))
    assert main(["rebuild", "--search", "--anew"]) == 0
    titles = Entry.objects.order_by("place").values_list("item__title", flat=True)
    assert list(titles) == ["低保标准5", "低保标准6", "低保标准7"]
    assert main(["rebuild", "--search", "--check"]) == 0


def test_a_rebuild_broken_off_goes_on_where_it_was(published, monkeypatch):
    monkeypatch.setattr(rebuilding, "BATCH", 2)
    for number in range(5):
        published(title=f"低保标准{number}")
    Entry.objects.all().delete()
    engines.chosen().clear()

    class Killed(BaseException):
        pass

    def stop_after_two(done, total):
        if done >= 2:
            raise Killed

    with pytest.raises(Killed):
        rebuilding.rebuild(progress=stop_after_two)
    assert rebuilding.rebuild().written == 3
    assert len(found("低保")) == 5


def test_several_processes_cut_as_one_does(published, monkeypatch):
    items = [published(title=f"低保标准{number}", body=f"<p>第{number}次调整，2019年。</p>") for number in range(5)]
    before = [(entry.item_id, entry.fingerprint) for entry in Entry.objects.order_by("place")]
    monkeypatch.setattr(rebuilding, "FROM_PROCESSES", 1)
    rebuilding.rebuild(anew=True)
    assert sorted((entry.item_id, entry.fingerprint) for entry in Entry.objects.all()) == sorted(before)
    assert sorted(found("低保 调整")) == sorted(item.title for item in items)


def test_another_engine_than_before_is_filled_once(published):
    published(title="低保标准")
    Entry.objects.all().delete()
    engines.chosen().clear()
    assert indexing.order_filling()
    assert not indexing.order_filling()
    fill.call()
    assert found("低保") == ["低保标准"]
    assert not indexing.order_filling()


def test_the_text_of_an_attachment_is_found_and_said_to_be_there(published, uploaded, client):
    stored = uploaded("名册.txt", "本次核定的丰硕合作社享受燃料补贴".encode())
    published(title="补贴公示", attachments=[(stored, "补贴对象名册")])
    make_reading_copy.call(stored.pk)
    (hit,) = queries.search("燃料补贴").hits
    assert (hit.item.title, hit.file) == ("补贴公示", "补贴对象名册")
    assert "附件：补贴对象名册" in client.get("/search/", {"q": "燃料补贴"}).content.decode()


def test_a_file_without_a_reading_copy_is_read_behind_the_wall(published, uploaded):
    stored = uploaded("名册.csv", "合作社,补贴\n丰硕合作社,燃料补贴\n".encode())
    item = published(title="补贴公示", attachments=[(stored, "补贴对象名册")])
    read_files.call(item.pk)
    assert "丰硕合作社" in FileText.objects.get(file=stored).text
    assert [hit.file for hit in queries.search("燃料补贴").hits] == ["补贴对象名册"]


def test_the_text_of_a_file_that_is_not_public_is_nowhere(published, uploaded, draft):
    stored = uploaded("名册.txt", "丰硕合作社享受燃料补贴".encode())
    draft(title="还没有公开", attachments=[(stored, "名册")])
    published(title="已经公开")
    FileText.objects.create(file=stored, text="丰硕合作社享受燃料补贴")
    rebuilding.rebuild()
    assert found("燃料补贴") == []


def test_a_file_that_is_closed_again_is_searched_no_more(published, uploaded, leader):
    stored = uploaded("名册.txt", "丰硕合作社享受燃料补贴".encode())
    item = published(title="补贴公示", attachments=[(stored, "名册")])
    FileText.objects.create(file=stored, text="丰硕合作社享受燃料补贴")
    indexing.changed(item.pk)
    assert found("燃料补贴") == ["补贴公示"]
    actions.withdraw(item=item, by=leader, reason="error")
    assert not FileUse.objects.filter(file=stored).exists()
    assert found("燃料补贴") == []
    assert list(rebuilding.differing()) == []


class Killed(BaseException):
    pass


def test_an_index_that_was_emptied_and_not_filled_is_filled_by_the_worker(published, monkeypatch):
    published(title="低保标准")
    indexing.order_filling()
    errands.done(indexing.FILLED, engines.chosen().name)
    assert not indexing.order_filling()

    def killed(*_words):
        raise Killed

    with monkeypatch.context() as broken, pytest.raises(Killed):
        broken.setattr(rebuilding, "_write_all", killed)
        rebuilding.rebuild(anew=True)
    assert list(rebuilding.differing()) != []
    assert indexing.order_filling()
    fill.call()
    assert list(rebuilding.differing()) == []
    assert not indexing.order_filling()


def test_while_somebody_rebuilds_the_worker_is_not_sent_to_do_it_too(published):
    errands.done(indexing.FILLED, "")
    with at_work.at_work():
        assert not indexing.order_filling()
    assert indexing.order_filling()
