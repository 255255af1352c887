"""The board and the first page: the most urgent first, said in words; several assigned at once; nothing of a name."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from gongkai.applications import actions, queries
from gongkai.applications.book import office_calendar
from tests.cast import employ

pytestmark = pytest.mark.django_db
BOARD = "/office/applications/"


def test_the_case_whose_clock_bites_first_stands_first_with_words_and_a_masked_name(signed_in, clerk, applied, words):
    applied(title="还早的一件", ago=1)
    applied(title="超期的一件", ago=23)
    applied(title="今天到期的一件", ago=20)
    applied(title="快到期的一件", ago=17)
    said = words(signed_in(clerk).get(BOARD))
    places = [said.index(f"{title}的一件") for title in ("超期", "今天到期", "快到期", "还早")]
    assert places == sorted(places)
    assert (
        "已超期 3 个工作日" in said and "今天到期" in said and "还剩 3 个工作日" in said and "还剩 19 个工作日" in said
    )
    assert "罗小满" not in said and "罗**" in said and "石文" in said
    assert "1 期限已过 1 今天到期 1 五个工作日内 4 未办结" in said


def test_what_waits_for_somebody_else_says_for_whom_and_until_when(signed_in, clerk, applied, words):
    case = applied(title="问第三方的一件")
    actions.consult(
        application=case, by=clerk, kind="third_party", name="某某公司", what="合同单价部分", on=timezone.localdate()
    )
    until = office_calendar().add_workdays(timezone.localdate(), 15)
    said = words(signed_in(clerk).get(f"{BOARD}?tab=waiting"))
    assert f"等意见至{until.month}月{until.day}日" in said and "问第三方的一件" in said
    assert "某某公司" not in said


def test_the_tabs_show_ones_own_those_waiting_for_a_head_and_those_waiting_for_others(
    signed_in, clerk, chief, applied, drafted, words
):
    applied(title="别人手里的一件", by=chief)
    mine = applied(title="我手里的一件")
    drafted(case=applied(title="送审的一件"))
    actions.propose_extension(application=mine, by=clerk, working_days=10, reason="档案较多")
    client = signed_in(clerk)
    own = words(client.get(f"{BOARD}?tab=mine"))
    assert "我手里的一件" in own and "别人手里的一件" not in own
    approval = words(client.get(f"{BOARD}?tab=approval"))
    assert "送审的一件" in approval and "待审查" in approval and "我手里的一件" in approval and "延期待批" in approval
    assert "别人手里的一件" not in approval
    assert "没有符合条件的申请" in words(client.get(f"{BOARD}?tab=waiting"))
    assert "送审的一件" not in words(client.get(f"{BOARD}?state=in_process"))


def test_the_board_goes_on_by_key_and_shows_every_case_once(signed_in, clerk, applied, monkeypatch, words):
    monkeypatch.setattr(queries.board, "__kwdefaults__", queries.board.__kwdefaults__ | {"limit": 3})
    for number in range(7):
        applied(title=f"第{number}件")
    client, address, seen = signed_in(clerk), BOARD, []
    while address:
        page = client.get(address).content.decode()
        seen += [number for number in range(7) if f">第{number}件</a>" in page]
        found = page.partition("after=")[2].partition('"')[0]
        address = f"{BOARD}?after={found}" if found else ""
    assert sorted(seen) == list(range(7)) and len(seen) == 7


def test_several_are_assigned_at_once_and_one_that_cannot_be_is_told_by_its_number(
    signed_in, clerk, chief, applied, words
):
    first, second = applied(handler=None), applied(handler=None)
    arrived = applied(channel="email", handler=None)
    answer = signed_in(clerk).post(
        reverse("office_applications_assign"),
        {"handler": chief.pk, "case": [first.pk, second.pk, arrived.pk]},
        follow=True,
    )
    for case in (first, second, arrived):
        case.refresh_from_db()
    assert first.handler == second.handler == chief and arrived.handler is None
    said = words(answer)
    assert "已把 2 件分办给潘谷章" in said and arrived.number in said and "待确认收到" in said


def test_assigning_asks_for_a_choice_and_for_the_right(signed_in, clerk, leader, applied, words):
    case = applied(handler=None)
    client = signed_in(clerk)
    assert "请先勾选申请" in words(
        client.post(reverse("office_applications_assign"), {"handler": clerk.pk}, follow=True)
    )
    answer = signed_in(leader).post(reverse("office_applications_assign"), {"handler": clerk.pk, "case": [case.pk]})
    assert answer.status_code == 403
    case.refresh_from_db()
    assert case.handler is None


def test_the_first_page_tells_what_is_due_without_a_click(signed_in, clerk, chief, applied, words):
    applied(title="快到期的申请", ago=17)
    applied(title="自己手里还早的申请", ago=2)
    applied(title="同事手里还早的申请", ago=1, handler=chief)
    arrived = applied(title="电子邮件来的申请", channel="email", handler=None)
    said = words(signed_in(clerk).get("/office/"))
    assert "依申请公开" in said and "快到期的申请" in said and "还剩 3 个工作日" in said
    assert said.index("快到期的申请") < said.index("自己手里还早的申请") and "同事手里还早的申请" not in said
    assert "待确认 电子邮件来的申请" in said
    assert reverse("office_case", args=[arrived.pk]) in signed_in(clerk).get("/office/").content.decode()


def test_the_first_page_of_a_leader_leads_to_what_he_decides(
    signed_in, clerk, leader, office_head, applied, drafted, words
):
    drafted(case=applied(title="等签发的申请"))
    asked = applied(title="等批延期的申请")
    actions.propose_extension(application=asked, by=clerk, working_days=5, reason="档案较多")
    client = signed_in(leader)
    said = words(client.get("/office/"))
    assert "待审查 等签发的申请" in said and "延期待批 等批延期的申请" in said
    page = client.get("/office/").content.decode()
    assert reverse("office_case_review", args=[queries.waiting_for_approval(asked.organ, "review")[0].pk]) in page
    assert "延期待批" not in words(signed_in(clerk).get("/office/"))


@pytest.mark.parametrize("who", ["clerk", "leader", "supervisor"])
def test_the_first_page_stays_cheap_with_applications_on_it(who, request, signed_in, clerk, applied, drafted, draft):
    from gongkai.catalogue import actions as catalogue

    catalogue.submit(item=draft(), by=clerk)
    drafted(case=applied(ago=18))
    client = signed_in(request.getfixturevalue(who))
    client.get("/office/")
    with CaptureQueriesContext(connection) as few:
        client.get("/office/")
    for _again in range(4):
        drafted(case=applied(ago=18))
        applied(ago=22)
        applied(channel="email", handler=None)
    with CaptureQueriesContext(connection) as many:
        client.get("/office/")
    assert len(many) <= 33, f"{len(many)} " + "\n".join(query["sql"][:150] for query in many)
    assert len(many) <= len(few) + 2


def test_the_supervising_office_sees_how_many_replies_are_late_and_nothing_else(signed_in, supervisor, applied, words):
    applied(title="超期了的申请", ago=25)
    said = words(signed_in(supervisor).get("/office/"))
    assert "超期未答复" in said and "超期了的申请" not in said and "罗" not in said
    page = signed_in(supervisor).get("/office/").content.decode()
    assert 'data-label="超期未答复"><span class="office-tag office-tag--red">1</span>' in page
    address = reverse("office_urge", args=["rongjiang-mzj"])
    assert "1 件政府信息公开申请超过答复期限" in signed_in(supervisor).get(address).content.decode()


def test_a_letter_waiting_for_clearance_stands_on_the_list_of_submissions_and_leads_to_its_case(
    signed_in, leader, drafted, words
):
    from gongkai.clearance import queries as clearance

    case = drafted()
    client = signed_in(leader)
    answer = client.get(reverse("office_review_list"))
    assert f"答复书 {case.number} 予以公开" in words(answer)
    review = reverse("office_case_review", args=[case.pk])
    assert review in answer.content.decode()
    record = clearance.pending(queries.waiting_reply(case).subject)
    assert client.get(reverse("office_review", args=[record.pk])).url == review


def test_ones_own_dates_as_a_calendar_carry_numbers_and_no_words(signed_in, clerk, chief, applied):
    case = applied(title="不该出现在日历里的标题")
    applied(by=chief)
    answer = signed_in(clerk).get(reverse("office_application_due"))
    text = answer.content.decode()
    assert answer["Content-Type"].startswith("text/calendar") and text.count("BEGIN:VEVENT") == 1
    assert f"DTSTART;VALUE=DATE:{case.bites_on:%Y%m%d}" in text
    assert f"DTEND;VALUE=DATE:{case.bites_on + timedelta(days=1):%Y%m%d}" in text
    assert "标题" not in text and "罗" not in text
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))


def test_a_colleague_without_a_case_has_an_empty_calendar(signed_in, organ, superuser):
    other = employ("bieren", "别人", organ, "clerk", by=superuser)
    assert "BEGIN:VEVENT" not in signed_in(other).get(reverse("office_application_due")).content.decode()
