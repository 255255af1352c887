"""In a real browser: no barrier that axe knows, nothing to scroll sideways, all of it without a script as well."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
WIDTHS = (360, 1920)
NARROWEST = 320


def all_pages(site) -> dict[str, str]:
    return site.addresses() | {name: address for name, (address, _status) in site.troubles().items()}


def large_type(live_server) -> dict:
    return {"name": "gongkai_type", "value": "large", "url": live_server.url}


def window(browser: Browser, live_server, width: int, *, is_large: bool, height: int = 900) -> Page:
    """An empty page of this width, of somebody who chose large type or did not."""
    context = browser.new_context(viewport={"width": width, "height": height})
    if is_large:
        context.add_cookies([large_type(live_server)])
    return context.new_page()


@pytest.mark.parametrize(("width", "is_large"), [(360, False), (1920, False), (360, True)])
def test_axe_finds_no_barrier_on_any_page(live_server, browser, site, width, is_large):
    pages, found = all_pages(site), {}
    page = window(browser, live_server, width, is_large=is_large)
    for name, address in pages.items():
        page.goto(live_server.url + address)
        for problem in Axe().run(page).response["violations"]:
            found.setdefault(name, []).append((problem["id"], problem["nodes"][0]["html"][:120]))
    assert found == {}


@pytest.mark.parametrize(("width", "is_large"), [(NARROWEST, False), (360, True), (1920, True)])
def test_no_page_scrolls_sideways(live_server, browser, site, width, is_large):
    pages, wide = all_pages(site), {}
    page = window(browser, live_server, width, is_large=is_large)
    for name, address in pages.items():
        page.goto(live_server.url + address)
        over = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        if over > 0:
            wide[name] = over
    assert wide == {}


def test_in_large_type_text_is_larger_and_every_target_outside_running_text_is_44_pixels_high(
    live_server, browser, site
):
    measure = """() => {
      const small = [];
      for (const target of document.querySelectorAll("a, button, input:not([type=hidden]), select")) {
        if (target.closest("p, dd, .prose, .card-facts") && !target.matches("button, input, select")) continue;
        const box = target.getBoundingClientRect();
        if (box.height && box.top >= 0 && box.height < 44) small.push(target.textContent.trim().slice(0, 20) + " " + box.height);
      }
      return [parseFloat(getComputedStyle(document.body).fontSize), small];
    }"""
    pages = site.addresses()
    context = browser.new_context(viewport={"width": 360, "height": 900})
    plain = context.new_page()
    plain.goto(live_server.url)
    usual = plain.evaluate(measure)[0]
    context.add_cookies([large_type(live_server)])
    small = {}
    for name, address in pages.items():
        plain.goto(live_server.url + address)
        size, too_small = plain.evaluate(measure)
        assert 1.25 <= size / usual <= 1.5, name
        if too_small:
            small[name] = too_small
    assert small == {}


def test_columns_and_menu_open_on_a_phone_without_any_script(live_server, browser, site):
    home = f"{live_server.url}/o/{site.organ.slug}/"
    page = browser.new_context(viewport={"width": 360, "height": 740}, java_script_enabled=False).new_page()
    page.goto(home)
    assert not page.get_by_role("link", name="政府信息公开指南").first.is_visible()
    page.get_by_role("link", name="公开栏目").click()
    assert page.locator("#columns").get_by_role("link", name="政府信息公开指南").is_visible()
    page.goto(home)
    page.get_by_role("link", name="本机关的全部栏目").click()
    assert page.locator("#menu").get_by_role("link", name="工作动态").is_visible()


def test_the_size_of_the_text_changes_in_place_and_is_remembered(live_server, browser, site):
    address = site.policy.get_absolute_url()
    size = "parseFloat(getComputedStyle(document.querySelector('.document-body p')).fontSize)"
    page = browser.new_page()
    page.goto(live_server.url + address)
    before = page.evaluate(size)
    page.get_by_role("link", name="大", exact=True).click()
    assert page.url == live_server.url + address
    assert page.evaluate(size) > before
    page.reload()
    assert page.evaluate(size) > before


def test_the_print_button_is_there_only_with_a_script(live_server, browser, site):
    address = live_server.url + site.policy.get_absolute_url()
    page = browser.new_page()
    page.goto(address)
    assert page.get_by_role("button", name="打印").is_visible()
    plain = browser.new_context(java_script_enabled=False).new_page()
    plain.goto(address)
    assert plain.get_by_role("button", name="打印").count() == 0


VOICE = """
  window.spoken = [];
  window.SpeechSynthesisUtterance = class { constructor(text) { this.text = text; } };
  Object.defineProperty(window, "speechSynthesis", { value: {
    getVoices: () => [{ lang: "zh-CN", localService: true }],
    speak: (words) => { window.spoken.push(words.text); window.said = () => words.onend(); },
    cancel: () => {}, addEventListener: () => {},
  }});
"""  # headless browsers have no voice: a stand-in notes what would be spoken, and says when it has been


def test_reading_aloud_goes_paragraph_by_paragraph_and_stops_when_told(live_server, browser, site):
    page = browser.new_page()
    page.add_init_script(VOICE)
    page.goto(live_server.url + site.policy.get_absolute_url())
    page.get_by_role("button", name="朗读").click()
    assert page.locator(".is-spoken").inner_text() == "榕江县城乡低保动态管理办法"
    page.evaluate("window.said()")
    assert "正文" in page.locator(".is-spoken").inner_text()
    page.get_by_role("button", name="停止朗读").click()
    assert page.locator(".is-spoken").count() == 0
    assert page.get_by_role("button", name="朗读", exact=True).is_visible()
    assert page.evaluate("window.spoken.length") == 2


def test_reading_aloud_is_not_offered_where_there_is_no_chinese_voice(live_server, browser, site):
    page = browser.new_page()
    page.add_init_script(VOICE.replace("zh-CN", "en-GB"))
    page.goto(live_server.url + site.policy.get_absolute_url())
    page.get_by_role("button", name="打印").wait_for()
    assert page.get_by_role("button", name="朗读").count() == 0


def test_nothing_is_refused_by_the_content_policy_and_nothing_is_missing(live_server, browser, site):
    pages, complaints = site.addresses(), []
    page = browser.new_page()
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    page.on("response", lambda answer: complaints.append(answer.url) if answer.status >= 400 else None)
    for address in pages.values():
        page.goto(live_server.url + address)
    assert complaints == []
