"""The workshop at the office: what each post may do there, and that nothing typed is ever lost."""

import io
import re
from html import unescape

import pytest
import time_machine
from openpyxl import load_workbook

from gongkai.annual_reports import actions
from gongkai.annual_reports.models import AnnualReport
from tests.annual_reports.conftest import OVERVIEW
from tests.cast import when

PAGE = "/office/reports/2019/"


@pytest.fixture
def words_of():
    """words_of(response): the page as a reader sees it, without markup."""
    return lambda response: re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", response.content.decode())))


def fields(html: str) -> dict[str, str]:
    """The hidden digests of the form of sections, as a browser would send them back."""
    return dict(re.findall(r'name="(seen-\w+)" value="(\w+)"', html))


def texts(report: AnnualReport, **changed: str) -> dict[str, str]:
    return {f"text-{key}": changed.get(key, text) for key, text in report.sections.items()}


def test_the_list_shows_each_year_with_state_and_clock(signed_in, published_report, clerk):
    html = signed_in(clerk).get("/office/reports/").content.decode()
    assert "2019年度" in html
    assert "按期公布" in html
    assert "2020-01-31" in html
    assert "2020-01-23" in html


def test_a_clerk_starts_the_report_and_finds_the_sentences_written(signed_in, clerk, year_2019):
    client = signed_in(clerk)
    assert "建立草稿" in client.get(PAGE).content.decode()
    assert client.post(PAGE, {"do": "start"}).status_code == 302
    html = client.get(PAGE).content.decode()
    assert "2019年共主动公开政府信息6条" in html
    assert "“概述”还没有内容" in html
    assert 'href="#section-overview"' in html


def test_saving_writes_only_the_sections_that_were_changed(signed_in, clerk, office_head, draft_report):
    client = signed_in(clerk)
    seen = fields(client.get(PAGE).content.decode())
    actions.write_section(report=draft_report, section="problems", text="主任改写的部分。", by=office_head)
    response = client.post(PAGE, {"do": "write", **seen, **texts(draft_report, overview="新的概述。")})
    assert response.status_code == 302
    stored = AnnualReport.objects.get().sections
    assert (stored["overview"], stored["problems"]) == ("新的概述。", "主任改写的部分。")


def test_a_refused_save_keeps_what_was_typed_and_shows_what_is_stored(signed_in, clerk, office_head, draft_report):
    client = signed_in(clerk)
    seen = fields(client.get(PAGE).content.decode())
    actions.write_section(report=draft_report, section="overview", text="主任改写的概述。", by=office_head)
    response = client.post(PAGE, {"do": "write", **seen, **texts(draft_report, overview="信息员的概述。")})
    html = response.content.decode()
    assert response.status_code == 200
    assert "已被别人改过" in html
    assert "信息员的概述。" in html
    assert "主任改写的概述。" in html
    assert AnnualReport.objects.get().sections["overview"] == "主任改写的概述。"


def test_a_sentence_is_added_with_the_words_around_it_saved(signed_in, clerk, draft_report):
    report = actions.write_section(report=draft_report, section="remedies", text="见下表。", by=clerk)
    client = signed_in(clerk)
    seen = fields(client.get(PAGE).content.decode())
    client.post(PAGE, {"do": "write", "sentence": "remedies.numbers", **seen, **texts(report, overview="概述二。")})
    stored = AnnualReport.objects.get().sections
    assert stored["overview"] == "概述二。"
    assert "没有因政府信息公开申请行政复议" in stored["remedies"]


def test_the_head_signs_late_only_with_an_explanation(signed_in, leader, draft_report):
    client = signed_in(leader)
    assert "逾期说明（必填，随报告公开）" in client.get(PAGE).content.decode()
    refused = client.post(PAGE, {"do": "sign", "reason": ""})
    assert "条例第四十九条第一款规定的日期是2020年1月31日" in refused.content.decode()
    assert client.post(PAGE, {"do": "sign", "reason": "汇总推迟。"}).status_code == 302
    assert AnnualReport.objects.get().explanation_of_delay == "汇总推迟。"


