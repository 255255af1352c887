"""年报汇总 at the office: who reaches it, what a number opens, and that a refused act loses nothing typed."""

import hashlib
import json
from datetime import date

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile

from gongkai.annual_reports import actions
from gongkai.annual_reports.models import CaseTransfer, CountedElsewhere, Exemption, HandedIn, ReportCalendar
from gongkai.cli.main import main
from gongkai.writers.data import to_json
from tests.annual_reports.test_roll_up import ISSUED, RECEIVED, YEAR, checked
from tests.cast import when

LIST = f"/office/roll-up/{YEAR}/"


@pytest.fixture(autouse=True)
def march_2024():
    with time_machine.travel(when(2024, 3, 1), tick=False):
        yield


@pytest.fixture
def desk(signed_in, supervisor, organ, neighbour):
    return signed_in(supervisor)


@pytest.fixture
def handed(organ, supervisor):
    return actions.take_in(organ=organ, year=YEAR, result=checked(organ, YEAR, {ISSUED: 2}), by=supervisor)


def text(response) -> str:
    return response.content.decode()


def test_the_list_shows_how_many_are_in_and_who_is_late(desk, handed, neighbour):
    html = text(desk.get(LIST))
    assert "已报送 1 / 2 个机关" in html
    assert '<progress class="roll-progress" value="1" max="2"' in html
    assert "逾期 30 日" in html
    assert f"/office/below/{neighbour.slug}/urge/" in html
    only = text(desk.get(LIST, {"state": "missing"}))
    assert neighbour.name in only
    assert handed.organ.name not in only.split("<tbody>")[1]


@pytest.mark.parametrize("who", ["clerk", "leader", "administrator", "stranger", "superuser"])
@pytest.mark.parametrize("page", ["", "sum/", f"sum/{ISSUED}/", "difference/", "rules/", "export/json/"])
def test_nobody_but_the_supervising_office_reads_the_roll_up(signed_in, request, who, page, handed):
    assert signed_in(request.getfixturevalue(who)).get(LIST + page).status_code == 403


def test_an_organ_reads_its_own_hand_ins_and_nobody_elses(signed_in, clerk, stranger, handed, organ):
    address = f"{LIST}organs/{organ.slug}/"
    assert "历次报送" in text(signed_in(clerk).get(address))
    assert "接受或者退回" not in text(signed_in(clerk).get(address))
    assert signed_in(stranger).get(address).status_code == 404


def test_every_number_of_the_sum_opens_its_addends(desk, handed, county, organ, neighbour):
    html = text(desk.get(LIST + "sum/"))
    assert html.count("/sum/table_") == 200
    assert "各数字都是下限" in html
    assert f"未报送或已退回，没有计入：{neighbour.name}" in html
    opened = text(desk.get(f"{LIST}sum/{ISSUED}/"))
    assert organ.name in opened
    assert "≥2" in opened
    assert county.name in opened
    assert desk.get(f"{LIST}sum/table_two.art20_1.normative_document.made/").status_code == 404


def test_the_year_is_compared_with_the_one_before(desk, handed, organ, supervisor):
    actions.take_in(organ=organ, year=YEAR - 1, result=checked(organ, YEAR - 1, {ISSUED: 1}), by=supervisor)
    html = text(desk.get(LIST + "difference/"))
    assert "100.0" in html
    assert "本年制发件数" in html


@pytest.mark.parametrize("year", [2018, 2025])
def test_a_year_without_tables_or_to_come_is_not_there(desk, year):
    assert desk.get(f"/office/roll-up/{year}/").status_code == 404


def test_a_checked_file_is_taken_in_and_its_errors_shown(desk, organ):
    address = f"{LIST}organs/{organ.slug}/"
    data = to_json(checked(organ, YEAR, {RECEIVED: 3})).encode()
    upload = SimpleUploadedFile("jieguo.json", data)
    response = desk.post(address, {"do": "take_in", "result": upload}, follow=True)
    assert "已收到，核对出2处错误" in text(response)
    assert "“自然人”一列不平衡" in text(response)
    assert HandedIn.objects.get().sha256 == hashlib.sha256(data).hexdigest()


@pytest.mark.parametrize(
    ("data", "why"),
    [(b"PK\x03\x04", "文件不是 JSON"), (b"[]", "这不是核对结果"), (b'{"tables": {}, "year": 2020}', "2020年度")],
)
def test_a_file_that_is_no_result_is_refused_with_the_reason(desk, organ, data, why):
    upload = SimpleUploadedFile("x.json", data)
    html = text(desk.post(f"{LIST}organs/{organ.slug}/", {"do": "take_in", "result": upload}))
    assert why in html
    assert not HandedIn.objects.exists()


def test_a_page_that_has_checked_a_file_posts_its_result(desk, organ):
    result = json.loads(to_json(checked(organ, YEAR, {ISSUED: 2}) | {"slug": organ.slug}))
    answer = desk.post(LIST + "take-in/", result, content_type="application/json")
    assert (answer.status_code, answer.json()["errors"]) == (201, 0)
    answer = desk.post(LIST + "take-in/", result | {"year": 2020}, content_type="application/json")
    assert (answer.status_code, answer.json()["errors"]) == (422, ["文件是2020年度的报告，这里收2023年度的。"])
    assert desk.post(LIST + "take-in/", result | {"slug": "nobody"}, content_type="application/json").status_code == 404


