"""按列生成公示名单: reached from the findings, previewed, and made into the text or in place of the file, each a revision."""

import io
import re

import openpyxl
import pytest
from django.urls import reverse

from gongkai.audit.models import AuditEntry
from gongkai.catalogue import actions as catalogue
from gongkai.clearance.models import Redaction
from tests.clearance.test_list_jobs import MERGED, ROWS, book

pytestmark = pytest.mark.django_db
SECRETS = ("522601199003072311", "大寨村三组", "秦小宝", "罗小远", "13885512345")


@pytest.fixture
def full(uploaded):
    return uploaded("低保名单.xlsx", book(("第一批", ROWS), merged=MERGED))


@pytest.fixture
def item(draft, full, clerk):
    item = draft(title="农村低保名单公示")
    body = f'<p>名单见<a href="{full.get_absolute_url()}">附件</a>。</p>'
    catalogue.revise(item=item, by=clerk, body=body, attachments=[(full, "低保名单")])
    return item


@pytest.fixture
def address(item, full):
    return reverse("office_masked_list", args=[item.pk, full.key])


@pytest.fixture
def page(signed_in, clerk, address):
    return signed_in(clerk).get(address).content.decode()


def chosen(page: str, **changes) -> dict:
    """The form as a browser would send it."""
    form = {"kind": re.search(r'<input type="hidden" name="kind" value="(\w+)"', page)[1], "used": "0"}
    form["title-0"] = re.search(r'name="title-0"[^>]* value="([^"]*)"', page)[1]
    for select in re.finditer(r'<select name="(way-\d+-\d+)".*?</select>', page, re.S):
        form[select[1]] = re.search(r'value="(\w+)" selected', select[0])[1]
    return form | changes


def newest(item):
    item.refresh_from_db()
    return item.get_latest_revision_as_object()


def test_the_findings_lead_to_the_page_and_the_page_proposes_by_the_kind_of_list(
    signed_in, clerk, item, address, words
):
    client = signed_in(clerk)
    assert f'href="{address}"' in client.get(reverse("office_findings", args=[item.pk])).content.decode()
    answer = client.get(address)
    said = words(answer)
    assert "只公示申请人姓名、家庭人口数、保障类型和金额" in said and "秦守业" in said and "大寨村" in said
    assert not any(secret in answer.content.decode() for secret in SECRETS)
    assert "秦某某" in words(client.get(address, {"kind": "other"}))
    refused = client.get(address, {"kind": "children"})
    assert "不设公示环节" in words(refused) and 'name="make"' not in refused.content.decode()


def test_a_preview_shows_the_choice_and_keeps_nothing(signed_in, clerk, item, address, page, words):
    before = item.revisions.count()
    answer = signed_in(clerk).post(address, chosen(page, preview="1", **{"way-0-1": "drop"}))
    assert answer.status_code == 200 and "还没有保存" in words(answer) and "秦守业" not in words(answer)
    assert item.revisions.count() == before and not Redaction.objects.exists()


def test_into_the_text_the_list_is_a_table_with_heads_and_the_full_table_leaves_the_attachments(
    signed_in, clerk, item, full, address, page, words
):
    answer = signed_in(clerk).post(address, chosen(page, make="1", into="body"), follow=True)
    assert answer.redirect_chain[-1][0] == reverse("office_findings", args=[item.pk])
    now = newest(item)
    assert not now.attachments.exists() and str(full.key) not in now.body
    assert (
        "<caption>榕江县2024年第三批农村低保名单（单位：元）</caption>" in now.body
        and '<th scope="col">户主姓名</th>' in now.body
    )
    assert not any(secret in now.body for secret in SECRETS)
    record = Redaction.objects.get()
    assert record.original == full and record.result.original == (full.original or full) and record.by == clerk
    assert {"place": "column 身份证号码", "rule": "", "reason": "personal", "way": "drop"} in record.marks
    assert f"/files/{record.result.key}/" in now.body
    assert AuditEntry.objects.filter(verb="file.covered", subject=f"file:{full.pk}").exists()
    assert "身份证" not in words(answer).partition("文字里的位置")[0]


@pytest.mark.parametrize("form", ["xlsx", "csv"])
def test_in_place_of_the_file_the_list_is_attached(signed_in, clerk, item, full, address, page, form):
    signed_in(clerk).post(address, chosen(page, make="1", into=form))
    (attachment,) = newest(item).attachments.all()
    assert attachment.file.name == f"低保名单（公示名单）.{form}" and attachment.title == "低保名单"
    with attachment.file.open() as stream:
        data = stream.read()
    said = (
        data.decode("utf-8-sig") if form == "csv" else str(list(openpyxl.load_workbook(io.BytesIO(data)).active.values))
    )
    assert "秦守业" in said and not any(secret in said for secret in SECRETS)


def test_what_cannot_be_made_is_said_on_the_page_with_the_choices_kept(signed_in, clerk, item, address, page, words):
    gone = {name: "drop" for name in chosen(page) if name.startswith("way-")}
    answer = signed_in(clerk).post(address, chosen(page, make="1", into="body", **gone))
    assert answer.status_code == 422 and "每一列都删去了" in words(answer)
    forged = signed_in(clerk).post(address, chosen(page, make="1", into="body", **{"way-0-3": "keep"}))
    assert forged.status_code == 422 and "不完整" in words(forged)
    assert "请选择名单放在哪里" in words(signed_in(clerk).post(address, chosen(page, make="1", into="elsewhere")))
    assert not Redaction.objects.exists()


def test_another_file_or_another_organs_item_is_not_here(signed_in, clerk, leader, stranger, item, address, uploaded):
    other = uploaded("说明.txt", "说明".encode())
    assert signed_in(clerk).get(reverse("office_masked_list", args=[item.pk, other.key])).status_code == 404
    assert signed_in(stranger).get(address).status_code == 404
    assert signed_in(leader).get(address).status_code == 403
