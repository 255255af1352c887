"""Sending an application once, by people, in measure; and the receipt that comes of it (Art. 31)."""

from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from gongkai.applications.models import Application
from tests.portal.applying import PERSON, answered, applied, filled_in, hidden, looked_over, photo, ready

pytestmark = pytest.mark.django_db


@pytest.fixture
def address(organ) -> str:
    return f"/o/{organ.slug}/apply/online/"


def test_pressing_the_button_twice_makes_one_application_and_shows_the_same_receipt(client, organ, address):
    sent = ready(client, organ)
    first, second = client.post(address, sent), client.post(address, sent)
    assert Application.objects.count() == 1
    case = Application.objects.get()
    for response in (first, second):
        assert case.query_code[:5] in client.get(response["Location"]).text


def test_sending_once_more_after_going_back_to_the_first_page_finds_the_application_that_was_made(
    client, organ, address
):
    fields = filled_in(client, organ)
    pages = [client.post(address, fields) for _turn in range(2)]
    for page in pages:
        client.post(address, answered(hidden(page.text)) | {"step": ["send"]})
    assert Application.objects.count() == 1


def test_a_changed_form_from_the_same_page_is_an_application_of_its_own(client, organ, address):
    fields = filled_in(client, organ)
    for title in ("一件事", "另一件事"):
        page = client.post(address, fields | {"title": title})
        client.post(address, answered(hidden(page.text)) | {"step": ["send"]})
    assert list(Application.objects.order_by("pk").values_list("title", flat=True)) == ["一件事", "另一件事"]


def test_a_program_without_proof_or_answer_is_asked_and_a_wrong_answer_is_asked_again(client, organ, address):
    sent = ready(client, organ)
    bare = {name: value for name, value in sent.items() if name != "guard_answer"}
    page = client.post(address, bare)
    assert "请回答下面的小问题" in page.text and 'name="guard_answer"' in page.text
    wrong = hidden(page.text) | {"step": ["send"], "guard_answer": ["一百"]}
    assert "答案不对" in client.post(address, wrong).text
    assert not Application.objects.exists()


def test_a_form_without_the_forgery_token_is_refused(organ, address):
    strict = Client(enforce_csrf_checks=True)
    assert strict.post(address, PERSON | {"step": "check"}).status_code == 403


def test_a_hundred_forms_a_minute_are_refused_politely_with_a_time_and_nothing_typed_is_lost(client, organ, address):
    kept = hidden(looked_over(client, organ, phone="", identity_files=photo()).text)["kept_file"]
    fields = filled_in(client, organ, kept_file=kept)
    answers = [client.post(address, fields) for _turn in range(30)]
    assert [response.status_code for response in answers] == [200] * 29 + [429]
    late = answers[-1]
    assert 0 < int(late["Retry-After"]) <= 60
    assert "后再试" in late.text and 'value="张秀英"' in late.text and "身份证.jpg" in late.text
    assert organ.disclosure_office.telephone in late.text
    assert client.post(address, fields, REMOTE_ADDR="203.0.113.9").status_code == 200


def test_pages_with_personal_data_are_kept_and_found_by_nobody(client, organ):
    receipt = applied(client, organ)["Location"]
    for response in (
        client.get(f"/o/{organ.slug}/apply/online/"),
        client.get(receipt),
        client.get(f"{receipt}receipt.pdf"),
    ):
        assert response["Cache-Control"] == "no-store"
        assert response["X-Robots-Tag"] == "noindex, nofollow"
        assert "script-src 'self'" in response["Content-Security-Policy"]


def test_the_receipt_closes_after_an_hour_and_its_address_cannot_be_made_up(client, organ):
    address = applied(client, organ)["Location"]
    case = Application.objects.get()
    assert client.get(address[:-3] + "x/").status_code == 410
    with time_machine.travel(timezone.now() + timedelta(hours=1, seconds=2), tick=False):
        late = client.get(address)
        assert late.status_code == 410 and case.query_code[:5] not in late.text
        assert "申请仍然有效" in late.text
        assert client.get(f"{address}receipt.pdf").status_code == 410


def test_a_step_costs_at_most_twenty_queries_and_sending_no_more_beside_its_writes(client, organ, address):
    def spent(act) -> list[str]:
        with CaptureQueriesContext(connection) as captured:
            act()
        return [row["sql"] for row in captured.captured_queries]

    fields = filled_in(client, organ)
    sent = ready(client, organ)
    assert len(spent(lambda: client.get(address))) <= 6
    assert len(spent(lambda: client.post(address, fields))) <= 20
    # A number is taken and the trail is sealed by reading the row that is written next: that belongs to the write.
    of_writes = ("casework_serial", "audit_trailseal")
    reads = [
        sql for sql in spent(lambda: client.post(address, sent))
        if sql.startswith("SELECT") and not any(table in sql for table in of_writes)
    ]  # fmt: skip
    assert Application.objects.count() == 1
    assert len(reads) <= 20
