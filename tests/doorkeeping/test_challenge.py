"""Proof of work: genuine, in time, for this form, and once."""

import base64
import json
from datetime import timedelta

import altcha
import pytest
from django.utils import timezone

from gongkai.doorkeeping import challenge

pytestmark = pytest.mark.django_db


def solved(issued: dict) -> str:
    made = altcha.Challenge.from_dict(issued)
    return altcha.Payload(made, altcha.solve_challenge(made)).to_base64()


def altered(payload: str, change) -> str:
    data = json.loads(base64.b64decode(payload))
    change(data)
    return base64.b64encode(json.dumps(data).encode()).decode()


@pytest.fixture
def quick(monkeypatch):
    monkeypatch.setattr(challenge, "LEAST", 10)
    monkeypatch.setattr(challenge, "MOST", 200)


def test_the_work_is_what_was_promised_and_the_proof_passes_once():
    payload = solved(challenge.issue("apply"))
    assert challenge.LEAST <= json.loads(base64.b64decode(payload))["solution"]["counter"] < challenge.MOST
    assert challenge.look(payload, "apply").allowed
    assert challenge.verify(payload, "apply").allowed
    replayed = challenge.verify(payload, "apply")
    assert not replayed.allowed and replayed.sentence == "这次自动验证已经用过。"


def test_written_otherwise_it_is_still_the_same_proof(quick):
    payload = solved(challenge.issue())
    assert challenge.verify(payload).allowed
    other = base64.b64encode(json.dumps(json.loads(base64.b64decode(payload)), indent=3).encode()).decode()
    assert other != payload and not challenge.verify(other).allowed


def test_a_double_click_passes_twice_and_other_content_does_not(quick):
    payload = solved(challenge.issue())
    assert challenge.verify(payload, by="all that was sent").allowed
    assert challenge.verify(payload, by="all that was sent").allowed
    assert not challenge.verify(payload, by="something else").allowed


def test_after_thirty_minutes_it_is_refused(quick):
    late = timezone.now() - timedelta(minutes=30, seconds=2)
    refused = challenge.verify(solved(challenge.issue(at=late)))
    assert not refused.allowed and refused.sentence == "自动验证已过期。"
    assert challenge.verify(solved(challenge.issue(at=late + timedelta(seconds=30)))).allowed


def test_the_proof_for_one_form_does_not_open_another(quick):
    refused = challenge.verify(solved(challenge.issue("lookup")), "apply")
    assert not refused.allowed and "不属于这个表单" in refused.sentence


@pytest.mark.parametrize(
    "change",
    [
        lambda data: data["challenge"]["parameters"].update(expiresAt=2**31),
        lambda data: data["challenge"]["parameters"].update(keyPrefix="00"),
        lambda data: data["challenge"]["parameters"].update(data={"purpose": "apply"}),
        lambda data: data["challenge"]["parameters"].update(nonce="00" * 16),
        lambda data: data["challenge"].update(signature="00" * 32),
        lambda data: data["challenge"].pop("signature"),
        lambda data: data["solution"].update(counter=1),
        lambda data: data["solution"].update(derivedKey="00" * 32),
        lambda data: data["solution"].update(counter=-1),
        lambda data: data.pop("solution"),
        lambda data: data.update(challenge=[]),
    ],
)
def test_whatever_is_altered_is_refused(quick, change):
    payload = altered(solved(challenge.issue()), change)
    assert not challenge.verify(payload).allowed and not challenge.verify(payload, "apply").allowed


@pytest.mark.parametrize(
    "payload", ["", "x", "石文", "bnVsbA==", "W10=", "A" * 5000, base64.b64encode(b'{"a":' * 300).decode()]
)
def test_what_is_no_proof_is_refused_without_a_fuss(payload):
    assert not challenge.verify(payload).allowed


def test_a_proof_made_under_another_secret_is_refused(quick, settings):
    payload = solved(challenge.issue())
    settings.SECRET_KEY = "another" * 10
    assert not challenge.verify(payload).allowed


@pytest.mark.urls("tests.doorkeeping.site")
def test_a_page_that_stood_open_gets_a_fresh_challenge_that_no_cache_keeps(client, quick):
    answer = client.get("/guard/challenge/?for=apply")
    assert challenge.verify(solved(answer.json()), "apply").allowed
    assert "no-store" in answer["Cache-Control"]
    assert client.get("/guard/challenge/?for=<script>").status_code == 400
    assert client.post("/guard/challenge/").status_code == 405
