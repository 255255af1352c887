"""Lists, headings, coverage, the organ's own facts, the trail."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from gongkai.accounts.models import User
from gongkai.catalogue import actions as catalogue
from gongkai.catalogue.models import Heading
from gongkai.organs.models import DisclosureGuide, Membership, Unit
from gongkai.workbench import listing

pytestmark = pytest.mark.django_db


def titles(client, query=""):
    page = client.get("/office/items/" + query).context["page"]
    return [item.title for item in page.items]


def test_items_are_found_by_state_heading_year_and_words(signed_in, clerk, leader, draft, cleared, published):
    draft(title="甲草稿")
    catalogue.submit(item=draft(title="乙待审"), by=clerk)
    cleared(draft(title="丙已审"))
    published(title="丁公开")
    gone = published(title="戊撤下")
    catalogue.withdraw(item=gone, by=leader, reason="error")
    client = signed_in(clerk)
    assert titles(client, "?state=draft") == ["甲草稿"]
    assert titles(client, "?state=pending") == ["乙待审"]
    assert titles(client, "?state=cleared") == ["丙已审"]
    assert titles(client, "?state=public") == ["丁公开"]
    assert titles(client, "?state=withdrawn") == ["戊撤下"]
    assert titles(client, "?q=草稿") == ["甲草稿"]
    assert len(titles(client, "?heading=03")) == 5 and titles(client, "?heading=0315") == []
    assert len(titles(client, f"?year={timezone.localdate().year}")) == 5 and titles(client, "?year=2009") == []


def test_a_long_list_is_walked_by_key_without_a_gap_and_never_counted_to_the_end(signed_in, clerk, draft, monkeypatch):
    monkeypatch.setattr(listing, "PAGE", 3)
    monkeypatch.setattr(listing, "COUNTED_AT_MOST", 5)
    expected = [draft().title for _number in range(7)][::-1]
    client, seen, query = signed_in(clerk), [], ""
    while True:
        page = client.get("/office/items/" + query).context["page"]
        seen += [item.title for item in page.items]
        if not page.older:
            break
        query = f"?before={page.older}"
    assert seen == expected
    with CaptureQueriesContext(connection) as asked:
        answer = client.get("/office/items/")
    assert "1000 条以上" in answer.content.decode()
    assert all(
        "LIMIT" in query["sql"] for query in asked if "COUNT(" in query["sql"] and "disclosureitem" in query["sql"]
    )


@pytest.mark.parametrize(
    "nonsense", ["?before=x", "?before=9_y", "?before=1e99_1", "?year=abc", "?heading=99", "?state=?"]
)
def test_a_spoilt_address_of_a_list_is_no_error(signed_in, clerk, nonsense):
    assert signed_in(clerk).get("/office/items/" + nonsense).status_code == 200


def test_the_list_holds_items_of_the_own_organ_only(signed_in, stranger, draft):
    draft(title="别人的草稿")
    assert titles(signed_in(stranger)) == []


def test_a_heading_with_items_is_not_removed_and_the_way_out_is_named(signed_in, office_head, draft, heading, words):
    draft()
    used = heading("0314")
    answer = signed_in(office_head).post(reverse("office_heading_remove", args=[used.pk]), follow=True)
    assert "没有删除" in words(answer) and "归档" in words(answer)
    assert Heading.objects.filter(pk=used.pk).exists()


def test_headings_are_added_changed_archived_and_removed_when_empty(signed_in, office_head, heading, words):
    client = signed_in(office_head)
    parent = heading("03")
    new = {"parent": parent.pk, "number": "77", "name": "乡村振兴", "kind": "field", "publish_within_working_days": 20}
    client.post("/office/headings/add/", new)
    added = Heading.objects.get(code="0377")
    client.post(reverse("office_heading", args=[added.pk]), {"name": "乡村全面振兴", "publish_within_working_days": 10})
    added.refresh_from_db()
    assert (added.name, added.publish_within_working_days) == ("乡村全面振兴", 10)
    assert (
        "应为" in words(client.post("/office/headings/add/", new | {"number": "7"}))
        or Heading.objects.filter(code="037").count() == 0
    )
    client.post(reverse("office_heading_close", args=[added.pk]), {"on": "2019-05-01", "note": "并入其他栏目"})
    added.refresh_from_db()
    assert added.closed_on
    client.post(reverse("office_heading_remove", args=[added.pk]))
    assert not Heading.objects.filter(pk=added.pk).exists()


def test_headings_of_another_organ_cannot_be_touched(signed_in, office_head, heading, neighbour):
    foreign = heading("0302", neighbour)
    client = signed_in(office_head)
    for name in ("heading", "heading_close", "heading_remove"):
        assert client.post(reverse(f"office_{name}", args=[foreign.pk])).status_code == 404
    assert Heading.objects.filter(pk=foreign.pk).exists()


def test_a_clerk_reads_the_headings_but_does_not_change_them(signed_in, clerk, heading):
    client = signed_in(clerk)
    assert client.get("/office/headings/").status_code == 200
    assert client.get(reverse("office_heading", args=[heading("0314").pk])).status_code == 403
    assert client.post("/office/headings/add/").status_code == 403


def test_coverage_names_each_duty_and_what_has_nothing_this_year(signed_in, clerk, published, words):
    published(heading="030103", genre="通知")
    said = words(signed_in(clerk).get("/office/coverage/"))
    assert "行政法规、规章和规范性文件" in said and "没有公开过" in said
    assert signed_in(clerk).get("/office/coverage/?year=1").status_code == 200


def test_the_administrator_keeps_the_facts_of_the_organ(signed_in, administrator, clerk, organ):
    client = signed_in(administrator)
    facts = {
        name: f"{name}的内容"
        for name in ("classification", "arrangement", "ways_to_obtain", "application_channels", "remedies")
    }
    client.post("/office/organ/guide/", facts | {"reviewed_on": "2020-01-02"})
    assert DisclosureGuide.objects.get(organ=organ).remedies == "remedies的内容"
    client.post("/office/organ/units/add/", {"name": "档案室", "position": 9})
    unit = Unit.objects.get(name="档案室")
    client.post(reverse("office_unit", args=[unit.pk]), {"name": "档案股", "position": 9})
    client.post("/office/organ/group/", {"name": "公开工作领导小组", "established_on": "2019-03-20", "duties": ""})
    client.post("/office/organ/group/", {"staff": clerk.staff.pk, "part": "head", "position": 1})
    assert Membership.objects.get().part == "head"
    client.post("/office/organ/functions/", {"functions": "主管全县民政工作。"})
    organ.refresh_from_db()
    assert organ.functions == "主管全县民政工作。" and Unit.objects.filter(name="档案股").exists()


def test_a_wrong_filing_number_is_shown_at_its_field_and_nothing_is_kept(signed_in, administrator, organ, words):
    answer = signed_in(administrator).post("/office/organ/site/", {"site_name": "新名", "icp_number": "随便"})
    assert answer.status_code == 200 and "ICP备案号" in words(answer)
    organ.site_facts.refresh_from_db()
    assert organ.site_facts.site_name != "新名"


def test_only_the_administrator_changes_the_organ(signed_in, clerk, leader, office_head):
    for person in (clerk, leader, office_head):
        client = signed_in(person)
        assert client.get("/office/organ/").status_code == 200
        assert client.post("/office/organ/guide/", {"remedies": "x"}).status_code == 403
        assert client.post("/office/organ/people/add/", {}).status_code == 403


def test_a_new_colleague_gets_account_and_posts_and_can_sign_in(signed_in, administrator, client):
    day = timezone.localdate().isoformat()
    form = {"name": "新同事", "username": "xintongshi", "password": "chushi-mima-77", "roles": ["clerk"], "since": day}
    signed_in(administrator).post("/office/organ/people/add/", form)
    answer = client.post("/office/login/", {"username": "xintongshi", "password": "chushi-mima-77"}, follow=True)
    assert "新同事，今天要办" in answer.content.decode()


def test_a_weak_password_or_a_taken_name_opens_no_account(signed_in, administrator, clerk, words):
    client, before = signed_in(administrator), User.objects.count()
    day = timezone.localdate().isoformat()
    form = {"name": "甲", "username": "jia-yi-bing", "password": "123", "roles": ["clerk"], "since": day}
    assert "密码" in words(client.post("/office/organ/people/add/", form))
    taken = form | {"username": clerk.username, "password": "chushi-mima-77"}
    assert "已经有人使用" in words(client.post("/office/organ/people/add/", taken))
    assert User.objects.count() == before


def test_people_of_another_organ_are_out_of_reach_for_an_administrator(signed_in, administrator, stranger):
    client = signed_in(administrator)
    for name in ("person", "dismiss"):
        assert (
            client.post(reverse(f"office_{name}", args=[stranger.staff.pk]), {"password": "xin-mima-2020"}).status_code
            == 404
        )
    stranger.refresh_from_db()
    assert stranger.check_password("mima-mima-2019")


def test_posts_are_given_and_ended_and_a_password_is_reset(signed_in, administrator, clerk):
    client, pk = signed_in(administrator), clerk.staff.pk
    day = timezone.localdate().isoformat()
    client.post(
        reverse("office_person", args=[pk]), {"posts": "1", "roles": ["section_chief"], "since": day, "title": "副股长"}
    )
    client.post(reverse("office_dismiss", args=[pk]), {"role": "clerk", "until": day})
    client.post(reverse("office_person", args=[pk]), {"password": "xin-mima-2020"})
    clerk.refresh_from_db()
    assert clerk.check_password("xin-mima-2020") and clerk.staff.title == "副股长"
    assert {post.role for post in clerk.staff.posts.filter(until=None)} == {"section_chief"}


def test_the_trail_is_read_by_head_leader_and_administrator_and_holds_the_own_organ_only(
    signed_in, clerk, leader, office_head, administrator, draft, stranger, neighbour, heading, words
):
    draft()
    catalogue.draft(heading=heading("030103", neighbour), by=stranger, title="邻", formed_on=timezone.localdate())
    for person in (leader, office_head, administrator):
        said = words(signed_in(person).get("/office/audit/"))
        assert "起草" in said and clerk.username in said and stranger.username not in said
    assert signed_in(clerk).get("/office/audit/").status_code == 403


def test_a_person_changes_the_own_password(signed_in, clerk):
    client = signed_in(clerk)
    new = {"old_password": "mima-mima-2019", "new_password1": "xin-mima-2020-ab", "new_password2": "xin-mima-2020-ab"}
    assert "密码已修改" in client.post("/office/account/", new, follow=True).content.decode()
    clerk.refresh_from_db()
    assert clerk.check_password("xin-mima-2020-ab")
