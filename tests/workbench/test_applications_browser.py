"""In a real browser: how much work an application is, counted in clicks beyond the words a person must write."""

from django.urls import reverse

from gongkai.applications import actions, queries
from tests.workbench import test_browser
from tests.workbench.test_browser import NARROW, Desk, barriers

pytestmark = test_browser.pytestmark
sit_down = test_browser.sit_down  # the fixture
HOME = "/office/"
PDF = "JVBERi0xLjQK"
DROP_ANYWHERE = ".case-drop"


def on_the_board(desk: Desk, case) -> str:
    return f'.case-home a[href="{reverse("office_case", args=[case.pk])}"] >> nth=0'


def effort(desk: Desk) -> tuple[int, int, int]:
    return desk.clicks, desk.fields, desk.loads


def test_a_counter_application_is_registered_in_two_clicks_and_its_receipt_printed_in_a_third(
    sit_down, clerk, office, organ
):
    desk = sit_down(clerk)
    desk.click('.case-home a:has-text("登记申请")')
    desk.write("#id_title", "2023年度城乡低保资金分配文件")
    desk.write("#id_name", "罗小满")
    desk.write("#id_id_number", "999999199001010018")
    desk.write("#id_phone", "19900001234")
    desk.drop(DROP_ANYWHERE, ("申请书.pdf", "application/pdf", PDF))
    desk.page.wait_for_selector('[data-file="kept"]')
    desk.click('#register button:has-text("登记")')
    case = queries.register(organ, queries.Filters()).rows[0]
    assert case.files.get().purpose == "original" and case.handler == clerk
    assert effort(desk) == (2, 4, 2)
    receipt = desk.page.locator('a:has-text("打印登记回执")').first
    assert desk.page.request.get(desk.base + receipt.get_attribute("href")).headers["content-type"] == "application/pdf"
    assert desk.complaints == [] and desk.outside == []


def test_a_reply_that_grants_with_a_file_takes_three_clicks_and_no_word(sit_down, clerk, applied):
    case = applied(ago=17)
    desk = sit_down(clerk)
    desk.click(on_the_board(desk, case))
    desk.click('a[href$="?decision=granted"]')
    desk.drop(DROP_ANYWHERE, ("低保资金分配表.pdf", "application/pdf", PDF))
    desk.page.wait_for_selector('[data-file="kept"]')
    letter = desk.page.frame_locator("#letter-preview")
    letter.locator("text=《低保资金分配表》").first.wait_for()
    assert letter.locator("text=罗小满：").count() == 1
    desk.click('button:has-text("送审")')
    case.refresh_from_db()
    assert case.state == "in_approval" and effort(desk) == (3, 0, 3)
    assert desk.complaints == [] and desk.outside == []


def test_a_refusal_takes_three_clicks_beyond_its_reasons(sit_down, clerk, applied):
    case = applied(ago=17)
    desk = sit_down(clerk)
    desk.click(on_the_board(desk, case))
    desk.click('a[href$="?decision=withheld.internal_affairs"]')
    desk.page.select_option("[name=internal_kind]", "内部工作流程")
    desk.write("[name=reasons]", "所申请的是本机关内部的收发文流转记录，不对外产生影响。")
    desk.page.frame_locator("#letter-preview").locator("text=收发文流转记录").first.wait_for()
    desk.click('button:has-text("送审")')
    case.refresh_from_db()
    assert case.state == "in_approval" and effort(desk) == (3, 1, 3)


def test_reviewing_and_signing_takes_two_clicks(sit_down, leader, drafted, applied):
    case = drafted(case=applied(ago=17))
    desk = sit_down(leader)
    desk.click(f'.case-home a[href="{reverse("office_case_review", args=[case.pk])}"]')
    desk.click('button[name="sign"]')
    case.refresh_from_db()
    assert case.state == "replied" and effort(desk) == (2, 0, 2)
    assert desk.complaints == []


def test_an_extension_takes_three_clicks_beyond_its_reason(sit_down, office_head, applied):
    case = applied(ago=17)
    desk = sit_down(office_head)
    desk.click(on_the_board(desk, case))
    desk.click("#act-extend > summary")
    desk.write("#act-extend [name=reason]", "需要检索的档案数量较多")
    desk.click("#act-extend button")
    case.refresh_from_db()
    assert case.is_extended and effort(desk) == (3, 1, 2)


def test_an_extension_asked_for_is_granted_in_two_clicks_without_a_word(sit_down, clerk, office_head, applied):
    case = applied(ago=17)
    actions.propose_extension(application=case, by=clerk, working_days=15, reason="档案数量较多")
    desk = sit_down(office_head)
    desk.click(on_the_board(desk, case))
    desk.click("[aria-labelledby=act-extend] button")
    case.refresh_from_db()
    assert case.is_extended and effort(desk) == (2, 0, 2)


