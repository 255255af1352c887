"""A citizen applies on a telephone, is asked for a correction, answers, and downloads the reply: in a real browser."""

import re
import threading
from datetime import timedelta

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from playwright.sync_api import Page, expect

from gongkai.applications import actions
from gongkai.applications.models import Application
from gongkai.pages import uploads
from gongkai.portal.views import applications_online
from tests.portal.applying import answered
from tests.portal.test_browser import window

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PHONE = {"width": 360, "height": 740}
PHOTO = {"name": "身份证.jpg", "mimeType": "image/jpeg", "buffer": b"\xff\xd8\xff\xe0" + b"0" * 4000}


def fill_in(page: Page) -> None:
    page.get_by_label("姓名", exact=False).first.fill("𬱖秀英")
    page.get_by_label("证件类别").select_option("resident")
    page.get_by_label("证件号码", exact=True).fill("11010519491231002X")
    page.get_by_label("联系电话").fill("13800138000")
    page.get_by_label("信息的名称或者文号").fill("2019年农村低保资金分配表")
    page.get_by_label("其他特征描述").fill("古州镇各村的户数、人数和金额。")


def look_over(page: Page) -> None:
    page.get_by_role("button", name="下一步：核对").click()
    page.get_by_role("heading", name="请核对，然后提交").wait_for()


def send(page: Page) -> tuple[str, str]:
    """Number and code of the receipt. The proof of work is waited for by the page itself."""
    page.get_by_role("button", name="提交申请").click()
    page.get_by_role("heading", name="申请已提交").wait_for(timeout=20_000)
    facts = page.locator(".key-facts dd")
    return facts.nth(0).inner_text(), facts.nth(1).inner_text()


def open_case(page: Page, address: str, number: str, code: str) -> None:
    page.goto(address)
    page.get_by_label("登记编号").fill(number)
    page.get_by_label("查询码").fill(code.lower())
    page.get_by_role("button", name="查询", exact=True).click()


def no_barrier(page: Page) -> None:
    found = [(row["id"], row["nodes"][0]["html"][:120]) for row in Axe().run(page).response["violations"]]
    assert found == [], page.url
    over = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert over == 0, page.url


@pytest.mark.parametrize(("width", "is_large"), [(360, False), (1920, False), (360, True)])
def test_a_citizen_applies_corrects_and_downloads_the_reply(
    live_server, browser, organ, clerk, office_head, published, width, is_large
):  # fmt: skip
    """
    the form is filled in with a fault, put right, looked over with public answers beside it, and sent
    the receipt gives number and code; with them the case opens; the office asks for a correction
    the citizen answers with a file; the office replies; letter and table are downloaded
    every page on the way has no barrier and does not scroll sideways
    """
    published(title="榕江县2019年农村低保资金分配公示", summary="农村低保资金分配")
    home = f"{live_server.url}/o/{organ.slug}/apply/"
    page = window(browser, live_server, width, is_large=is_large, height=740)
    page.goto(home)
    no_barrier(page)
    page.get_by_role("link", name=re.compile("^网上申请")).first.click()
    no_barrier(page)
    page.get_by_role("button", name="下一步：核对").click()
    expect(page.locator(".summary")).to_be_focused()
    no_barrier(page)
    fill_in(page)
    page.get_by_label("身份证明").set_input_files(PHOTO)
    expect(page.get_by_role("link", name="榕江县2019年农村低保资金分配公示")).to_be_visible(timeout=10_000)
    look_over(page)
    expect(page.get_by_text("身份证.jpg")).to_be_visible()
    no_barrier(page)
    number, code = send(page)
    no_barrier(page)
    with page.expect_download() as paper:
        page.get_by_role("link", name="下载回执（PDF）").click()
    assert paper.value.path().read_bytes().startswith(b"%PDF")

    status = f"{home}status/"
    page.goto(status)
    no_barrier(page)
    open_case(page, status, number, code)
    expect(page.get_by_role("heading", name="已经收到")).to_be_visible()
    no_barrier(page)

    case = Application.objects.get()
    actions.assign(application=case, by=clerk, handler=clerk)
    until = timezone.localdate() + timedelta(days=14)
    actions.ask_correction(application=case, by=clerk, items=["请写明是哪几个村。"], until=until)
    page.reload()
    expect(page.get_by_role("heading", name="需要您补正")).to_be_visible()
    no_barrier(page)
    page.get_by_label("修改后的描述").fill("古州镇全部 38 个村。")
    page.get_by_label("补充材料").set_input_files(PHOTO)
    page.get_by_role("button", name="提交补正").click()
    expect(page.get_by_role("status")).to_contain_text("答复期限从今天起重新计算")
    no_barrier(page)

    case.refresh_from_db()
    table = uploads.store(SimpleUploadedFile("分配表.csv", b"1,2\n"), owner=case.owner, by=clerk, sealed=True)
    letter = actions.draft_reply(
        application=case, by=clerk, decision="granted", facts={"delivered": ["分配表"]}, files=[table]
    )
    case.refresh_from_db()
    letter.refresh_from_db()
    actions.sign_reply(application=case, by=office_head, seen_hash=letter.content_hash())
    case.refresh_from_db()
    actions.serve(application=case, by=clerk, way="online")
    page.reload()
    expect(page.get_by_role("heading", name="已经答复")).to_be_visible()
    no_barrier(page)
    for name, start in ((r"分配表.csv$", b"1,2"), (r"^PDF\s*政府信息公开申请答复书$", b"%PDF")):
        with page.expect_download() as got:
            page.get_by_role("link", name=re.compile(name)).click()
        assert got.value.path().read_bytes().startswith(start)


