"""MINOR: a child who is named, or whose data stand beside a name.

Personal Information Protection Law Art. 28, 31: everything about a child under fourteen is sensitive; Law on the
Protection of Minors Art. 72, 73. Orphans and children without care are not posted at all; policy, standards and totals are.
"""

import re
from collections.abc import Iterator
from datetime import date

from gongkai.clearance.documents.document import METADATA, ROW, TRACE, Document
from gongkai.clearance.scanners.finding import BLOCK, WARN, Hit, Known
from gongkai.clearance.scanners.flow import views_of
from gongkai.clearance.scanners.grids import Cell, Grid, grids_of
from gongkai.clearance.scanners.listings import listings_of
from gongkai.clearance.scanners.names import COMPOUND, LIKE_NAMES, NAME, bare, is_masked, is_name
from gongkai.clearance.scanners.sight import sight_of

RULE = "MINOR"
LABEL = "未成年人信息"
WHY = "未成年人的姓名和情况不得公开，孤儿和事实无人抚养儿童不设公示环节（个人信息保护法第二十八条、第三十一条，未成年人保护法第七十二条）。"
ORPHANS = "孤儿和事实无人抚养儿童一律不公示，只公布政策、标准和总人数"
NOTE = "不公开未成年人的姓名，只公布人数和标准"

CHILDREN = re.compile(
    r"孤儿|事实无人抚养|(?:留守|困境|流浪|残疾|受助|贫困|福彩圆梦|艾滋病|病残)儿童|儿童(?:名单|花名册|信息|台账|救助|姓名|情况表|登记)|未成年人|流浪未成年|被收养人|收养登记|弃[婴儿]|幼儿|婴幼儿|新生儿|中小学生|小学生|初中生|"
    r"(?:小学|初中|幼儿园|学前)[\u4e00-\u9fff]{0,10}(?:名单|花名册|资助|补助|补贴|公示)|学生(?:名单|花名册|资助|营养)|(?:小学|幼儿园|班)[\u4e00-\u9fff]{0,4}花名册|六一|儿童福利"
)
_ORPHAN = re.compile(r"孤儿|事实无人抚养")
_CHILDISH = re.compile(r"学生|儿童|孤儿|幼儿|被收养人|婴儿")
_GROWN = re.compile(r"大学|本科|专科|大专|高校|研究生|学院|大[一二三四](?!班)")
_POLICY_LIST = re.compile(r"儿童主任|儿童督导员|联系人|志愿者|机构名单|工作者")
_SEARCH_NOTICE = re.compile(r"寻亲|认领|寻找(?:亲生)?父母")
_ID18 = re.compile(
    r"(?<![0-9A-Za-z])[1-9]\d{5}[ -]?((?:19|20)\d{2})[ -]?(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])[ -]?\d{3}[0-9Xx](?![0-9A-Za-z])"
)
_CHILD_WORDS = (
    r"之[子女孙]|孤儿|事实无人抚养儿童|无人抚养儿童|留守儿童|困境儿童|残疾儿童|流浪儿童|受助儿童|未成年人|儿童|女童|男童|幼童|患儿|婴儿|女婴|男婴|弃婴|学生|小学生|初中生|中学生|幼儿|小朋友|被收养人|"
    r"(?:长|次|三|幼|养|继)[子女]|其[子女孙]|外?孙[子女]|儿子|女儿|孩子|小孩|侄[子女]"
)
_KIN = re.compile(r"[子女孙]$|孩$")
_NAMED_CHILD = re.compile(
    rf"(?P<word>{_CHILD_WORDS})(?:[，,]?(?:姓名|名叫|取名|名字|叫))?[:： “\"（(\t]{{0,2}}(?P<name>{NAME})(?=$|[^\u4e00-\u9fff]|男(?!性)|女(?!性)|等\d|等[一二三四五六七八九十]名|现年|今年|就读|在读|由|被|随|跟|和|与|及|获|在|的(?:监护|父|母|家|身份|学)|因|患|住|系|于|[一-龥]{{2,8}}(?:小学|中学|幼儿园)|之[父母])"
)
_AGED = re.compile(
    rf"(?:^|[\s，,。；;：:、（(“\"\d.）)])(?:姓名[:：]?|[一-龥]{{2,4}}(?:儿童|学生|人员|对象|孤儿))?(?P<name>{NAME})[，,、（(：: ]{{0,2}}(?:(?:男|女)(?:孩|童)?[，,、 ]{{0,2}})?(?:[\u4e00-\u9fff]{{1,3}}族[，,、 ]{{0,2}})?"
    r"(?:(?:现年|今年|年龄|年仅|刚满|才|未满)?[:： ]?(?P<age>\d{1,2}|[一二三四五六七八九十]{1,3}) ?(?:周岁|岁|个月)(?!以|及|至|的)"
    r"|(?:出生日期|生日|出生于|生于)?[:： ]?(?P<year>(?:19|20)\d{2}) ?[年.\-/] ?(?P<month>\d{1,2})(?: ?[月.\-/] ?\d{1,2}日?|月)?[^，。\n]{0,2}(?:出生|生(?!活)))"
)
_IN_SCHOOL = re.compile(
    rf"(?:小学|中学|幼儿园|学校|一中|二中|三中|民中|初中|高中)[\u4e00-\u9fff]{{0,3}}[（(]?[一二三四五六七八九初高大中小\d]{{1,3}}(?:年级|[（(][\d一二三四五六七八九十]{{1,2}}[）)]|\d)?(?:[（(]?[\d一二三四五六七八九十]{{0,2}}[）)]?班)?[学生女男同：:， ]{{0,3}}(?P<name>{NAME})(?=$|[^\u4e00-\u9fff]|等|的|家|同学)"
    rf"|(?P<name2>{NAME})(?:[，,（(] ?)?(?:系|是|就读于?|在|为|(?<=[，,（( ]))[\u4e00-\u9fff]{{2,12}}(?:小学|中学|幼儿园)[\u4e00-\u9fff]{{0,3}}[（(]?[一二三四五六七八九初高大中小\d]{{1,3}}(?:年级|班|[（(][\d一二三四五六七八九十]{{1,2}}[）)]班)"
)
_AGE_SIGN = re.compile(
    r"[\d十] ?(?:周岁|岁|个月)|[一-九] ?岁|\d ?[年月日.\-/\d][^，。\n]{0,2}(?:出生|生(?!活))|出生|生日"
)
_SCHOOL_SIGN = re.compile(
    r"(?:小学|中学|幼儿园|学校|[一二三民]中|初中|高中)[\u4e00-\u9fff]{0,3}[（(]?[一二三四五六七八九初高大中小\d]"
)
_NUMERALS = {word: number for number, word in enumerate("零一二三四五六七八九")}
MAJORITY = 18