def test_signed_in_january_and_published_by_the_clerk_without_a_word(signed_in, leader, clerk, draft_report):
    with time_machine.travel(when(2020, 1, 16)):
        assert "逾期说明（必填" not in signed_in(leader).get(PAGE).content.decode()
        signed_in(leader).post(PAGE, {"do": "sign"})
        signed_in(clerk).post(PAGE, {"do": "publish"})
    assert AnnualReport.objects.get().state == "published"


def test_taking_a_signature_back_asks_why(signed_in, leader, signed_report):
    client = signed_in(leader)
    assert "请写明撤销签发的原因" in client.post(PAGE, {"do": "reopen", "reason": ""}).content.decode()
    client.post(PAGE, {"do": "reopen", "reason": "概述有误"})
    assert AnnualReport.objects.get().is_draft


def test_the_outline_is_changed_and_sentences_renewed_at_the_page(signed_in, clerk, draft_report, published):
    client = signed_in(clerk)
    client.post(PAGE, {"do": "outline", "outline": "statutory"})
    assert AnnualReport.objects.get().outline == "statutory"
    assert "没有“poem”提纲" in client.post(PAGE, {"do": "outline", "outline": "poem"}).content.decode()
    assert client.post(PAGE, {"do": "renew"}).status_code == 302


@pytest.mark.parametrize("act", ["start", "write", "renew", "outline", "sign", "publish", "reopen"])
def test_who_only_reads_can_do_nothing_here(signed_in, secrecy_reviewer, draft_report, act):
    before = AnnualReport.objects.values().get()
    data = {"do": act, "reason": "无", "outline": "statutory", "text-overview": "改写"}
    response = signed_in(secrecy_reviewer).post(PAGE, data)
    assert "没有这项权限" in response.content.decode()
    assert AnnualReport.objects.values().get() == before


def test_a_reader_gets_the_preview_but_no_form(signed_in, secrecy_reviewer, draft_report):
    client = signed_in(secrecy_reviewer)
    html = client.get(PAGE).content.decode()
    assert "保存文字" not in html
    assert OVERVIEW in client.get(PAGE + "preview/").content.decode()
    assert client.get(PAGE + "data.json").json()["total"] == 6


def test_another_organ_sees_its_own_report_and_not_this_one(signed_in, stranger, draft_report):
    html = signed_in(stranger).get(PAGE).content.decode()
    assert "榕江县教育局" in html
    assert OVERVIEW not in html


@pytest.mark.parametrize("path", ["/office/reports/2007/", "/office/reports/2999/", "/office/reports/2999/preview/"])
def test_a_year_without_report_is_not_found(signed_in, clerk, path):
    assert signed_in(clerk).get(path).status_code == 404


def test_an_act_nobody_knows_is_not_found_and_a_stranger_to_the_office_must_sign_in(signed_in, clerk, client, db):
    assert signed_in(clerk).post(PAGE, {"do": "burn"}).status_code == 404
    assert client.get(PAGE).status_code == 302


def test_a_tampered_copy_is_told_to_the_office(signed_in, clerk, published_report):
    AnnualReport.objects.update(frozen=published_report.frozen.replace('"total": 6', '"total": 60'))
    assert "与签发时的摘要不一致" in signed_in(clerk).get(PAGE).content.decode()


def test_every_number_of_the_tables_and_counts_is_a_link_that_opens(signed_in, clerk, organ, draft_report):
    client = signed_in(clerk)
    html = client.get(PAGE).content.decode()
    links = set(re.findall(r'href="(/office/reports/2019/cells/[^"]+/)"', html))
    paths = {link.split("/")[-2] for link in links}
    assert {
        "items.total",
        "items.stat_class.%E5%B7%A5%E4%BD%9C%E5%8A%A8%E6%80%81",
        "items.heading.0314",
        "items.month.3",
    } <= paths
    assert len([path for path in paths if path.startswith("table_three.")]) >= 23 * 7
    for path in (
        "items.total",
        "items.heading.0314",
        "table_three.granted.total",
        "fees.notices",
        "table_four.review.total",
    ):
        assert client.get(f"{PAGE}cells/{path}/").status_code == 200
    assert client.get(PAGE + "cells/items.poem/").status_code == 404
    assert "民政工作动态第" in client.get(PAGE + "cells/items.heading.0314/").content.decode()


