"""In a real browser: how much work an item is, what a paste keeps, what survives a crash, and who can use the pages."""

import base64
from dataclasses import dataclass, field

import pytest
from django.urls import reverse

from gongkai.accountability import actions as accountability
from gongkai.catalogue import actions as catalogue
from gongkai.catalogue.models import DisclosureItem
from gongkai.clearance import actions as clearance
from tests.cast import PASSWORD
from tests.pages import samples

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
WIDE, NARROW = {"width": 1920, "height": 1000}, {"width": 360, "height": 780}
PNG = "iVBORw0KGgoAAAANSUhEUgAAAAoAAAAKCAIAAAACUFjqAAAAEklEQVR4nGP4z8CAB+GTG8HSALfKY52fTcuYAAAAAElFTkSuQmCC"
DROP = """([selector, files]) => {
  const carried = new DataTransfer();
  for (const [name, type, data] of files)
    carried.items.add(new File([Uint8Array.from(atob(data), (c) => c.charCodeAt(0))], name, { type }));
  const target = document.querySelector(selector);
  const { left, top } = target.getBoundingClientRect();
  const options = { bubbles: true, cancelable: true, dataTransfer: carried, clientX: left + 20, clientY: top + 20 };
  for (const kind of ["dragover", "drop"]) target.dispatchEvent(new DragEvent(kind, options));
}"""
PASTE = """([selector, html]) => {
  const board = new DataTransfer();
  board.setData("text/html", html);
  document.querySelector(selector).dispatchEvent(new ClipboardEvent("paste", { bubbles: true, cancelable: true, clipboardData: board }));
}"""
PDF = base64.b64encode(samples.GENUINE["pdf"]).decode()
TEXT = ".jodit-wysiwyg"
UNFOLD = "document.querySelectorAll('details').forEach((fold) => { fold.removeAttribute('name'); fold.open = true; })"


# What a narrow window can break that a wide one does not: regions that scroll, names that hide.
NARROW_RULES = [
    "scrollable-region-focusable", "aria-hidden-focus", "label", "button-name", "link-name", "list", "meta-viewport",
    "nested-interactive",
]  # fmt: skip


def axe_options(viewport: dict) -> dict:
    """Every rule in a wide window; in a narrow one, of the same pages, those the width can break."""
    return {"iframes": False} | ({"runOnly": NARROW_RULES} if viewport == NARROW else {})


def barriers(desk: "Desk", address: str, *, folds: bool = False) -> list[str]:
    """What keeps somebody from using this page, in a wide window and then in the same one made narrow, a line each.

    `folds`: with everything that is folded laid open.
    """
    from axe_playwright_python.sync_playwright import Axe

    desk.page.set_viewport_size(WIDE)
    desk.open(address, until="load")
    if folds:
        desk.page.evaluate(UNFOLD)
    found = []
    for viewport in (WIDE, NARROW):
        desk.page.set_viewport_size(viewport)
        result = Axe().run(desk.page, options=axe_options(viewport)).response
        found += [
            f"{address} {viewport['width']} {violation['id']}: {node['html'][:160]}"
            for violation in result["violations"]
            for node in violation["nodes"]
        ]
        wide = desk.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        if wide > 0:
            found.append(f"{address} {viewport['width']} is {wide} px wider than the window")
    return found


@dataclass
class Desk:
    """A browser tab that counts what a person does in it and notes what goes wrong."""

    page: object
    base: str
    clicks: int = 0
    fields: int = 0
    loads: int = 0
    outside: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def __post_init__(self):
        self.page.on("console", lambda message: message.type == "error" and self.complaints.append(message.text))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on(
            "request",
            lambda request: (
                None if request.url.startswith((self.base, "data:", "blob:")) else self.outside.append(request.url)
            ),
        )
        self.page.on("load", self._loaded)

    def _loaded(self, _page):
        self.loads += 1

    def open(self, path: str, *, until: str = "networkidle"):
        """`until="load"` where nothing is clicked afterwards: it does not wait for half a second of silence."""
        self.page.goto(self.base + path, wait_until="load")
        if until == "networkidle":
            self._settle()

    def _settle(self):
        """Where the machine is slow, the half second of silence can lie before the page asks for anything: it is silent, and not loaded."""
        self.page.wait_for_load_state("load")
        self.page.wait_for_load_state("networkidle")

    def sign_in(self, user):
        self.open(reverse("wagtailadmin_login"))
        self.page.fill("#id_username", user.username)
        self.page.fill("#id_password", PASSWORD)
        self.page.click("button[type=submit]")
        self._settle()
        self.clicks = self.fields = self.loads = 0

    def click(self, selector: str):
        self.clicks += 1
        self.page.click(selector)
        self._settle()

    def write(self, selector: str, words: str):
        self.fields += 1
        self.page.locator(selector).click()
        self.page.keyboard.insert_text(words)

    def drop(self, selector: str, *files: tuple[str, str, str]):
        self.page.evaluate(DROP, [selector, files])


