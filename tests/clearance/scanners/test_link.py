"""LINK: where links lead."""

import pytest

from gongkai.clearance.documents.document import Block, Document, Piece
from gongkai.clearance.documents.places import Place
from gongkai.clearance.scanners import link
from gongkai.clearance.scanners.finding import INFO, WARN, Known
from tests.clearance.scanners.corpora import paragraphs
from tests.clearance.scanners.rules import hits, said


@pytest.mark.parametrize(
    ("text", "severity", "url"),
    [
        ("见http://www.example.com/a.html。", INFO, "http://www.example.com/a.html"),
        ("（网址：www.example.com）", INFO, "www.example.com"),
        ("https://pan.baidu.com/s/1abc?pwd=1234 提取码", WARN, "https://pan.baidu.com/s/1abc?pwd=1234"),
        ("http://192.168.1.10:8080/oa", WARN, "http://192.168.1.10:8080/oa"),
        ("登录10.20.3.4填报", WARN, "10.20.3.4"),
        ("http://oa/login", WARN, "http://oa/login"),
        ("http://t.cn/A6x", WARN, "http://t.cn/A6x"),
        ("file:///C:/Users/wang/名单.xlsx", WARN, "file:///C:/Users/wang/"),
        ("\\\\server\\share\\a.xls", WARN, "\\\\server\\share\\a.xls"),
        ("http://admin:123@www.xiushui.gov.cn/", WARN, "http://admin:123@www.xiushui.gov.cn/"),
        ("http://www.xiushui.gov.cn/a?token=abcdef123", WARN, "http://www.xiushui.gov.cn/a?token=abcdef123"),
        ("http：//www.example.com/", INFO, "http：//www.example.com/"),
    ],
)
def test_links_in_text(text, severity, url):
    assert said(link, text) == [(severity, url)]


@pytest.mark.parametrize(
    "text",
    ["http://www.xiushui.gov.cn/x.html)下设", "版本10.2.3", "第10.1.2.3.4条", "javascript:void(0)", "比例为1:10.5", "邮箱mzj@xiushui.gov.cn", "C:盘", "面积172.16平方米"],
)  # fmt: skip
def test_links_home_and_what_is_no_link(text):
    assert hits(link, text) == []


def test_a_neighbours_domain_that_only_ends_alike_is_foreign():
    assert said(link, "http://www.notgov.cn/") == [(INFO, "http://www.notgov.cn/")]


def test_an_organs_other_domain_is_its_own():
    assert hits(link, "http://www.xiushui.cn/a", Known(domains=frozenset({"xiushui.cn"}))) == []


def test_the_target_of_an_html_link_is_hit_in_its_piece():
    pieces = [
        Piece("详见", Place.of(("paragraph", 1))),
        Piece("https://pan.baidu.com/s/1", Place.of(("paragraph", 1), ("link", 1))),
        Piece("这里", Place.of(("paragraph", 1))),
        Piece("javascript:steal()", Place.of(("paragraph", 1), ("link", 2)), joint="\n"),
        Piece("/local/page.html", Place.of(("paragraph", 1), ("link", 3)), joint="\n"),
    ]
    found = hits(link, Document(kind="html", blocks=[Block(pieces)]))
    assert [hit.value for hit in found] == ["https://pan.baidu.com/s/1", "javascript:steal()"]


def test_links_lists_what_the_network_is_to_be_asked_for():
    made = paragraphs("见http://www.xiushui.gov.cn/a 和 https://example.com/b 和 javascript:void(0)")
    assert [url for url, _hit in link.links(made)] == ["http://www.xiushui.gov.cn/a", "https://example.com/b"]
