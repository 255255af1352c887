"""Applying online: who can and with what, and how a form is helped that is not right yet (Arts 27-29, 43)."""

import re

import pytest

from gongkai.applications.models import Application
from gongkai.organs.models import DisclosureOffice
from tests.portal.applying import PERSON, applied, faults, looked_over, photo, ready

pytestmark = pytest.mark.django_db
CREDIT_CODE = "91350100M000100Y43"


@pytest.fixture
def address(organ) -> str:
    return f"/o/{organ.slug}/apply/online/"


def test_who_fills_in_the_form_gets_number_code_day_of_receipt_and_last_day_at_once(client, organ):
    response = applied(client, organ)
    assert response.status_code == 302
    page = client.get(response["Location"])
    case = Application.objects.get()
    for words in (
        case.number[-4:],
        case.query_code[:5],
        "收到申请之日",
        "最迟答复",
        "条例第三十一条第三项",
        "第20个工作日",
    ):
        assert words in page.text
    assert case.received_on == case.arrived_on
    assert (case.channel, case.registered_by, case.state) == ("online", None, "received")
    assert case.applicant.name == "张秀英"


def test_the_purpose_is_never_asked(client, address):
    text = client.get(address).text.partition("<form")[2]
    assert not re.search(r'name="(purpose|use|reason|usage)', text)
    assert "不需要说明申请的用途" in text


def test_nothing_is_sent_before_it_was_looked_over(client, organ):
    page = looked_over(client, organ)
    assert page.status_code == 200
    for words in ("张秀英", "11010519491231002X", "2019年农村低保资金分配表", "网上查询页面下载", "居民身份证"):
        assert words in page.text
    assert not Application.objects.exists()


def test_going_back_from_the_look_over_loses_nothing(client, organ, address):
    sent = ready(client, organ, identity_files=photo()) | {"step": ["edit"]}
    page = client.post(address, sent)
    assert 'value="张秀英"' in page.text
    assert "古州镇各村的户数、人数和金额。" in page.text
    assert "身份证.jpg" in page.text
    assert 'class="summary"' not in page.text
    assert not Application.objects.exists()


@pytest.mark.parametrize(
    ("changes", "control", "words"),
    [
        ({"name": " "}, "id_name", "姓名或者名称（条例第二十九条第二款第一项）"),
        ({"id_number": ""}, "id_id_number", "证件号码，或者上传身份证明"),
        ({"id_number": "110105194912310021"}, "id_id_number", "校验位不符"),
        ({"id_number": "1101051949"}, "id_id_number", "现在填写的是10位"),
        ({"id_kind": ""}, "id_id_kind", "请选择这是哪一种证件"),
        ({"id_kind": "credit_code", "id_number": CREDIT_CODE}, "id_id_kind", "个人请选身份证"),
        ({"kind": "org_business"}, "id_id_kind", "单位请选统一社会信用代码"),
        ({"kind": "org_business", "id_kind": "credit_code", "id_number": CREDIT_CODE[:-1] + "1"}, "id_id_number", "校验不符"),
        ({"kind": "emperor"}, "id_kind_0", "emperor"),
        ({"phone": ""}, "id_phone", "至少填写一种"),
        ({"phone": "打我电话"}, "id_phone", "电话号码只能有数字"),
        ({"email": "张三@"}, "id_email", "邮箱地址不完整"),
        ({"title": "", "content": ""}, "id_title", "名称、文号，或者便于查找的其他特征"),
        ({"delivery_way": "post", "wanted_form": "paper"}, "id_address", "选择邮寄的，请填写联系地址"),
        ({"delivery_way": "email"}, "id_email", "选择电子邮件的，请填写电子邮箱"),
        ({"wanted_form": "paper"}, "id_delivery_way_0", "邮寄、自行领取、当场阅读、传真"),
        ({"wanted_form": "inspect", "delivery_way": "post", "address": "古州镇"}, "id_delivery_way_0", "自行领取"),
        ({"agent_phone": "13900000000"}, "id_agent_name", "请同时填写代理人姓名"),
        ({"content": "长" * 5001}, "id_content", "5000"),
    ],
)  # fmt: skip
def test_each_wrong_field_has_its_sentence_and_a_way_to_it_and_nothing_typed_is_lost(
    client, organ, changes, control, words
):
    page = looked_over(client, organ, **changes)
    assert words in faults(page)
    assert f'href="#{control}"' in page.text
    assert f'id="{control}"' in page.text
    sent = PERSON | changes
    for name in ("name", "phone", "email", "id_number", "agent_phone"):
        if value := sent.get(name, "").strip():
            assert f'value="{value}"' in page.text, name
    assert not Application.objects.exists()


