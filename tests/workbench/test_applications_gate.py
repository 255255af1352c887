"""Cases of another organ do not exist for anybody outside; who applied is for those at the case, and each look is written down."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from gongkai.applications import actions, queries
from gongkai.audit.models import AuditEntry
from tests.cast import employ
from tests.workbench.test_gate import office_addresses

pytestmark = pytest.mark.django_db
NAME, ID, TITLE = "罗小满", "999999199001010018", "只有本机关看得到的申请"


@pytest.fixture
def secret(drafted, applied):
    return drafted(case=applied(title=TITLE))


def case_addresses(case):
    """Every address of the office that names this case."""
    found = [row for row in office_addresses(case.pk) if row[0].startswith(f"/office/applications/{case.pk}/")]
    letter = case.letters.exclude(decision="").get()
    return [(address.replace(f"letters/{case.pk}/", f"letters/{letter.pk}/"), name) for address, name in found]


def test_the_walk_knows_the_pages_and_steps_of_a_case(secret):
    names = {name for _address, name in case_addresses(secret)}
    assert {"office_case", "office_case_applicant", "office_case_review", "office_case_zip", "office_case_letter_pdf",
            "office_case_serve", "office_case_withdraw", "office_case_amend", "office_case_make_public"} <= names  # fmt: skip
    assert len(names) > 35


@pytest.mark.parametrize("who", ["stranger", "supervisor", "superuser", "administrator"])
def test_a_case_is_404_or_refused_for_everybody_outside(who, request, secret, signed_in):
    client = signed_in(request.getfixturevalue(who))
    before = secret.last_seq
    for address, name in case_addresses(secret):
        for method in (client.get, client.post):
            answer = method(address)
            said = answer.content.decode(errors="replace")
            assert answer.status_code in {403, 404, 405}, (method, address, name)
            assert TITLE not in said and NAME not in said, (address, name)
    secret.refresh_from_db()
    assert secret.last_seq == before and secret.state == "in_approval"


@pytest.mark.parametrize("who", ["stranger", "supervisor", "superuser", "administrator"])
def test_no_list_or_export_shows_a_case_to_somebody_outside(who, request, secret, signed_in):
    client = signed_in(request.getfixturevalue(who))
    for address, name in office_addresses(0):
        if not address.startswith(("/office/applications/", "/office/review/")) and address != "/office/":
            continue
        for method in (client.get, client.post):
            answer = method(address)
            said = b"".join(answer.streaming_content) if answer.streaming else answer.content
            assert TITLE not in said.decode(errors="replace") and secret.number not in said.decode(errors="replace"), (
                name
            )
            assert answer.status_code < 500, (address, name)


def test_nothing_of_a_case_is_shown_before_signing_in(secret):
    for address, name in case_addresses(secret):
        assert Client().get(address).status_code in {302, 404, 405}, (address, name)


def test_the_name_stays_masked_until_somebody_at_the_case_asks_and_the_look_is_in_the_trail(
    signed_in, clerk, secret, words
):
    client = signed_in(clerk)
    page = client.get(reverse("office_case", args=[secret.pk])).content.decode()
    assert NAME not in page and ID not in page and "罗**" in page
    looks = AuditEntry.objects.filter(verb="applicant.read")
    before = looks.count()
    answer = client.post(reverse("office_case_applicant", args=[secret.pk]), {"why": "核对地址"})
    said = words(answer)
    assert NAME in said and ID in said and "这次查看已记入审计记录" in said
    assert "no-store" in answer["Cache-Control"]
    look = looks.order_by("-number").first()
    assert looks.count() == before + 1 and look.facts["why"] == "核对地址" and look.actor == clerk.username
    assert NAME not in client.get(reverse("office_case", args=[secret.pk])).content.decode()


def test_a_look_cannot_be_had_by_following_a_link(signed_in, clerk, secret):
    assert signed_in(clerk).get(reverse("office_case_applicant", args=[secret.pk])).status_code == 405


def test_a_colleague_not_at_the_case_reads_it_without_a_name_in_any_form(
    signed_in, organ, superuser, secrecy_reviewer, secret, uploaded
):
    from django.core.files.uploadedfile import SimpleUploadedFile

    from gongkai.pages import uploads

    scan = uploads.store(
        SimpleUploadedFile("罗小满身份证.txt", "身份证".encode()), owner=secret.owner, by=superuser, sealed=True
    )
    actions.attach(secret, scan, "identity")
    other = employ("tongshi", "同事", organ, "clerk", by=superuser)
    letter = secret.letters.exclude(decision="").get()
    for person in (other, secrecy_reviewer):
        client = signed_in(person)
        for address, name in case_addresses(secret):
            if address.endswith((".pdf", ".docx", ".zip")):
                continue
            for answer in (client.get(address), client.post(address)):
                said = answer.content.decode(errors="replace")
                assert NAME not in said and ID not in said, (person, address, name)
        seen = client.get(reverse("office_case_letter", args=[secret.pk, letter.pk])).content.decode()
        assert "罗**" in seen
        assert client.get(reverse("office_case_zip", args=[secret.pk])).status_code == 403
        assert client.get(reverse("office_case_envelope", args=[secret.pk])).status_code == 403
        assert client.post(reverse("office_case_applicant", args=[secret.pk])).status_code == 403
        assert client.get(scan.get_absolute_url()).status_code == 404


def test_somebody_who_only_reads_cannot_take_a_step(signed_in, secrecy_reviewer, applied):
    from gongkai.workbench.views.applications.steps import ACTS

    case = applied()
    client = signed_in(secrecy_reviewer)
    assert client.get(reverse("office_case", args=[case.pk])).status_code == 200
    for act in ACTS.values():
        client.post(reverse(act.url_name, args=[case.pk]), {"on": "2026-01-01", "text": "x", "how": "x", "handler": 1})
    for name in ("office_case_draft_reply", "office_case_reply_preview"):
        assert client.post(reverse(name, args=[case.pk]), {"decision": "granted"}).status_code == 403
    case.refresh_from_db()
    assert case.last_seq == 2


def test_a_file_dropped_before_registering_is_nobody_elses(signed_in, clerk, chief, applied):
    from django.core.files.uploadedfile import SimpleUploadedFile

    from gongkai.pages.models import StoredFile

    client = signed_in(clerk)
    answer = client.post(reverse("office_application_upload"), {"file": SimpleUploadedFile("申请书.txt", b"x")})
    stored = StoredFile.objects.get(key=answer.json()["files"][0]["key"])
    assert stored.sealed and stored.name == "附件.txt" and stored.shown_name == "申请书.txt"
    assert signed_in(chief).get(stored.get_absolute_url()).status_code == 404
    case = applied()
    stolen = {"file_key": [str(stored.key)], "decision": "granted", "delivered": "x", "seen": case.last_seq}
    signed_in(chief).post(reverse("office_case_draft_reply", args=[case.pk]), stolen)
    assert not case.files.exists()


@pytest.mark.parametrize("state", ["worked_on", "consulting", "answered"])
def test_the_page_of_a_case_costs_at_most_25_queries(state, signed_in, clerk, applied, signed, published, words):
    published(title="2023年度城乡低保资金分配文件公告")
    for number in range(3):
        applied(title="2023年度城乡低保资金分配文件", content=f"第{number}次申请")
    case = applied(files=()) if state != "answered" else signed()
    if state == "consulting":
        for name in ("甲公司", "乙公司", "丙公司"):
            actions.consult(application=case, by=clerk, kind="third_party", name=name, what="合同单价")
    if state == "answered":
        actions.serve(application=case, by=clerk, way="in_person")
    for turn in range(4):
        actions.note(application=case, by=clerk, text=f"备注{turn}")
    client = signed_in(clerk)
    address = reverse("office_case", args=[case.pk])
    client.get(address)
    with CaptureQueriesContext(connection) as spent:
        assert client.get(address).status_code == 200
    assert len(spent) <= 25, f"{len(spent)}\n" + "\n".join(query["sql"][:170] for query in spent)


def test_the_superfluous_superuser_has_no_case_either(superuser, signed_in, secret):
    assert signed_in(superuser).get(reverse("office_applications")).status_code == 403
    assert queries.case_of(secret.organ, secret.pk) == secret
