"""核对报告 at the office: a file in, tables with the faults marked out, and into the roll-up with one button."""

import json
from html import unescape

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from gongkai.annual_reports.models import HandedIn
from gongkai.statute.annual_report.forms import form_named
from tests.annual_reports.published.markups import write
from tests.annual_reports.published.test_markups import some_tables

PAGE = "/office/reports/check/"
FORM = form_named("2021-30")


@pytest.fixture
def a_report():
    def made(name: str = "报告.docx", way: str = "word", **faults) -> SimpleUploadedFile:
        tables = some_tables("2021-30", 2)
        for path, number in faults.items():
            table, row, column = path.split("__")
            getattr(tables, table)[row][column] = number
        return SimpleUploadedFile(name, write(FORM, tables, way))

    return made


def test_a_broken_report_shows_its_tables_with_the_faults_marked(signed_in, clerk, a_report):
    answer = signed_in(clerk).post(
        PAGE, {"file": a_report(table_three__granted__total=1, table_four__review__upheld=None)}
    )
    html = unescape(answer.content.decode())
    assert "榕江县民政局" in html
    assert 'class="cell-fault" id="cell-table_three-granted-total"' in html
    assert 'href="#cell-table_three-granted-total"' in html
    assert 'id="cell-table_four-review-upheld"' in html
    assert "T3.row_total" in html


def test_a_sound_report_says_so_and_marks_nothing(signed_in, clerk, a_report):
    html = signed_in(clerk).post(PAGE, {"file": a_report()}).content.decode()
    assert "没有发现问题" in html
    assert "cell-fault" not in html


def test_what_was_cut_off_is_shown_as_unread_and_not_as_nought(signed_in, clerk, a_report):
    whole = a_report(way="strokes").read()
    answer = signed_in(clerk).post(PAGE, {"file": SimpleUploadedFile("半份.txt", whole[: len(whole) // 2])})
    html = answer.content.decode()
    assert "未读出" in html
    assert "没有读出的格" in html


def test_a_file_that_is_no_report_is_refused_with_the_reason(signed_in, clerk):
    answer = signed_in(clerk).post(PAGE, {"file": SimpleUploadedFile("照片.png", b"\x89PNG\r\n\x1a\n" + b"\0" * 99)})
    assert answer.status_code == 400
    assert "不认识的文件类型" in answer.content.decode()
    assert "没有收到文件" in signed_in(clerk).post(PAGE, {}).content.decode()


def test_the_office_above_takes_it_in_as_the_report_of_the_organ_it_chooses(
    signed_in, supervisor, organ, neighbour, a_report
):
    client = signed_in(supervisor)
    answer = client.post(PAGE, {"file": a_report()})
    assert answer.context["chosen"] == organ.slug
    done = client.post(f"{PAGE}2023/take-in/", {"organ": organ.slug, "result": answer.context["result"]}, follow=True)
    assert f"已作为{organ.name}2023年度的报表纳入" in unescape(done.content.decode())
    row = HandedIn.objects.get(organ=organ, year=2023)
    assert row.tables["table_three"] == json.loads(answer.context["result"])["tables"]["table_three"]
    assert row.sha256


def test_who_oversees_nothing_is_offered_no_roll_up_and_cannot_press_it(signed_in, clerk, organ, a_report):
    answer = signed_in(clerk).post(PAGE, {"file": a_report()})
    assert "result" not in answer.context
    assert signed_in(clerk).post(f"{PAGE}2023/take-in/", {"organ": organ.slug, "result": "{}"}).status_code == 403
    assert not HandedIn.objects.exists()
