"""证据台账: each number of the tables can be added up from the lines behind it, and no line names an applicant."""

import io
import zipfile
from collections import Counter
from datetime import date

import pytest
from openpyxl import load_workbook

from gongkai.annual_reports import actions, queries
from gongkai.annual_reports.layout import number
from gongkai.annual_reports.papers import evidence
from gongkai.annual_reports.papers.cells import printed
from gongkai.applications import actions as applications
from tests.applications.conftest import COMPANY, PERSON, answered, applied, at  # noqa: F401 fixtures among them
from tests.cast import when
from tests.remembering import remembering

PENALTY = "table_two.art20_6.penalty.decisions"


@pytest.fixture
@remembering
def year_2024(applied, answered, published, organ, clerk):  # noqa: F811
    """Three applications, two of them answered; a document and a piece of news; a number typed by hand."""
    answered(case=applied(on=date(2024, 9, 6)))
    answered(
        "unavailable.needs_creation", {"reasons": "需要加工分析"}, case=applied(on=date(2024, 9, 9), applicant=COMPANY)
    )
    applied(on=date(2024, 12, 30))
    published(
        heading="030102", stat_class="政策法规", at=when(2024, 4, 2), formed_on=date(2024, 4, 1), title="=一号文件"
    )
    published(heading="0314", at=when(2024, 5, 2))
    return actions.enter(organ=organ, year=2024, cell=PENALTY, value=7, note="据执法股台账", by=clerk)


def sheets(organ, year: int = 2024) -> dict[str, list[dict]]:
    """The lines of each sheet behind the tables, by the names of their columns."""
    target = io.BytesIO()
    evidence.write(organ, queries.to_read(organ, year), target)
    found = {}
    for sheet in load_workbook(target).worksheets[-4:]:
        head, *rows = sheet.iter_rows(values_only=True)
        found[sheet.title] = [dict(zip(head, row, strict=True)) for row in rows]
    return found


def test_the_lines_behind_each_cell_add_up_to_the_number_in_the_table(organ, year_2024):
    document, found = queries.to_read(organ, 2024), sheets(organ)
    added = Counter()
    for line in found["申请台账"]:
        added[line["单元"]] += line["计入数"]
    for line in found["规范性文件台账"]:
        added[line["单元"]] += 1
    for line in found["数字与依据"]:
        if line["依据"] == "填报":
            added[line["单元"]] += line["依据中的数"]
    expected = {
        cell.path: number(cell.value) for cell in printed(document.compiled) if not cell.is_total and cell.value
    }
    assert {path: str(value) for path, value in added.items()} == expected
    assert expected["table_three.new_received.natural_person"] == "2"
    assert expected[PENALTY] == "7"


def test_every_cell_that_is_no_total_has_its_ground_and_nothing_is_apart(organ, year_2024):
    grounds = sheets(organ)["数字与依据"]
    document = queries.to_read(organ, 2024)
    assert [line["单元"] for line in grounds] == [c.path for c in printed(document.compiled) if not c.is_total]
    assert {line["相差"] for line in grounds} == {None}
    typed = next(line for line in grounds if line["单元"] == PENALTY)
    assert (typed["依据"], typed["数据来源"], typed["填报人"]) == ("填报", "据执法股台账", "石文")
    assert typed["填报时间"] is not None
    assert {line["依据"] for line in grounds} == {"填报", "公开目录", "平台登记", "没有记录，计0"}


def test_a_case_stands_with_its_number_days_and_result(organ, year_2024):
    lines = sheets(organ)["申请台账"]
    granted = next(line for line in lines if line["单元"] == "table_three.granted.natural_person")
    assert granted["项目"].endswith("（一）予以公开 / 自然人")
    assert (granted["收到日期"].date(), granted["办结日期"].date()) == (date(2024, 9, 6), date(2024, 9, 20))
    assert granted["办理结果"] == "予以公开"
    carried = next(line for line in lines if line["单元"] == "table_three.carried_out.natural_person")
    assert (carried["办结日期"], carried["办理结果"]) == (None, None)


def test_no_line_names_an_applicant_or_says_how_to_reach_one(organ, year_2024):
    target = io.BytesIO()
    evidence.write(organ, queries.to_read(organ, 2024), target)
    with zipfile.ZipFile(target) as archive:
        written = "".join(archive.read(name).decode(errors="ignore") for name in archive.namelist())
    secrets = {*PERSON.values(), *COMPANY.values()} - {"natural_person", "org_business", "resident", "credit_code"}
    assert [secret for secret in sorted(secrets) if secret in written] == []
    assert "2023年度城乡低保资金分配文件" not in written


def test_documents_and_items_stand_with_their_index_numbers_and_a_title_is_no_formula(organ, year_2024):
    found = sheets(organ)
    (document,) = [line for line in found["规范性文件台账"] if line["单元"].endswith(".issued")]
    assert (document["名称"], document["公开日期"].date()) == ("=一号文件", date(2024, 4, 2))
    assert document["索引号"]
    assert [line["公开日期"].date() for line in found["主动公开台账"]] == [date(2024, 4, 2), date(2024, 5, 2)]


def test_what_came_to_the_records_after_the_signature_is_shown_as_apart(organ, draft_report, leader, clerk, published):
    actions.sign(report=draft_report, by=leader, at=when(2020, 1, 16), backdated_because="补录")
    published(heading="030102", stat_class="政策法规", at=when(2019, 11, 11), formed_on=date(2019, 11, 1))
    line = next(one for one in sheets(organ, 2019)["数字与依据"] if one["单元"].endswith("normative_document.made"))
    assert (line["表中数"], line["依据中的数"], line["相差"]) == (1, 2, 1)


def test_a_case_that_was_charged_adds_its_notice_and_its_amounts_to_the_fee_cells(organ, applied, clerk, office_head):  # noqa: F811
    case = applied(on=date(2026, 4, 13), wanted_form="paper", delivery_way="pick_up")
    day = date(2026, 5, 7)
    applications.notify_fee(application=case, by=office_head, basis="pages", pages=250, on=day, at=at(day))
    added = {
        line["单元"]: line["计入数"] for line in sheets(organ, 2026)["申请台账"] if line["单元"].startswith("fees")
    }
    assert added == {"fees.notices": 1, "fees.amount_yuan": 4700}
    assert queries.to_read(organ, 2026).compiled.fees == {"notices": 1, "amount_yuan": 4700, "received_yuan": 0}


def test_a_year_of_the_narrative_form_has_no_tables_and_its_items(organ, published):
    published(at=when(2015, 3, 6))
    found = sheets(organ, 2015)
    assert [len(rows) for rows in found.values()] == [0, 0, 0, 1]