def test_asking_for_a_correction_takes_three_clicks_beyond_what_is_to_be_corrected(sit_down, clerk, applied):
    case = applied(ago=2)
    desk = sit_down(clerk)
    desk.click(on_the_board(desk, case))  # one's own cases stand on the first page, due soon or not
    desk.click("#act-ask_correction > summary")
    desk.write("#act-ask_correction [name=items]", "请写明所需文件的年份和文号")
    desk.click("#act-ask_correction button.button")
    case.refresh_from_db()
    assert case.state == "correction_asked" and effort(desk) == (3, 1, 2)


def test_serving_in_person_takes_two_clicks(sit_down, clerk, signed, applied):
    case = signed(case=applied(ago=17))
    desk = sit_down(clerk)
    desk.click(on_the_board(desk, case))
    desk.click("[aria-labelledby=act-serve] button.button:not([data-file-remove])")
    case.refresh_from_db()
    assert case.state == "served" and case.events.filter(event="serve").get().facts["way"] == "in_person"
    assert effort(desk) == (2, 0, 2)


def test_changing_ones_mind_about_the_kind_of_reply_keeps_every_word(sit_down, clerk, applied):
    case = applied()
    desk = sit_down(clerk)
    desk.open(reverse("office_case_draft_reply", args=[case.pk]) + "?decision=withheld.internal_affairs")
    desk.write("[name=reasons]", "理由写了很久")
    assert desk.page.locator("[name=case_file]").is_hidden()
    desk.page.select_option("[name=decision]", "withheld.enforcement_file")
    assert (
        desk.page.input_value("[name=reasons]") == "理由写了很久" and desk.page.locator("[name=case_file]").is_visible()
    )
    assert desk.page.locator("[name=internal_kind]").is_hidden()


def test_without_scripts_a_reply_can_still_be_drafted_with_a_file(browser, live_server, clerk, applied, tmp_path):
    from tests.cast import PASSWORD

    paper = tmp_path / "分配表.txt"
    paper.write_text("表", encoding="utf-8")
    case = applied()
    context = browser.new_context(viewport=NARROW, java_script_enabled=False)
    page = context.new_page()
    page.goto(live_server.url + reverse("office_case_draft_reply", args=[case.pk]) + "?decision=granted")
    page.fill("#id_username", clerk.username)
    page.fill("#id_password", PASSWORD)
    page.click("button[type=submit]")
    page.set_input_files("input[name=files]", paper)
    page.click('button:has-text("更新预览")')
    page.frame_locator("#letter-preview").locator("text=罗小满：").first.wait_for()
    page.click('button:text-is("送审")')
    assert "已送审" in page.inner_text("body")
    context.close()
    case.refresh_from_db()
    assert case.state == "in_approval" and queries.waiting_reply(case).enclosures.get().file.shown_name == "分配表.txt"


def test_the_pages_of_applications_have_no_barriers(
    sit_down, clerk, leader, office_head, applied, drafted, signed, published
):
    published(title="2023年度城乡低保资金分配文件")
    case, waiting = applied(ago=18), drafted(case=applied(ago=23))
    asked = applied(ago=4)
    actions.consult(application=asked, by=clerk, kind="third_party", name="甲公司", what="单价")
    actions.note(application=asked, by=clerk, text="备注")
    served = signed(case=applied())
    actions.serve(application=served, by=clerk, way="in_person")
    arrived = applied(channel="email", handler=None)
    pages = [
        HOME, "/office/applications/", "/office/applications/add/", "/office/applications/register/", "/office/applications/statistics/",
        "/office/applications/rectifications/", "/office/applications/withheld/", "/office/applications/several/",
        *(reverse("office_case", args=[one.pk]) for one in (case, waiting, asked, served, arrived)),
        reverse("office_case_draft_reply", args=[case.pk]) + "?decision=granted_in_part",
        reverse("office_case_ask_correction", args=[case.pk]), reverse("office_case_amend", args=[case.pk, 1]),
        reverse("office_case_make_public", args=[served.pk]),
    ]  # fmt: skip
    found = []
    for person, addresses in (
        (clerk, pages),
        (leader, [HOME, "/office/review/", reverse("office_case_review", args=[waiting.pk])]),
        (office_head, ["/office/applications/settings/"]),
    ):
        desk = sit_down(person)
        for address in addresses:
            found += barriers(desk, address, folds=True)
        assert desk.complaints == [] and desk.outside == []
    assert found == [], "\n".join(found)
