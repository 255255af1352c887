"""公开目录: its facets, its pages, and the same choice as a file."""

import io
import json
import re

import pytest
from openpyxl import load_workbook

from gongkai.portal.views import export
from tests.cast import when

pytestmark = pytest.mark.django_db


def titles(client, address: str) -> list[str]:
    return re.findall(r'<h3><a href="[^"]+">([^<]+)</a>', client.get(address).content.decode())


def as_json(client, address: str) -> dict:
    return json.loads(b"".join(client.get(address).streaming_content))


@pytest.mark.parametrize(
    ("choice", "found"),
    [
        ("heading=030102&organ=rongjiang-mzj", "榕江县城乡低保动态管理办法"),
        ("heading=0306&organ=rongjiang-mzj", "榕江县民政局2019年部门预算"),
        ("genre=办法", "榕江县城乡低保动态管理办法"),
        ("subject=社会救助&genre=办法", "榕江县城乡低保动态管理办法"),
        ("validity=lapsed", "关于做好春节慰问的通知"),
        ("audience=机关单位", "榕江县城乡低保动态管理办法"),
    ],
)
def test_a_facet_finds_what_it_names_and_nothing_else(client, site, choice, found):
    assert titles(client, f"/catalogue/?{choice}") == [found]


def test_a_year_without_publications_says_so(client, site):
    text = client.get("/catalogue/?year=1999").content.decode()
    assert "没有符合这些条件的信息" in text


@pytest.mark.parametrize(
    "nonsense",
    [
        "year=abc",
        "genre=乱写",
        "organ=nobody",
        "before=x",
        "before=2019-01-01T00:00:00_1",
        "before=0001-01-01T00:00:00%2B14:00_1",
        "year=0000",
        "year=9999",
        "organ=%00",
        "organ=rongjiang-mzj&heading=%00",
        "heading=0314",
    ],
)
def test_what_is_not_a_value_of_a_facet_is_left_aside(client, site, nonsense):
    assert len(titles(client, f"/catalogue/?{nonsense}")) == 6  # five items and the report of 2019


def test_walking_the_catalogue_shows_every_item_once_even_when_times_are_equal(client, published, organ):
    at = when(2019, 5, 6)
    for number in range(45):
        published(title=f"同时公开{number:02d}", at=at)
    address, seen = "/catalogue/", []
    for _step in range(5):
        seen += titles(client, address)
        older = re.search(r'href="(\?[^"]+)" rel="next"', client.get(address).content.decode())
        if older is None:
            break
        address = "/catalogue/" + older.group(1).replace("&amp;", "&")
    assert sorted(seen) == [f"同时公开{number:02d}" for number in range(45)]


def test_each_entry_names_the_four_compulsory_fields(client, site):
    text = client.get("/catalogue/?genre=办法").content.decode()
    for words in (site.policy.index_number, site.policy.title, site.policy.summary, "2019-02-26"):
        assert words in text


def test_the_choice_is_offered_as_files_under_the_same_facets(client, site):
    text = client.get("/catalogue/?genre=办法").content.decode()
    assert "/catalogue.xlsx?genre=%E5%8A%9E%E6%B3%95" in text
    assert "/catalogue.json?genre=%E5%8A%9E%E6%B3%95" in text


def test_the_json_holds_the_chosen_items_with_their_addresses(client, site):
    data = as_json(client, "/catalogue.json?genre=办法")
    assert data["is_cut"] is False
    assert [item["title"] for item in data["items"]] == ["榕江县城乡低保动态管理办法"]
    assert data["items"][0]["url"] == f"http://127.0.0.1:8000{site.policy.get_absolute_url()}"
    assert data["items"][0]["index_number"] == site.policy.index_number


def test_the_workbook_holds_the_same_rows_as_the_json(client, site):
    response = client.get("/catalogue.xlsx")
    sheet = load_workbook(io.BytesIO(b"".join(response.streaming_content))).active
    rows = list(sheet.iter_rows(values_only=True))
    assert rows[0][:3] == ("索引号", "名称", "内容概述")
    assert [row[1] for row in rows[1:]] == [item["title"] for item in as_json(client, "/catalogue.json")["items"]]


def test_a_title_that_looks_like_a_formula_stays_text(client, published):
    published(title='=HYPERLINK("http://evil.example")')
    sheet = load_workbook(io.BytesIO(b"".join(client.get("/catalogue.xlsx").streaming_content))).active
    cell = sheet.cell(row=2, column=2)
    assert cell.data_type == "s"
    assert cell.value.startswith("'=")


def test_a_file_that_was_cut_says_so(client, site, monkeypatch):
    monkeypatch.setattr(export, "MAX_ROWS", 2)
    monkeypatch.setattr(export.rows, "__defaults__", (2,))
    data = as_json(client, "/catalogue.json")
    assert (len(data["items"]), data["is_cut"]) == (2, True)
    assert "请按机关或年份分次下载" in data["notice"]
    sheet = load_workbook(io.BytesIO(b"".join(client.get("/catalogue.xlsx").streaming_content))).active
    assert "请按机关或年份分次下载" in sheet.cell(row=4, column=1).value