def test_a_foreigner_applies_with_a_passport(client, organ):
    applied(client, organ, name="O'Brien, Seán", id_kind="passport", id_number="pa 1234567")
    applicant = Application.objects.get().applicant
    assert (applicant.name, applicant.id_kind, applicant.id_number) == ("O'Brien, Seán", "passport", "PA1234567")


@pytest.mark.parametrize(
    ("kind", "id_kind", "number"),
    [("org_business", "credit_code", CREDIT_CODE), ("org_public_interest", "org_code", "黔榕社证字第0012号")],
)
def test_an_organisation_applies_with_its_code_or_certificate(client, organ, kind, id_kind, number):
    applied(client, organ, kind=kind, name="榕江县某合作社", id_kind=id_kind, id_number=number, contact_person="杨某")
    applicant = Application.objects.get().applicant
    assert (applicant.kind, applicant.id_number, applicant.contact_person) == (kind, number, "杨某")


def test_who_has_no_number_of_any_document_uploads_a_proof_instead(client, organ):
    applied(client, organ, id_kind="", id_number="", identity_files=photo("村委会证明.jpg"))
    case = Application.objects.get()
    assert (case.applicant.id_kind, case.applicant.id_number) == ("other", "")
    assert [(row.purpose, row.file.shown_name) for row in case.files.all()] == [("identity", "村委会证明.jpg")]


@pytest.mark.parametrize("name", ["𬱖𠮷", "李🙂梅", "阿依古丽·买买提"])
def test_rare_characters_emoji_and_long_names_come_through_to_the_paper(client, organ, name):
    response = applied(client, organ, name=name)
    assert response.status_code == 302
    assert Application.objects.get().applicant.name == name
    paper = client.get(response["Location"] + "receipt.pdf")
    assert paper.content.startswith(b"%PDF")
    assert client.get(response["Location"] + "receipt.docx").content.startswith(b"PK")


def test_an_agent_applies_with_a_power_of_attorney(client, organ):
    applied(client, organ, agent_name="李代", agent_phone="13900000000", authority_files=photo("授权委托书.jpg"))
    case = Application.objects.get()
    assert case.applicant.agent_name == "李代"
    assert [row.purpose for row in case.files.all()] == ["authority"]


def test_help_and_the_suggestion_to_publish_reach_the_office(client, organ):
    applied(client, organ, needs_help="请用大字版", suggests_publication="on")
    case = Application.objects.get()
    assert case.needs_help == "请用大字版"
    assert "suggest_publication" in case.events.values_list("event", flat=True)


def test_an_organ_without_an_office_takes_no_application_and_says_where_to_turn(client, organ, address):
    DisclosureOffice.objects.filter(organ=organ).delete()
    assert "暂时不能网上申请" in client.get(f"/o/{organ.slug}/apply/").text
    assert "apply/online" not in client.get(f"/o/{organ.slug}/apply/").text
    page = client.get(address)
    assert page.status_code == 404 and "还没有登记公开工作机构" in page.text


def test_blank_forms_can_be_printed(client, organ):
    for form, magic in (("docx", b"PK"), ("pdf", b"%PDF")):
        response = client.get(f"/o/{organ.slug}/apply/form.{form}")
        assert response.content.startswith(magic)
        assert "attachment" in response["Content-Disposition"]


def test_public_answers_to_the_words_are_shown_before_sending(client, organ, published):
    item = published(title="榕江县2019年农村低保资金分配公示", summary="农村低保资金分配")
    page = looked_over(client, organ, title="2019年农村低保资金分配情况")
    assert item.get_absolute_url() in page.text and "也许已经公开" in page.text
    look = client.post(f"/o/{organ.slug}/apply/online/look/", {"title": "农村低保资金分配表", "content": ""})
    assert item.get_absolute_url() in look.text
    assert client.get(f"/o/{organ.slug}/apply/online/look/").status_code == 405


def test_marks_that_turn_the_direction_of_writing_and_nulls_are_not_kept(client, organ):
    applied(client, organ, name="张\u202e三", title="表\x00格")
    case = Application.objects.get()
    assert (case.applicant.name, case.title) == ("张三", "表格")