@pytest.fixture
def sit_down(browser, live_server):
    def make(user=None, viewport=WIDE) -> Desk:
        desk = Desk(browser.new_context(viewport=viewport, locale="zh-CN").new_page(), live_server.url)
        if user is not None:
            desk.sign_in(user)
        return desk

    return make


def write_an_item(desk: Desk) -> None:
    desk.click(
        f'.office-quick a[href="{reverse("office_add", args=["0314"])}"], .office-rows a[href="{reverse("office_add", args=["0314"])}"]'
    )
    desk.write("#id_title", "县民政局开展敬老月走访活动")
    desk.write(TEXT, "十月以来，县民政局组织干部走访慰问高龄老人。走访中同步核对了高龄津贴发放情况。")
    desk.drop(TEXT, ("走访现场.png", "image/png", PNG))
    desk.page.wait_for_selector("#picture-texts img")
    desk.drop("#id_summary", ("走访名单.pdf", "application/pdf", PDF))
    desk.page.wait_for_selector("[data-file] [data-remove]")
    desk.click("#extract-summary")
    desk.click("button[name=submit]")


def test_an_item_with_a_picture_and_a_pdf_is_published_in_a_handful_of_clicks(sit_down, clerk, leader, heading, draft):
    draft(heading="0314", title="让栏目排在前面")
    author = sit_down(clerk)
    write_an_item(author)
    assert author.page.get_by_text("已送审。").first.is_visible()
    assert (author.clicks, author.fields, author.loads) == (3, 2, 2)

    reviewer = sit_down(leader)
    reviewer.click("text=县民政局开展敬老月走访活动")
    reviewer.click("button[name=publish]")
    assert (reviewer.clicks, reviewer.fields) == (2, 0)

    item = DisclosureItem.objects.get(title="县民政局开展敬老月走访活动")
    assert item.live and item.summary.startswith("十月以来，县民政局") and item.summary.endswith("。")
    assert 'alt="走访现场"' in item.body
    attachment = item.attachments.get()
    assert attachment.title == "走访名单"
    assert author.page.request.get(author.base + attachment.file.get_absolute_url()).ok
    assert author.complaints == reviewer.complaints == []
    assert author.outside == reviewer.outside == []


def test_a_correction_a_booking_and_a_withdrawal_take_few_clicks(sit_down, clerk, leader, published, draft, cleared):
    item = published(title="要更正的通知")
    author = sit_down(clerk)
    author.open(reverse("office_item", args=[item.pk]))
    author.loads = 0
    author.click(".office-next a.button")
    author.write("#id_title", "（更正）")
    author.click("button[name=submit]")
    assert (author.clicks, author.fields) == (2, 1)

    booked = cleared(draft(title="要预约的通知"))
    author.open(reverse("office_item", args=[booked.pk]))
    author.clicks = 0
    author.click("text=定时发布")
    author.page.fill("#scheduleform_go_live_at", "2099-01-02T09:00")
    author.click("text=预约 >> nth=-1")
    assert author.clicks == 2
    booked.refresh_from_db()
    assert booked.go_live_at

    reviewer = sit_down(leader)
    reviewer.open(reverse("office_item", args=[item.pk]))
    reviewer.click("summary:has-text('撤下')")
    reviewer.page.select_option("form[action$='withdraw/'] select", "error")
    reviewer.click("form[action$='withdraw/'] button")
    assert reviewer.clicks == 2
    item.refresh_from_db()
    assert item.is_withdrawn