def test_without_a_script_the_same_form_works_by_way_of_the_question(live_server, browser, organ):
    page = browser.new_context(viewport=PHONE, java_script_enabled=False).new_page()
    page.goto(f"{live_server.url}/o/{organ.slug}/apply/online/")
    page.get_by_label("姓名或者名称").fill("张秀英")
    page.get_by_label("证件类别").select_option("passport")
    page.get_by_label("证件号码", exact=True).fill("E12345678")
    page.get_by_label("联系电话").fill("13800138000")
    page.get_by_label("信息的名称或者文号").fill("养老机构名单")
    look_over(page)
    token = page.locator("[name=guard_question]").get_attribute("value")
    page.locator("[name=guard_answer]").fill(answered({"guard_question": [token]})["guard_answer"][0])
    number, code = send(page)
    open_case(page, f"{live_server.url}/apply/status/", number, code)
    expect(page.get_by_role("heading", name="已经收到")).to_be_visible()
    assert Application.objects.get().applicant.id_kind == "passport"


def test_it_can_be_filled_in_and_sent_by_keyboard_alone(live_server, browser, organ):
    page = browser.new_page()
    page.goto(f"{live_server.url}/o/{organ.slug}/apply/online/")

    def reach(selector: str) -> None:
        for _key in range(80):
            if page.evaluate("(selector) => document.activeElement?.matches(selector)", selector):
                return
            page.keyboard.press("Tab")
        raise AssertionError(f"the keyboard does not reach {selector}")

    for selector, words in (
        ("#id_name", "张秀英"), ("#id_id_number", "11010519491231002X"), ("#id_phone", "13800138000"),
        ("#id_title", "养老机构名单"),
    ):  # fmt: skip
        reach(selector)
        page.keyboard.type(words)
    reach("button[value=check]")
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="请核对，然后提交").wait_for()
    page.wait_for_timeout(3500)
    reach("button[value=send]")
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="申请已提交").wait_for(timeout=20_000)


def test_a_lost_connection_keeps_what_was_typed_but_no_number_and_no_file(live_server, browser, organ):
    context = browser.new_context(viewport=PHONE)
    page = context.new_page()
    page.goto(f"{live_server.url}/o/{organ.slug}/apply/online/")
    fill_in(page)
    context.set_offline(True)
    page.get_by_role("button", name="下一步：核对").click()
    expect(page.get_by_text("网络断开了，没有提交")).to_be_visible()
    kept = page.evaluate("JSON.stringify(localStorage)")
    assert "古州镇各村" in kept and "11010519491231002X" not in kept
    context.set_offline(False)
    page.close()

    page = context.new_page()
    page.goto(f"{live_server.url}/o/{organ.slug}/apply/online/")
    expect(page.get_by_text("已恢复上次在这台设备上没有提交的内容")).to_be_visible()
    assert page.get_by_label("其他特征描述").input_value() == "古州镇各村的户数、人数和金额。"
    assert page.get_by_label("证件号码", exact=True).input_value() == ""
    page.get_by_label("证件号码", exact=True).fill("11010519491231002X")
    look_over(page)
    page.wait_for_timeout(3000)
    send(page)
    for _turn in range(50):  # the script of the receipt may still be on its way
        if page.evaluate("localStorage.length") == 0:
            break
        page.wait_for_timeout(100)
    assert page.evaluate("localStorage.length") == 0


def test_the_button_that_clears_the_draft_clears_it(live_server, browser, organ):
    page = browser.new_page()
    page.goto(f"{live_server.url}/o/{organ.slug}/apply/online/")
    fill_in(page)
    page.get_by_role("button", name="清除").click()
    assert page.evaluate("localStorage.length") == 0
    assert page.get_by_label("其他特征描述").input_value() == ""


def test_a_double_click_makes_one_application(live_server, browser, organ, monkeypatch):
    # Both forms reach the server, one after the other: the test's database in memory is one connection for all threads,
    # so that the second would see the first one's unfinished transaction, which no real connection does.
    once, turn = applications_online._once, threading.Lock()

    def in_turn(*given):
        with turn:
            return once(*given)

    monkeypatch.setattr(applications_online, "_once", in_turn)
    page = browser.new_page()
    page.goto(f"{live_server.url}/o/{organ.slug}/apply/online/")
    fill_in(page)
    look_over(page)
    page.wait_for_timeout(3500)
    page.get_by_role("button", name="提交申请").dblclick()
    page.get_by_role("heading", name="申请已提交").wait_for(timeout=20_000)
    assert Application.objects.count() == 1


def test_fields_follow_the_kind_of_applicant_and_the_form_wanted(live_server, browser, organ):
    page = browser.new_page()
    page.goto(f"{live_server.url}/o/{organ.slug}/apply/online/")
    assert not page.get_by_label("联系人（单位填写）").is_visible()
    page.get_by_label("商业企业").check()
    assert page.get_by_label("联系人（单位填写）").is_visible()
    assert page.get_by_label("单位名称").is_visible()
    assert page.get_by_label("证件类别").input_value() == "credit_code"
    page.get_by_label("纸质").check()
    assert not page.get_by_label("网上查询页面下载").is_visible()
    assert page.get_by_label("邮寄", exact=True).is_checked()


def test_in_large_type_every_target_is_44_pixels_high(live_server, browser, organ):
    measure = """() => [...document.querySelectorAll("main :is(button, input, select, textarea, summary, .option)")]
      .filter((one) => !["hidden", "radio", "checkbox"].includes(one.type))
      .map((one) => [one.id || one.textContent.trim().slice(0, 12), one.getBoundingClientRect().height])
      .filter(([, height]) => height && height < 44)"""
    page = window(browser, live_server, **PHONE, is_large=True)
    for part in ("", "online/", "status/"):
        page.goto(f"{live_server.url}/o/{organ.slug}/apply/{part}")
        assert page.evaluate(measure) == [], part
