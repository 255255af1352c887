"""Files taken in while the form is still being written."""

import os
import tempfile

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from gongkai.pages.models import StoredFile

pytestmark = pytest.mark.django_db
UPLOAD = "/office/files/upload/"
PNG = b"\x89PNG\r\n\x1a\n" + b"\x00" * 20


def test_a_file_is_kept_privately_for_the_organ_and_named_without_its_ending(signed_in, clerk):
    answer = signed_in(clerk).post(UPLOAD, {"file": SimpleUploadedFile("现场照片.png", PNG)})
    kept = answer.json()["files"][0]
    stored = StoredFile.objects.get()
    assert (kept["title"], kept["url"], kept["is_image"]) == ("现场照片", stored.get_absolute_url(), True)
    assert stored.owner == "organ:rongjiang-mzj"
    assert Client().get(stored.get_absolute_url()).status_code == 404


def test_a_file_that_is_not_what_its_name_says_is_refused_in_words(signed_in, clerk):
    answer = signed_in(clerk).post(UPLOAD, {"file": SimpleUploadedFile("通知.pdf", b"MZ\x90\x00" + b"\x00" * 50)})
    assert answer.status_code == 400
    assert "实际是Windows 程序" in answer.json()["errors"][0]
    assert not StoredFile.objects.exists()


def test_of_several_files_the_good_ones_are_kept(signed_in, clerk):
    files = [SimpleUploadedFile("好.txt", b"abc"), SimpleUploadedFile("坏.exe", b"MZ")]
    answer = signed_in(clerk).post(UPLOAD, {"file": files})
    assert answer.status_code == 200
    assert [row["name"] for row in answer.json()["files"]] == ["好.txt"] and len(answer.json()["errors"]) == 1


class Sparse:
    """200 MB that take no room on the disk, posted as a multipart body."""

    def __enter__(self):
        self.file = tempfile.NamedTemporaryFile(suffix=".pdf")
        self.file.write(b"%PDF-1.4\n")
        self.file.truncate(200 * 1024 * 1024)
        self.file.seek(0)
        return self.file

    def __exit__(self, *_exc):
        self.file.close()


def test_an_attachment_of_200_mb_is_refused_by_its_length_before_it_is_read(signed_in, clerk):
    answer = signed_in(clerk).generic(
        "POST", UPLOAD, b"", content_type="multipart/form-data; boundary=x",
        headers={"content-length": str(200 * 1024 * 1024), "x-file-name": "%E9%A2%84%E7%AE%97.pdf"},
    )  # fmt: skip
    assert answer.status_code == 413
    assert "“预算.pdf”有 200 MB" in answer.json()["errors"][0] and "50 MB" in answer.json()["errors"][0]
    assert not StoredFile.objects.exists()


def test_an_attachment_of_200_mb_in_the_form_gets_the_same_message_and_nothing_is_stored(
    signed_in, clerk, sheet, words
):
    before = _files_under(settings.STORAGES["private"]["OPTIONS"]["location"])
    with Sparse() as big:
        answer = signed_in(clerk).post("/office/items/add/0314/", sheet(attachment_files=big))
    said = words(answer)
    assert "200 MB" in said and "超过单个附件 50 MB 的上限" in said
    assert "春荒救助" in answer.content.decode()
    assert not StoredFile.objects.exists()
    assert _files_under(settings.STORAGES["private"]["OPTIONS"]["location"]) == before


def _files_under(folder) -> int:
    return sum(len(files) for _root, _folders, files in os.walk(folder))


def test_uploading_needs_the_right_to_write(signed_in, leader, administrator):
    for person in (leader, administrator):
        answer = signed_in(person).post(UPLOAD, {"file": SimpleUploadedFile("好.txt", b"abc")})
        assert answer.status_code == 403 and "没有这项权限" in answer.json()["errors"][0]
    assert not StoredFile.objects.exists()


def test_uploading_needs_the_token_against_forgery(clerk):
    client = Client(enforce_csrf_checks=True)
    client.force_login(clerk, backend="django.contrib.auth.backends.ModelBackend")
    assert client.post(UPLOAD, {"file": SimpleUploadedFile("好.txt", b"abc")}).status_code == 403
    assert not StoredFile.objects.exists()


def test_a_stranger_is_sent_to_the_sign_in_page():
    answer = Client().post(UPLOAD, {"file": SimpleUploadedFile("好.txt", b"abc")})
    assert answer.status_code == 302 and reverse("wagtailadmin_login") in answer["Location"]