def test_pasting_from_word_keeps_headings_centring_tables_and_emphasis(sit_down, clerk):
    word = """<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><style>p.MsoNormal{margin:0}</style></head><body>
    <!--StartFragment--><h1 style='text-align:center'>关于救助工作的通知<o:p></o:p></h1>
    <p class=MsoNormal align=center style='text-align:center'><span lang=ZH-CN style='font-family:仿宋'>榕民发〔2019〕12号</span></p>
    <p class=MsoNormal><span style='font-weight:bold'>一、工作目标</span><o:p>&nbsp;</o:p></p>
    <table class=MsoTable border=1><tr><td colspan=2 width=200 style='width:150pt'><p class=MsoNormal>合计</p></td></tr>
    <tr><td><p>甲</p></td><td><p>乙</p></td></tr></table>
    <p class=MsoNormal><img width=10 src="file:///C:/Users/a/clip_image002.png"></p><script>alert(1)</script><!--EndFragment--></body></html>"""
    desk = sit_down(clerk)
    desk.open(reverse("office_add", args=["0314"]))
    desk.page.click(TEXT)
    desk.page.evaluate(PASTE, [TEXT, word])
    desk.page.wait_for_selector("text=1 张图片留在原来的文件里")
    desk.page.fill("#id_title", "粘贴的通知")
    desk.click("button[name=save]")
    body = DisclosureItem.objects.get(title="粘贴的通知").body
    assert '<h2 class="align-center">关于救助工作的通知</h2>' in body
    assert '<p class="align-center">榕民发〔2019〕12号</p>' in body
    assert "<h2>一、工作目标</h2>" in body
    assert '<td colspan="2">' in body and body.count("<tr>") == 2
    assert "script" not in body and "style" not in body and "Mso" not in body
    # What is stored comes back into the editor as it was, and saving it again changes nothing.
    assert desk.page.evaluate("document.querySelector('.jodit-wysiwyg h2').style.textAlign") == "center"
    desk.click("button[name=save]")
    assert DisclosureItem.objects.get(title="粘贴的通知").get_latest_revision_as_object().body == body


def test_a_picture_inside_a_paste_goes_up_and_a_screenshot_too(sit_down, clerk):
    desk = sit_down(clerk)
    desk.open(reverse("office_add", args=["0314"]))
    desk.page.click(TEXT)
    desk.page.evaluate(PASTE, [TEXT, f'<p>图：<img src="data:image/png;base64,{PNG}"></p>'])
    desk.page.wait_for_selector(f'{TEXT} img[src^="/files/"]')
    assert desk.complaints == []


def test_what_was_not_saved_is_offered_back_after_a_crash_and_forgotten_once_saved(sit_down, clerk):
    desk = sit_down(clerk)
    address = reverse("office_add", args=["0314"])
    desk.open(address)
    desk.page.fill("#id_title", "还没保存就死机了")
    desk.write(TEXT, "写了一上午")
    desk.drop("#id_summary", ("名单.pdf", "application/pdf", PDF))
    desk.page.wait_for_selector("[data-file] [data-remove]")
    desk.page.wait_for_selector("text=已在本机留底")
    desk.open("/office/account/")
    desk.open(address)
    desk.click("[data-copy-restore]")
    assert desk.page.input_value("#id_title") == "还没保存就死机了"
    assert "写了一上午" in desk.page.inner_text(TEXT)
    assert desk.page.input_value("[name=attachment_title]") == "名单"
    desk.click("button[name=save]")
    assert DisclosureItem.objects.get(title="还没保存就死机了").get_latest_revision_as_object().attachments.count() == 1
    desk.open(address)
    assert desk.page.locator("#copy-offer").is_hidden()


def test_a_file_over_the_limit_is_refused_in_the_browser_without_sending_it(sit_down, clerk):
    desk = sit_down(clerk)
    desk.open(reverse("office_add", args=["0314"]))
    desk.page.evaluate("document.getElementById('editor').dataset.limit")
    desk.page.evaluate(
        """() => { const big = new File([new Uint8Array(51 * 1024 * 1024)], "预算.pdf", { type: "application/pdf" });
        const carried = new DataTransfer(); carried.items.add(big);
        document.querySelector("#id_summary").dispatchEvent(new DragEvent("drop", { bubbles: true, cancelable: true, dataTransfer: carried })); }"""
    )
    desk.page.wait_for_selector("#attachment-errors p")
    assert "51 MB，超过单个附件 50 MB 的上限" in desk.page.inner_text("#attachment-errors")


