"""从文件导入: a file becomes a draft that asks to be looked at; what cannot be read is refused in a sentence and leaves nothing."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from gongkai.catalogue.models import DisclosureItem
from gongkai.pages.models import StoredFile
from tests.pages.importing.papers import notice

pytestmark = pytest.mark.django_db


@pytest.fixture
def address(organ):
    return reverse("office_import", args=["0314"])


def send(client, address, data: bytes, name: str, **more):
    return client.post(address, {"file": SimpleUploadedFile(name, data), **more}, follow=True)


def test_a_word_file_becomes_a_draft_whose_proposed_fields_are_marked(signed_in, clerk, address, words):
    client = signed_in(clerk)
    page = send(client, address, notice(), "通知（定稿）.docx")
    item = DisclosureItem.objects.get()
    assert page.redirect_chain[-1][0] == reverse("office_edit", args=[item.pk])
    assert item.title == "榕江县民政局关于做好2024年特困人员认定工作的通知"
    assert (item.document_number, item.formed_on.isoformat(), item.genre) == ("榕民发〔2024〕5号", "2024-05-20", "通知")
    assert item.effective_on.isoformat() == "2024-06-01" and item.author == clerk and not item.live
    assert "<h2>一、总体要求</h2>" in item.body and 'scope="col"' in item.body
    said = words(page)
    assert "从“通知（定稿）.docx”导入，已存为草稿" in said
    assert said.count("系统建议，请核对") == 7
    assert not item.get_latest_revision_as_object().attachments.count() and not StoredFile.objects.exists()


def test_the_marks_stay_until_the_draft_is_saved(signed_in, clerk, address, words, sheet):
    client = signed_in(clerk)
    send(client, address, notice(), "通知.docx")
    item = DisclosureItem.objects.get()
    edit = reverse("office_edit", args=[item.pk])
    assert "系统建议，请核对" in words(client.get(edit))
    client.post(edit, sheet(title="", body=item.body))
    assert "系统建议，请核对" in words(client.get(edit))
    client.post(edit, sheet(title=item.title, body=item.body, save="1"))
    assert "系统建议，请核对" not in words(client.get(edit))


def test_pictures_are_stored_for_the_organ_and_shown_by_their_own_addresses(signed_in, clerk, address):
    send(signed_in(clerk), address, notice(picture=True), "图文.docx")
    stored, item = StoredFile.objects.get(), DisclosureItem.objects.get()
    assert stored.owner == f"organ:{item.organ.slug}" and stored.is_image
    assert f'<img src="{stored.get_absolute_url()}"' in item.body


def test_the_file_itself_is_attached_only_when_asked_for(signed_in, clerk, address):
    send(signed_in(clerk), address, notice(), "通知.docx", keep_file="on")
    (attachment,) = DisclosureItem.objects.get().get_latest_revision_as_object().attachments.all()
    assert attachment.file.name == "通知.docx" and attachment.title == "通知"


@pytest.mark.parametrize(
    ("data", "name", "why"),
    [
        (b"PK\x03\x04broken", "坏的.docx", "内容实际是"),
        ("纯文本".encode(), "假的.docx", "内容实际是"),
        (b"%PDF-1.4\n", "空的.pdf", "没有导入：PDF 打不开"),
        (b"MZ\x90\x00", "程序.exe", "类型不在允许之列"),
        (b"", "空.docx", "空文件"),
    ],
)
def test_what_cannot_be_read_is_refused_in_a_sentence_and_nothing_is_kept(
    signed_in, clerk, address, words, data, name, why
):
    page = send(signed_in(clerk), address, data, name)
    assert page.status_code == 422 and why in words(page)
    assert not DisclosureItem.objects.exists() and not StoredFile.objects.exists()


def test_a_draft_that_cannot_be_saved_leaves_no_picture_behind(signed_in, clerk, address, heading, monkeypatch):
    from django.core.exceptions import ValidationError

    from gongkai.pages.models import private_storage

    def refuse(**_given):
        raise ValidationError("“工作动态”已归档，不再增加信息；请选其他栏目。")

    monkeypatch.setattr("gongkai.workbench.imported.drafting.save_new", refuse)
    deleted = []
    monkeypatch.setattr(type(private_storage()), "delete", lambda _self, name: deleted.append(name))
    page = send(signed_in(clerk), address, notice(picture=True), "图文.docx", keep_file="on")
    assert page.status_code == 422 and len(deleted) >= 2 and not StoredFile.objects.exists()


def test_a_file_that_breaks_its_own_process_is_a_sentence_too(signed_in, clerk, address, words, monkeypatch):
    from gongkai.clearance.apart import Broken, Reader

    reads = Reader.run

    def breaks(self, job, data, options):
        if job.endswith(":turned"):
            raise Broken("memory")
        return reads(self, job, data, options)

    monkeypatch.setattr(Reader, "run", breaks)
    page = send(signed_in(clerk), address, notice(), "通知.docx")
    assert page.status_code == 422 and "没有读完" in words(page)


def test_who_may_not_write_may_not_import(signed_in, leader, address, organ):
    answer = signed_in(leader).post(address, {"file": SimpleUploadedFile("a.docx", notice())})
    assert answer.status_code == 403
    assert not DisclosureItem.objects.exists()


def test_pasting_asks_the_same_rules_and_keeps_nothing(signed_in, clerk, organ):
    answer = signed_in(clerk).post(
        reverse("office_paste"),
        {"html": "<p class=MsoNormal align=center>题<o:p></o:p></p><p><span style='display:none'>藏</span>文</p>"},
    )
    assert answer.json() == {
        "ok": True,
        "html": '<p class="align-center">题</p><p>文</p>',
        "left_out": ["1 处隐藏文字"],
    }
    assert signed_in(clerk).get(reverse("office_paste")).status_code == 405


def test_a_file_with_a_classification_mark_is_refused_with_the_duty_to_report_and_leaves_nothing(
    signed_in, clerk, address, words
):
    from gongkai.clearance.models import RefusedUpload
    from tests.clearance.screening.files import MARK, word

    page = send(signed_in(clerk), address, word(MARK, "关于某事的批复", "秘密的正文"), "批复.docx", keep_file="on")
    assert page.status_code == 422 and "24小时内报告" in words(page) and "秘密的正文" not in words(page)
    assert (
        not DisclosureItem.objects.exists() and not StoredFile.objects.exists() and RefusedUpload.objects.count() == 1
    )
