"""核对年度报告 on the public side: closed unless opened, guarded, keeps nothing."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from gongkai.statute.annual_report.forms import form_named
from tests.annual_reports.published.markups import write
from tests.annual_reports.published.test_markups import some_tables

PAGE = "/report-check/"


@pytest.fixture
def opened(settings, organ):
    settings.PUBLIC_REPORT_CHECK = True


def test_it_does_not_exist_until_the_office_opens_it(client, organ):
    assert client.get(PAGE).status_code == 404
    assert PAGE not in client.get(f"/o/{organ.slug}/").content.decode()


def test_opened_it_is_linked_from_the_foot_and_says_that_nothing_is_kept(client, organ, opened):
    assert PAGE in client.get(f"/o/{organ.slug}/").content.decode()
    answer = client.get(PAGE)
    assert "不保存" in answer.content.decode()
    assert answer["Cache-Control"] == "no-store"


def test_a_program_without_the_guard_gets_nothing_read(client, opened):
    tables = some_tables("2021-30", 2)
    part = SimpleUploadedFile("报告.html", write(form_named("2021-30"), tables, "page"))
    answer = client.post(PAGE, {"file": part})
    assert answer.status_code == 200
    assert "checked-head" not in answer.content.decode()
