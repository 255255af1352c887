"""What a published report says about itself: title, organ, year, sections, dates, the form it follows."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from gongkai.annual_reports.published.paper import Paper
from gongkai.annual_reports.published.words import han, tight
from gongkai.statute.annual_report.forms import FORMS, STATUTORY, form_for

NUMERALS = "一二三四五六七八九"
_HEADING = re.compile(rf"([{NUMERALS}])[、.,:](.+)")
_ROWS = ("本年新收", "上年结转", "本年度办理结果", "结转下年度")  # numbered like sections, but rows of table three
_KEYS = (
    ("remedies", ("复议", "诉讼")),
    ("problems", ("问题", "改进", "打算")),
    ("other_matters", ("其他需要", "其它需要", "其他事项", "需要报告", "其他报告", "收费")),
    ("applications", ("依申请", "收到和处理", "申请情况", "处理政府信息公开申请")),
    ("proactive", ("主动公开", "公开情况")),
    ("overview", ("总体情况", "概述", "基本情况", "概况", "总体")),
)
_TITLE_WORDS = ("年度报告", "年报")
_YEAR = re.compile(r"(20[0-3]\d)年(?:度)?")
_PERIOD = re.compile(r"(20[0-3]\d)年1月1日")
_POSTED = re.compile(
    r"(?:发布|发文|公开|成文|生成|发表|更新)?(?:时间|日期):?\s*\[?\s*(20[0-3]\d)[-/年.](\d{1,2})[-/月.](\d{1,2})"
)
_SIGNED = re.compile(r"(20[0-3]\d)年(\d{1,2})月(\d{1,2})日")
LONGEST_HEADING = 40
LONGEST_TITLE = 60


@dataclass(frozen=True, slots=True)
class Heading:
    """`number` as printed (0 when it is not), `key` the section of the outline it can only be, `line` where it stands."""

    number: int
    key: str
    title: str
    line: int
    rest: str = ""  # words of the section that follow on the same line


def headings(paper: Paper) -> list[Heading]:
    """The sections of the report in their order. A heading without its number counts when it is the form's, word for word."""
    official = {han(section.title): section.key for section in STATUTORY.sections}
    found: list[Heading] = []
    for place, line in enumerate(paper.lines):
        if line.is_run:
            continue
        text = tight(line.text)
        if line.is_row and len([cell for cell in line.cells if cell.text]) > 1:
            text = tight(line.cells[0].text)  # a sheet of words: the heading, and beside it the section
            if han(text.lstrip(NUMERALS)) not in official:
                continue
        if match := _HEADING.match(text):
            number, title = NUMERALS.index(match[1]) + 1, match[2]
            rest = ""
            for name in official:
                if han(title).startswith(name) and len(title) > LONGEST_HEADING:
                    end = len(name) + title.count("、", 0, len(name) + 1)
                    title, rest = title[:end], title[end:]
            if (
                len(title) > LONGEST_HEADING
                or title.startswith(_ROWS)
                or title.endswith(("。", ";"))
                or "。" in title[:-1]
            ):
                continue
            if key := _key(title):
                found.append(Heading(number, key, title.rstrip("。:"), place, rest))
        elif han(text) in official and len(text) <= LONGEST_HEADING:
            found.append(Heading(0, official[han(text)], text, place))
    return _in_order(found)


def _key(title: str) -> str:
    words = han(title)
    return next((key for key, marks in _KEYS if any(mark in words for mark in marks)), "")


def _in_order(found: list[Heading]) -> list[Heading]:
    """A list of contents before the report names every section too: the last complete run is the report's own."""
    starts = [n for n, heading in enumerate(found) if heading.key == "overview"]
    return found[starts[-1] :] if len(starts) > 1 and starts[-1] < len(found) - 1 else found


@dataclass(frozen=True, slots=True)
class About:
    """Who reports on which year, under which title; empty or None where the paper does not say."""

    organ: str
    year: int | None
    title: str
    posted_on: date | None


def about(paper: Paper, sections: list[Heading]) -> About:
    first = sections[0].line if sections else min(len(paper.lines), 12)
    head = [tight(line.text) for line in paper.lines[: max(first, 1)]]
    body = tight(" ".join(line.text for line in paper.lines[:80]))
    title = _title(head)
    year = _first_year(title) or _period(body) or _first_year("".join(head)) or _first_year(body)
    return About(_organ(title, head, body), year, title, _posted(paper, year, sections))


def _title(head: list[str]) -> str:
    """The line that names the report, with the line before it when that holds the organ; one with a year before others."""
    found = list(_titles(head))
    return next((title for title in found if _YEAR.search(title)), found[0] if found else "")


def _titles(head: list[str]) -> Iterator[str]:
    for place, text in enumerate(head):
        text = re.sub(r"^[(\[【].{1,6}[)\]】]", "", text)
        if (
            not 6 <= len(text) <= LONGEST_TITLE
            or "公开" not in text
            or "报" not in text
            or ">" in text
            or "根据" in text
        ):
            continue
        if not any(word in text for word in _TITLE_WORDS) and not re.search(r"公开.*情况.*报告$", text):
            continue
        if "。" in text or "编制说明" in text or text.endswith((".pdf", ".docx", ".doc")):
            continue
        before = head[place - 1] if place else ""
        starts_bare = re.match(r"(20\d\d|政府信息公开)", text)
        if (
            starts_bare
            and 3 <= len(before) <= 30
            and re.search(r"(局|府|办|会|处|所|队|心|镇|乡|县|区|市|厅|院|室|园|站)$", before)
        ):
            yield before + text
        else:
            yield text


