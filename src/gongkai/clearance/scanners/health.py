"""HEALTH: an illness, a disability, a pregnancy or a cure beside the person who has it.

Personal Information Protection Law Art. 28: medical and health data are sensitive; Art. 29, 55: not without separate
consent and an assessment made before. What policy says of illnesses (大病救助, 护理补贴标准) is about nobody.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator
from functools import cache

import ahocorasick_rs

from gongkai.clearance.documents.document import METADATA, ROW, TRACE, Document
from gongkai.clearance.scanners.finding import BLOCK, Hit, Known
from gongkai.clearance.scanners.flow import views_of
from gongkai.clearance.scanners.grids import Cell, Grid, grids_of
from gongkai.clearance.scanners.listings import listings_of
from gongkai.clearance.scanners.names import NAME, bare, is_name, numbers, people
from gongkai.clearance.scanners.sight import View
from gongkai.clearance.scanners.vocabulary import words_of

RULE = "HEALTH"
LABEL = "健康信息"
WHY = "把病情、残疾、怀孕、戒毒等情况与具体的人写在一起，属于敏感个人信息，不得公开（个人信息保护法第二十八条）。"
NOTE = "删去病情或者残疾情况，只写政策规定的救助类别"

NEAR = 200  # how far before an illness the person may stand who has it
_GENERAL = {
    "大病",
    "重病",
    "慢性病",
    "慢病",
    "重大疾病",
    "残疾",
    "患病",
    "多病",
    "失能",
    "半失能",
    "戒毒",
    "罕见病",
    "盲人",
    "聋哑人",
}
_TELLING = {"残疾", "重病", "大病", "患病"}  # enough in a column of causes
_LEVEL = r"[一二三四1-4壹贰叁肆IVⅠⅡⅢⅣ]{1,2} ?级"
_TYPE = r"(?:肢体|视力|听力|言语|智力|精神|多重|听力言语)"
# An illness of which the list does not know: said by the word before it and its own last word.
_SAID = re.compile(
    r"(?:身患|患有|罹患|患上|患|得了|确诊(?:为|患有)?|诊断(?:为|[:：])|查出(?:患有)?|检查出|病因[:：]|临床诊断[:：]?)(?!者)"
    r"[\u4e00-\u9fffA-Za-z]{0,14}?(?:病|癌症?|症|瘤|炎|中毒|综合征|障碍|硬化|衰竭|梗死|梗塞|出血|骨折|损伤|畸形|缺损|残疾)"
)
# What follows an illness where a policy, a fund or a service speaks of it, and no person.
_POLICY = re.compile(
    r"^ ?(?:(?:类别|类型|等级|程度|情况)(?![:：])"
    # a fund, a plan or a service, a few words on (白血病等重大疾病救助)
    r"|(?:等|及|和|、|或)?(?!申请|需|住院|[在到去于经已正并花]|\S{0,3}申请)[\u4e00-\u9fff]{0,6}?(?:防治|救助|保险|医保|筛查|补贴|补助|报销|预防|防控|宣传|知识|人群|目录|待遇|保障|政策|标准|办法|条例)"
    # one or everyone who has it, as a group
    r"|患者(?!\S{0,3}[:：])|病人|人员(?!\S{0,3}[:：])|家庭(?!成员)|儿童|妇女|老人|老年人|对象|群众|群体|人联|人证|证|人(?!民币)"
    r"|的(?:困难|对象|人员|居民|群众|家庭|患者|特困|低保|老年人|残疾人|儿童|未成年人|申请人|参保|所有|，)|[^，。；\n]{0,6}的(?:，|应当|可以|由|给予)"
    # right after it: a ward, an office, a count
    r"|(?:等)?(?:专科)?(?:医院|医疗|门诊|病区|科|服务|机构|康复(?:中心|服务|机构|项目|训练)|管理|治疗(?:费|点|中心)|费用|资金|基金|发病率|患病率|率|监测|登记|疫情|疫苗|病例|特殊|检测|检查|报告|评定|鉴定|认定|评估|日活动|所|等级(?:为|被评定|评定为)[一二、]))"
)
_POLICY_BEFORE = re.compile(
    r"(?:[防抗控治]|预防|防治|关于|严重|城乡|困难|重度|轻度|等|享受|对|开展|纳入|各类|符合|发生|罹患重特大|因病|特[殊大]|农村|地方|重点|常见)$"
)
_LABEL = re.compile(
    r"(?:病种|病情|诊断(?:结果)?|疾病(?:名称|类型)?|患病(?:情况|名称|类型)?|残疾(?:类别|等级|类型|情况)|健康(?:状况|情况)|身体(?:状况|情况)|致[贫困](?:主要)?原因|困难原因|(?:申请|救助|主要)(?:原因|事由|理由))[:：\t ]{1,3}[^\n\t。]{0,16}$"
)
_PRONOUN = re.compile(
    r"(?:本人|该[户人]|其(?:本人|妻|夫|父|母|子|女)|配偶|户主|申请人|患者|妻子|丈夫|儿子|女儿)(?!应|需|可|及|和|、|是|的)"
)


# A name that opens its clause, right before what the list of illnesses knows (王大明，肢体残疾二级).
_JUST_BEFORE = re.compile(rf"(?:^|[\s，,。；;、:：.．\d）)])(?P<name>{NAME})(?:[，,、（(:：\s]{{1,3}}|因|患)(?=\S)")


_WORDED = re.compile(rf"{_TYPE}(?:残疾)?[（( ]?{_LEVEL}|{_LEVEL}[（( ]?{_TYPE}残?疾?|残疾等级[:： ]{{0,2}}{_LEVEL}")
_SAID_SIGNS = ("患", "诊断", "查出", "得了", "病因", "确诊")


_MORE = re.compile(r"后遗症|(?:中?晚|早|中|急性|终末)期|术后|综合[征症]|[（(][\u4e00-\u9fff]{1,4}期[）)]")


@cache
def _illnesses() -> ahocorasick_rs.AhoCorasick:
    return ahocorasick_rs.AhoCorasick(sorted(words_of("illnesses")), matchkind=ahocorasick_rs.MatchKind.LeftmostLongest)


def states(text: str) -> list[tuple[int, int]]:
    """Where a text speaks of an illness or a state of health; of stretches that overlap the first, then the longest."""
    found = [(start, end) for _number, start, end in _illnesses().find_matches_as_indexes(text)]
    if any(sign in text for sign in _SAID_SIGNS):
        found += [match.span() for match in _SAID.finditer(text)]
    if "级" in text:
        found += [match.span() for match in _WORDED.finditer(text)]
    kept: list[tuple[int, int]] = []
    for start, end in sorted(found, key=lambda span: (span[0], -span[1])):
        if not kept or start >= kept[-1][1]:
            more = _MORE.match(text, end)
            kept.append((start, more.end() if more else end))
    return kept


def find(document: Document, known: Known) -> Iterator[Hit]:
    done: dict[int, list[tuple[int, int]]] = {}
    for grid in grids_of(document):
        for hit in _in_grid(grid):
            done.setdefault(id(hit.block), []).append((hit.start, hit.end))
            yield hit
    listed: dict[int, list[tuple[int, int]]] = {}
    for listing in listings_of(document):
        for one, start, end in listing.names:
            listed.setdefault(id(one), []).append((start, end))
    for block in document.blocks:
        if block.kind in {METADATA, TRACE}:
            continue
        taken = done.get(id(block), [])
        for view in views_of(block):
            inside = [_seen(view, start, end) for start, end in listed.get(id(block), ())]
            for start, end in _in_text(view.text, block.kind == ROW, inside):
                first, last = view.span(start, end)
                if all(last <= one or first >= other for one, other in taken):
                    taken.append((first, last))
                    yield Hit(block, first, last, BLOCK, NOTE)


def _in_grid(grid: Grid) -> Iterator[Hit]:
    """The cells of a column of illnesses or disabilities, or of causes and remarks that tell one, in rows with a name."""
    if grid.form:
        for kind, cell in grid.form:
            told = kind in {"health", "disability"} and (
                _GRADE.fullmatch(cell.text) or not _NOTHING.fullmatch(cell.text)
            )
            if told or (kind == "cause" and (_CAUSE.search(cell.text) or _tells(cell.text))):
                yield Hit(cell.block, cell.start, cell.end, BLOCK, NOTE)
    if not grid.named_rows:
        return
    for column in grid.columns("health", "disability"):
        for cell in grid.open_cells(column):
            grade = grid.kinds[column] == "disability" and _GRADE.fullmatch(cell.text)
            if id(cell.block) in grid.named_rows and (grade or not _NOTHING.fullmatch(cell.text)):
                yield Hit(cell.block, cell.start, cell.end, BLOCK, "去掉这一列")
    for row in grid.rows[grid.body :]:
        if row and id(row[0].block) in grid.named_rows:
            for cell in row:
                cause = grid.kinds.get(cell.column) == "cause" and _CAUSE.search(cell.text)
                if (
                    grid.kinds.get(cell.column) not in _ELSEWHERE
                    and len(cell.text) > 1
                    and (cause or _tells(cell.text))
                ):
                    yield Hit(cell.block, cell.start, cell.end, BLOCK, NOTE)


_ELSEWHERE = {"health", "disability", "name", "organ", "identity", "bank", "phone"}
_GRADE = re.compile(r"[1-4]")
_CAUSE = re.compile(r"因[患]?[病残]|[患大重疾慢有多]病|病[残困重故]|残疾|[病残]$|癌|孕|戒毒|吸毒")
_NOTHING = re.compile(r"健康|良好|一般|正常|无|否|是|较好|较差|/|-|有|完全自理|能自理|自理|[0-9.]+")


def tells(cell: Cell) -> bool:
    """Whether a cell of a column of causes, kinds or remarks tells an illness or a disability."""
    return bool(_CAUSE.search(cell.text)) or _tells(cell.text)


def _tells(text: str) -> bool:
    return any(
        not _POLICY.match(text[end:]) and text[start:end] not in _GENERAL - _TELLING for start, end in states(text)
    )


def _seen(view: View, start: int, end: int) -> tuple[int, int]:
    """A stretch of the block as a stretch of the view."""
    return bisect_left(view.origin, start), bisect_left(view.origin, end)


def _in_text(text: str, row: bool, listed: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    found = states(text)
    if not found:
        return
    named = (
        listed + people(text) + [match.span("name") for match in _JUST_BEFORE.finditer(text) if _is_told(match["name"])]
    )
    numbered = numbers(text)
    if row:
        named = named or _row_names(text)
    if not named and not numbered:
        return
    for start, end in found:
        said = text[start:end]
        if _POLICY.match(text[_row_end(text, end, found) :][:40]) or (
            said in _GENERAL and not _LABEL.search(text[max(0, start - 30) : start])
        ):
            continue
        if _POLICY_BEFORE.search(text[max(0, start - 6) : start]) and not said.startswith(("患", "身患", "确诊")):
            continue
        if row or _beside(text, start, end, named, numbered):
            yield start, end


def _row_end(text: str, end: int, found: list[tuple[int, int]]) -> int:
    """The end of the last of a row of illnesses (糖尿病、高血压等慢性病)."""
    for start, last in found:
        if start > end and start - end <= 2 and set(text[end:start]) <= set("、和及与或等"):
            end = last
    return end


def _is_told(word: str) -> bool:
    return is_name(bare(word))


def _row_names(text: str) -> list[tuple[int, int]]:
    found, at = [], 0
    for word in re.split(r"[\t\n]", text):
        if is_name(word.strip()):
            found.append((at, at + len(word)))
        at += len(word) + 1
    return found


def _beside(text: str, start: int, end: int, named: list[tuple[int, int]], numbered: list[tuple[int, int]]) -> bool:
    """Whether a person stands before it in the same paragraph, or soon after it in the same sentence."""
    from_ = max(text.rfind("\n\n", 0, start), start - NEAR, 0)
    to = text.find("。", end)
    to = min(to if to >= 0 else len(text), end + 60)
    return any(one >= from_ and other <= to for one, other in [*named, *numbered]) or (
        bool(_PRONOUN.search(text[max(0, start - 12) : start]))
        and any(0 <= start - other <= 400 for _one, other in [*named, *numbered])
    )
