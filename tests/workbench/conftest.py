"""What the tests of the office side share: a filled-in form, and what a page says."""

import re
from html import unescape

import pytest
from django.utils import timezone


@pytest.fixture
def words():
    """words(response): the page as a reader sees it, without markup."""

    def read(response) -> str:
        page = re.sub(r"<(script|style|template)\b.*?</\1>", " ", response.content.decode(), flags=re.S)
        return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", page)))

    return read


@pytest.fixture
def sheet():
    """sheet(title=…): the fields of the editor as a browser would post them."""

    def fill(**fields) -> dict:
        return {
            "title": "关于做好春荒救助工作的通知", "body": "<p>各乡镇：请做好春荒救助工作，确保困难群众基本生活。</p>",
            "summary": "部署春荒救助工作。", "formed_on": timezone.localdate().isoformat(), "genre": "通知", "subject": "社会救助",
            "stat_class": "工作动态", "issuing_organ": "榕江县民政局", "source": "办公室", "openness": "proactive", "audience": ["个人"],
        } | fields  # fmt: skip

    return fill


PERSON = {
    "kind": "natural_person", "name": "罗小满", "id_kind": "resident", "id_number": "999999199001010018",
    "phone": "19900001234", "address": "贵州省榕江县古州镇某某路1号",
}  # fmt: skip
ASKED = {
    "title": "2023年度城乡低保资金分配文件", "content": "2023年度全县城乡最低生活保障资金分乡镇的分配文件及附表。",
    "wanted_form": "paper", "delivery_way": "pick_up",
}  # fmt: skip


@pytest.fixture
def office(organ, office_head):
    """The settings a letter needs."""
    from gongkai.applications import actions

    return actions.keep_office(
        organ=organ, by=office_head, reply_prefix="榕民公开", notice_prefix="榕民公开告", reconsideration_at="榕江县人民政府",
        reconsideration_online="https://xzfy.example.cn", court="榕江县人民法院", payment_instructions="到县财政局非税窗口缴纳",
    )  # fmt: skip


@pytest.fixture
def applied(organ, clerk, office):
    """applied(channel=…, applicant={…}, ago=2, title=…): registered `ago` working days back and in the clerk's hands."""
    from gongkai.applications import actions
    from gongkai.applications.book import office_calendar

    def make(
        *, by=clerk, ago: int = 2, channel: str = "counter", handler="self", applicant: dict | None = None, **more
    ):
        day = timezone.localdate()
        for _turn in range(ago):
            day = office_calendar().previous_workday(day)
        return actions.register(
            organ=organ, by=by, channel=channel, on=day, applicant=PERSON | (applicant or {}),
            handler=by if handler == "self" else handler, **(ASKED | more),
        )  # fmt: skip

    return make


@pytest.fixture
def drafted(applied, clerk):
    """drafted(decision, facts, case=…, files=…): a reply of the clerk, waiting for review."""
    from gongkai.applications import actions

    def make(decision="granted", facts=None, *, case=None, files=(), by=clerk):
        case = case or applied()
        actions.draft_reply(
            application=case, by=by, decision=decision, facts=facts or {"delivered": ["《分配表》1份"]}, files=files
        )
        case.refresh_from_db()
        return case

    return make


@pytest.fixture
def signed(drafted, leader):
    """signed(…as drafted): reviewed and signed by the leader, to be served."""
    from gongkai.applications import actions, queries

    def make(*args, **kwargs):
        case = drafted(*args, **kwargs)
        letter = queries.waiting_reply(case)
        return actions.sign_reply(application=case, by=leader, seen_hash=letter.content_hash())

    return make
