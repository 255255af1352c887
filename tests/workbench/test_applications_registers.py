"""The register, the figures and the small registers: every number opens its cases, exports are masked and written down."""

import csv
import io

import pytest
from django.urls import reverse
from django.utils import timezone

from gongkai.applications import actions, queries
from gongkai.audit.models import AuditEntry

pytestmark = pytest.mark.django_db
REGISTER = "/office/applications/register/"


def test_the_register_filters_and_masks(signed_in, clerk, chief, applied, words):
    applied(title="低保资金")
    applied(
        title="养老合同", channel="registered_mail", by=chief, applicant={"kind": "org_business", "name": "某某公司"}
    )
    client = signed_in(clerk)
    said = words(client.get(REGISTER))
    assert "低保资金" in said and "养老合同" in said and "罗**" in said and "罗小满" not in said and "某某公司" in said
    assert "养老合同" not in words(client.get(f"{REGISTER}?channel=counter"))
    assert "低保资金" not in words(client.get(f"{REGISTER}?kind=org_business"))
    assert "低保资金" not in words(client.get(f"{REGISTER}?handler={chief.pk}"))
    assert "养老合同" in words(client.get(f"{REGISTER}?q=合同")) and "低保资金" not in words(
        client.get(f"{REGISTER}?q=合同")
    )
    assert "没有符合条件的申请" in words(client.get(f"{REGISTER}?year=2009"))
    assert client.get(f"{REGISTER}?year=x&handler=y&received_from=2026-13-45&before=zzz").status_code == 200


def test_the_export_holds_what_the_filter_shows_masked_and_leaves_a_line(signed_in, clerk, applied):
    from openpyxl import load_workbook

    applied(title="=1+1")
    applied(title="邮寄的", channel="registered_mail")
    client = signed_in(clerk)
    rows = list(csv.reader(io.StringIO(client.get(reverse("office_application_csv")).content.decode("utf-8-sig"))))
    assert rows[0][:3] == ["登记编号", "收到日期", "申请人"] and len(rows) == 3
    assert {row[2] for row in rows[1:]} == {"罗**"} and "'=1+1" in {row[5] for row in rows[1:]}
    book = client.get(reverse("office_application_xlsx") + "?channel=registered_mail")
    cells = [cell.value for row in load_workbook(io.BytesIO(book.content)).active for cell in row]
    assert "邮寄的" in cells and "=1+1" not in cells
    trail = AuditEntry.objects.filter(verb="application.register_exported")
    assert [row.facts["count"] for row in trail.order_by("number")] == [2, 1]


def test_every_figure_opens_exactly_the_cases_it_counts(signed_in, clerk, applied, signed):
    done = signed(case=applied(title="办结的"))
    actions.serve(application=done, by=clerk, way="in_person")
    applied(title="在办的")
    applied(title="邮寄的", channel="registered_mail")
    client = signed_in(clerk)
    page = client.get(reverse("office_application_statistics"))
    assert page.content.decode().count("<svg") >= 4
    figures = [
        *page.context["figures"],
        *page.context["months"],
        *(row for _title, rows in page.context["tables"] for row in rows),
    ]
    assert {figure.label: figure.count for figure in figures}["收到"] == 3
    for figure in figures:
        found = client.get(figure.link).context["found"].rows
        assert len(found) == figure.count, (figure.label, figure.link)


def test_the_figures_of_another_year_are_those_of_that_year(signed_in, clerk, applied, words):
    applied()
    page = signed_in(clerk).get(reverse("office_application_statistics") + "?year=2019")
    assert "2019年依申请公开统计" in words(page) and page.context["found"].received == 0


