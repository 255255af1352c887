"""Files of an application: sealed at once, kept over a second try, refused in words when they are not what they should be."""

import zipfile
from datetime import timedelta
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from gongkai.applications import actions
from gongkai.pages.models import StoredFile
from tests.portal.applying import applied, faults, filled_in, hidden, looked_over, photo

pytestmark = pytest.mark.django_db


@pytest.fixture
def address(organ) -> str:
    return f"/o/{organ.slug}/apply/online/"


def test_files_taken_in_are_kept_while_another_field_is_put_right(client, organ, address):
    page = looked_over(client, organ, phone="", identity_files=[photo(), photo("反面.jpg")])
    assert page.text.count('name="kept_file"') == 2
    kept = hidden(page.text)
    again = client.post(address, filled_in(client, organ) | {"kept_file": kept["kept_file"]})
    assert "请核对" in again.text and "反面.jpg" in again.text
    sealed = StoredFile.objects.all()
    assert [(row.sealed, row.uses.exists(), row.owner) for row in sealed] == [(True, False, f"unsent:{organ.slug}")] * 2
    assert b"0000" not in sealed[0].content.read()


def test_a_kept_file_can_be_taken_out_again(client, organ, address):
    page = looked_over(client, organ, phone="", identity_files=[photo(), photo("反面.jpg")])
    kept = hidden(page.text)["kept_file"]
    again = client.post(address, filled_in(client, organ) | {"kept_file": kept, "drop_file": kept[:1]})
    assert "反面.jpg" in again.text and "身份证.jpg" not in again.text


def test_the_key_of_a_kept_file_cannot_be_made_up_or_used_at_another_organ(client, organ, neighbour):
    page = looked_over(client, organ, phone="", identity_files=photo())
    kept = hidden(page.text)["kept_file"]
    stolen = client.post(f"/o/{neighbour.slug}/apply/online/", filled_in(client, neighbour) | {"kept_file": kept})
    assert "身份证.jpg" not in stolen.text
    forged = client.post(
        f"/o/{organ.slug}/apply/online/", filled_in(client, organ) | {"kept_file": [kept[0][:-2] + "xx"]}
    )
    assert "身份证.jpg" not in forged.text


def zip_bomb() -> bytes:
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("零.txt", b"0" * 30_000_000)
    return packed.getvalue()


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("身份证.pdf", b"MZ\x90\x00" + b"\x00" * 500, "Windows 程序"),
        ("身份证.exe", b"MZ\x90\x00", "不在允许之列"),
        ("材料.docx", b"PK\x03\x04", "不在允许之列"),
        ("身份证.jpg", b"", "空文件"),
        ("身份证.jpg", b"\xff\xd8\xff" + b"0" * (10 * 1024 * 1024 + 1), "超过单个附件 10 MB"),
        ("照片.svg", b"<svg onload='alert(1)'/>", "不在允许之列"),
    ],
)  # fmt: skip
def test_a_file_that_is_not_what_it_should_be_is_refused_in_words_and_the_rest_is_kept(
    client, organ, name, data, words
):
    page = looked_over(client, organ, identity_files=[photo("好的.jpg"), SimpleUploadedFile(name, data)])
    assert words in faults(page)
    assert "好的.jpg" in page.text and 'value="张秀英"' in page.text
    assert StoredFile.objects.count() == 1


def test_a_zip_bomb_in_the_clothes_of_a_pdf_is_refused(client, organ):
    page = looked_over(client, organ, identity_files=SimpleUploadedFile("证明.pdf", zip_bomb()))
    assert "证明.pdf" in faults(page)
    assert "没有保存" in faults(page)
    assert not StoredFile.objects.exists()


def test_at_most_five_files(client, organ):
    page = looked_over(client, organ, identity_files=[photo(f"{n}.jpg") for n in range(6)])
    assert "最多上传 5 个文件" in faults(page)
    assert StoredFile.objects.count() == 5


def test_300_megabytes_are_refused_before_they_are_read(client, organ, address):
    class Unread:
        def read(self, *_size):
            raise AssertionError("the body was read")

        readline = read

    response = client.generic(
        "POST", address, b"", content_type="multipart/form-data; boundary=x", CONTENT_LENGTH=str(300 * 1024 * 1024),
        **{"wsgi.input": Unread()},
    )  # fmt: skip
    assert response.status_code == 413
    assert "300 MB" in response.text and "50 MB" in response.text
    assert organ.disclosure_office.telephone in response.text


@pytest.mark.django_db(transaction=True)
def test_files_of_a_form_nobody_sent_are_gone_after_a_day_and_those_of_an_application_stay(client, organ):
    looked_over(client, organ, phone="", identity_files=photo("没有提交.jpg"))
    applied(client, organ, identity_files=photo("提交了.jpg"))
    unsent, kept = StoredFile.objects.order_by("pk")
    place, name = unsent.content.storage, unsent.content.name
    assert actions.sweep_unsent(at=timezone.now() + timedelta(hours=23)) == 0
    assert actions.sweep_unsent(at=timezone.now() + timedelta(hours=25)) == 1
    assert actions.sweep_unsent(at=timezone.now() + timedelta(hours=25)) == 0
    assert list(StoredFile.objects.all()) == [kept]
    assert not place.exists(name) and kept.content.storage.exists(kept.content.name)
