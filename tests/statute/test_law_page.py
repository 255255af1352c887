"""The page printed from the tables, the shipped copy of it, and the command that compares the two."""

import re
from pathlib import Path

from gongkai.applications.lifecycle import TRANSITIONS
from gongkai.cli.law import whole as render
from gongkai.cli.main import main
from gongkai.statute.articles import ARTICLES
from gongkai.statute.conventions import CONVENTIONS
from gongkai.statute.decisions import DECISIONS, NEEDS
from gongkai.statute.fee_tariff import FEE_RULES, TARIFF
from gongkai.statute.grounds import GROUNDS
from gongkai.statute.headings import HEADINGS
from gongkai.statute.instruments import INSTRUMENTS
from gongkai.statute.limits import LIMITS
from gongkai.statute.receipt import Channel
from gongkai.statute.remedies import Remedy, Standing
from gongkai.statute.remedy_periods import PERIODS

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


def test_every_row_on_applications_is_on_the_page():
    page = render()
    for code in (*(row.code for row in DECISIONS), *NEEDS, *(row.code for row in GROUNDS), *Channel):
        assert f"`{code}` |" in page, code
    for name in (row.name for row in PERIODS):
        assert f"`{name}` |" in page, name
    for tier in TARIFF:
        assert f"| {tier.range} | {tier.rate} |" in page
    for rule in FEE_RULES:
        assert f"| {rule.rule} | {rule.source} | {rule.mark.value} |" in page
    for label in (*(remedy.label for remedy in Remedy), *(standing.label for standing in Standing)):
        assert f"| {label} |" in page, label
    for convention in CONVENTIONS.values():
        assert f"| {convention.code} | {convention.rule} |" in page
    for instrument in INSTRUMENTS.values():
        assert f"| {instrument.short} | {instrument.title} |" in page


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


def test_the_page_has_its_sections_in_order():
    assert re.findall(r"^## ([一二三四五六七八九十]+、.*)$", render(), re.MULTILINE) == [
        "一、逐条落实",
        "二、期限",
        "三、计算规则",
        "四、主动公开类别",
        "五、收到申请之日",
        "六、答复的种类",
        "七、不予公开和不予处理的理由",
        "八、救济告知",
        "九、信息处理费",
        "十、工作日的来源",
        "十一、引用的文件",
        "十二、申请的办理流程",
    ]


def test_every_transition_of_an_application_is_on_the_page():
    for row in TRANSITIONS:
        assert f"| {row.number} | {row.label} |" in render()
