"""`gongkai report`: data, a page, or a ledger; a call that makes no sense is one line and exit 2."""

import json

import pytest
from openpyxl import load_workbook

from gongkai.cli.main import main
from gongkai.cli.report import NAME, configure


@pytest.fixture
def report(capsys, organ, monkeypatch):
    """report(2019, …): what the command prints, with exit status."""

    def call(*words):
        status = main([NAME, *map(str, words)])
        captured = capsys.readouterr()
        return status, captured.out, captured.err

    return call


def test_json_has_the_figures_the_tables_and_the_date(report, year_2019):
    status, out, err = report(2019, "--organ", "rongjiang-mzj", "--format", "json")
    data = json.loads(out)
    assert (status, err) == (0, "")
    assert (data["organ"], data["slug"], data["year"]) == ("榕江县民政局", "rongjiang-mzj", 2019)
    assert (data["form"], data["as_of"], data["total"]) == ("2019-60", "2019-12-31", 6)
    assert data["categories"] == {"工作动态": 3, "政策法规": 2, "业务管理": 1}
    assert data["applications"] == {"new_received": 0, "carried_in": 0, "processed": 0, "carried_out": 0}
    assert len(data["tables"]["table_three"]) == 23
    assert (data["deadline"]["legal"], data["breaches"]) == ("2020-01-31", [])


def test_as_of_a_day_in_june_counts_up_to_that_day(report, year_2019):
    _status, out, _err = report(2019, "--organ", "rongjiang-mzj", "--as-of", "2019-06-30", "--format", "json")
    assert (json.loads(out)["total"], json.loads(out)["as_of"]) == (3, "2019-06-30")


def test_a_signed_report_is_printed_as_it_was_signed(report, signed_report, published):
    from tests.cast import when

    published(at=when(2019, 11, 11))
    data = json.loads(report(2019, "--organ", "rongjiang-mzj", "--format", "json")[1])
    assert (data["total"], data["state"], data["signed_on"]) == (6, "signed", "2020-01-16")


def test_html_goes_to_a_file_that_stands_alone(report, tmp_path, year_2019):
    path = tmp_path / "2019.html"
    status, out, err = report(2019, "--organ", "rongjiang-mzj", "--format", "html", "--output", path)
    assert (status, out) == (0, "")
    assert "已写入" in err
    assert path.read_text(encoding="utf-8").lstrip().startswith("<!doctype html>")


@pytest.mark.parametrize(
    ("form", "begins"),
    [("docx", b"PK"), ("pdf", b"%PDF-"), ("xlsx", b"PK"), ("csv", b"\xef\xbb\xbf"), ("xml", b"<?xml")],
)
def test_every_format_goes_to_a_file(report, tmp_path, year_2019, form, begins):
    path = tmp_path / f"2019.{form}"
    status, out, err = report(2019, "--organ", "rongjiang-mzj", "--format", form, "--output", path)
    assert (status, out, "已写入" in err) == (0, "", True)
    assert path.read_bytes().startswith(begins)


def test_data_of_every_kind_can_be_printed(report, year_2019):
    assert report(2019, "--organ", "rongjiang-mzj", "--format", "csv")[1].startswith("机关,代号,年度")
    assert report(2019, "--organ", "rongjiang-mzj", "--format", "xml")[1].rstrip().endswith("</annualReport>")


def test_options_may_stand_before_the_year(report, year_2019):
    assert report("--organ", "rongjiang-mzj", 2019)[:2] == report(2019, "--organ", "rongjiang-mzj")[:2]


def test_evidence_is_a_workbook_of_what_stands_behind_the_numbers(report, tmp_path, year_2019):
    path = tmp_path / "evidence.xlsx"
    status, out, err = report("evidence", 2019, "--organ", "rongjiang-mzj", "--output", path)
    assert (status, out) == (0, "")
    assert "证据台账，已写入" in err
    rows = list(load_workbook(path)["主动公开台账"].iter_rows(values_only=True))
    assert len(rows) == 1 + 6


def test_text_is_a_ledger_of_counts_tables_checks_and_dates(report, year_2019):
    status, out, _err = report(2019, "--organ", "rongjiang-mzj")
    assert status == 0
    assert "共计  6 条" in out
    assert "四、结转下年度继续办理" in out
    assert "勾稽关系核对无误" in out
    assert "2020年1月31日（星期五）（条例第四十九条第一款，遇休息日不顺延）" in out


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (["2019", "--organ", "nobody"], "没有代号为“nobody”的机关"),
        (["1999", "--organ", "rongjiang-mzj"], "自2008年度起"),
        (["2999", "--organ", "rongjiang-mzj"], "还没有到"),
        (["二零一九", "--organ", "rongjiang-mzj"], "四位数字"),
        (["19", "--organ", "rongjiang-mzj"], "四位数字"),
        (["proof", "2019"], "“proof”既不是报告年度（应为四位数字，如 2019），也不是子命令；子命令有：evidence"),
        (["2019", "--organ", "rongjiang-mzj", "--format", "docx"], "请用 --output"),
        (["2019", "--organ", "rongjiang-mzj", "--format", "odt"], "不能是 'odt'"),
        (["evidence", "2019", "--output", "x.xlsx"], "缺少参数 --organ"),
        (["evidence", "2019", "--organ", "nobody", "--output", "x.xlsx"], "没有代号为“nobody”的机关"),
        (["evidence", "2019", "--organ", "rongjiang-mzj", "--output", "/no-such-folder/x.xlsx"], "不能写入"),
        (["2019", "--organ", "rongjiang-mzj", "--as-of", "2019-02-30"], "无法识别"),
        (["2019", "--organ", "rongjiang-mzj", "--as-of", "20190230"], "无法识别"),
        (["2019", "--organ", "rongjiang-mzj", "--as-of", "2018-12-31"], "早于"),
        (["2019", "--organ", "rongjiang-mzj", "--output", "/no-such-folder/report.txt"], "不能写入"),
    ],
)
def test_a_call_that_makes_no_sense_is_one_line_and_exit_two(report, words, why):
    status, out, err = report(*words)
    assert (status, out, err.count("\n")) == (2, "", 1)
    assert why in err


def test_the_command_explains_its_arguments_in_chinese():
    import argparse

    parser = argparse.ArgumentParser()
    configure(parser)
    assert "机关代号" in parser.format_help()
