"""`gongkai bake --to` a mirror, `gongkai verify --storage` of one, and what the tick does for it."""

import pytest

from gongkai.cli import tick, worker
from gongkai.cli.main import main
from gongkai.static_site.mirroring.targets import targets
from tests.static_site.conftest import s3  # noqa: F401  fixture
from tests.static_site.mirroring.conftest import Baker
from tests.static_site.sites import CONTENTS

pytestmark = pytest.mark.django_db


@pytest.fixture
def baker(tmp_path, settings) -> Baker:
    settings.SITE_FOLDER = tmp_path / "site"
    settings.STORAGES = settings.STORAGES | {
        name: {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": tmp_path / name},
        }
        for name in ("one", "two")
    }
    made = Baker(settings.SITE_FOLDER)
    made.whole(CONTENTS)
    return made


def gongkai(capsys, *words):
    status = main([*map(str, words)])
    return status, *capsys.readouterr()


def there(folder) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_a_bucket_is_filled_and_followed_and_verified(baker, s3, capsys):  # noqa: F811
    status, out, err = gongkai(capsys, "bake", "--to", "s3://site/public")
    assert (status, err) == (0, "") and f"发送 {len(CONTENTS)} 个文件，移除 0 个" in out
    baker.put("index.html", "new")
    assert "发送 1 个文件" in gongkai(capsys, "bake", "--to", "s3://site/public")[1]
    assert gongkai(capsys, "verify", "--storage", "s3://site/public")[0] == 0
    s3.put_object(Bucket="site", Key="public/index.html", Body=b"forged")
    status, out, _err = gongkai(capsys, "verify", "--storage", "s3://site/public")
    assert status == 1 and "被改动  index.html" in out
    assert f"发送 {len(CONTENTS)} 个" in gongkai(capsys, "bake", "--all", "--to", "s3://site/public")[1]
    assert gongkai(capsys, "verify", "--storage", "s3://site/public")[0] == 0


def test_a_place_that_is_not_empty_is_named_with_the_way_on(baker, tmp_path, capsys):
    (tmp_path / "one").mkdir()
    (tmp_path / "one/old.html").write_bytes(b"old")
    status, _out, err = gongkai(capsys, "bake", "--to", "storage:one")
    assert status == 1 and "old.html" in err and "--take-over" in err
    assert gongkai(capsys, "bake", "--to", "storage:one", "--take-over")[0] == 0
    assert there(tmp_path / "one") == CONTENTS


def test_what_was_not_sent_is_named_and_makes_the_exit_status_one(baker, capsys):
    (baker.site.current().www / "index.html").write_bytes(b"forged")
    status, _out, err = gongkai(capsys, "bake", "--to", "storage:one")
    assert status == 1 and "没有发送 index.html：与清单不符" in err


def test_a_bucket_that_is_not_there_is_told_in_one_line(baker, s3, capsys):  # noqa: F811
    status, _out, err = gongkai(capsys, "bake", "--to", "s3://nowhere")
    assert status == 1 and "NoSuchBucket" in err and err.count("\n") == 1


@pytest.mark.parametrize(
    "words",
    [
        ["bake", "--to", "s3://"],
        ["bake", "--to", "storage:private"],
        ["bake", "--take-over"],
        ["verify", "--storage", "s3://"],
        ["verify", "--storage", "s3://site", "--prefix", "public"],
        ["verify", "--storage", "storage:nowhere"],
    ],
)
def test_a_call_that_cannot_be_understood_is_one_line(words, baker, capsys):
    status, _out, err = gongkai(capsys, *words)
    assert status == 2 and err.count("\n") == 1


def test_the_tick_brings_every_mirror_of_the_settings_level(baker, tmp_path, settings):
    settings.SITE_MIRROR = targets("storage:one,storage:two")
    assert tick._mirror() == f"镜像更新 {2 * len(CONTENTS)} 个文件"
    baker.put("index.html", "new")
    assert tick._mirror() == "镜像更新 2 个文件"
    assert tick._mirror() == ""
    assert there(tmp_path / "one") == there(tmp_path / "two") == baker.contents()


def test_a_mirror_that_fails_is_told_and_hinders_no_other(baker, tmp_path, settings):
    settings.SITE_MIRROR = targets("storage:nowhere,storage:one")
    with pytest.raises(Exception, match=r"storage:nowhere：设置 STORAGES 里没有"):
        tick._mirror()
    assert there(tmp_path / "one") == CONTENTS


def test_a_mirror_with_files_of_others_is_never_taken_over_by_itself(baker, tmp_path, settings):
    (tmp_path / "one").mkdir()
    (tmp_path / "one/photo.jpg").write_bytes(b"mine")
    settings.SITE_MIRROR = targets("storage:one")
    with pytest.raises(Exception, match=r"photo\.jpg"):
        tick._mirror()
    assert there(tmp_path / "one") == {"photo.jpg": b"mine"}


def test_without_a_mirror_or_without_baking_the_tick_has_nothing_to_do(baker, settings):
    assert tick._mirror() == ""
    settings.SITE_MIRROR, settings.SITE_FOLDER = targets("storage:one"), None
    assert tick._mirror() == ""


class Rounds:
    """A stop sign that notes how long the worker waits, and stands after some rounds."""

    def __init__(self, rounds: int) -> None:
        self.left, self.pauses = rounds, []

    def wait(self, pause):
        self.pauses.append(pause)
        self.left -= 1
        return self.left < 0


def test_the_worker_looks_every_few_seconds_and_less_often_while_a_mirror_fails(baker, tmp_path, settings):
    settings.SITE_MIRROR = targets("storage:one")
    rounds = Rounds(2)
    worker._keep_mirrors(rounds)
    assert rounds.pauses == [0, worker.SITE_PAUSE, worker.SITE_PAUSE]
    assert there(tmp_path / "one") == CONTENTS
    settings.SITE_MIRROR = targets("storage:nowhere")
    rounds = Rounds(2)
    worker._keep_mirrors(rounds)
    assert rounds.pauses == [0, worker.RETRY_PAUSE, worker.RETRY_PAUSE]
