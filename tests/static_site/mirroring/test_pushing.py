"""A mirror holds what the manifest lists: after the first push, after each change, and after whatever went wrong."""

import os
import random
import signal
from multiprocessing import get_context

import pytest
from django.core.files.storage import FileSystemStorage

from gongkai.static_site.chain import BrokenChain
from gongkai.static_site.mirroring import keeping, pushing
from gongkai.static_site.mirroring.keeping import MirrorBusy, kept_alone, position_of
from gongkai.static_site.mirroring.places import Folder, MirrorAway, MirrorProblem
from gongkai.static_site.mirroring.pushing import is_level
from tests.static_site.mirroring.conftest import Baker, Memory
from tests.static_site.sites import CONTENTS, LONG_NAME


def test_the_first_push_sends_everything_that_is_listed_and_no_compressed_copies(baker, place):
    (baker.site.current().www / "index.html.gz").write_bytes(b"a copy")
    done = baker.push(place)
    assert place.objects == CONTENTS
    assert (done.sent, done.removed, done.is_level) == (len(CONTENTS), 0, True)


def test_a_second_push_asks_nothing_of_the_place(baker, place):
    baker.push(place)
    place.is_down()
    assert is_level(baker.site, "mirror", place.where)
    assert baker.push(place).sent == 0


def test_what_changed_since_is_sent_in_the_order_in_which_it_was_baked(baker, place):
    baker.push(place)
    place.log.clear()
    for path in ("o/qingshui/i/9/index.html", "o/qingshui/index.html", "index.html"):
        baker.put(path, f"new {path}")
    assert not is_level(baker.site, "mirror", place.where)
    baker.push(place)
    assert place.log == ["put o/qingshui/i/9/index.html", "put o/qingshui/index.html", "put index.html"]
    assert place.objects == baker.contents()


def test_what_is_withdrawn_goes_before_anything_comes(baker, place):
    baker.push(place)
    place.log.clear()
    baker.put("index.html", "without the item")
    baker.take_away("o/qingshui/i/1/index.html")
    baker.put("o/qingshui/i/1/gone.html", "withdrawn")
    baker.push(place)
    assert place.log[0] == "drop o/qingshui/i/1/index.html"
    assert place.objects == baker.contents()


def test_what_is_withdrawn_while_a_long_push_runs_does_not_wait_for_its_end(baker, place, monkeypatch):
    monkeypatch.setattr(pushing, "BATCH", 2)
    paths = list(CONTENTS)

    def withdraw_in_the_middle(path):
        if path == paths[3]:
            place.is_up()
            baker.take_away(paths[0])
            baker.take_away(paths[5])

    place.before = withdraw_in_the_middle
    baker.push(place)
    assert place.log.index(f"drop {paths[0]}") < place.log.index(f"put {paths[4]}")
    assert f"put {paths[5]}" not in place.log
    assert place.objects == baker.contents()


def test_withdrawn_and_published_again_is_there(baker, place):
    baker.push(place)
    baker.take_away("o/qingshui/i/1/index.html")
    baker.push(place)
    baker.put("o/qingshui/i/1/index.html", "again")
    baker.push(place)
    assert place.objects == baker.contents()


def test_behind_another_release_only_what_differs_is_sent_and_what_is_gone_removed(baker, place):
    baker.push(place)
    place.log.clear()
    baker.whole({**CONTENTS, "index.html": b"new home", "new.html": b"new"})
    baker.take_away("feed.xml")
    baker.push(place)
    assert sorted(place.log) == ["drop feed.xml", "put index.html", "put new.html"]
    assert place.objects == baker.contents()


def test_releases_it_never_saw_leave_nothing_behind(baker, place):
    baker.push(place)
    for number in range(3):
        baker.whole({f"{number}.html": b"only this"})
    baker.push(place)
    assert place.objects == {"2.html": b"only this"}


def test_a_release_that_changes_over_in_the_middle_is_followed_at_once(baker, place, monkeypatch):
    monkeypatch.setattr(pushing, "BATCH", 2)

    def change_over(path):
        place.is_up()
        baker.whole({"index.html": b"another site"})

    place.before = change_over
    assert baker.push(place).is_level
    assert place.objects == {"index.html": b"another site"}