def test_without_scripts_an_item_can_still_be_written_with_an_attachment(browser, live_server, clerk, tmp_path):
    paper = tmp_path / "名单.txt"
    paper.write_text("名单", encoding="utf-8")
    context = browser.new_context(viewport=NARROW, java_script_enabled=False)
    page = context.new_page()
    page.goto(live_server.url + reverse("office_add", args=["0314"]))
    page.fill("#id_username", clerk.username)
    page.fill("#id_password", PASSWORD)
    page.click("button[type=submit]")
    page.fill("#id_title", "没有脚本也能写")
    page.fill("#id_body", "<p>正文</p>")
    page.set_input_files("#attachment_files", paper)
    page.click("button[name=save]")
    assert "草稿已保存" in page.inner_text("body")
    assert page.get_by_role("link", name="信息", exact=True).first.is_visible()
    context.close()
    item = DisclosureItem.objects.get(title="没有脚本也能写")
    assert item.get_latest_revision_as_object().attachments.get().title == "名单"


def test_the_pages_of_the_office_have_no_barriers(sit_down, clerk, leader, office_head, supervisor, draft, published):
    item, waiting = published(title="已公开"), draft(title="等审查")
    record = catalogue.submit(item=waiting, by=clerk)
    clearance.comment(
        record=record, by=leader, quote="工作", text="请核对", content_hash=record.content_hash, within=waiting.body
    )
    catalogue.revise(item=item, by=clerk, title="已公开，又改了")
    letter = accountability.start_letter(organ=item.organ, year=2019, by=office_head)
    for measure, number in (("items", 100), ("disclosed_in_time", 95)):
        accountability.set_target(letter=letter, by=office_head, measure=measure, number=number)
    accountability.open_sheet(organ=item.organ, year=2019, by=supervisor)
    case = accountability.open_case(organ=item.organ, by=supervisor, ground="53(1)", facts="逾期未公开")
    accountability.give_feedback(item=item, verdict="wrong", text="日期有误")
    found = []
    for person, addresses in (
        (None, [reverse("wagtailadmin_login")]),
        (clerk, ["/office/", "/office/items/", "/office/items/add/", "/office/items/add/0314/", reverse("office_edit", args=[item.pk]),
                 reverse("office_item", args=[item.pk]), reverse("office_history", args=[item.pk]),
                 reverse("office_compare", args=[item.pk, "live", "latest"])]),
        (leader, ["/office/review/", reverse("office_review", args=[record.pk]), "/office/coverage/", "/office/audit/", "/office/organ/",
                  "/office/review/register/", "/office/review/substitutes/", reverse("office_item_reviews", args=[waiting.pk])]),
        (office_head, ["/office/headings/", "/office/headings/add/", reverse("office_heading", args=[item.heading_id]),
                       "/office/targets/", "/office/targets/2019/", "/office/targets/2019/print/", "/office/quality/?order=oldest",
                       "/office/quality/errors/"]),
        (supervisor, ["/office/", "/office/scores/", "/office/scores/rongjiang-mzj/2019/", "/office/liability/",
                      reverse("office_liability_case", args=[case.pk])]),
    ):  # fmt: skip
        desk = sit_down(person)
        for address in addresses:
            found += barriers(desk, address)
        assert desk.complaints == [] and desk.outside == []
    assert found == [], "\n".join(found)


@pytest.mark.parametrize("viewport", [WIDE, NARROW], ids=["wide", "narrow"])
def test_what_a_fold_holds_stays_inside_its_card(viewport, sit_down, office_head, published, heading, draft, clerk):
    desk = sit_down(office_head, viewport)
    for address in (
        reverse("office_item", args=[published().pk]),
        reverse("office_add", args=["0314"]),
        reverse("office_heading", args=[heading("0314").pk]),
        reverse("office_review", args=[catalogue.submit(item=draft(), by=clerk, escalate="名单").pk]),
    ):
        desk.open(address)
        over = desk.page.evaluate(
            """() => {
              document.querySelectorAll("details.office-fold").forEach((fold) => { fold.open = true; });
              return [...document.querySelectorAll("details.office-fold :is(input, select, textarea)")]
                .filter((one) => one.type !== "hidden")
                .filter((one) => one.getBoundingClientRect().right > one.closest("details").getBoundingClientRect().right + 1)
                .map((one) => one.name);
            }"""
        )
        assert over == [], (address, over)
