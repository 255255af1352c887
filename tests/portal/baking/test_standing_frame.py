"""The frame of pages that are not baked: known in advance, and never older than what somebody has changed."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from gongkai.organs.models import SiteFacts
from gongkai.pages import one_look
from gongkai.portal import standing_frame

pytestmark = pytest.mark.django_db


def asked(client, address: str) -> int:
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    return len(queries)


@pytest.fixture
def form(site, monkeypatch):
    """The page of a form, in a process that knows no frame yet."""
    monkeypatch.setattr(standing_frame, "_known", ("", one_look.Kept()))
    return f"{site.news.get_absolute_url()}feedback/"


def test_the_second_page_asks_only_whether_anything_has_changed(baked, client, form):
    first = asked(client, form)
    assert asked(client, form) < first


def test_what_stands_in_the_foot_changes_at_once(baked, bakes, client, form, site):
    client.get(form)
    facts = SiteFacts.objects.get(organ=site.organ)
    facts.contact_phone = "0855-6660002"
    with bakes():
        facts.save()
    assert "0855-6660002" in client.get(form).text


def test_the_address_in_the_frame_is_the_pages_own(baked, client, form, site):
    other = f"{site.policy.get_absolute_url()}feedback/"
    client.get(f"{form}?say=wrong")
    page = client.get(f"{other}?say=useful").text
    assert form not in page and "say%3Duseful" in page and "say%3Dwrong" not in page


def test_a_heading_filled_meanwhile_stands_in_the_menu_of_pages_made_on_request(baked, client, published, site):
    """Django answers readers who chose large type, and everybody while a page is not baked yet."""
    address = site.addresses()["heading"]
    assert "业务管理" not in client.get(address).text
    published(heading="0316", title="业务管理的第一条")
    assert "业务管理" in client.get(address).text


def test_where_nothing_is_baked_nothing_is_kept(settings, site, client, form):
    settings.SITE_FOLDER = None
    first = asked(client, form)
    assert asked(client, form) == first
    SiteFacts.objects.filter(organ=site.organ).update(contact_phone="0855-6660003")
    assert "0855-6660003" in client.get(form).text