def test_beside_each_section_stand_last_years_words_its_figures_and_what_it_must_say(
    signed_in, clerk, organ, published_report, published
):
    published(at=when(2020, 3, 6))
    actions.start(organ=organ, year=2020, by=clerk)
    html = signed_in(clerk).get("/office/reports/2020/").content.decode()
    assert "上年文字（2019年）" in html
    assert OVERVIEW in html
    assert "上年 6" in html
    assert 'class="bar-against"' in html
    assert "（还没有）" in html
    assert "主动公开政府信息2条，较上年减少4条" in html  # the item and the report of 2019, itself disclosed in 2020


def test_who_signs_sees_the_comparison_with_the_year_before(signed_in, leader, organ, clerk, published_report):
    actions.start(organ=organ, year=2020, by=clerk)
    assert "与 2019 年比较" in signed_in(leader).get("/office/reports/2020/").content.decode()


FILES = {"docx": b"PK", "pdf": b"%PDF-", "xlsx": b"PK", "json": b"{", "csv": b"\xef\xbb\xbf", "xml": b"<?xml"}


@pytest.mark.parametrize("form", FILES)
def test_the_office_has_a_draft_in_every_format(signed_in, clerk, draft_report, form):
    client = signed_in(clerk)
    assert f'href="{PAGE}report.{form}"' in client.get(PAGE).content.decode()
    response = client.get(f"{PAGE}report.{form}")
    assert response.content.startswith(FILES[form])
    assert client.get(f"{PAGE}report.doc").status_code == 404


def test_the_evidence_of_a_draft_is_a_workbook_for_those_who_may_read_drafts(
    signed_in, clerk, administrator, stranger, draft_report
):
    assert f'href="{PAGE}evidence.xlsx"' in signed_in(clerk).get(PAGE).content.decode()
    response = signed_in(clerk).get(f"{PAGE}evidence.xlsx")
    book = load_workbook(io.BytesIO(b"".join(response.streaming_content)))
    assert book.sheetnames[-4:] == ["数字与依据", "申请台账", "规范性文件台账", "主动公开台账"]
    assert book["主动公开台账"].max_row == 1 + 6
    for form in ("evidence.xlsx", "report.docx"):
        assert signed_in(administrator).get(PAGE + form).status_code == 403
    foreign = signed_in(stranger).get(f"{PAGE}evidence.xlsx")
    assert load_workbook(io.BytesIO(b"".join(foreign.streaming_content)))["主动公开台账"].max_row == 1


def test_publishing_lists_the_report_in_the_catalogue_and_says_so(signed_in, signed_report, clerk, words_of):
    client = signed_in(clerk)
    answer = client.post(PAGE, {"do": "publish", "reason": "补录以前年度的报告"}, follow=True)
    assert "报告同时列入了公开目录" in words_of(answer)
    report = AnnualReport.objects.get(year=2019)
    assert f'href="/office/items/{report.item_id}/"' in answer.content.decode()
    assert "与报告一致" in words_of(answer)


def test_what_the_head_published_alone_is_listed_by_a_clerk_with_one_button(
    signed_in, signed_report, leader, clerk, words_of
):
    answer = signed_in(leader).post(PAGE, {"do": "publish", "reason": "补录以前年度的报告"}, follow=True)
    assert "请信息员打开本页点“列入公开目录”" in words_of(answer)
    assert 'value="list"' not in answer.content.decode()
    client = signed_in(clerk)
    assert 'value="list"' in client.get(PAGE).content.decode()
    assert "现在与报告一致" in words_of(client.post(PAGE, {"do": "list"}, follow=True))
    assert AnnualReport.objects.get(year=2019).item.live
