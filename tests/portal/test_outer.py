"""The form outside an air gap: no promise that cannot be kept, and the way on when an application has gone inside."""

import pytest

from gongkai.applications.models import Application
from tests.portal.applying import applied

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def outer(settings):
    settings.IS_OUTER = True


def test_a_reply_on_this_page_is_not_promised(client, organ, settings):
    address = f"/o/{organ.slug}/apply/online/"
    assert 'value="online"' not in client.get(address).text
    settings.IS_OUTER = False
    assert 'value="online"' in client.get(address).text


def test_the_receipt_shows_a_number_of_the_outer_series(client, organ):
    applied(client, organ, delivery_way="email", email="zhang@example.cn")
    number = Application.objects.get().number
    assert number[8:] == "90001" and len(number) == 13


def test_who_asks_for_an_application_that_has_gone_inside_is_told_where_to_ask(client, organ):
    asked = client.post(f"/o/{organ.slug}/apply/status/", {"number": "2026000490001", "code": "K7M2P9XQ4T"})
    assert asked.status_code == 422 and "申请转入办公内网之后，这里不再保存" in asked.text