def test_a_place_that_is_down_leaves_everything_and_is_told(baker, place):
    baker.push(place)
    before = position_of(baker.site.folder / "mirrors/mirror")
    baker.put("index.html", "new")
    place.is_down()
    with pytest.raises(MirrorAway, match="没有网络"):
        baker.push(place)
    after = position_of(baker.site.folder / "mirrors/mirror")
    assert (after.n, after.release) == (before.n, before.release) and place.objects == CONTENTS
    place.is_up()
    baker.push(place)
    assert place.objects == baker.contents()


def test_cut_off_in_a_first_push_it_goes_on_where_it_stood(baker, place, monkeypatch):
    monkeypatch.setattr(pushing, "BATCH", 2)
    paths = list(CONTENTS)

    def cut_off(path):
        if path == paths[5]:
            place.is_down()
            place.before(path)

    place.before = cut_off
    with pytest.raises(MirrorAway):
        baker.push(place)
    place.is_up()
    place.log.clear()
    baker.push(place)
    assert place.log == [f"put {path}" for path in paths[5:]]


def test_a_file_somebody_has_touched_is_not_sent_and_told_until_it_is_right_again(baker, place):
    baker.push(place)
    baker.put("index.html", "baked")
    baker.put("feed.xml", "baked too")
    page = baker.site.current().www / "index.html"
    page.write_bytes(b"forged")
    done = baker.push(place)
    assert done.behind == {"index.html": "与清单不符"} and place.objects["index.html"] == CONTENTS["index.html"]
    assert place.objects["feed.xml"] == b"baked too"
    assert not is_level(baker.site, "mirror", place.where)
    page.write_bytes(b"baked")
    assert not baker.push(place).behind
    assert place.objects == baker.contents() and is_level(baker.site, "mirror", place.where)


def test_a_site_that_is_mostly_not_what_it_should_be_is_no_source(baker, place, monkeypatch):
    monkeypatch.setattr(pushing, "MOST_BEHIND", 2)
    for path in CONTENTS:
        (baker.site.current().www / path).write_bytes(b"forged")
    with pytest.raises(MirrorProblem, match="gongkai verify"):
        baker.push(place)
    assert place.objects == {}


def test_a_link_in_the_site_is_not_followed(baker, place, tmp_path):
    (tmp_path / "secret").write_bytes(CONTENTS["feed.xml"])
    page = baker.site.current().www / "feed.xml"
    page.unlink()
    page.symlink_to(tmp_path / "secret")
    assert set(baker.push(place).behind) == {"feed.xml"}


def test_a_place_with_files_of_others_is_refused_and_left_as_it_is(baker, place):
    place.objects = {"holiday.jpg": b"mine"}
    with pytest.raises(MirrorProblem, match=r"holiday\.jpg"):
        baker.push(place)
    assert place.objects == {"holiday.jpg": b"mine"}


def test_taken_over_on_purpose_it_holds_the_site_alone(baker, place):
    place.objects = {"old.html": b"old", "index.html": b"of an old copy"}
    baker.push(place, take_over=True)
    assert place.objects == CONTENTS


def test_another_place_behind_the_same_name_is_another_mirror(baker, place):
    baker.push(place)
    other = Memory("another bucket")
    baker.push(other)
    assert other.objects == CONTENTS


def test_everything_can_be_sent_again_to_mend_what_lies_there(baker, place):
    baker.push(place)
    place.objects["index.html"] = b"forged there"
    assert baker.push(place, again=True).sent == len(CONTENTS)
    assert place.objects == CONTENTS


def test_two_pushes_to_one_mirror_take_turns(baker, place):
    with kept_alone(baker.site.folder / "mirrors/mirror"), pytest.raises(MirrorBusy):
        baker.push(place)


def test_with_no_time_left_it_stops_after_a_batch_and_says_that_it_is_not_level(baker, place, monkeypatch):
    monkeypatch.setattr(pushing, "BATCH", 2)
    done = baker.push(place, seconds=0)
    assert (done.sent, done.is_level) == (2, False)
    while not done.is_level:
        done = baker.push(place, seconds=0)
    assert place.objects == CONTENTS


