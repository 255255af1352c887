"""Sealed files: encrypted on disk, never public, opened while they stream, refused when altered."""

import hashlib

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from gongkai.pages import actions, gates, uploads
from gongkai.pages.models import StoredFile
from gongkai.pages.reading_copies import reading_copy
from gongkai.pages.views import file_response
from gongkai.sealing.seal import BrokenSeal
from tests.pages import samples

TEXT = "石文，522632199001012345，申请公开低保名册。".encode()


@pytest.fixture
def sealed(clerk):
    def make(data: bytes = TEXT, name: str = "石文身份证.txt") -> StoredFile:
        return uploads.store(SimpleUploadedFile(name, data), owner="organ:rongjiang-mzj", by=None, sealed=True)

    return make


def on_disk(stored: StoredFile) -> bytes:
    with stored.content.storage.open(stored.content.name, "rb") as file:
        return file.read()


def test_on_disk_there_is_nothing_to_read_and_the_figures_are_those_of_the_plain_content(sealed):
    stored = sealed()
    assert "低保".encode() not in on_disk(stored) and on_disk(stored) != TEXT
    assert (stored.size, stored.sha256) == (len(TEXT), hashlib.sha256(TEXT).hexdigest())
    assert StoredFile.objects.get().open().read() == TEXT


def test_the_senders_name_for_it_stands_in_no_address_and_not_in_the_database(sealed):
    stored = sealed()
    assert (stored.name, stored.shown_name) == ("附件.txt", "石文身份证.txt")
    assert "石文" not in stored.get_absolute_url() and "石文" not in str(stored)


def test_the_same_file_sealed_twice_does_not_look_the_same(sealed):
    assert on_disk(sealed()) != on_disk(sealed())


@pytest.mark.parametrize("size", [1, 1024 * 1024, 3 * 1024 * 1024 + 5])
def test_those_who_may_read_it_get_it_whole_and_under_its_own_name(sealed, signed_in, clerk, size):
    data = b"a" * size
    answer = signed_in(clerk).get(sealed(data).get_absolute_url())
    assert b"".join(answer.streaming_content) == data
    assert int(answer["Content-Length"]) == size
    assert answer["Content-Disposition"].endswith("%E7%9F%B3%E6%96%87%E8%BA%AB%E4%BB%BD%E8%AF%81.txt")
    assert answer["Cache-Control"] == "private, no-store"


def test_it_is_closed_to_everybody_else_even_if_something_public_claims_to_use_it(sealed, signed_in, stranger):
    stored = sealed()
    actions.expose(subject="item:1", files=[stored])
    assert not gates.is_public(stored)
    for client in (Client(), signed_in(stranger)):
        assert client.get(stored.get_absolute_url()).status_code == 404


def test_it_has_no_reading_copy_since_that_would_lie_open_in_the_database(sealed):
    assert reading_copy(sealed()) == ""


def test_an_altered_file_is_refused_before_its_first_byte_leaves(sealed):
    stored = sealed()
    path = stored.content.storage.path(stored.content.name)
    data = bytearray(on_disk(stored))
    data[30] ^= 1
    with open(path, "wb") as file:  # noqa: PTH123
        file.write(data)
    with pytest.raises(BrokenSeal):
        file_response(stored)


def test_the_content_of_another_file_in_its_place_does_not_open(sealed):
    one, other = sealed(), sealed()
    StoredFile.objects.filter(pk=one.pk).update(content=other.content.name)
    with pytest.raises(BrokenSeal):
        StoredFile.objects.get(pk=one.pk).open().read()


def test_a_large_upload_that_lies_in_a_temporary_file_is_sealed_too(clerk, settings):
    from django.core.files.uploadedfile import TemporaryUploadedFile

    upload = TemporaryUploadedFile("大.txt", "text/plain", 0, None)
    upload.write(b"line\n" * 600_000)
    upload.size = 3_000_000
    stored = uploads.store(upload, owner="x", by=clerk, sealed=True)
    assert b"line\nline" not in on_disk(stored)
    assert hashlib.sha256(stored.open().read()).hexdigest() == stored.sha256


def test_a_file_that_is_not_sealed_opens_the_same_way(uploaded):
    stored = uploaded("附件1.txt", TEXT)
    assert (stored.sealed, stored.open().read(), stored.shown_name) == (False, TEXT, "附件1.txt")


def test_a_form_may_take_less_than_the_house_does(clerk):
    def take(name: str, data: bytes) -> StoredFile:
        return uploads.store(
            SimpleUploadedFile(name, data), owner="x", by=clerk, limit_bytes=1024 * 1024, kinds={"pdf", "jpg"}
        )

    assert take("身份证.jpg", samples.JPEG).extension == "jpg"
    with pytest.raises(ValidationError, match="可以上传：pdf、jpg。"):
        take("表.xlsx", samples.GENUINE["xlsx"])
    with pytest.raises(ValidationError, match="超过单个附件 1 MB 的上限"):
        take("大.pdf", samples.GENUINE["pdf"] + bytes(1024 * 1024))
