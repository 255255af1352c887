"""遮盖 without scripts: boxes as numbers in a form; what becomes of the copy, of the original, and of the reasons (Art. 37)."""

import csv
import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from gongkai.applications import actions as applications
from gongkai.audit.models import AuditEntry
from gongkai.clearance.models import Redaction
from gongkai.clearance.screening import intake
from gongkai.pages import uploads
from tests.clearance.screening import files

pytestmark = pytest.mark.django_db


def picture(colour: str = "white") -> bytes:
    stream = io.BytesIO()
    Image.new("RGB", (300, 200), colour).save(stream, "PNG")
    return stream.getvalue()


def box(number: int = 0, *, page="1", edges=("10", "10", "60", "40"), reason="") -> dict[str, str]:
    named = dict(zip((f"x0-{number}", f"y0-{number}", f"x1-{number}", f"y1-{number}"), edges, strict=True))
    return {
        "use": str(number),
        f"page-{number}": page,
        f"reason-{number}": reason,
        "default_reason": "privacy",
        **named,
    }


@pytest.fixture
def attached(draft, organ, clerk):
    stored = intake.take_in(files.upload("来信.png", picture()), organ=organ, by=clerk)
    return draft(attachments=[(stored, "来信")]), stored


def test_a_box_with_its_reason_makes_a_copy_that_takes_the_files_place(attached, signed_in, clerk):
    item, stored = attached
    address = reverse("office_redact", args=[item.pk, stored.key])
    answer = signed_in(clerk).post(address, box(reason="trade") | {"title": "来信（遮盖）"}, follow=True)
    assert answer.redirect_chain[-1][0] == reverse("office_findings", args=[item.pk])
    item.refresh_from_db()
    [attachment] = item.get_latest_revision_as_object().attachments.all()
    assert attachment.title == "来信（遮盖）" and attachment.file.original == stored
    with attachment.file.open() as stream:
        assert Image.open(stream).convert("RGB").getpixel((30, 20)) == (0, 0, 0)
    assert Redaction.objects.get().marks == [{"page": 1, "box": [10.0, 10.0, 60.0, 40.0], "reason": "trade"}]


@pytest.mark.parametrize(
    ("posted", "said"),
    [
        ({}, "还没有选要遮盖的地方"),
        (box(edges=("a", "1", "2", "3")), "要写数字"),
        (box(page="7"), "第7页"),
        (box(edges=("900", "900", "950", "950")), "以外"),
        (box(reason="whim"), "都要有理由"),
    ],
)
def test_a_box_that_cannot_be_is_refused_in_a_sentence_and_stays_in_the_form(attached, signed_in, clerk, posted, said):
    item, stored = attached
    answer = signed_in(clerk).post(reverse("office_redact", args=[item.pk, stored.key]), posted)
    assert answer.status_code == 422 and said in answer.content.decode()
    assert not Redaction.objects.exists()


def test_a_file_of_another_item_cannot_be_drawn_on(attached, draft, signed_in, clerk):
    _item, stored = attached
    assert signed_in(clerk).get(reverse("office_redact", args=[draft().pk, stored.key])).status_code == 404


def test_who_opens_an_original_is_written_down_and_the_copys_readers_are_not(attached, signed_in, clerk, leader):
    item, stored = attached
    signed_in(clerk).post(reverse("office_redact", args=[item.pk, stored.key]), box())
    result = Redaction.objects.get().result
    assert signed_in(leader).get(result.get_absolute_url()).status_code == 200
    assert not AuditEntry.objects.filter(verb="file.original_read").exists()
    assert signed_in(leader).get(stored.get_absolute_url()).status_code == 200
    entry = AuditEntry.objects.get(verb="file.original_read")
    assert (entry.actor, entry.subject) == (leader.get_username(), f"file:{stored.pk}")


def test_a_file_of_a_case_is_covered_kept_sealed_offered_with_the_reply_and_its_reasons_are_a_list(
    applied, signed_in, clerk
):
    case = applied()
    letter = SimpleUploadedFile("合同.png", picture("yellow"))
    stored = uploads.store(letter, owner=case.owner, by=clerk, sealed=True)
    applications.add_files(application=case, by=clerk, files=[(stored, "evidence")])
    client = signed_in(clerk)
    assert (
        reverse("office_case_redact", args=[case.pk, stored.key])
        in client.get(reverse("office_case", args=[case.pk])).text
    )
    client.post(reverse("office_case_redact", args=[case.pk, stored.key]), box(reason="trade"))
    result = Redaction.objects.get(original=stored).result
    assert result.sealed and result.owner == case.owner
    reply = client.get(reverse("office_case_draft_reply", args=[case.pk]) + "?decision=granted_in_part").text
    assert str(result.key) in reply
    log = client.get(reverse("office_case_covered", args=[case.pk, result.key])).content.decode("utf-8-sig")
    _heads, row = list(csv.reader(io.StringIO(log)))
    assert "第1页" in row and "商业秘密" in row and "第十五条" in row[-1]
    assert client.get(reverse("office_case_covered", args=[case.pk, stored.key])).status_code == 404


def test_an_enclosure_with_an_identity_number_keeps_the_reply_from_being_cleared_until_somebody_answers_for_it(
    applied, signed_in, clerk, leader
):
    case = applied()
    data = f"石文，身份证号{files.IDENTITY}".encode()
    stored = uploads.store(SimpleUploadedFile("名单.txt", data), owner=case.owner, by=clerk, sealed=True)
    applications.draft_reply(
        application=case, by=clerk, decision="granted", facts={"delivered": ["《名单》"]}, files=[stored]
    )
    client, address = signed_in(leader), reverse("office_case_review", args=[case.pk])
    page = client.get(address)
    assert "有 1 处要处理" in page.text and files.IDENTITY not in page.text
    seen = {"seen_hash": page.context["letter"].content_hash(), "seen": case.last_seq}
    case.refresh_from_db()
    seen["seen"] = case.last_seq
    assert "检查发现的问题还没有处理完" in client.post(address, seen | {"clear": "1"}).text
    group = page.context["found"].groups[0].key
    settled = {"group": group, "row": "0", "ground": "own", "settle": "1"}
    client.post(reverse("office_case_findings", args=[case.pk]), settled)
    assert client.post(address, seen | {"clear": "1"}).status_code == 302