def test_a_manifest_that_was_altered_moves_no_mirror(baker, place):
    baker.push(place)
    segment = baker.site.current().manifest_folder / "000001.jsonl"
    segment.write_bytes(segment.read_bytes().replace(b"feed.xml", b"food.xml"))
    with pytest.raises(BrokenChain):
        baker.push(place)
    assert place.objects == CONTENTS


def test_what_is_held_is_written_anew_when_most_of_it_is_history(baker, place, monkeypatch):
    monkeypatch.setattr(keeping, "SPARE_LINES", 0)
    baker.push(place)
    for number in range(30):
        baker.put("index.html", f"version {number}")
        baker.push(place)
    baker.whole(baker.contents())
    baker.push(place)
    baker.whole(baker.contents() | {"new.html": b"new"})
    place.log.clear()
    baker.push(place)
    folder = baker.site.folder / "mirrors/mirror/held"
    assert [child.name for child in folder.iterdir()] == ["2"]
    assert place.log == ["put new.html"]


def test_a_name_as_long_as_a_file_system_takes_arrives(baker, tmp_path):
    mirror = tmp_path / "mirror"
    baker.push(Folder(FileSystemStorage(mirror)))
    assert (mirror / LONG_NAME).read_bytes() == CONTENTS[LONG_NAME]


def test_in_a_directory_a_file_is_replaced_and_nothing_else_lies_about(baker, tmp_path):
    mirror = tmp_path / "mirror"
    place = Folder(FileSystemStorage(mirror))
    baker.push(place)
    baker.put("index.html", "new")
    baker.push(place)
    there = {path.relative_to(mirror).as_posix(): path.read_bytes() for path in mirror.rglob("*") if path.is_file()}
    assert there == baker.contents()


class Deadly(Folder):
    """Ends its process, as kill -9 does, when so many objects have been asked of it."""

    def __init__(self, storage, after: int) -> None:
        super().__init__(storage)
        self.left = after

    def put(self, path, content):
        self._count()
        super().put(path, content)

    def drop(self, path):
        self._count()
        super().drop(path)

    def _count(self):
        self.left -= 1
        if self.left < 0:
            os.kill(os.getpid(), signal.SIGKILL)


def push_and_die(site, mirror, after, in_order):
    pushing.BATCH, pushing.IN_ORDER = 3, in_order
    Baker(site).push(Deadly(FileSystemStorage(mirror), after))


def test_what_arrived_in_the_moment_of_a_kill_is_not_forgotten_there(baker, tmp_path):
    mirror = tmp_path / "mirror"
    process = get_context("fork").Process(target=push_and_die, args=(baker.site.folder, mirror, 1, 3))
    process.start()
    process.join()
    assert process.exitcode == -signal.SIGKILL and [path.name for path in mirror.iterdir()] == ["index.html"]
    baker.whole({"feed.xml": b"no home page any more"})
    baker.push(Folder(FileSystemStorage(mirror)))
    assert [path.name for path in mirror.rglob("*") if path.is_file()] == ["feed.xml"]


@pytest.mark.parametrize("seed", range(4))
def test_killed_at_any_moment_with_the_site_going_on_meanwhile_nothing_is_missing_and_nothing_stays(
    baker, tmp_path, seed
):
    mirror, chance = tmp_path / "mirror", random.Random(seed)
    names = [f"{n}.html" for n in range(12)]
    for _round in range(6):
        process = get_context("fork").Process(
            target=push_and_die, args=(baker.site.folder, mirror, chance.randrange(12), chance.choice([1, 3]))
        )
        process.start()
        process.join()
        if chance.random() < 0.4:
            kept = chance.sample(names, 6)
            baker.whole({name: os.urandom(8) for name in kept})
        for name in chance.sample(names, 3):
            if (baker.site.current().www / name).exists():
                baker.take_away(name)
            else:
                baker.put(name, os.urandom(8))
    assert baker.push(Folder(FileSystemStorage(mirror))).is_level
    assert not list((tmp_path / ".mirror.parts").glob("*"))
    there = {path.relative_to(mirror).as_posix(): path.read_bytes() for path in mirror.rglob("*") if path.is_file()}
    assert there == baker.contents()
