"""Large type on pages that lie ready as files: what this browser chose is applied by the page, and the office may be off."""

import pytest

from tests.portal.test_browser import large_type

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def baked(live_server, client, site, browser):
    """A browser to whom the server gives every page as a reader without cookies would get it, and no /display/ at all."""
    context = browser.new_context()

    def usual(route):
        if "/display/" in route.request.url:
            route.abort()
        elif route.request.resource_type == "document":
            route.fulfill(
                body=client.get(route.request.url.removeprefix(live_server.url)).content, content_type="text/html"
            )
        else:
            route.continue_()

    context.route("**/*", usual)
    yield context


def test_who_chose_large_type_and_a_text_size_has_them_on_every_baked_page(live_server, baked, site):
    baked.add_cookies([large_type(live_server), {"name": "gongkai_text", "value": "big", "url": live_server.url}])
    page = baked.new_page()
    page.goto(live_server.url + site.policy.get_absolute_url())
    page.wait_for_selector('html[data-type="large"][data-text="big"]')
    assert page.inner_text("a.switch") == "退出长者模式"
    assert page.get_attribute('[data-text-size="big"]', "aria-current") == "true"
    assert page.get_attribute('[data-text-size="middle"]', "aria-current") is None


def test_the_switch_works_in_place_and_is_remembered_on_the_next_page(live_server, baked, site):
    page = baked.new_page()
    page.goto(live_server.url)
    page.wait_for_load_state()
    page.click("a.switch")
    page.wait_for_selector('html[data-type="large"]')
    page.goto(live_server.url + "/accessibility/")
    page.wait_for_selector('html[data-type="large"]')
    assert page.inner_text("main a.button") == "退出长者模式"
    page.click("main a.button")
    page.wait_for_selector("html:not([data-type])")
    assert page.inner_text("a.switch") == "长者模式"
    page.goto(live_server.url)
    page.wait_for_load_state()
    assert page.get_attribute("html", "data-type") is None and baked.cookies() == []
