"""One application by everybody who touches it, in the browser and nowhere else: from the citizen's form to the archive."""

import base64
import re

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from gongkai.applications import queries
from gongkai.applications.book import BOOK
from tests.journeys.test_citizen_applies import fill_in, look_over, open_case, send
from tests.pages import samples
from tests.workbench.test_browser import Desk

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
TABLE = base64.b64encode(samples.GENUINE["pdf"]).decode()


def test_one_application_from_the_citizens_form_to_the_archived_case(
    live_server, browser, organ, clerk, leader
):  # fmt: skip
    """
    a citizen applies on a telephone; a clerk takes the case, replies with a file and sends it to review
    the leader reviews and signs; the clerk serves it online; the citizen downloads letter and file; the clerk archives
    """
    apply = f"{live_server.url}/o/{organ.slug}/apply/"

    def at_the_desk(person) -> Desk:
        desk = Desk(browser.new_context(viewport={"width": 1280, "height": 900}).new_page(), live_server.url)
        desk.sign_in(person)
        return desk

    phone = browser.new_context(viewport={"width": 360, "height": 740}, accept_downloads=True).new_page()
    phone.goto(f"{apply}online/")
    fill_in(phone)
    look_over(phone)
    number, code = send(phone)
    case = queries.register(organ, queries.Filters()).rows[0]
    page_of_case = reverse("office_case", args=[case.pk])

    desk = at_the_desk(clerk)
    desk.open(page_of_case)
    desk.click('#act-assign button.button, [aria-labelledby="act-assign"] button.button')
    desk.click('a[href$="?decision=granted"]')
    desk.drop(".case-drop", ("2019年农村低保资金分配表.pdf", "application/pdf", TABLE))
    desk.page.wait_for_selector('[data-file="kept"]')
    desk.click('button:has-text("送审")')

    head = at_the_desk(leader)
    head.open(reverse("office_case_review", args=[case.pk]))
    expect(head.page.frame_locator("main iframe").get_by_text("𬱖秀英：")).to_be_visible()
    head.click('button:has-text("审查并签发")')

    desk.open(page_of_case)
    desk.page.select_option('[aria-labelledby="act-serve"] [name=way]', "online")
    desk.click('[aria-labelledby="act-serve"] button.button:not([data-file-remove])')

    open_case(phone, f"{apply}status/", number, code)
    expect(phone.get_by_role("heading", name="已经答复")).to_be_visible()
    for name in (r"分配表.pdf$", r"^PDF\s*政府信息公开申请答复书$"):
        with phone.expect_download() as got:
            phone.get_by_role("link", name=re.compile(name)).click()
        assert got.value.path().read_bytes().startswith(b"%PDF")

    desk.open(page_of_case)
    desk.click('[aria-labelledby="act-archive"] button.button, #act-archive button.button')
    assert desk.complaints == [] and head.complaints == []

    case.refresh_from_db()
    assert (case.state, case.decision, BOOK.differences(case)) == ("archived", "granted", {})
