"""In a real browser: a Word file dropped on the page of a new item, and its text pasted, come out as the same clean page."""

import base64

import pytest
from django.urls import reverse

from gongkai.catalogue.models import DisclosureItem
from tests.cast import PASSWORD
from tests.pages.importing.papers import notice, word_clipboard
from tests.pages.importing.test_notice import BODY
from tests.workbench import test_browser
from tests.workbench.test_browser import NARROW, PASTE, TEXT, axe_options

pytestmark = test_browser.pytestmark
sit_down = test_browser.sit_down
NAME = "通知（定稿）.docx"


def packed() -> tuple[str, str, str]:
    return NAME, "application/octet-stream", base64.b64encode(notice(picture=True)).decode()


def test_a_dropped_word_file_fills_the_editor_and_is_saved(sit_down, clerk):
    desk = sit_down(clerk)
    desk.open(reverse("office_add", args=["0314"]))
    desk.drop(TEXT, packed())
    assert desk.page.evaluate("document.activeElement.textContent") == "导入为正文"
    desk.page.keyboard.press("Enter")
    desk.page.wait_for_selector("#imported")
    item = DisclosureItem.objects.get()
    imported = item.body
    assert desk.page.input_value("#id_document_number") == "榕民发〔2024〕5号"
    assert desk.page.inner_text(f"{TEXT} h2 >> nth=0") == "一、总体要求"
    desk.page.fill(".office-picture-text input", "工作人员在核对名册")
    desk.click("button[name=save]")
    assert not desk.page.locator("#imported").count()
    saved = DisclosureItem.objects.get().get_latest_revision_as_object().body
    assert saved == imported.replace('alt=""', 'alt="工作人员在核对名册"')
    assert desk.complaints == [] and desk.outside == []


def test_a_dropped_file_can_be_an_attachment_instead(sit_down, clerk):
    desk = sit_down(clerk)
    desk.open(reverse("office_add", args=["0314"]))
    desk.drop("#id_summary", packed())
    desk.click("[data-as-attachment]")
    desk.page.wait_for_selector("[data-file] [data-remove]")
    assert desk.page.input_value("[name=attachment_title]") == "通知（定稿）"
    assert not DisclosureItem.objects.exists()


def test_pasting_the_text_of_the_file_gives_the_same_page(sit_down, clerk):
    desk = sit_down(clerk)
    desk.open(reverse("office_add", args=["0314"]))
    desk.page.fill("#id_title", "粘贴的通知")
    desk.page.click(TEXT)
    desk.page.evaluate(PASTE, [TEXT, word_clipboard()])
    desk.page.wait_for_selector(f"{TEXT} table")
    desk.click("button[name=save]")
    assert DisclosureItem.objects.get().body == BODY
    assert desk.complaints == []


def test_when_the_server_cannot_be_asked_a_paste_is_still_tidied(sit_down, clerk):
    desk = sit_down(clerk)
    desk.open(reverse("office_add", args=["0314"]))
    desk.page.route("**/pasted/", lambda route: route.abort())
    desk.page.click(TEXT)
    desk.page.evaluate(PASTE, [TEXT, word_clipboard()])
    desk.page.wait_for_selector(f"{TEXT} table")
    assert "Mso" not in desk.page.inner_html(TEXT) and "各乡镇要全面排查" in desk.page.inner_text(TEXT)


def test_without_scripts_and_in_a_narrow_window_a_file_can_be_brought_in(browser, live_server, clerk, tmp_path):
    paper = tmp_path / NAME
    paper.write_bytes(notice())
    context = browser.new_context(viewport=NARROW, java_script_enabled=False)
    page = context.new_page()
    page.goto(live_server.url + reverse("office_import", args=["0314"]))
    page.fill("#id_username", clerk.username)
    page.fill("#id_password", PASSWORD)
    page.click("button[type=submit]")
    page.set_input_files("#import_file", paper)
    page.click("#import button")
    assert "已存为草稿" in page.inner_text("#imported")
    assert page.input_value("#id_title").endswith("认定工作的通知")
    context.close()


@pytest.mark.parametrize("viewport", [{"width": 1280, "height": 900}, NARROW], ids=["1280", "360"])
def test_the_pages_of_an_import_can_be_used_by_everybody(sit_down, clerk, viewport, tmp_path):
    paper = tmp_path / NAME
    paper.write_bytes(notice())
    from axe_playwright_python.sync_playwright import Axe

    desk = sit_down(clerk, viewport)

    def look() -> None:
        faults = Axe().run(desk.page, options=axe_options(viewport)).response["violations"]
        assert [(fault["id"], fault["nodes"][0]["html"][:120]) for fault in faults] == []
        assert desk.page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")

    desk.open(reverse("office_add", args=["0314"]))
    desk.drop(TEXT, packed())
    look()
    desk.open(reverse("office_import", args=["0314"]))
    look()
    desk.page.set_input_files("#import_file", paper)
    desk.click("#import button[data-wait]")
    desk.page.wait_for_selector("#imported")
    look()
    assert desk.complaints == []
