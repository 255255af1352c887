"""One effect per submission: a second press of the button gets the first one's result."""

from datetime import timedelta

import pytest
from django.utils import timezone

from gongkai.doorkeeping import actions, queries
from gongkai.doorkeeping.models import SpentToken, Submission

pytestmark = pytest.mark.django_db


def test_the_second_submission_gets_the_result_of_the_first_and_does_nothing():
    made = []

    def act():
        made.append(1)
        return f"application:{len(made)}"

    first, second = actions.submit_once("t", act), actions.submit_once("t", act)
    assert (first.result, first.is_first) == ("application:1", True)
    assert (second.result, second.is_first) == ("application:1", False)
    assert made == [1]


def test_a_submission_that_failed_may_be_sent_again():
    def fail():
        raise ValueError

    with pytest.raises(ValueError):
        actions.submit_once("t", fail)
    assert queries.recall("t") is None
    assert actions.submit_once("t", lambda: "application:2").is_first


def test_claiming_remembering_and_recalling_by_hand():
    assert queries.recall("t") is None
    assert actions.once("t") and not actions.once("t")
    assert queries.recall("t") is None, "claimed, and nothing has come of it yet"
    actions.remember("t", "application:1")
    assert queries.recall("t") == "application:1"
    assert queries.recall("other") is None


def test_a_token_is_spent_once_unless_the_very_same_comes_again():
    soon = timezone.now() + timedelta(minutes=1)
    assert actions.spend("a", expires_at=soon) and not actions.spend("a", expires_at=soon)
    assert actions.spend("b", expires_at=soon, by="x") and actions.spend("b", expires_at=soon, by="x")
    assert not actions.spend("b", expires_at=soon, by="y") and not actions.spend("b", expires_at=soon)
    assert not actions.spend("a", expires_at=soon, by="x")


def test_no_token_lies_in_the_tables():
    actions.submit_once("the token of a form", lambda: "application:1")
    actions.spend("the nonce", expires_at=timezone.now())
    kept = [
        *Submission.objects.values_list("token_hash", flat=True),
        *SpentToken.objects.values_list("token_hash", flat=True),
    ]
    assert all(len(one) == 64 for one in kept) and "the token of a form" not in kept