def test_a_rectification_is_registered_read_by_the_handler_and_answered(signed_in, clerk, organ, leader, words):
    client, address = signed_in(clerk), reverse("office_rectifications")
    sent = {
        "name": "王朝晖",
        "phone": "1",
        "record": "家庭人口",
        "wrong": "少一人",
        "evidence": "户口簿",
        "on": timezone.localdate().isoformat(),
    }
    client.post(address, sent)
    row = queries.rectifications(organ)[0]
    said = words(client.get(address))
    assert row.number in said and "王**" in said and "王朝晖" not in said
    one = reverse("office_rectification", args=[row.pk])
    assert "王朝晖" in words(client.get(one))
    assert AuditEntry.objects.filter(verb="rectification.read").count() == 1
    assert signed_in(leader).get(one).status_code == 403
    client.post(one, {"result": "corrected", "note": "已改为四人", "on": timezone.localdate().isoformat()})
    row.refresh_from_db()
    assert row.result == "corrected" and "已更正" in words(client.get(address))
    letter = reverse("office_rectification_letter", args=[row.pk, "pdf"])
    assert row.letter_number in words(client.get(one)) and client.get(letter).content.startswith(b"%PDF")
    assert signed_in(leader).get(letter).status_code == 403


def test_what_was_withheld_is_looked_at_again_by_a_reviewer(signed_in, clerk, leader, signed, organ, words):
    facts = {"internal_kind": "内部工作流程", "reasons": "属于内部流程"}
    case = signed("withheld.internal_affairs", facts)
    actions.serve(application=case, by=clerk, way="in_person")
    row = queries.withheld(organ)[0]
    assert case.title in words(signed_in(clerk).get(reverse("office_withheld")))
    address = reverse("office_reassess", args=[row.pk])
    assert signed_in(clerk).get(address).status_code == 403
    client = signed_in(leader)
    assert client.post(address, {"outcome": "still_withheld", "reason": "", "on": "2026-01-01"}).status_code == 200
    client.post(
        address, {"outcome": "still_withheld", "reason": "情况没有变化", "on": timezone.localdate().isoformat()}
    )
    row.refresh_from_db()
    assert row.outcome == "still_withheld" and len(queries.withheld(organ, waiting_only=True)) == 1


def test_what_several_asked_for_and_got_is_listed_for_publication(signed_in, clerk, applied, signed, words):
    for number in range(3):
        who = {"name": f"申请人{number}", "id_number": f"99999919900101{number:04d}"}
        case = applied(applicant=who)
        if number == 2:
            case = signed(case=case)
            actions.serve(application=case, by=clerk, way="in_person")
    said = words(signed_in(clerk).get(reverse("office_asked_by_several")))
    assert "3 人申请" in said and case.title in said


def test_the_settings_are_kept_by_who_may_and_stand_in_the_next_letter(
    signed_in, organ, clerk, office_head, administrator, words
):
    address = reverse("office_application_settings")
    assert signed_in(clerk).get(address).status_code == 403
    client = signed_in(administrator)
    assert "还没有保存过" in words(client.get(address))
    form = client.get(address).context["form"]
    sent = {name: form[name].value() or "" for name in form.fields} | {
        "court": "从江县人民法院",
        "reply_prefix": "榕民公复",
    }
    client.post(address, sent)
    assert queries.office_of(organ).court == "从江县人民法院"
    assert AuditEntry.objects.get(verb="application.office_kept").actor == administrator.username
    assert "榕民公复" in signed_in(office_head).get(address).content.decode()
    assert signed_in(office_head).post(address, sent | {"court": ""}).status_code == 200
    assert queries.office_of(organ).court == "从江县人民法院"


def test_the_verbs_of_applications_read_as_words_in_the_trail(signed_in, leader, clerk, applied, words):
    case = applied()
    signed_in(clerk).post(reverse("office_case_applicant", args=[case.pk]))
    said = words(signed_in(leader).get(reverse("office_audit")))
    assert "查看申请人信息" in said and "当面提交" in said and "分办" in said and f"申请 {case.pk}" in said
    assert "application." not in said.replace(f"application:{case.pk}", "")
