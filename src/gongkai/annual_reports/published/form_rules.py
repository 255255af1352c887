"""Where a published report leaves the form: version, sections, labels, rows, blank cells, words for numbers, lateness."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, cast

from gongkai.annual_reports.published.outline import NUMERALS, About, Heading
from gongkai.annual_reports.published.paper import Paper
from gongkai.annual_reports.published.reading import Reading
from gongkai.annual_reports.published.tokens import Regions
from gongkai.annual_reports.published.words import han, tight
from gongkai.statute.annual_report.between_years import check_between
from gongkai.statute.annual_report.forms import STATUTORY, NoForm, form_for
from gongkai.statute.annual_report.identities import Breach, Nested, Rows, Severity, arithmetic
from gongkai.statute.annual_report.rows import TITLES
from gongkai.statute.annual_report.shape import Form, Kind, Number
from gongkai.statute.annual_report.tables import Tables
from gongkai.statute.limits import annual_date

if TYPE_CHECKING:
    from gongkai.annual_reports.published.verdict import Verdict

SECTION_NAMES = ("section_one", "section_two", "section_three", "section_four", "section_five", "section_six")
_FORMAL = re.compile(
    r"编制|统计期限|时间范围|电子版|疑问|部分组成|现公布|面向社会公开|六个?部分|汇报如下|报告如下|^\(?地址|^内容包括|^全文"
)


def breaches(
    paper: Paper, sections: list[Heading], about: About, form: Form, reading: Reading, parts: Regions
) -> tuple[Breach, ...]:
    found = [*_version(about, form)]
    if form.table_two:
        found += _title(about)
        found += _sections(paper, sections, parts)
        found += _labels(reading)
        found += _rows(form, reading)
        found += of_numbers(about, form, reading)
    elif _is_due_in_tables(about):
        found += _narrative_form(sections)
    found += _late(about)
    return tuple(found)


def of_numbers(about: About, form: Form, reading: Reading) -> tuple[Breach, ...]:
    """What the numbers alone show: blanks, words in cells, sums."""
    two, three, four = numbers(form, reading)
    return (
        *_cells(form, reading),
        *_meaning(form, reading),
        *arithmetic(form, two, three, four, may_make_rules=may_make_rules(about.organ)),
    )


def numbers(form: Form, reading: Reading) -> tuple[Nested, Rows, Rows]:
    """The three tables for the identities: None where blank, nothing where words stand or nothing could be read."""
    two: dict[str, dict[str, dict[str, Number | None]]] = {}
    flat: dict[str, dict[str, dict[str, Number | None]]] = {"table_three": {}, "table_four": {}}
    for path, held in reading.values.items():
        if held.number is None and not held.is_blank:
            continue
        area, *keys = path.split(".")
        if area == "table_two":
            two.setdefault(keys[0], {}).setdefault(keys[1], {})[keys[2]] = held.number
        else:
            flat[area].setdefault(keys[0], {})[keys[1]] = held.number
    return two, flat["table_three"], flat["table_four"]


def may_make_rules(organ: str) -> bool:
    """立法法: False only for an organ whose name shows that it cannot; a name that leaves it open is not accused."""
    if re.search(r"(省|自治区|自治州|市|州|盟)(人民政府)?$", organ):
        return True
    return not organ or not re.search(
        r"([局厅委处所站队县镇乡区]|中心|街道|办公室|办事处|委员会|办|县人民政府|区人民政府|镇人民政府|乡人民政府)$",
        organ,
    )


def _is_due_in_tables(about: About) -> bool:
    try:
        return about.year is not None and bool(form_for(about.year).issued_by)
    except NoForm:
        return False


def _version(about: About, form: Form) -> Iterator[Breach]:
    if about.year is None:
        return
    try:
        due = form_for(about.year)
    except NoForm:
        return
    if due.key != form.key:
        yield Breach(
            "F.version", "report", due.key, form.key,
            f"{about.year}年度的报告应当使用{due.issued_by or '2007年条例的叙述格式'}规定的格式，这份用的是{form.issued_by or '2019年以前的叙述格式'}",
        )  # fmt: skip


def _title(about: About) -> Iterator[Breach]:
    if about.title and not re.search("年度报告|年报", about.title):
        yield Breach(
            "F.label", "report", "政府信息公开工作年度报告", about.title,
            f"标题“{about.title}”没有写明是年度报告；应为“（机关全称）（年份）年政府信息公开工作年度报告”",
        )  # fmt: skip


def _narrative_form(sections: list[Heading]) -> Iterator[Breach]:
    titles = "、".join(heading.title for heading in sections)
    yield Breach(
        "F.section", "report", "、".join(section.title for section in STATUTORY.sections), titles,
        "没有法定表格，各部分也不是统一格式的六个部分（条例第五十条，国办公开办函〔2019〕60号、〔2021〕30号）",
    )  # fmt: skip


def _sections(paper: Paper, sections: list[Heading], parts: Regions) -> Iterator[Breach]:
    by_key = {heading.key: heading for heading in sections}
    yield from _announced(paper, sections)
    for place, section in enumerate(STATUTORY.sections):
        heading = by_key.get(section.key)
        at = SECTION_NAMES[place]
        if heading is None:
            if _cannot_be_cut(place, by_key, paper):
                yield Breach(
                    "F.section", at, section.title, "",
                    f"缺少第{NUMERALS[place]}部分“{section.title}”：报告由六个部分组成，不能缺项；没有要报告的写“无”",
                )  # fmt: skip
        elif han(heading.title) != han(section.title):
            yield Breach(
                "F.label", at, f"{NUMERALS[place]}、{section.title}", heading.title,
                f"第{NUMERALS[place]}部分的标题应为“{section.title}”，现为“{heading.title}”",
            )  # fmt: skip
    yield from _empty_overview(paper, sections, by_key)


def _cannot_be_cut(place: int, by_key: dict[str, Heading], paper: Paper) -> bool:
    later = [section.key for section in STATUTORY.sections[place + 1 :]]
    earlier = [section.key for section in STATUTORY.sections[:place]]
    has_later = any(key in by_key for key in later)
    has_earlier = place == 0 or any(key in by_key for key in earlier)
    return (has_later and has_earlier) or (paper.is_whole and len(by_key) >= 3 and has_earlier)


def _announced(paper: Paper, sections: list[Heading]) -> Iterator[Breach]:
    """The opening lists the parts of the report: another number than six, or the names of the old form."""
    first = sections[0].line + 2 if sections else 12
    text = tight("".join(line.text for line in paper.lines[:first] if not line.is_table))
    match = re.search(r"(?:由|包括|分为)([^。;]{6,160}?)([一二三四五六七八九\d]*)个?(?:部分|方面|项内容)", text)
    if not match or not (match[2] or match[1].startswith("概述")):
        return
    named = re.sub(r"等$", "", match[1].rstrip("等:,、"))
    if match[2] not in {"六", "6", ""}:
        yield Breach(
            "F.section", "report", "六个部分", f"{match[2]}个部分",
            f"开头说明报告由{match[2]}个部分组成，统一格式规定的是六个部分（条例第五十条）",
        )  # fmt: skip
    elif named.lstrip(":").startswith("概述"):
        yield Breach(
            "F.label", "section_titles", "总体情况……", named,
            "开头所列各部分的名称不是统一格式的六个标题",
        )  # fmt: skip


def _empty_overview(paper: Paper, sections: list[Heading], by_key: dict[str, Heading]) -> Iterator[Breach]:
    """Section one that holds only the formal opening, while its figures stand in section two."""
    one, two = by_key.get("overview"), by_key.get("proactive")
    if one is None or two is None or han(one.title) != "总体情况" or two.line <= one.line:
        return
    text = tight("".join(line.text for line in paper.lines[one.line + 1 : two.line])) + one.rest
    sentences = [sentence for sentence in re.split("[。;]", text) if sentence]
    if any(not _FORMAL.search(sentence) for sentence in sentences):
        return
    after = next((line.text for line in paper.lines[two.line + 1 : two.line + 3]), "")
    if not text or re.search(r"\d+余?[条件篇]", after):
        yield Breach(
            "F.section", "section_one", "总体情况", text[:40],
            "第一部分没有总体情况，只有编制说明；应依次写明主动公开、依申请公开、政府信息管理、平台建设、监督保障",
        )  # fmt: skip


def _labels(reading: Reading) -> Iterator[Breach]:
    for remark in reading.labels:
        yield Breach(
            "F.label", remark.at, remark.official, remark.found,
            f"表格文字应为“{remark.official}”，现为“{remark.found}”；格式的文字不能改动",
        )  # fmt: skip


def _rows(form: Form, reading: Reading) -> Iterator[Breach]:
    for remark in reading.rows:
        if remark.at in TITLES:
            message = f"没有读到“{remark.official}”表：表格要用文字，不能用图片代替，也不能省略"
        elif remark.found == "没有":
            message = f"缺少“{remark.official}”一栏；没有发生的填0，不能删去"
        elif remark.at == "table_three.other":
            message = "“（六）其他处理”只有一行，2021年起的格式分为不补正、不缴费、其他三行"
        else:
            message = "同一行出现多次；格式中只有一行，填合计数"
        yield Breach("F.rows", remark.at, remark.official, remark.found, message)


def _cells(form: Form, reading: Reading) -> Iterator[Breach]:
    """F.blank, one finding a table; F.nonnumeric and T3.natural, one a cell."""
    for table, title in TITLES.items():
        blank = [path for path, held in reading.values.items() if path.startswith(table) and held.is_blank]
        if blank:
            yield Breach(
                "F.blank", table, 0, len(blank),
                f"“{title}”表有{len(blank)}个空格；没有发生的应填0，不能留空",
            )  # fmt: skip
    kinds = {
        f"table_two.{part.key}.{row.key}.{column.key}": column.kind
        for part in form.table_two
        for row in part.rows
        for column in part.columns
    }
    for path, held in reading.values.items():
        if held.is_blank:
            continue
        if not held.is_clean:
            yield Breach(
                "F.nonnumeric", path, "数字", held.raw, f"应填数字，现为“{held.raw}”；不写单位、文字或斜杠，没有的填0"
            )
        elif held.number is None or kinds.get(path, Kind.COUNT) is not Kind.COUNT:
            continue
        elif held.number != int(held.number) or held.number < 0:
            rule = "T2.natural" if path.startswith("table_two") else "T3.natural"
            yield Breach(rule, path, "不小于0的整数", held.number, f"应为不小于0的整数，现为{held.raw}")


OBVIOUS = 10  # a smaller change may be what it says


def _meaning(form: Form, reading: Reading) -> Iterator[Breach]:
    """S.meaning: decisions of two years and their difference in the columns for items on the list (2019-60)."""
    for part in form.table_two:
        for row in part.rows:
            at = f"table_two.{part.key}.{row.key}"
            before, change, decisions = (reading.number(f"{at}.{key}") for key in ("prev_items", "change", "decisions"))
            if before is None or change is None or decisions is None:
                continue
            if not -OBVIOUS < change < OBVIOUS and decisions and before + change == decisions:
                yield Breach(
                    "S.meaning", at, "项目数量", f"{before} / {change} / {decisions}",
                    f"“{row.label}”的三个数像是两年的处理决定数和它们的差；前两栏应填项目（事项）的数量和增减",
                    Severity.WARNING,
                )  # fmt: skip


def _late(about: About) -> Iterator[Breach]:
    """D.late: after 31 January for a department, after 31 March for a government; townships are named by neither."""
    if about.year is None or about.posted_on is None or about.posted_on.year <= about.year:
        return
    organ = about.organ or about.title
    if not organ or re.search(r"(镇|乡|街道|街道办事处)(人民政府)?(\d|$)|[镇乡]人民政府|街道办", organ):
        return
    is_government = bool(re.search(r"([省市县区州盟旗]人民政府|自治[区州县]人民政府)$", organ))
    rule = "annual_report.government" if is_government or about.year < 2019 else "annual_report.department"
    limit = annual_date(rule, report_year=about.year)
    due = limit.falls_on(about.year)
    if about.posted_on > due:
        yield Breach(
            "D.late", "date", due.isoformat(), about.posted_on.isoformat(),
            f"公布日期为{about.posted_on.isoformat()}，应在{due.isoformat()}前公布（条例第四十九条），晚了{(about.posted_on - due).days}天",
        )  # fmt: skip


def against(previous: "Verdict | None", form: Form, year: int | None, reading: Reading) -> tuple[Breach, ...]:
    """X.*: this year's figures against those of the report before; of any other year's report that it is the wrong one."""
    if previous is None:
        return ()
    if year is not None and previous.year is not None and previous.year != year - 1:
        message = f"用来比较的是{previous.year}年度的报告，应为{year - 1}年度的，没有核对结转"
        return (Breach("X.previous", "previous", year - 1, previous.year, message, Severity.WARNING),)
    two, three, four = numbers(form, reading)
    tables = Tables(cast(Any, two), cast(Any, three), cast(Any, four))  # blanks and gaps are passed over there
    return check_between(form, tables, previous.form, Tables(**previous.tables))


__all__ = ["against", "breaches", "may_make_rules", "numbers", "of_numbers"]
