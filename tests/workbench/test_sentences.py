"""What a page says must be so for the person who reads it."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from gongkai.catalogue import actions as catalogue
from gongkai.catalogue import completeness
from gongkai.catalogue.models import Heading
from gongkai.organs import actions as organs
from gongkai.portal.views import errors
from gongkai.workbench import missing
from gongkai.workbench.wagtail_hooks import MENU
from tests.cast import employ

pytestmark = pytest.mark.django_db
ROLES = (
    "clerk", "section_chief", "secrecy_reviewer", "disclosure_office_head", "deputy_in_charge", "leader",
    "supervising_office", "administrator",
)  # fmt: skip


def test_a_new_password_lifts_the_pause_after_wrong_ones(signed_in, administrator, clerk, words):
    form = {"username": clerk.username, "password": "falsch"}
    for _again in range(5):
        answer = Client().post("/office/login/", form)
    assert "重设密码，重设以后马上可以登录" in words(answer)
    signed_in(administrator).post(reverse("office_person", args=[clerk.staff.pk]), {"password": "xin-mima-2020"})
    answer = Client().post("/office/login/", form | {"password": "xin-mima-2020"}, follow=True)
    assert "今天要办" in words(answer)


def test_the_menu_leads_to_the_annual_report_exactly_those_whom_its_page_lets_in(signed_in, organ, superuser, rf):
    entry = next(item for item in MENU if item.name == "office_report_list")
    for number, role in enumerate(ROLES):
        person = employ(f"ren{number}", f"人{number}", organ, role, by=superuser)
        request = rf.get("/office/")
        request.user = person
        let_in = signed_in(person).get(reverse("office_report_list")).status_code == 200
        assert entry.is_shown(request) == let_in, role


def test_a_clerk_reads_only_that_a_submission_waits(signed_in, clerk, draft, words):
    catalogue.submit(item=draft(), by=clerk)
    said = words(signed_in(clerk).get("/office/review/"))
    assert "等待审查" in said and "由别人审查" not in said and "其他审查人" not in said


def test_nothing_is_said_of_another_organ_where_only_the_right_is_missing(signed_in, administrator, draft, words):
    answer = signed_in(administrator).get(reverse("office_item", args=[draft().pk]))
    assert answer.status_code == 404
    assert "其他机关" not in words(answer) and "岗位不能查看" in words(answer)


def test_urgings_that_were_noted_are_kept_with_who_noted_them(signed_in, clerk, supervisor, organ, words):
    for number in range(7):
        urging = organs.urge(by=supervisor, organ=organ, text=f"督促事项{number}")
        organs.take_note(by=clerk, urging=urging)
    organs.urge(by=supervisor, organ=organ, text="尚未知悉的督促")
    said = words(signed_in(clerk).get("/office/organ/"))
    assert "督促事项6" in said and "督促事项2" in said and "督促事项1" not in said and "尚未知悉的督促" not in said
    assert "杜恭楷" in said and "石文" in said and "知悉" in said


def test_the_annual_report_is_written_in_its_own_place(signed_in, clerk, organ, words):
    place = Heading.objects.get(organ=organ, kind=Heading.Kind.ANNUAL_REPORT)
    client = signed_in(clerk)
    link = reverse("office_add", args=[place.code])
    for address in ("/office/", "/office/items/add/"):
        assert link not in client.get(address).content.decode()
    answer = client.get(link, follow=True)
    assert answer.redirect_chain[-1][0] == reverse("office_report_list") and "在“年度报告”里编写" in words(answer)


def test_the_limit_that_is_told_is_the_headings_own(signed_in, clerk, draft, heading, words):
    Heading.objects.filter(pk=heading("0314").pk).update(publish_within_working_days=7)
    draft(formed_on=timezone.localdate() - timedelta(days=40))
    client = signed_in(clerk)
    said = words(client.get(reverse("office_add", args=["0314"])))
    assert "本栏目的公开时限是 7 个工作日" in said
    assert "限 7 个工作日" in words(client.get("/office/"))
    assert "20 个工作日的公开时限从这一天起算" in words(client.get(reverse("office_add", args=["030103"])))


def test_a_code_a_name_or_a_number_that_will_not_do_has_its_own_sentence(
    signed_in, office_head, administrator, heading, words, organ
):
    client = signed_in(office_head)
    new = {
        "parent": heading("03").pk,
        "number": "14",
        "name": "重复",
        "kind": "field",
        "publish_within_working_days": 20,
    }
    taken = words(client.post("/office/headings/add/", new))
    assert f"代码 0314 已经用于“{heading('0314').name}”" in taken
    assert "请填两位数字" in words(client.post("/office/headings/add/", new | {"number": "7"}))
    organs.keep_unit(by=administrator, organ=organ, name="档案股", position=9)
    answer = signed_in(administrator).post("/office/organ/units/add/", {"name": "档案股", "position": 9})
    assert "本机关已经有“档案股”" in words(answer)


def test_a_new_heading_hangs_under_a_group_named_by_its_code(signed_in, office_head, heading):
    form = signed_in(office_head).get("/office/headings/add/").context["form"]
    parents = {str(pk): words for pk, words in form.fields["parent"].choices}
    assert f"03 {heading('03').name}" in parents.values() and str(heading("0314").pk) not in parents
    assert not {"guide", "request_entry"} & set(dict(form.fields["kind"].choices))


def test_a_fault_at_the_office_leads_back_to_the_desk(rf):
    office = errors.server_error(rf.get("/office/items/")).content.decode()
    public = errors.server_error(rf.get("/o/rongjiang-mzj/")).content.decode()
    assert 'href="/office/"' in office and "回到工作台" in office
    assert 'href="/"' in public and "/office/" not in public


def test_a_picture_without_a_description_leads_to_the_text(draft):
    picture = "/files/0f8b6c2e-1d34-4c59-9a3e-0123456789ab/a.png"
    told = completeness.problems(draft(body=f'<p>文</p><img src="{picture}" alt="">'))
    problem = missing.of_problems(told)[0]
    assert "第 1 张图片还没有图片说明" in problem.text and problem.field == "body"