def test_returning_without_a_reason_is_refused_and_with_one_done(desk, handed, organ):
    address = f"{LIST}organs/{organ.slug}/"
    html = text(desk.post(address, {"do": "return", "row": handed.pk, "because": ""}))
    assert "请写明退回的原因" in html
    assert desk.post(address, {"do": "return", "row": handed.pk, "because": "表二请核对"}).status_code == 302
    handed.refresh_from_db()
    assert (handed.state, handed.because) == ("returned", "表二请核对")


def test_what_was_handed_in_is_read_before_it_is_accepted(desk, organ, supervisor):
    result = checked(organ, YEAR, {ISSUED: 2, RECEIVED: 3})
    result["tables"]["table_two"]["art20_8"]["admin_fee"]["amount_wan"] = None
    actions.take_in(organ=organ, year=YEAR, result=result, by=supervisor)
    html = text(desk.get(f"{LIST}organs/{organ.slug}/"))
    assert '<td colspan="3"><span class="breach">空</span></td>' in html
    assert f'href="{LIST}sum/{ISSUED}/"' in html


def test_accepting_from_the_page(desk, handed, organ, signed_in, clerk):
    address = f"{LIST}organs/{organ.slug}/"
    assert "没有这项权限" in text(signed_in(clerk).post(address, {"do": "accept", "row": handed.pk}))
    assert desk.post(address, {"do": "accept", "row": handed.pk}).status_code == 302
    handed.refresh_from_db()
    assert handed.state == "accepted"


def test_dates_exemptions_transfers_and_deductions_are_laid_down_and_undone(desk, organ, neighbour, county):
    page = LIST + "rules/"
    desk.post(page, {"do": "dates", "dates-hand_in_by": "2024-01-15", "dates-publish_by": "2024-01-25"})
    assert ReportCalendar.objects.get().hand_in_by == date(2024, 1, 15)
    html = text(desk.post(page, {"do": "dates", "dates-hand_in_by": "2024-01-26", "dates-publish_by": "2024-01-25"}))
    assert "之前或同日" in html
    assert 'value="2024-01-26"' in html
    desk.post(
        page, {"do": "exempt", "exempt-organ": neighbour.pk, "exempt-reason": "vertical", "exempt-note": "编办文"}
    )
    desk.post(
        page,
        {
            "do": "transfer", "transfer-source": organ.pk, "transfer-target": neighbour.pk, "transfer-note": "改革方案",
            "transfer-natural_person": 2,
        },
    )  # fmt: skip
    desk.post(
        page,
        {
            "do": "deduct",
            "deduct-organ": organ.pk,
            "deduct-cell": ISSUED,
            "deduct-number": 1,
            "deduct-because": "政府文",
        },
    )
    exemption = Exemption.objects.get()
    assert (CaseTransfer.objects.get().numbers, CountedElsewhere.objects.get().number) == ({"natural_person": 2}, 1)
    assert exemption.organ == neighbour
    desk.post(page, {"do": "undo", "kind": "exemption", "row": exemption.pk})
    exemption.refresh_from_db()
    assert exemption.undone_at is not None
    for no_key in ("²", "9" * 40, ""):
        assert desk.post(page, {"do": "undo", "kind": "exemption", "row": no_key}).status_code == 404


def test_the_exports_hold_the_sum_and_the_list(desk, handed, organ, neighbour):
    data = json.loads(desk.get(LIST + "export/json/").content)
    assert data["tables"]["table_two"]["art20_1"]["normative_document"]["issued"] == 2
    assert data["missing"] == [neighbour.name]
    assert [row["state"] for row in data["organs"]] == ["received", "missing"]
    sheet = desk.get(LIST + "export/csv/").content.decode("utf-8-sig")
    assert f"2,下限,{ISSUED}" in sheet
    assert desk.get(LIST + "export/xlsx/").content[:2] == b"PK"
    assert desk.get(LIST + "export/exe/").status_code == 404


def test_the_command_prints_the_same_sum(handed, county, neighbour, tmp_path, capsys):
    assert main(["report", "roll-up", str(YEAR), "--organ", county.slug, "--format", "json"]) == 1
    said = json.loads(capsys.readouterr().out)
    assert said["tables"]["table_two"]["art20_1"]["normative_document"]["issued"] == 2
    target = tmp_path / "sum.xlsx"
    assert (
        main(["report", "roll-up", str(YEAR), "--organ", county.slug, "--format", "xlsx", "--output", str(target)]) == 1
    )
    assert target.read_bytes()[:2] == b"PK"


def test_the_command_answers_0_when_everybody_is_in_and_2_when_the_call_is_wrong(
    handed, county, neighbour, supervisor, capsys
):
    actions.take_in(organ=neighbour, year=YEAR, result=checked(neighbour), by=supervisor)
    assert main(["report", "roll-up", str(YEAR), "--organ", county.slug]) == 0
    out = capsys.readouterr().out
    assert "已报送 2 / 2" in out
    assert main(["report", "roll-up", "2018", "--organ", county.slug]) == 2
    assert main(["report", "roll-up", str(YEAR), "--organ", "nobody"]) == 2
    assert main(["report", "roll-up", str(YEAR), "--organ", county.slug, "--format", "xlsx"]) == 2
