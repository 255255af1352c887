"""静态网站: who minds the platform sees what is served, what waits, what failed, and what the night found."""

import json

import pytest
from django.urls import reverse

from gongkai.casework import errands
from gongkai.static_site import full, orders
from gongkai.static_site.baking import site as own_site
from gongkai.static_site.models import BakeOrder
from gongkai.static_site.watching import ERRAND

pytestmark = pytest.mark.django_db


@pytest.fixture
def page(signed_in, administrator):
    return lambda: signed_in(administrator).get(reverse("office_site")).content.decode()


def test_before_the_first_bake_it_says_so_and_with_baking_turned_off_too(page, settings, tmp_path):
    settings.SITE_FOLDER = None
    assert "没有打开静态化" in page()
    settings.SITE_FOLDER = tmp_path / "site"
    assert "还没有生成过" in page()


def test_the_version_that_is_served_and_what_waits_are_shown(page, settings, tmp_path, organ):
    settings.SITE_FOLDER = tmp_path / "site"
    full.bake_all(own_site())
    with orders.held_back():
        orders.order(["platform"])
    text = page()
    assert "第 1 版" in text
    assert "1 项" in text
    assert "没有生成成功的页面" in text


def test_a_page_that_fails_stands_there_with_its_reason(page, settings, tmp_path):
    settings.SITE_FOLDER = tmp_path / "site"
    with orders.held_back():
        orders.order(["item:7"])
    orders.note_failure(list(BakeOrder.objects.all()), "/o/x/i/7/: KeyError: 'title'")
    text = page()
    assert "试过 1 次" in text
    assert "KeyError: &#x27;title&#x27;" in text


def test_what_the_night_found_is_an_alarm_with_what_to_do(page, settings, tmp_path):
    settings.SITE_FOLDER = tmp_path / "site"
    found = {
        "day": "2026-11-30",
        "checked": 900,
        "faults": 1,
        "named": ["被改动 index.html：内容不符"],
        "cannot_tell": "",
    }
    errands.done(ERRAND, json.dumps(found))
    text = page()
    assert "2026-11-30 夜间核验发现 1 处与清单不符" in text
    assert "被改动 index.html" in text
    assert "gongkai verify --restore" in text


def test_a_clerk_reads_who_may_look(signed_in, clerk):
    response = signed_in(clerk).get(reverse("office_site"))
    assert response.status_code == 403
    assert "机关管理员" in response.content.decode()
