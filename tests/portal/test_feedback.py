"""这条信息对您有帮助吗？ Guarded, taken once, nothing kept of who said it; and the page of the item stays cacheable."""

import pytest

from gongkai.accountability.models import Feedback
from tests.portal.applying import answered, hidden

pytestmark = pytest.mark.django_db


@pytest.fixture
def item(published):
    return published()


def address(item) -> str:
    return f"{item.get_absolute_url()}feedback/"


def ready(client, item, **said) -> dict:
    """All that is sent, with the question of the form answered."""
    return answered(hidden(client.get(address(item)).text)) | said


def test_the_item_asks_and_stays_the_same_for_everybody(client, item):
    answer = client.get(item.get_absolute_url())
    assert "这条信息对您有帮助吗？" in answer.text and f"{address(item)}?say=wrong" in answer.text
    assert answer["Cache-Control"] == "public, max-age=60" and "csrfmiddlewaretoken" not in answer.text
    assert not answer.cookies


def test_what_was_chosen_on_the_item_is_chosen_in_the_form(client, item):
    assert 'value="useless" id="id_verdict_1" required checked' in client.get(f"{address(item)}?say=useless").text
    assert " checked" not in client.get(f"{address(item)}?say=nonsense").text


def test_an_opinion_is_taken_once_and_an_error_goes_on_to_its_unit(client, item):
    sent = ready(client, item, verdict="wrong", text="电话号码少一位")
    assert "转给负责这一栏目的股室" in client.post(address(item), sent).text
    client.post(address(item), sent)
    row = Feedback.objects.get()
    assert (row.item, row.organ, row.verdict, row.text) == (item, item.organ, "wrong", "电话号码少一位")


def test_without_proof_or_answer_nothing_is_taken_and_the_words_stay(client, item):
    fresh = hidden(client.get(address(item)).text)
    page = client.post(address(item), {**fresh, "verdict": "useful", "text": "表格清楚"}).text
    assert "表格清楚" in page and "小问题" in page and not Feedback.objects.exists()


@pytest.mark.parametrize(
    ("said", "words"),
    [({"verdict": "wrong", "text": " "}, "哪里有错误"), ({"verdict": "useful", "text": "好" * 201}, "最多 200 字，现在有 201 字"), ({"text": "好"}, "problem")],
)  # fmt: skip
def test_what_cannot_be_taken_is_explained(client, item, said, words):
    page = client.post(address(item), ready(client, item, **said)).text
    assert words in page and not Feedback.objects.exists()


def test_too_many_in_a_minute_wait(client, item):
    for _turn in range(10):
        client.post(address(item), {"verdict": "useful"})
    answer = client.post(address(item), {"verdict": "useful", "text": "还在说"})
    assert answer.status_code == 429 and "Retry-After" in answer and "还在说" in answer.text


def test_a_withdrawn_item_takes_none(client, site):
    assert client.get(f"{site.withdrawn.get_absolute_url()}feedback/").status_code == 404


def test_the_form_is_kept_nowhere(client, item):
    answer = client.get(address(item))
    assert answer["Cache-Control"] == "no-store" and "noindex" in answer["X-Robots-Tag"]
