"""What an organ must say of itself (Arts 12 and 20), how to apply, and its annual reports."""

import json
from urllib.parse import quote

import pytest

from gongkai.organs.models import DisclosureGuide, DisclosureOffice
from gongkai.statute import limits

pytestmark = pytest.mark.django_db


def page(client, site, part: str = "") -> str:
    return client.get(f"/o/{site.organ.slug}/{part}").content.decode()


def test_the_guide_holds_everything_article_twelve_asks_for(client, site):
    text = page(client, site, "guide/")
    office = site.organ.disclosure_office
    for words in (
        office.name,
        office.address,
        office.office_hours,
        office.telephone,
        office.fax,
        office.email,
        office.postcode,
    ):
        assert words in text
    for number in range(5):
        assert f"指南第{number}部分" in text
    assert "2019-05-15" in text


def test_a_guide_not_written_yet_still_gives_the_office(client, site):
    DisclosureGuide.objects.filter(organ=site.organ).delete()
    text = page(client, site, "guide/")
    assert "公开指南正在编制" in text
    assert site.organ.disclosure_office.telephone in text


def test_an_organ_without_an_office_on_record_says_so_instead_of_failing(client, site):
    DisclosureOffice.objects.filter(organ=site.organ).delete()
    for part in ("", "guide/", "apply/", "organisation/"):
        assert "还没有登记公开工作机构" in page(client, site, part)


def test_the_application_entry_names_every_way_in(client, site):
    text = page(client, site, "apply/")
    office = site.organ.disclosure_office
    assert f'href="/o/{site.organ.slug}/apply/online/"' in text
    assert f'href="/o/{site.organ.slug}/apply/form.docx"' in text
    for words in (office.address, office.postcode, office.fax, office.telephone):
        assert words in text


def test_the_application_entry_takes_its_limits_from_the_law(client, site):
    from django.utils import timezone

    text = page(client, site, "apply/")
    for name in ("reply", "extension", "correction_notice"):
        row = limits.limit(name, on=timezone.localdate())
        assert str(row.days) in text
        assert row.citation in text


def test_the_organisation_page_names_functions_leaders_units_and_the_leading_group(client, site):
    from gongkai.organs.models import Staff

    Staff.objects.filter(user__username="yangjuchang").update(title="党组书记、局长")
    text = page(client, site, "organisation/")
    for words in (site.organ.functions, "杨聚昌", "党组书记、局长", "社会救助股", "0855-6622612", "统一领导公开工作。"):
        assert words in text


def test_the_home_of_an_organ_draws_the_year_and_says_the_numbers_in_words(client, site):
    text = page(client, site)
    assert "2019 年主动公开 <strong>5</strong> 条" in text
    assert 'aria-label="2019 年各月公开条数：1月2条，2月2条，3月1条' in text


def test_a_published_report_is_listed_shown_and_given_as_data(client, site):
    assert f'href="/o/{site.organ.slug}/reports/2019/"' in page(client, site, "reports/")
    text = page(client, site, "reports/2019/")
    assert "本年度工作有序开展。" in text
    assert "2020-01-17 10:00" in text
    data = json.loads(client.get(f"/o/{site.organ.slug}/reports/2019.json").content)
    assert (data["year"], data["total"]) == (2019, 5)


REPORT_FILES = {"docx": b"PK", "pdf": b"%PDF-", "xlsx": b"PK", "csv": b"\xef\xbb\xbf", "xml": b"<?xml"}


@pytest.mark.parametrize("form", REPORT_FILES)
def test_a_published_report_is_offered_and_given_as_a_file_anybody_may_keep(client, site, form):
    address = f"/o/{site.organ.slug}/reports/2019.{form}"
    assert f'href="{address}"' in page(client, site, "reports/2019/")
    response = client.get(address)
    assert response.content.startswith(REPORT_FILES[form])
    assert "public" in response["Cache-Control"]
    assert quote(f"{site.organ.name}2019年政府信息公开工作年度报告.{form}") in response["Content-Disposition"]
    assert client.get(address, headers={"If-None-Match": response["ETag"]}).status_code == 304


@pytest.mark.parametrize("form", REPORT_FILES)
def test_no_file_is_given_of_a_report_that_is_unpublished_or_changed_after_its_signature(client, site, form):
    assert client.get(f"/o/{site.organ.slug}/reports/2018.{form}").status_code == 404
    assert client.get(f"/o/{site.organ.slug}/reports/2019.{form}").status_code == 200
    type(site.report).objects.filter(pk=site.report.pk).update(frozen=site.report.frozen.replace("有序", "无序"))
    assert client.get(f"/o/{site.organ.slug}/reports/2019.{form}").status_code == 404


def test_there_is_no_other_format(client, site):
    assert client.get(f"/o/{site.organ.slug}/reports/2019.doc").status_code == 404


@pytest.mark.parametrize("year", ["2018", "1999", "0000", "20199"])
def test_a_year_without_a_report_is_not_there(client, site, year):
    assert client.get(f"/o/{site.organ.slug}/reports/{year}/").status_code == 404
    assert client.get(f"/o/{site.organ.slug}/reports/{year}.json").status_code == 404


def test_a_report_changed_after_its_signature_is_shown_to_nobody(client, site):
    type(site.report).objects.filter(pk=site.report.pk).update(frozen=site.report.frozen.replace("有序", "无序"))
    assert client.get(f"/o/{site.organ.slug}/reports/2019/").status_code == 404


def test_a_report_still_being_written_is_shown_to_nobody(client, organ, clerk):
    from gongkai.annual_reports import actions as reports

    reports.start(organ=organ, year=2019, by=clerk)
    assert client.get(f"/o/{organ.slug}/reports/2019/").status_code == 404
    assert (
        "2019"
        not in client.get(f"/o/{organ.slug}/reports/").content.decode().partition("<main")[2].partition("</main>")[0]
    )
