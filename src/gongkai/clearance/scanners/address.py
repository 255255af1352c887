"""ADDRESS: somebody's home, down to the house number, the room or the villagers' group.

Civil Code Art. 1034: an address by which a person can be found is personal data; Personal Information Protection Law
Art. 6: no more of it than is needed, which on a posted list is the village. The address of an organ, a hall, a school, a
firm, a meeting or a building site is nobody's home.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator
from functools import cached_property

from gongkai.clearance.documents.document import METADATA, ROW, TRACE, Block, Document
from gongkai.clearance.scanners.finding import BLOCK, WARN, Hit, Known
from gongkai.clearance.scanners.flow import views_of
from gongkai.clearance.scanners.grids import Grid, grids_of
from gongkai.clearance.scanners.names import NAME, bare, is_name, numbers, people
from gongkai.clearance.scanners.sight import View

RULE = "ADDRESS"
LABEL = "家庭住址"
WHY = "住址细到门牌、房号或者村民小组，属于个人信息，公示时只写到村（民法典第一千零三十四条，个人信息保护法第六条）。"

_NUMBER = r"(?:[0-9]{1,4}|[一二三四五六七八九十百零〇]{1,4})"
_GROUP_NAME = r"[\u4e00-\u9fff]{1,4}?"
# What ends a home address. Each alternative begins with something rare, so that no text makes it slow.
_TAIL = re.compile(
    rf"(?:第? ?{_NUMBER} ?(?:村民小组|居民小组|小组|[组社队](?![织委会团长级员内成建\u4e00-\u9fff]?[织委长]))"
    rf"|(?<=村){_GROUP_NAME}(?:村民小组|自然村|自然寨)"
    rf"|(?<=[村区会])(?!民小?组){_GROUP_NAME}(?:组|寨|屯)(?![\u4e00-\u9fff]*?[村组寨屯])"
    rf"|[0-9]{{1,5}}(?:[-之][0-9]{{1,4}})? ?号(?:附 ?[0-9]{{1,3}} ?号)?(?!文|令|公告|线|桥|地块|楼|院?[0-9一二三四五六七八九十]*号楼|指标|机|台|井|门店|通知|会议|病|证|码|段|标|样|店)"
    rf"|[0-9A-Za-z一二三四五六七八九十]{{1,4}} ?(?:栋|幢|号楼|座|#楼?)(?= ?[0-9一二三四五六七八九十甲乙])"
    rf"|[0-9一二三四五六七八九十]{{1,3}} ?单元(?= ?[0-9一二三四五六七八九十])"
    rf"|(?<=[-\u4e00-\u9fff ])[0-9]{{1,3}}-[0-9]{{1,2}}-[0-9]{{3,4}}(?![-0-9])"
    r")"
)
_REST = re.compile(
    r"(?: ?(?:附 ?[0-9]{1,3} ?号|[0-9A-Za-z一二三四五六七八九十]{1,4} ?(?:栋|幢|号楼|座|#楼?)|[甲乙丙丁0-9一二三四五六七八九十]{1,3} ?单元|[0-9一二三四五六七八九十]{1,3} ?[楼层]"
    r"|[0-9]{1,5}(?:-[0-9]{1,4})? ?(?:室|号房?|房)|[0-9]{3,4}(?![0-9年元人户万件个])|[\u4e00-\u9fff]{1,8}(?:小区|花园|家园|公寓|苑|新村)))*"
)
_BEFORE = re.compile(r"[\u4e00-\u9fff0-9A-Za-z·（）()#-]{2,40} ?$")
# The words before the number that make an address of it: the last village, road or compound.
_VILLAGE = re.compile(r"(?:村委会|居委会|社区|村|寨|屯|镇|乡|街道)(?:[\u4e00-\u9fff]{0,6})$")
_STREET = re.compile(
    r"(?:路|街|大道|巷|弄|胡同|村|社区|小区|花园|家园|公寓|新村|苑|里|坊|寨|屯|组|庄|安置[点区房]|宿舍|家属[院楼区]|大院|城|府|湾|庭|居|郡|园)"
    r"(?:[东南西北中]?[段路]?|[\u4e00-\u9fff]{0,4}|[0-9A-Za-z一二三四五六七八九十]{1,4}(?:期|区|组|段|巷|弄))$"
)
_HOME = re.compile(
    r"(?:家住|住址|家庭(?:详细)?(?:住|地)址|家庭所在地|居住地址?|居住于|居住在|户籍(?:所在)?地?(?:址|为|在|：|:)|户籍地|户籍所在|户口所在地|户口(?:在|地)|现住|现居|原住|租住|暂住|借住|户住|常住地|住于|住在|住所地?[:：]"
    r"|身份证(?:住址|地址)|[，,。；;、）) \n\t][现]?住(?![房院宅宿户所建])|^[现]?住(?![房院宅宿户所建])|祖籍|家在|回到?家|上门|入户走访|送达地址|通[讯信]地址|联系地址|收[件货]地址|详细地址|地址)[^。；;\n]{0,6}$"
)
_SURE_HOME = re.compile(r"家住|家庭|居住|户籍|户口|现住|现居|租住|暂住|借住|户住|住于|住在|身份证|住址|住(?:[^所]|$)")
_ORGAN = re.compile(
    r"办公|办理|受理|接收|提交|单位|公司|会议|会场|地点|召开|举行|项目|工程|建设(?![路街村巷社大])|选址|坐落|座落|位于|设在|设立|开设|新建|改建|搬迁至|迁至|邮编|邮政编码|邮寄|寄至|来信|窗口|大厅|中心|政务|政府|民政|街道办|办事处"
    r"|居委会(?!.{0,6}组)|村委会(?!.{0,8}[组寨屯])|派出所|法院|学校|小学|中学|大学|幼儿园|医院|卫生院|诊所|药店|酒店|宾馆|会议室|办公楼|养老院|敬老院|福利院|救助站|登记处|开放时间|工作时间|传真|网址|主办|承办|投诉|监督|版权"
    r"|银行|支行|营业|商店|超市|门市|经营场所|注册地|服务站|服务点|服务机构|法定代表人|统一社会信用代码|协会|基金会|委员会|局|所址|馆|机关|技术支持|咨询|查阅|公示地点|集中安葬|殡仪|公墓|停车|公厕|路灯|修建|硬化|整治|施工|招标|中标|采购|征收|征地|拆迁|拍卖|地块"
)
_ORGAN_AFTER = re.compile(
    r"^[^。\n]{0,12}(?:法定代表人|统一社会信用|注册资[本金]|业务范围|业务主管单位|登记管理机关)|^[^，。；\n]{0,14}?(?:大厅|中心|政府|局|大楼|办公|会议室|窗口|学校|小学|中学|医院|公司|委员会|办公室|广场|酒店|宾馆|敬老院|福利院|养老院|道路|公路|工程|项目|路段|水渠|饮水|产业|基地|示范|环境|整治|邮编|邮政编码)|^[^。\n]{0,24}(?:邮编|邮政编码|传真|办公电话|0\d{2,3}-)"
)
_WITHIN = re.compile(
    r"大厅|会议室|办公|政府(?![路街])|(?:中心|学校|小学|中学|医院|公司|[民财公]\S局)(?![路街]|宿舍|家属|小区|旁|后|对面)"
)
_MANY = re.compile(rf"^ ?[、和及与至到-] ?第?{_NUMBER} ?(?:村民)?(?:小组|组|社|队|号)")
_NO_GROUP = re.compile(
    r"(?:工作|领导|督[导查察]|审核|调查|评议|监督|入户|宣传|核查|帮扶|攻坚|互助|项目|救援|综合|机构|专家|执法|巡[查察]|检查|考核|评审|评估|保障|服务|[每各该本到几多数]|个|全体|党|学习|志愿|网格|协调|指导|筹备|议事|理财|代表|管理|委员会|会|[两三四五]委)(?:小)?组$"
)
_NAME_AFTER = re.compile(rf"[ :：]?(?P<name>{NAME})(?=$|[、，,。；;（(\s])")
_TRIGGER = re.compile(r"[组寨屯社队号栋幢座室]|单元|自然村|\d-\d{1,2}-\d{3}|#")


def find(document: Document, known: Known) -> Iterator[Hit]:
    cells: dict[int, list[tuple[int, int]]] = {}
    for grid in grids_of(document):
        for hit in _in_grid(grid):
            cells.setdefault(id(hit.block), []).append((hit.start, hit.end))
            yield hit
    for block in document.blocks:
        if block.kind in {METADATA, TRACE} or not _TRIGGER.search(block.text):
            continue
        taken = cells.get(id(block), [])
        for view in views_of(block):
            for start, end, severity, note in _in_text(view, block):
                first, last = view.span(start, end)
                if all(last <= one or first >= other for one, other in taken):
                    taken.append((first, last))
                    yield Hit(block, first, last, severity, note)


def _in_grid(grid: Grid) -> Iterator[Hit]:
    """The cells of a column of addresses or groups, in rows that name a person."""
    if not grid.named_rows:
        return
    group_only = grid.columns("group")
    for column in grid.columns("address", "group", "place"):
        for cell in grid.column(column):
            if id(cell.block) not in grid.named_rows:
                continue
            fine = is_fine(cell.text) or (column in group_only and _GROUP_CELL.search(cell.text))
            if fine:
                yield Hit(cell.block, cell.start, cell.end, BLOCK, "名单里的住址要写到村（社区）为止")


_GROUP_CELL = re.compile(rf"{_NUMBER} ?[组社队]?$|[\u4e00-\u9fff]{{1,8}}(?:组|寨|屯)$|号$|室$")


def is_fine(text: str) -> bool:
    """Whether an address alone in its cell goes below the village."""
    return any(_address(text, match) is not None for match in _TAIL.finditer(text))


def _address(text: str, tail: re.Match[str]) -> tuple[int, int] | None:
    """The whole address that ends with this tail, or None when what stands before is no village, road or compound."""
    before = _BEFORE.search(text[max(0, tail.start() - 44) : tail.start()])
    if before is None:
        return None
    head = before[0].rstrip()
    said = tail[0]
    if said[-1] in "组社队" or said.endswith(("寨", "屯", "自然村")):
        good = bool(_VILLAGE.search(head)) and not _NO_GROUP.search(head[-4:] + said)
    else:
        good = bool(_STREET.search(head)) or (said[-1] in "栋幢座楼元" and len(head) > 3)
    if not good:
        return None
    start = tail.start() - len(before[0])
    rest = _REST.match(text, tail.end())
    return start + _lead(head), rest.end() if rest else tail.end()


_LEAD = re.compile(
    r".*(?:家住|住址|地址|居住于|居住在|居住|户籍所在地|户籍地|户籍|现住|现居|原住|租住|暂住|住于|住在|住所|户口在|坐落|位于|[现]?住|(?:为|是|在|系|到|于|（|\())(?=[\u4e00-\u9fff]{2})"
)


def _lead(head: str) -> int:
    """How much of the words before is not yet the address (家住, 户籍所在地为)."""
    match = _LEAD.match(head)
    return match.end() if match and len(head) - match.end() >= 2 else 0


def _in_text(view: View, block: Block) -> Iterator[tuple[int, int, str, str]]:
    text = view.text
    persons = _Persons(text)
    end = 0
    for tail in _TAIL.finditer(text):
        if tail.start() < end:
            continue
        place = _address(text, tail)
        if place is None:
            continue
        start, end = place
        before, after = text[max(0, start - 40) : start], text[end : end + 40]
        clause = re.split(r"[。；;\n]", before)[-1]
        home = _HOME.search(before[-24:])
        sure = home is not None and _SURE_HOME.search(home[0]) is not None
        if not sure and (_ORGAN.search(clause) or _WITHIN.search(text[start:end]) or _ORGAN_AFTER.search(after)):
            continue
        if _MANY.match(after) and not sure:
            continue
        beside = persons.beside(start, end, block) or _name_after(text, end)
        if not sure and not beside and _counts_or_tells(after, clause):
            continue
        yield (
            start,
            end,
            BLOCK if beside or sure else WARN,
            "写到村（社区）为止" if beside or sure else "像是住址，请核对是不是某人的家",
        )


def _counts_or_tells(after: str, clause: str) -> bool:
    return bool(re.match(r"^(?:共|等|有|的?(?:群众|村民|干部|党员|道路|产业|土地|林地|农田))", after))


def _name_after(text: str, end: int) -> bool:
    """大寨村三组罗明远、"""
    match = _NAME_AFTER.match(text, end)
    return match is not None and is_name(bare(match["name"]))


class _Persons:
    """The persons of a text, looked for when first asked."""

    def __init__(self, text: str) -> None:
        self.text = text

    @cached_property
    def places(self) -> list[tuple[int, int]]:
        return sorted(numbers(self.text) + people(self.text))

    def beside(self, start: int, end: int, block: Block) -> bool:
        """Whether one stands in the same row, or near in running text."""
        if block.kind == ROW:
            return bool(self.places)
        at = bisect_left(self.places, (max(0, start - 90), 0))
        return at < len(self.places) and self.places[at][1] <= end + 60