def _first_year(text: str) -> int | None:
    match = _YEAR.search(text)
    return int(match[1]) if match else None


def _period(text: str) -> int | None:
    match = _PERIOD.search(text)
    return int(match[1]) if match else None


_ORGAN_END = r"(?:人民政府办公[厅室]|人民政府|管理委员会|委员会|办事处|办公室|管理局|分局|总队|支队|大队|中心|[局厅委院会处所镇乡县区市州省盟旗园])"


_NAMING = (
    rf"(?:现将|公布|编制|发布)([^,。;:、]{{2,40}}?{_ORGAN_END})(?:\([^)]*\))?20[0-3]\d年",
    r"(?:发文机关|发布机构|发布单位|公开主体):?([\u4e00-\u9fff]{3,30}?)(?:发文|成文|发布|主题|名称|$)",
    rf"由([^,。;:、由与]{{2,30}}?{_ORGAN_END})(?:编制|组织编)",
    rf"20[0-3]\d年[,以来]*([^,。;:、我]{{2,30}}?{_ORGAN_END})(?:认真|坚持|深入|按照|全面|严格|在|始终|以|紧)",
)


def _organ(title: str, head: list[str], body: str) -> str:
    for pattern in (r"^(?:关于)?(.{2,40}?)20[0-3]\d年", r"^(.{2,40}?)政府信息公开(?:工作)?20[0-3]\d年"):
        if (match := re.match(pattern, title)) and (name := match[1].removesuffix("关于")) and "公开" not in name:
            return name
    match = re.match(r"^(?:关于)?20[0-3]\d年(?:度)?(.{2,40}?)(?:政府|政务)?信息公开", title)
    if match and match[1] not in {"政府", "政务"}:
        return match[1]
    body = re.sub("《[^》]*》", "", body)
    for pattern in _NAMING:
        if (match := re.search(pattern, body)) and _is_name(match[1]):
            return re.sub(r"(?<=[府局])局?党政办公室$", "", match[1])
    match = re.search(rf"请与([^,。;:()]{{2,20}}?{_ORGAN_END})", body)
    return _most_named(body) or (match[1] if match and _is_name(match[1]) else "")


def _most_named(body: str) -> str:
    """The full name of an organ that occurs most; the earliest of several."""
    names = re.findall(
        rf"(?:(?<=[,。;:、(《“由])|(?<=年)|^)([\u4e00-\u9fff]{{2,12}}[市县区州盟旗镇][\u4e00-\u9fff]{{0,12}}?{_ORGAN_END})",
        body,
    )
    return max(dict.fromkeys(filter(_is_name, names)), key=names.count, default="")


def _is_name(text: str) -> bool:
    """A name holds no verb and no pronoun; the words around names do."""
    return not re.search(
        "我|本[局办单镇县年]|通过|按照|根据|依据|的|向|与|对|将|特编|编制|主要|要求|认真|情况|是|了", text
    )


def _posted(paper: Paper, year: int | None, sections: list[Heading]) -> date | None:
    """The day the page says it was posted, or the day under the organ's name at the end of the document."""
    for line in paper.lines[: (sections[0].line if sections else 15) + 1]:
        if match := _POSTED.search(tight(line.text)):
            return _day(match)
    for line in reversed(paper.lines[-15:]):
        text = tight(line.text)
        if (match := _SIGNED.fullmatch(text)) and year and int(match[1]) > year:
            return _day(match)
    return None


def _day(match: re.Match[str]) -> date | None:
    try:
        return date(int(match[1]), int(match[2]), int(match[3]))
    except ValueError:
        return None


def form_key(words: str, sections: list[Heading], year: int | None, opening: str) -> str:
    """The form the report follows, by its table words, or, where no table is to be seen, by outline and year.

    `words` are the Chinese characters of what looks like tables, `opening` those before section two.
    """
    new = sum(
        words.count(mark)
        for mark in ("本年制发件数", "本年废止件数", "现行有效件数", "本年处理决定数量", "本年收费金额")
    )
    old = sum(
        words.count(mark) for mark in ("本年新制作", "本年新公开", "对外公开总数量", "上一年项目数量", "采购总金额")
    )
    if new or old:
        return "2021-30" if new >= old else "2019-60"
    if "逾期不补正" in words or "逾期未按收费通知" in words:
        return "2021-30"
    if "本年新收政府信息公开申请数量" in words and year is None:
        return "2019-60"
    first = next((heading for heading in sections if heading.key == "overview"), None)
    is_old = first is not None and "概述" in first.title and "总体情况" not in opening
    if is_old or year is None:
        return "pre-2019"
    return form_for(max(year, FORMS[0].since)).key
