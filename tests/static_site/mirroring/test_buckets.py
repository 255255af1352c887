"""A mirror in a bucket, over the protocol of S3; and storages of Django's settings."""

from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest
from django.core.files.storage import InMemoryStorage

from gongkai.static_site.mirroring import places
from gongkai.static_site.mirroring.places import MirrorAway, MirrorProblem, Storage, headers_of, place_of
from gongkai.static_site.mirroring.targets import target, targets
from gongkai.static_site.verifying.comparing import compare
from tests.static_site.sites import CONTENTS, LONG_NAME

LONGEST = f"files/6f1c4a52-0000-4000-8000-000000000000/{'名' * 76}.docx"  # a name of the longest kind that is baked


@pytest.fixture
def mirror(s3):
    return place_of(target("s3://site/public"))


def keys(client) -> dict[str, bytes]:
    found = client.list_objects_v2(Bucket="site").get("Contents", [])
    return {row["Key"]: client.get_object(Bucket="site", Key=row["Key"])["Body"].read() for row in found}


def below(prefix, contents):
    return {f"{prefix}/{path}": content for path, content in contents.items()}


def test_a_bucket_holds_the_site_below_its_prefix_and_follows_it(baker, s3, mirror):
    s3.put_object(Bucket="site", Key="elsewhere.txt", Body=b"of somebody else")
    baker.push(mirror)
    baker.put("index.html", "new")
    baker.take_away("o/qingshui/i/1/index.html")
    baker.put("o/qingshui/i/1/gone.html", "withdrawn")
    baker.put(LONGEST, "the longest name")
    baker.push(mirror)
    assert keys(s3) == below("public", baker.contents()) | {"elsewhere.txt": b"of somebody else"}
    assert compare(mirror.tree(), baker.site.current().manifest_folder, workers=4).is_whole


def test_another_release_sends_what_differs_and_removes_what_is_gone(baker, s3, mirror):
    baker.push(mirror)
    baker.whole({"index.html": b"new", "feed.xml": CONTENTS["feed.xml"]})
    done = baker.push(mirror)
    assert (done.sent, done.removed) == (1, len(CONTENTS) - 2)
    assert keys(s3) == below("public", baker.contents())


def test_each_object_has_the_kind_and_keeping_our_own_servers_send(baker, s3, mirror):
    baker.put(LONGEST, "a letter")
    baker.put("static/app.0123456789ab.css", "p{}")
    baker.put("files/6f1c/数据.tar.gz", b"\x1f\x8b packed by somebody")
    baker.push(mirror)

    def told(path):
        head = s3.head_object(Bucket="site", Key=f"public/{path}")
        assert "ContentEncoding" not in head
        return head["ContentType"], head.get("CacheControl"), head.get("ContentDisposition", "").partition(";")[0]

    page, pinned = "public, max-age=60, stale-while-revalidate=600", "public, max-age=31536000, immutable"
    assert told("index.html") == ("text/html; charset=utf-8", page, "")
    assert told("o/qingshui/i/2/gone.html") == ("text/html; charset=utf-8", "no-cache", "")
    assert told("404.html") == ("text/html; charset=utf-8", "no-cache", "")
    assert told("static/app.0123456789ab.css") == ("text/css; charset=utf-8", pinned, "")
    assert told(LONG_NAME) == ("application/pdf", "public, max-age=300", "inline")
    assert told(LONGEST)[2] == "attachment"
    assert told("files/6f1c/数据.tar.gz") == ("application/octet-stream", "public, max-age=300", "attachment")


def test_the_headers_of_an_attachment_name_it_for_the_reader():
    assert headers_of("files/6f1c/表.docx")["Content-Disposition"] == "attachment; filename*=UTF-8''%E8%A1%A8.docx"


def test_a_name_longer_than_a_bucket_takes_holds_up_nothing_else(baker, s3):
    deep = place_of(target(f"s3://site/{'/'.join(['p' * 60] * 14)}"))
    baker.put(LONGEST, "no room for this")
    baker.put("index.html", "and after it")
    done = baker.push(deep)
    assert set(done.behind) == {LONG_NAME, LONGEST} and "1024" in done.behind[LONGEST]
    assert any(content == b"and after it" for content in keys(s3).values())


def test_a_large_attachment_arrives_whole(baker, s3, mirror, monkeypatch):
    content = bytes(range(256)) * 40_000  # ten megabytes: sent in parts
    baker.put("files/6f1c/大.zip", content)
    baker.push(mirror)
    assert keys(s3)["public/files/6f1c/大.zip"] == content


def test_a_bucket_that_is_not_there_is_told_and_nothing_is_lost(baker, s3):
    nowhere = place_of(target("s3://no-such-bucket"))
    with pytest.raises(MirrorAway, match="NoSuchBucket"):
        baker.push(nowhere)
    s3.create_bucket(Bucket="no-such-bucket")
    assert baker.push(nowhere).sent == len(CONTENTS)