def find(document: Document, known: Known, today: date | None = None) -> Iterator[Hit]:
    today = today or date.today()
    done: set[tuple[int, int]] = set()
    for hit in _hits(document, today):
        if (id(hit.block), hit.start) not in done:
            done.add((id(hit.block), hit.start))
            yield hit


def _hits(document: Document, today: date) -> Iterator[Hit]:
    for grid in grids_of(document):
        yield from _in_grid(grid, today)
    for listing in listings_of(document):
        if CHILDREN.search(listing.above) and not _POLICY_LIST.search(listing.above):
            severity = WARN if _SEARCH_NOTICE.search(listing.above) else BLOCK
            for block, start, end in listing.names:
                yield Hit(block, start, end, severity, _note(listing.above))
    for block in document.blocks:
        if block.kind in {METADATA, TRACE}:
            continue
        if sight_of(block).has_digits:
            view = sight_of(block).joined
            for match in _ID18.finditer(view.text):
                if born(match[1], match[2], match[3], today) and checked(match[0]):
                    yield Hit(block, *view.span(*match.span()), BLOCK, "按出生日期未满十八周岁")
        if block.kind == ROW and len(block.text) < 12:
            continue
        for view in views_of(block):
            notice = bool(_SEARCH_NOTICE.search(view.text))
            for start, end in _in_text(view.text, today):
                yield Hit(block, *view.span(start, end), WARN if notice else BLOCK, NOTE)


def checked(number: str) -> bool:
    """GB 11643."""
    digits = re.sub(r"[ -]", "", number)
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    return (
        "10X98765432"[sum(int(digit) * weight for digit, weight in zip(digits, weights, strict=False)) % 11]
        == digits[-1].upper()
    )


def born(year: str, month: str, day: str, today: date) -> bool:
    """Whether somebody born that day is a minor today. A day to come is nobody's birthday."""
    there = (int(year), int(month), int(day))
    return there <= (today.year, today.month, today.day) and there > (today.year - MAJORITY, today.month, today.day)


