"""Takes the pictures of the readmes and the staff manual from a running demo; changes nothing in it.

Usage, with the demo freshly loaded and served (`make demo`) and the development packages installed:

    .venv/bin/python docs/images/take.py http://127.0.0.1:8000
"""

import io
import shutil
import sys
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

HERE, COLOURS = Path(__file__).parent, 128
PASSWORD = "gongkai-demo-2019"  # noqa: S105 - as `gongkai demo` prints it
# Picture, who is signed in, address, then the texts of the links or folds to open in turn, height in pixels.
PICTURES = (
    ("home", "", "/", (), 860),
    ("workbench", "longxiaomei", "/office/", (), 860),
    ("editor", "longxiaomei", "/office/", ("我局组织开展养老机构冬季消防安全检查",), 1010),
    ("review", "yangchanglin", "/office/review/", ("关于做好年度城乡低保提标工作的通知",), 860),
    ("item", "wuyongqing", "/office/items/?state=public&year=2019", ("年末自查政府信息公开", "撤下"), 860),
    ("headings", "wuyongqing", "/office/headings/", (), 700),
    ("report", "longxiaomei", "/office/reports/2019/", (), 860),
    ("organ", "lukaiwen", "/office/organ/", (), 860),
    ("applications", "longxiaomei", "/office/applications/", (), 860),
    ("application", "longxiaomei", "/office/applications/", ("县级财政安排的养老服务体系建设资金",), 1100),
    ("apply", "", "/o/rongjiang-mzj/apply/", (), 860),
    ("urge", "tangguizhi", "/office/", (), 860),
)


def signed_in(browser: Browser, site: str, who: str, height: int) -> Page:
    page = browser.new_page(base_url=site, viewport={"width": 1280, "height": height}, locale="zh-CN")
    if who:
        page.goto("/office/")
        page.fill("#id_username", who)
        page.fill("#id_password", PASSWORD)
        page.click("button[type=submit]")
        page.wait_for_url(lambda url: "/login/" not in url)
    return page


def main(site: str) -> None:
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=shutil.which("chromium"), args=["--lang=zh-CN", "--no-sandbox"])
        for name, who, address, steps, height in PICTURES:
            page = signed_in(browser, site, who, height)
            page.goto(address)
            for text in steps:
                page.locator("main a, main summary", has_text=text).first.click()
                page.wait_for_load_state("networkidle")
            page.wait_for_timeout(500)  # frames grow to their content
            picture = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
            picture.quantize(COLOURS, dither=Image.Dither.NONE).save(HERE / f"{name}.png", optimize=True)
            page.close()


if __name__ == "__main__":
    main(sys.argv[1])
