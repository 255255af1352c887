"""In a real browser: from a Word file full of leaks to a clean public page, and boxes drawn on a page by hand and by keyboard."""

import base64
import io

import pytest
from django.urls import reverse
from PIL import Image, ImageDraw

from gongkai.catalogue.models import DisclosureItem
from gongkai.clearance.models import Redaction
from gongkai.clearance.screening import intake
from tests.clearance.screening.files import IDENTITY, MOBILE, OTHER_IDENTITY, upload, word
from tests.workbench import test_browser
from tests.workbench.test_browser import TEXT, barriers

pytestmark = test_browser.pytestmark
sit_down = test_browser.sit_down
LEAKS = (IDENTITY, MOBILE, OTHER_IDENTITY, "车江村三组", "慢性肾病", "姬晓东")


def notice() -> bytes:
    return word(
        "榕江县民政局关于临时救助对象的公示",
        "经审核，拟对下列人员给予临时救助，现予公示，公示期七天。",
        f"石文，身份证号码{IDENTITY}，住古州镇车江村三组，患慢性肾病，救助金额3200元。",
        f"吴明，身份证号码{OTHER_IDENTITY}，救助金额1200元。",
        "榕江县民政局",
        "2024年5月20日",
    )


def dropped(name: str, data: bytes) -> tuple[str, str, str]:
    return name, "application/octet-stream", base64.b64encode(data).decode()


def test_from_a_word_file_with_leaks_to_a_clean_public_page(sit_down, clerk, leader, heading, draft):
    draft(heading="0314", title="让栏目排在前面")
    author = sit_down(clerk)
    author.click(f'.office-quick a[href="{reverse("office_add", args=["0314"])}"]')
    author.drop(TEXT, dropped("公示（内部稿）.docx", notice()))
    author.click("[data-as-body]")
    author.page.wait_for_selector("#imported")
    author.click("text=逐处处理")
    assert author.page.locator(".found-mark--open").count() >= 4
    author.click("button[name=cover_all]")
    assert (
        author.page.get_by_text("必须处理的都处理了").count()
        or not author.page.locator(".office-summary--error").count()
    )
    author.click("text=回到编辑")
    author.click("button[name=submit]")
    assert author.page.get_by_text("已送审。").first.is_visible()
    assert (author.clicks, author.fields, author.loads) == (6, 0, 6)

    reviewer = sit_down(leader)
    reviewer.click("text=榕江县民政局关于临时救助对象的公示")
    reviewer.click("button[name=publish]")
    assert (reviewer.clicks, reviewer.fields) == (2, 0)

    item = DisclosureItem.objects.get(title="榕江县民政局关于临时救助对象的公示")
    assert item.live
    page = author.page.request.get(author.base + item.get_absolute_url()).text()
    assert [leak for leak in LEAKS if leak in page] == []
    assert "石文" in page and "救助金额3200元" in page and "车江村" in page
    assert author.complaints == reviewer.complaints == []


def scan_of_a_letter() -> bytes:
    """A picture with nothing a machine reads: what is on it is for a person to see."""
    picture = Image.new("RGB", (600, 800), "white")
    ImageDraw.Draw(picture).rectangle((100, 200, 300, 240), fill="#3355aa")
    stream = io.BytesIO()
    picture.save(stream, "PNG")
    return stream.getvalue()


@pytest.fixture
def with_picture(draft, organ, clerk):
    stored = intake.take_in(upload("来信.png", scan_of_a_letter()), organ=organ, by=clerk)
    return draft(title="来信", attachments=[(stored, "来信")]), stored


def test_a_box_is_drawn_moved_and_sized_by_keyboard_alone_and_what_lay_beneath_is_black(sit_down, clerk, with_picture):
    item, stored = with_picture
    desk = sit_down(clerk)
    desk.open(reverse("office_redact", args=[item.pk, stored.key]))
    desk.page.locator("[data-add]").focus()
    desk.page.keyboard.press("Enter")
    assert desk.page.evaluate("document.activeElement.className") == "redact__mark"
    for key, times in (("ArrowLeft", 28), ("ArrowUp", 42), ("Shift+ArrowRight", 10), ("Shift+ArrowDown", 4)):
        for _time in range(times):
            desk.page.keyboard.press(key)
    desk.page.locator("#redact .button", has_text="遮盖并替换").press("Enter")
    desk.page.wait_for_load_state("networkidle")
    redaction = Redaction.objects.get(original=stored)
    [mark] = redaction.marks
    left, top, right, bottom = mark["box"]
    with redaction.result.open() as stream:
        picture = Image.open(stream).convert("RGB")
    assert picture.getpixel((int(left + right) // 2, int(top + bottom) // 2)) == (0, 0, 0)
    assert picture.getpixel((10, 10)) == (255, 255, 255)
    assert desk.complaints == [] and desk.outside == []


def test_a_box_is_drawn_with_the_mouse_and_removed_with_delete(sit_down, clerk, with_picture):
    item, stored = with_picture
    desk = sit_down(clerk)
    desk.open(reverse("office_redact", args=[item.pk, stored.key]))
    frame = desk.page.locator(".redact__sheet").bounding_box()
    desk.page.mouse.move(frame["x"] + 50, frame["y"] + 50)
    desk.page.mouse.down()
    desk.page.mouse.move(frame["x"] + 200, frame["y"] + 90, steps=3)
    desk.page.mouse.up()
    assert desk.page.locator(".redact__mark").count() == desk.page.locator("#boxes > li").count() == 1
    desk.page.keyboard.press("Delete")
    assert desk.page.locator(".redact__mark").count() == desk.page.locator("#boxes > li").count() == 0


def test_the_pages_of_findings_and_boxes_have_no_barriers(sit_down, clerk, with_picture, draft):
    item, stored = with_picture
    leaking = draft(title="公示", body=f"<p>石文，身份证号{IDENTITY}，手机{MOBILE}</p>")
    pages = [
        reverse("office_findings", args=[leaking.pk]),
        reverse("office_redact", args=[item.pk, stored.key]),
        reverse("office_known"),
    ]
    desk = sit_down(clerk)
    assert [line for address in pages for line in barriers(desk, address, folds=True)] == []