def _in_grid(grid: Grid, today: date) -> Iterator[Hit]:
    if grid.form:
        named = next(cell for kind, cell in grid.form if kind == "name")
        if any(kind in {"age", "birth"} and _young(cell, kind == "birth", today) for kind, cell in grid.form):
            yield Hit(named.block, named.start, named.end, BLOCK, NOTE)
    if not grid.named_rows:
        return
    heads = " ".join(cell.text for cell in grid.heads.values())
    whole = (
        (_ORPHAN.search(grid.above) or not _GROWN.search(f"{grid.above} {heads}"))
        and (CHILDREN.search(grid.above) or CHILDREN.search(heads))
        and not _POLICY_LIST.search(f"{grid.above} {heads}")
    )
    grown = bool(_GROWN.search(f"{grid.above} {heads}"))
    school = grid.columns("school") and not grid.columns("post") and not grown
    severity = WARN if _SEARCH_NOTICE.search(grid.above) else BLOCK
    childish = [column for column, cell in grid.heads.items() if not grown and _CHILDISH.search(cell.text)]
    children = [(column, names) for column, names in grid.names if column in childish] or grid.names
    if whole or school or (childish and any(column in childish for column, _names in grid.names)):
        for _column, names in children:
            for cell in names:
                yield Hit(cell.block, cell.start, cell.end, severity, _note(f"{grid.above} {heads}"))
        return
    ages, births = grid.columns("age"), grid.columns("birth")
    for row in grid.rows[grid.body :] if ages or births else []:
        name = grid.named_rows.get(id(row[0].block)) if row else None
        if name and any(
            _young(cell, cell.column in births, today) for cell in row if cell.column in ages or cell.column in births
        ):
            yield Hit(name.block, name.start, name.end, BLOCK, "这一行是未成年人，整行去掉")


def _note(above: str) -> str:
    return ORPHANS if _ORPHAN.search(above) else NOTE


def _young(cell: Cell, birth: bool, today: date) -> bool:
    if birth:
        match = re.match(r"((?:19|20)\d{2})[年.\-/]?(\d{1,2})?(?:[月.\-/]?(\d{1,2}))?", cell.text)
        return bool(match) and born(match[1], match[2] or "1", match[3] or "1", today) if match else False
    match = re.fullmatch(r"(\d{1,2})(?:\.0)?(?:周?岁)?", cell.text)
    return match is not None and int(match[1]) < MAJORITY


def _in_text(text: str, today: date) -> Iterator[tuple[int, int]]:
    if not re.search(r"[儿童学生子女孩岁孙婴]|小朋友|未成年", text):
        return
    for match in _NAMED_CHILD.finditer(text):
        if _is_person(match["name"]) and not (
            _KIN.search(match["word"]) and not _shown_young(text, match.end(), today)
        ):
            yield match.span("name")
    for match in _AGED.finditer(text) if _AGE_SIGN.search(text) else ():
        if _is_person(match["name"]) and _is_young(match, today):
            yield match.span("name")
    for match in _IN_SCHOOL.finditer(text) if _SCHOOL_SIGN.search(text) else ():
        which = "name" if match["name"] else "name2"
        if _is_person(match[which]):
            yield match.span(which)


def _shown_young(text: str, end: int, today: date) -> bool:
    """Somebody's son or daughter may be forty: what follows must say a child."""
    after = text[end : end + 30]
    match = re.search(r"(\d{1,2}|[一二三四五六七八九十]{1,3}) ?(?:周岁|岁|个月)", after)
    if match:
        return _years(match[1]) < MAJORITY
    match = re.search(r"((?:19|20)\d{2})年", after)
    return bool(match and born(match[1], "1", "1", today)) or bool(
        re.search(r"年级|小学|幼儿园|初中|高[一二三中]|上学|就读", after)
    )


def _is_person(word: str) -> bool:
    word = bare(word)
    if is_masked(word) or word[:2] in LIKE_NAMES:
        return False
    return is_name(word) or "·" in word or word[:2] in COMPOUND


def _is_young(match: re.Match[str], today: date) -> bool:
    if match["age"]:
        return _years(match["age"]) < MAJORITY
    return born(match["year"], match["month"] or "1", "1", today)


def _years(said: str) -> int:
    if said.isdigit():
        return int(said)
    tens, ten, ones = said.rpartition("十")
    return (10 * _NUMERALS.get(tens or "一", 1) if ten else 0) + _NUMERALS.get(ones, 0)
