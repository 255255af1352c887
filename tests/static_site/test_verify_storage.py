"""Verification of a bucket, through the storages Django knows."""

import pytest
from django.core.files.storage import FileSystemStorage

from gongkai.static_site.verifying.comparing import compare
from gongkai.static_site.verifying.places import locate
from gongkai.static_site.verifying.trees import StorageTree
from tests.static_site.sites import CONTENTS


def named(report):
    return [(fault.kind, fault.path) for fault in report.faults]


def test_a_storage_of_django_is_verified_like_a_directory(site, www):
    tree, manifest = StorageTree(FileSystemStorage(www)), locate(site).manifest
    assert compare(tree, manifest).is_whole
    (www / "index.html").write_bytes(b"x")
    (www / "o/qingshui/i/1/index.html").unlink()
    (www / "added.html").write_bytes(b"x")
    assert named(compare(tree, manifest, workers=8)) == [
        ("changed", "index.html"), ("missing", "o/qingshui/i/1/index.html"), ("added", "added.html"),
    ]  # fmt: skip


@pytest.fixture
def bucket(www, s3):
    """A bucket holding the site under a prefix."""
    from storages.backends.s3 import S3Storage

    for path in www.rglob("*"):
        if path.is_file():
            s3.put_object(Bucket="site", Key=f"public/{path.relative_to(www).as_posix()}", Body=path.read_bytes())
    return s3, S3Storage(bucket_name="site", region_name="us-east-1")


def test_a_bucket_is_verified_file_by_file(site, bucket):
    client, storage = bucket
    tree, manifest = StorageTree(storage, "public"), locate(site).manifest
    whole = compare(tree, manifest, workers=4)
    assert whole.is_whole and whole.checked == len(CONTENTS)
    client.put_object(Bucket="site", Key="public/index.html", Body=b"forged")
    client.delete_object(Bucket="site", Key="public/feed.xml")
    client.put_object(Bucket="site", Key="public/o/spam/index.html", Body=b"spam")
    assert named(compare(tree, manifest, workers=4)) == [
        ("changed", "index.html"), ("missing", "feed.xml"), ("added", "o/spam/index.html"),
    ]  # fmt: skip


def test_a_bucket_that_cannot_be_read_is_not_called_whole(site, bucket):
    client, storage = bucket
    for row in client.list_objects_v2(Bucket="site")["Contents"]:
        client.delete_object(Bucket="site", Key=row["Key"])
    client.delete_bucket(Bucket="site")
    with pytest.raises(OSError, match="NoSuchBucket"):
        compare(StorageTree(storage, "public"), locate(site).manifest, workers=4)