def test_without_keys_it_is_told(baker, s3, mirror, monkeypatch):
    baker.push(mirror)
    baker.put("index.html", "new")
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.delenv(name)
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")
    with pytest.raises(MirrorAway, match="credentials"):
        baker.push(place_of(target("s3://site/public")))
    assert keys(s3) == below("public", CONTENTS)


def test_keys_that_are_not_accepted_are_told_without_repeating_them(baker, s3, monkeypatch, tmp_path):
    with refusing_server() as endpoint:
        monkeypatch.setenv("AWS_ENDPOINT_URL", endpoint)
        monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "geheim")
        with pytest.raises(MirrorAway, match="InvalidAccessKeyId") as told:
            baker.push(place_of(target("s3://site/public")))
    assert "geheim" not in str(told.value) and keys(s3) == {}


@contextmanager
def refusing_server():
    class Refusing(BaseHTTPRequestHandler):
        def do_GET(self):
            body = b"<Error><Code>InvalidAccessKeyId</Code><Message>not known</Message></Error>"
            self.send_response(403)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *args):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Refusing)
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def test_a_server_that_is_down_is_told_and_tried_again(baker, s3, mirror, monkeypatch):
    baker.push(mirror)
    baker.put("index.html", "new")
    storage, bucket = mirror.storage, mirror.storage.bucket
    monkeypatch.setattr(storage, "_bucket", place_of_dead().storage.bucket)
    with pytest.raises(MirrorAway, match="写不进"):
        baker.push(mirror)
    monkeypatch.setattr(storage, "_bucket", bucket)
    assert baker.push(mirror).sent == 1


def place_of_dead():
    from botocore.config import Config
    from storages.backends.s3 import S3Storage

    quick = Config(connect_timeout=0.2, retries={"max_attempts": 0})
    storage = S3Storage(bucket_name="site", endpoint_url="http://127.0.0.1:9", client_config=quick)
    return places.Bucket(storage, "dead")


def test_an_alias_of_a_bucket_gets_the_same_headers_and_its_own_options(baker, s3, settings):
    settings.STORAGES = settings.STORAGES | {
        "cdn": {
            "BACKEND": "storages.backends.s3.S3Storage",
            "OPTIONS": {"bucket_name": "site", "location": "cdn", "gzip": True, "file_overwrite": False,
                        "object_parameters": {"Metadata": {"owner": "county"}}},
        }
    }  # fmt: skip
    mirror = place_of(target("storage:cdn"))
    baker.push(mirror)
    baker.put("index.html", "new")
    baker.push(mirror)
    assert keys(s3) == below("cdn", baker.contents())
    head = s3.head_object(Bucket="site", Key="cdn/index.html")
    assert (head["CacheControl"][:6], head["Metadata"]) == ("public", {"owner": "county"})


def test_an_alias_of_a_directory_is_written_file_by_file(baker, tmp_path, settings):
    settings.STORAGES = settings.STORAGES | {
        "copy": {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": tmp_path / "copy"},
        }
    }
    mirror = place_of(target("storage:copy"))
    baker.push(mirror)
    baker.put("index.html", "new")
    baker.push(mirror)
    assert compare(mirror.tree(), baker.site.current().manifest_folder).is_whole


def test_a_storage_that_does_not_replace_is_no_mirror_and_keeps_no_second_copy(baker):
    storage = InMemoryStorage()
    mirror = Storage(storage, "memory")
    baker.push(mirror)
    baker.put("index.html", "new")
    with pytest.raises(MirrorProblem, match="不替换"):
        baker.push(mirror)
    assert storage.listdir("")[1].count("index.html") == 1 and len(storage.listdir("")[1]) == 3


def test_a_storage_nobody_has_set_up_is_named():
    with pytest.raises(MirrorProblem, match="nowhere"):
        place_of(target("storage:nowhere"))


def test_without_the_extra_it_is_said_how_to_get_it(monkeypatch):
    monkeypatch.setitem(__import__("sys").modules, "storages.backends.s3", None)
    with pytest.raises(MirrorProblem, match=r"pip install 'gongkai\[s3\]'"):
        place_of(target("s3://site"))


@pytest.mark.parametrize(
    "wrong", ["s3://", "s3:site", "S3://site", "s3://UPPER", "s3://site//x", "s3://site/../x", "storage:", "storage:private", "/srv"]
)  # fmt: skip
def test_what_names_no_mirror_is_refused(wrong):
    with pytest.raises(ValueError, match=r".*"):
        target(wrong)


def test_several_mirrors_stand_apart_from_each_other():
    several = targets("s3://site/a, s3://site/a/, s3://site/b ,storage:cdn")
    assert [one.text for one in several] == ["s3://site/a", "s3://site/b", "storage:cdn"]
    assert len({one.folder for one in several}) == 3
