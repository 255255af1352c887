"""NAME-LIST: a table or list of persons, and the columns of it that may not be posted.

Interim Measures for Social Assistance Art. 11, 18, 48, 61: the name, the size of the household, the kind and the amount
are posted in the village, everything else about the family is kept secret; Personal Information Protection Law Art. 6,
28: no more than is needed. Tables of organs, villages, prices and figures are no lists of persons.
"""

import re
from collections.abc import Iterator

from gongkai.clearance.documents.document import Document
from gongkai.clearance.scanners.address import is_fine
from gongkai.clearance.scanners.finding import BLOCK, INFO, WARN, Hit, Known
from gongkai.clearance.scanners.grids import Cell, Grid, grids_of
from gongkai.clearance.scanners.health import tells
from gongkai.clearance.scanners.listings import Listing, listings_of

RULE = "NAME-LIST"
LABEL = "人员名单"
WHY = "名单只公示法定的内容，其余个人信息一律去掉，期满撤下（社会救助暂行办法第十一条、第六十一条，个人信息保护法第六条）。"

LEAST = 3  # names that make a list; strung together in a sentence: five
SENSITIVE = {
    "identity": "证件号码", "bank": "银行账号", "health": "病情", "disability": "残疾情况", "income": "收入财产", "birth": "出生日期",
    "phone": "电话", "kin": "家庭成员", "guardian": "监护人",
}  # fmt: skip
_WELFARE = re.compile(
    r"低保|最低生活保障|特困|临时救助|救助|补贴|补助|津贴|名单|花名册|公示|孤儿|残疾|困难|贫困|脱贫|帮扶|慰问|养老|高龄|优抚|抚恤|发放|对象|受益|受助|资助|保障|申请|五保|监测户|廉租|公租房|危房|移民|安置|退役|殡葬|火化|婚姻|结婚|离婚|收养"
)
_OFFICIALS = re.compile(
    r"局长|主任|书记|组长|委员|评委|代表|领导|负责人|干部|科长|县长|市长|镇长|乡长|专家|成员|参加|出席|主持|列席|陪同|调研|组成人员|名誉|会长|理事|监事|秘书|作者|记者|编辑|供稿|裁判|律师|先进个人|劳模|烈士|任命|任免|免去|任职|录用|招聘|拟聘|考察|评审|表彰|通讯员|摄影|起草人|调查员|执法"
)
_LAW = re.compile(r"婚姻登记|结婚登记|离婚登记|收养登记")
# What may be posted, by the kind of list (the first that the words above the list name).
_POSTED = (
    (re.compile(r"孤儿|事实无人抚养|困境儿童|留守儿童|未成年"), "这类名单不设公示环节，整张表不得公开"),
    (re.compile(r"婚姻|结婚|离婚|收养"), "婚姻、收养登记资料按规定查询，整张表不得公开"),
    (re.compile(r"低保|最低生活保障"), "只公示申请人姓名、家庭人口数、保障类型和金额"),
    (re.compile(r"特困|五保"), "只公示姓名、供养方式和金额"),
    (re.compile(r"临时救助"), "只公示申请人姓名、救助类型和金额"),
    (re.compile(r"残疾|高龄|护理补贴|津贴"), "一般只公布总人数和总金额；规定要公示的，只写姓名、补贴类型和金额"),
    (re.compile(r""), "只保留姓名和规定要公示的项目"),
)


def find(document: Document, known: Known) -> Iterator[Hit]:
    for grid in grids_of(document):
        yield from _in_grid(grid)
    for listing in listings_of(document):
        yield from _in_listing(listing)


def _in_grid(grid: Grid) -> Iterator[Hit]:
    names = [
        (column, cells)
        for column, cells in grid.names
        if len({cell.text for cell in cells}) >= LEAST or len(cells) >= LEAST
    ]
    if not names:
        return
    column, cells = max(names, key=lambda found: len(found[1]))
    heads = " ".join(cell.text for cell in grid.heads.values())
    drop = list(_sensitive(grid))
    officials = bool(grid.columns("post")) or bool(_OFFICIALS.search(f"{grid.above} {heads}"))
    private = [head for kind, head in drop if not (officials and kind in {"phone", "birth"})]
    if officials and not private:
        severity, note = INFO, "像是工作人员或者专家名单，请核对只有姓名、职务和办公电话"
    elif private or _never(grid.above):
        severity, note = (
            BLOCK,
            f"{_posted(grid.above)}；去掉：{'、'.join(dict.fromkeys(head.text for head in private))}".removesuffix(
                "；去掉："
            ),
        )
    else:
        severity, note = WARN, f"{_posted(grid.above)}，公示期满撤下"
    place = grid.heads.get(column, cells[0])
    if severity == WARN and not grid.kinds.get(column) and not _WELFARE.search(f"{grid.above} {heads}"):
        severity, note = INFO, "像是一张人员名单，请核对能不能公开"
    yield Hit(place.block, place.start, place.end, severity, note)
    for head in dict.fromkeys(private):
        if head is not place:
            yield Hit(head.block, head.start, head.end, BLOCK, "公示的名单里不得有这一列")


def _sensitive(grid: Grid) -> Iterator[tuple[str, Cell]]:
    """The heads of columns that no posted list may have and in which something stands unmasked."""
    for column, kind in grid.kinds.items():
        head = grid.heads[column]
        cells = grid.open_cells(column)
        home = kind in {"address", "place"} and any(is_fine(cell.text) for cell in cells)
        ill = kind == "cause" and any(tells(cell) for cell in cells)
        if home or ill or (kind in {*SENSITIVE, "group"} and cells):
            yield kind, head


def _in_listing(listing: Listing) -> Iterator[Hit]:
    block, start, end = listing.names[0]
    officials = bool(_OFFICIALS.search(listing.above)) or any(kind == "post" for kind, _head in listing.heads)
    private = [
        head for kind, head in listing.heads if kind in SENSITIVE and not (officials and kind in {"phone", "birth"})
    ]
    if not listing.heads:
        if not officials and _WELFARE.search(listing.above):
            yield Hit(block, start, end, WARN, f"{_posted(listing.above)}，公示期满撤下")
        return
    name = next((head for kind, head in listing.heads if kind == "name"), listing.names[0])
    words = "、".join(dict.fromkeys(one.text[first:last] for one, first, last in private))
    if private or _never(listing.above):
        yield Hit(*name, BLOCK, f"{_posted(listing.above)}；去掉：{words}".removesuffix("；去掉："))
    elif officials:
        yield Hit(*name, INFO, "像是工作人员或者专家名单，请核对只有姓名、职务和办公电话")
    else:
        yield Hit(*name, WARN, f"{_posted(listing.above)}，公示期满撤下")
    for head in private:
        yield Hit(*head, BLOCK, "公示的名单里不得有这一列")


def _never(above: str) -> bool:
    return bool(_LAW.search(above)) or bool(_POSTED[0][0].search(above))


def _posted(above: str) -> str:
    return next(words for pattern, words in _POSTED if pattern.search(above))
