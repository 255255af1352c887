"""In a real browser under the public policy: the proof makes itself, on plain HTTP from another host too, and waits for nobody."""

import time

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, ConsoleMessage, Page, expect

from gongkai.config.middleware import PUBLIC_POLICY
from gongkai.doorkeeping import challenge, guard
from tests.browsing import ELSEWHERE
from tests.doorkeeping import site
from tests.doorkeeping.test_question import answer_to

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.urls("tests.doorkeeping.site")]


@pytest.fixture(autouse=True)
def clean(monkeypatch, settings):
    site.made.clear()
    monkeypatch.setattr(guard, "HASTY", 0)
    settings.ALLOWED_HOSTS = ["*"]


def is_complaint(said: ConsoleMessage) -> bool:
    return (
        said.type in {"error", "warning"}
        and "Cross-Origin-Opener-Policy" not in said.text
        and not said.location["url"].endswith("/favicon.ico")
    )


def opened(browser: Browser, live_server, host: str = ELSEWHERE, **context) -> tuple[Page, list[str]]:
    """A page with the form, and what the browser complains about, except that it heeds one of our headers on HTTPS only."""
    page = browser.new_context(**context).new_page()
    complaints: list[str] = []
    page.on("console", lambda said: complaints.append(said.text) if is_complaint(said) else None)
    page.on("pageerror", lambda fault: complaints.append(str(fault)))
    page.goto(live_server.url.replace("localhost", host).replace("127.0.0.1", host) + "/apply/")
    return page, complaints


def status(page: Page) -> str:
    return page.locator(".guard [role=status]").inner_text()


def settled(page: Page) -> None:
    expect(page.locator("[name=guard_proof]")).not_to_have_value("", timeout=20_000)


def answered(page: Page) -> str:
    return page.locator("body").inner_text().strip()


@pytest.mark.parametrize("host", ["127.0.0.1", ELSEWHERE])
def test_the_proof_makes_itself_under_the_strict_policy_with_and_without_the_browsers_cryptography(
    live_server, browser, host
):
    page, complaints = opened(browser, live_server, host)
    assert page.evaluate("isSecureContext && Boolean(crypto.subtle)") is (host == "127.0.0.1")
    assert page.reload().headers["content-security-policy"] == PUBLIC_POLICY
    settled(page)
    assert status(page) == "自动验证已完成，填好后可以提交。"
    payload = page.locator("[name=guard_proof]").input_value()
    page.get_by_label("姓名").fill("石文")
    page.get_by_role("button", name="提交").click()
    assert answered(page) == "application:1 yes" and complaints == []
    assert not challenge.verify(payload, "apply").allowed, "it was used up by the form"


def test_the_keyboard_alone_is_enough_and_never_lands_in_the_hidden_field(live_server, browser):
    page, _complaints = opened(browser, live_server)
    settled(page)
    page.get_by_label("姓名").focus()
    page.keyboard.type("石文")
    stops = []
    for _step in range(3):
        page.keyboard.press("Tab")
        stops.append(page.evaluate("document.activeElement.name || document.activeElement.tagName"))
    assert stops[:2] == ["proof", "go"]
    page.get_by_role("button", name="提交").focus()
    page.keyboard.press("Enter")
    expect(page.locator("body")).to_contain_text("application:1")


def test_who_submits_before_the_proof_is_done_is_told_and_sent_on_when_it_is(live_server, browser, monkeypatch):
    monkeypatch.setattr(challenge, "LEAST", 3_000_000)
    monkeypatch.setattr(challenge, "MOST", 3_000_001)
    monkeypatch.setattr(guard.Guard, "most_tries", 3_000_001)
    page, _complaints = opened(browser, live_server)
    page.get_by_label("姓名").fill("石文")
    assert "正在自动验证，不需要操作（已完成约" in status(page)
    page.get_by_role("button", name="提交").dblclick()
    assert status(page) == "正在完成自动验证，随后自动提交，请稍候。"
    expect(page.locator("body")).to_contain_text("application:1 yes", timeout=60_000)
    assert site.made == ["石文"]


def test_the_page_stays_usable_while_it_works(live_server, browser, monkeypatch):
    monkeypatch.setattr(challenge, "LEAST", 2_000_000)
    monkeypatch.setattr(challenge, "MOST", 2_000_001)
    monkeypatch.setattr(guard.Guard, "most_tries", 2_000_001)
    page, _complaints = opened(browser, live_server)
    longest = page.evaluate("""() => new Promise((done) => {
        let longest = 0, last = performance.now(), left = 40;
        const step = (now) => { longest = Math.max(longest, now - last); last = now; (left -= 1) ? requestAnimationFrame(step) : done(longest); };
        requestAnimationFrame(step);
    })""")
    assert longest < 250, f"nothing could be drawn for {longest:.0f} ms"


def test_a_proof_that_grew_old_is_made_anew_before_the_form_goes_out(live_server, browser, monkeypatch):
    monkeypatch.setattr(guard.Guard, "lifetime_seconds", 121)
    page, _complaints = opened(browser, live_server)
    settled(page)
    first = page.locator("[name=guard_proof]").input_value()
    time.sleep(1.5)
    page.get_by_label("姓名").fill("石文")
    with page.expect_request("**/apply/") as going:
        page.get_by_role("button", name="提交").click()
    assert first not in going.value.post_data and "guard_proof" in going.value.post_data
    expect(page.locator("body")).to_contain_text("application:1 yes")


def test_when_the_fresh_challenge_cannot_be_had_the_form_goes_out_all_the_same(live_server, browser, monkeypatch):
    monkeypatch.setattr(guard.Guard, "lifetime_seconds", 121)
    page, _complaints = opened(browser, live_server)
    settled(page)
    time.sleep(1.5)
    page.route("**/guard/challenge/**", lambda route: route.abort())
    page.get_by_label("姓名").fill("石文")
    page.get_by_role("button", name="提交").click()
    page.locator("[name=guard_answer]").wait_for()
    assert "请回答下面的小问题" in answered(page)
    page.locator("[name=guard_answer]").fill(answer_to(page.locator(".guard-question label").inner_text()))
    page.get_by_role("button", name="提交").click()
    expect(page.locator("body")).to_contain_text("application:1")


def test_without_a_script_the_question_stands_in_the_form(live_server, browser):
    page, _complaints = opened(browser, live_server, java_script_enabled=False)
    page.get_by_label("姓名").fill("石文")
    label = page.locator(".guard-question label").inner_text()
    page.get_by_label(label).fill(answer_to(label))
    page.get_by_role("button", name="提交").click()
    assert answered(page) == "application:1 yes"


@pytest.mark.parametrize("is_asked", [False, True])
def test_axe_finds_no_barrier_in_either_form_of_the_guard(live_server, browser, is_asked):
    page, _complaints = opened(browser, live_server)
    settled(page)
    if is_asked:
        page.evaluate("document.querySelector('[name=guard_token]').value = ''")
        page.get_by_label("姓名").fill("石文")
        page.get_by_role("button", name="提交").click()
        page.locator("[name=guard_answer]").wait_for()
    found = Axe().run(page).response["violations"]
    assert [(problem["id"], problem["nodes"][0]["html"][:120]) for problem in found] == []
