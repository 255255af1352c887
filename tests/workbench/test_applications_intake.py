"""登记 at the counter: the way decides the day of receipt, files go up sealed, nothing typed is lost."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from gongkai.applications import queries
from gongkai.pages.models import StoredFile
from tests.workbench.conftest import ASKED, PERSON

pytestmark = pytest.mark.django_db
ADD = "/office/applications/add/"


def filled(**more) -> dict:
    return {"channel": "counter", "on": timezone.localdate().isoformat(), "take": "on", **PERSON, **ASKED} | more


@pytest.fixture
def newest(organ):
    return lambda: queries.register(organ, queries.Filters()).rows[0]


def test_a_counter_application_is_received_that_day_and_in_the_clerks_hands_with_its_receipt(
    signed_in, clerk, office, newest, words
):
    client = signed_in(clerk)
    answer = client.post(ADD, filled(), follow=True)
    case = newest()
    assert case.received_on == timezone.localdate() and case.handler == clerk and case.state == "in_process"
    said = words(answer)
    assert f"已登记，编号 {case.number}" in said and "打印登记回执" in said
    receipt = case.letters.get(template="receipt")
    pdf = client.get(reverse("office_case_letter_pdf", args=[case.pk, receipt.pk]))
    assert pdf["Content-Type"] == "application/pdf" and pdf.content.startswith(b"%PDF")


def test_an_email_has_only_arrived_until_it_is_confirmed_with_one_button(signed_in, clerk, office, newest, words):
    client = signed_in(clerk)
    said = words(client.post(ADD, filled(channel="email", email="a@example.com"), follow=True))
    case = newest()
    assert case.received_on is None and case.state == "arrived" and "请当日与申请人确认" in said
    answer = client.post(
        reverse("office_case_confirm", args=[case.pk]),
        {"method": "电话", "on": timezone.localdate().isoformat(), "seen": case.last_seq},
        follow=True,
    )
    case.refresh_from_db()
    assert case.received_on == timezone.localdate() and "已登记确认" in words(answer)


def test_an_oral_application_must_have_been_read_back(signed_in, clerk, office, newest, organ, words):
    client = signed_in(clerk)
    answer = client.post(ADD, filled(channel="oral"))
    assert answer.status_code == 422 and "读回核对" in words(answer) and "罗小满" in answer.content.decode()
    assert not queries.register(organ, queries.Filters()).rows
    client.post(ADD, filled(channel="oral", read_back="on"))
    assert newest().channel == "oral"


def test_what_article_29_asks_and_is_missing_is_said_at_its_field_and_nothing_is_lost(signed_in, clerk, office, words):
    answer = signed_in(clerk).post(ADD, filled(id_number="", phone="", address="", title="", content="写了很久的描述"))
    said = words(answer)
    assert (
        answer.status_code == 422 and "请填写证件号码，或者上传身份证明" in said and "电话、电子邮箱、联系地址" in said
    )
    assert "写了很久的描述" in answer.content.decode()


def test_every_way_shows_its_rule_of_receipt_and_no_purpose_is_asked(signed_in, clerk, office, words):
    said = words(signed_in(clerk).get(ADD))
    assert "以提交之日为收到申请之日（条例第三十一条第一项）" in said and "以行政机关签收之日" not in said
    assert "以签收之日为收到申请之日" in said and "以双方确认之日为收到申请之日" in said
    assert "用途" not in said.replace("不得询问用途", "").replace("用途 申请书原件", "")


def test_scans_go_up_sealed_and_become_the_cases_own_with_what_they_are_for(signed_in, clerk, office, newest):
    client = signed_in(clerk)
    keys = [
        client.post(reverse("office_application_upload"), {"file": SimpleUploadedFile(name, b"x")}).json()["files"][0][
            "key"
        ]
        for name in ("申请书.txt", "身份证.txt")
    ]
    client.post(ADD, filled(id_number="", file_key=keys, file_purpose=["original", "identity"]))
    case = newest()
    kept = {row.purpose: row.file for row in case.files.select_related("file")}
    assert set(kept) == {"original", "identity"} and all(
        row.sealed and row.owner == case.owner for row in kept.values()
    )
    assert kept["identity"].shown_name == "身份证.txt"


def test_without_scripts_files_come_with_the_form_and_stay_when_a_field_is_wrong(signed_in, clerk, office, newest):
    client = signed_in(clerk)
    sent = filled(name="", files=SimpleUploadedFile("申请书.txt", b"x"))
    page = client.post(ADD, sent).content.decode()
    stored = StoredFile.objects.get()
    assert str(stored.key) in page and "申请书.txt" in page
    client.post(ADD, filled(file_key=str(stored.key), file_purpose="original"))
    assert newest().files.get().file == stored


def test_a_file_that_cannot_be_kept_is_refused_with_a_sentence(signed_in, clerk, office):
    answer = signed_in(clerk).post(
        reverse("office_application_upload"), {"file": SimpleUploadedFile("工具.exe", b"MZ")}
    )
    assert answer.status_code == 400 and "类型不在允许之列" in answer.json()["errors"][0]


def test_an_upload_over_the_limit_is_refused_unread(signed_in, clerk, office, settings):
    settings.UPLOAD_BYTES = 10
    answer = signed_in(clerk).post(
        reverse("office_application_upload"), {"file": SimpleUploadedFile("大.txt", b"x" * 200_000)}
    )
    assert answer.status_code == 413 and "超过" in answer.json()["errors"][0]


def test_the_same_applicant_is_told_after_registering(signed_in, clerk, applied, words):
    applied(title="上一次的申请")
    said = words(signed_in(clerk).post(ADD, filled(title="这一次的申请"), follow=True))
    assert "同一申请人此前有 1 件申请" in said and "上一次的申请" in said and "同一申请人" in said


def test_somebody_without_the_right_cannot_register(signed_in, leader, office, organ):
    assert signed_in(leader).post(ADD, filled()).status_code == 403
    assert not queries.register(organ, queries.Filters()).rows
