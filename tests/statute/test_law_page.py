"""The page printed from the tables, the shipped copy of it, and the command that compares the two."""

import re
from pathlib import Path

import pytest

from gongkai.cli.main import main
from gongkai.statute.articles import ARTICLES
from gongkai.statute.headings import HEADINGS
from gongkai.statute.law_page import render
from gongkai.statute.limits import LIMITS

SHIPPED = Path(__file__).parents[2] / "docs" / "law.md"


def test_the_shipped_page_is_what_the_tables_print():
    assert SHIPPED.read_text(encoding="utf-8") == render()


def test_every_row_is_on_the_page():
    page = render()
    for row in ARTICLES:
        assert f"| {row.number} | {row.gist} |" in page
    for row in HEADINGS:
        assert f"| {row.code} | {row.wording} | {row.citation} |" in page
    for row in LIMITS:
        assert f"`{row.name}` | {row.amount} |" in page


def test_the_tables_are_whole():
    """Every line of a table has as many cells as its head."""
    cells = 0
    for line in render().splitlines():
        if not line.startswith("|"):
            cells = 0
            continue
        count = len(re.findall(r"(?<!\\)\|", line))
        assert cells in {0, count}, line
        cells = count


def test_law_prints_the_page(capsys):
    assert main(["law"]) == 0
    assert capsys.readouterr().out == render()


def test_check_tells_whether_the_page_still_says_the_same(tmp_path, capsys):
    page = tmp_path / "law.md"
    page.write_text(render(), encoding="utf-8")
    assert main(["law", "--check", "--page", str(page)]) == 0
    page.write_text(render().replace("20个工作日", "30个工作日"), encoding="utf-8")
    assert main(["law", "--check", "--page", str(page)]) == 1
    error = capsys.readouterr().err
    assert "与法表不一致" in error and error.count("\n") == 1


def test_check_without_a_page_is_a_usage_problem(tmp_path, capsys):
    assert main(["law", "--check", "--page", str(tmp_path / "none.md")]) == 2
    assert capsys.readouterr().err.startswith("gongkai law: 读不到要比较的页面")


@pytest.mark.parametrize("section", ["逐条落实", "期限", "计算规则", "主动公开类别", "工作日的来源", "引用的文件"])
def test_the_page_has_its_sections(section):
    assert re.search(f"^## .、{section}$", render(), re.MULTILINE)
