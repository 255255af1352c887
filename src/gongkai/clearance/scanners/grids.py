"""Tables as scanners need them: cells by column, what each column's head says, and what stands above the table.

A `Grid` is made of the ROW blocks of one table. Columns are named by the letters of a spreadsheet where cells have them,
else by their number, so that an empty cell that was left out does not move its neighbours.
"""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from itertools import pairwise

from gongkai.clearance.documents.document import METADATA, TRACE, Block, Document
from gongkai.clearance.scanners.names import is_masked, is_name
from gongkai.clearance.scanners.sight import normalise

# What a head says its column holds. The order matters: the first that fits is taken.
KINDS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (kind, re.compile(pattern))
    for kind, pattern in (
        ("masked", r"脱敏|隐去"),
        ("identity", r"身份证|身份号|证件号|公民身份|护照|残疾人?证|户口簿?号|居民户口|社保卡?号|医保卡?号|低保证"),
        ("bank", r"银行|账号|帐号|账户|帐户|卡号|存折|一卡通|开户|收款人账"),
        ("guardian", r"监护人|抚养人|家长|收养人"),
        ("legal", r"^(?:法定代表人|法人代表|法人|负责人|联系人|经办人|承办人|校长|院长|馆长|所长|站长|责任人|带头人|理事长|会长|秘书长)(?:姓名)?$"),
        ("name", r"姓\s*名|名\s*字$|^(?:户\s*主|申\s*请\s*人|救助对象|保障对象|低保对象|特困(?:供养)?(?:对象|人员)|享受(?:对象|人|人员)|补[贴助]对象|发放对象|受助(?:对象|人|人员|学生)|"
         r"被救助人|受益人|领[取款]人|收款人|残疾人|患者|病人|死者|逝者|亡者|学生|儿童|孤儿|老人|老年人|对象|人员|持证人|当事人|家庭成员|共同生活(?:的)?家庭成员|男方|女方|丈夫|妻子|新郎|新娘|"
         r"被收养人|被监护人|候选人|考生|入围人员|拟聘人员|租户|承租人|获奖人|优抚对象|退役军人|评议对象|公示对象|服刑人员|社矫对象)$"),
        ("birth", r"出生|生日|出生年月"),
        ("age", r"年\s*龄|周岁|岁数"),
        ("disability", r"残疾|残情|伤残"),
        ("health", r"病种|病情|疾病|病名|患病|诊断|健康|身体(?:状况|情况)|所患|病因|伤情|怀孕|孕|失能|自理能力|精神状况"),
        ("cause", r"致[贫困]|困难(?:原因|类型|情况|程度)|救助(?:原因|事由|理由)|申请(?:原因|事由|理由)|享受原因|主要原因|家庭(?:困难)?(?:情况|状况)|情况说明|基本情况|救助情形"),
        ("income", r"收入|财产|存款|资产|支出情况"),
        ("address", r"住\s*址|地\s*址|户籍(?:所在)?地|户籍|居住地|现居|现住|住所|详细地|家庭住|所在地|居住"),
        ("group", r"^(?:村民|居民)?(?:小)?组(?:别|名)?$|村组|组别|村民小组|居民小组|寨|屯|门牌|栋号|房号"),
        ("phone", r"电\s*话|手\s*机|联系方式|联系号"),
        ("school", r"学校|班级|年级|就读|学籍|幼儿园"),
        ("kin", r"家庭成员|与户主关系|与.{1,6}关系|配偶|子女"),
        ("post", r"职\s*务|职\s*级|职\s*称|岗位|科室|分管|工作单位|任职|所在部门|部门|准考证|笔试|面试|总成绩|考号|学历|学位"),
        ("sex", r"^性\s*别$"),
        ("nation", r"^民\s*族$"),
        ("serial", r"^(?:序\s*号|编\s*号|号)$"),
        ("amount", r"金额|标准|补[贴助差]|合计|数额|元|人数|人口|份数|户数|低保金|救助金|类别|类型|档次|时间|日期|年月|备注|次数|期限"),
        ("place", r"乡镇|街道|镇村|村居|社区|行政村|村名|所属村|所在村|居委|村\(|村（|^村$|^乡$|^镇$"),
        ("organ", r"单位|机构|名称|组织|项目|企业|公司|事项"),
    )
)  # fmt: skip
PERSONAL = {"identity", "bank", "birth", "disability", "health", "income", "phone", "kin", "guardian"}
_CELL = re.compile(r"([A-Z]{1,3})\d+")
HEAD_ROWS = 12  # how far down a head is looked for


@lru_cache(maxsize=8192)
def kind_of(head: str) -> str:
    word = re.sub(r"[\s*:：]+", "", head)
    if not word or len(word) > 24 or sum(letter.isdigit() for letter in word) > 4:
        return ""
    return next((kind for kind, pattern in KINDS if pattern.search(word)), "")


@dataclass(frozen=True, slots=True)
class Cell:
    block: Block
    start: int
    end: int
    text: str  # normalised and stripped
    column: str


@dataclass
class Grid:
    rows: list[list[Cell]]
    above: str = ""
    heads: dict[str, Cell] = field(default_factory=dict)
    kinds: dict[str, str] = field(default_factory=dict)  # column: kind
    body: int = 0  # the first row under the heads

    def column(self, column: str) -> Iterator[Cell]:
        for row in self.rows[self.body :]:
            for cell in row:
                if cell.column == column and cell.text:
                    yield cell

    def columns(self, *kinds: str) -> list[str]:
        return [column for column, kind in self.kinds.items() if kind in kinds]

    @cached_property
    def names(self) -> list[tuple[str, list[Cell]]]:
        """The columns of persons' names, with their names: by their heads, else by what stands in them."""
        found = []
        for column in self.columns("name"):
            names = [cell for cell in self.column(column) if is_name(cell.text, told=True) and not kind_of(cell.text)]
            if names:
                found.append((column, names))
        return found or self._names_by_sight()

    def _names_by_sight(self) -> list[tuple[str, list[Cell]]]:
        texts: dict[str, list[Cell]] = {}
        for row in self.rows[self.body :]:
            for cell in row:
                if cell.text and self.kinds.get(cell.column, "organ") in {"", "organ", "place"}:
                    texts.setdefault(cell.column, []).append(cell)
        found = []
        for column, cells in texts.items():
            names = [cell for cell in cells if is_name(cell.text)]
            if len(names) < 3 or len(names) < 0.7 * len(cells):
                continue
            ends = Counter(cell.text[-1] for cell in names)
            alike = ends.most_common(1)[0][1] >= max(3, 0.6 * len(names))  # 石桥 高桥 马桥: no names
            if not alike and len({cell.text for cell in names}) >= 0.6 * len(names):
                told = [cell for cell in cells if is_name(cell.text, told=True) and not kind_of(cell.text)]
                found.append((column, told))
        return found

    @cached_property
    def named_rows(self) -> dict[int, Cell]:
        """id(block) of every row in which a person is named, with the name's cell."""
        return {id(cell.block): cell for _column, names in reversed(self.names) for cell in names}

    @cached_property
    def form(self) -> list[tuple[str, Cell]]:
        """What a form about one person says (姓名 | 罗明远 | 性别 | 男): kind and value; [] when the table is none."""
        if self.kinds:
            return []
        said = []
        for row in self.rows[:200]:
            for label, value in pairwise(row):
                kind = kind_of(label.text)
                if kind and not kind_of(value.text):
                    said.append((kind, value))
        return said if any(kind == "name" and is_name(cell.text, told=True) for kind, cell in said) else []

    def open_cells(self, column: str) -> list[Cell]:
        """The cells of a column that say something and are not masked."""
        said = (cell for cell in self.column(column) if cell.text not in {"无", "/", "-", "--", "—"})
        return [cell for cell in said if not is_masked(cell.text)]


def grids_of(document: Document) -> list[Grid]:
    """The tables of this document, made when first asked for."""
    if "_grids" not in document.__dict__:
        document.__dict__["_grids"] = list(_grids(document))
    grids: list[Grid] = document.__dict__["_grids"]
    return grids


def _grids(document: Document) -> Iterator[Grid]:
    lines = [
        at for at, block in enumerate(document.blocks) if block.table is None and block.kind not in {METADATA, TRACE}
    ]
    place = {id(block): at for at, block in enumerate(document.blocks)}
    for blocks in document.tables():
        rows = [row for row in map(_cells, blocks) if row]
        if not rows:
            continue
        grid = Grid(rows)
        _read_heads(grid)
        at = bisect_left(lines, place[id(blocks[0])])
        before = [
            line for line in (document.blocks[at].text.strip() for at in lines[max(0, at - 4) : at]) if is_title(line)
        ]
        sheet = [step.name for step in blocks[0].pieces[0].place.steps if step.kind in {"sheet", "file"}]
        inside = ["".join(cell.text for cell in row)[:120] for row in rows[: grid.body][:4]]
        grid.above = "\n".join([document.name, *sheet, *before, *filter(is_title, inside)])
        yield grid


def is_title(line: str) -> bool:
    """Whether a line may be the title of a list: policy in whole sentences above it says nothing of who is on it."""
    return len(line) <= 60 and not any(sign in line for sign in "，。；！？")


def _cells(block: Block) -> list[Cell]:
    cells, at = [], 0
    for number, text in enumerate(block.cells()):
        said = text.strip()
        if said:
            start = at + text.index(said[0])
            column = _column(block, start) or str(number)
            cells.append(Cell(block, start, start + len(said), normalise(said).text, column))
        at += len(text) + 1
    return cells


def _column(block: Block, start: int) -> str:
    steps = block.piece_at(start).place.steps
    if not steps:
        return ""
    match = _CELL.fullmatch(steps[-1].name) if steps[-1].kind == "cell" else None
    return match[1] if match else steps[-1].name if steps[-1].kind == "column" else ""


def _is_form(rows: list[list[Cell]]) -> bool:
    """Whether a name stands to the right of its label: a form about one person has no heads."""
    pairs = (pair for row in rows[:HEAD_ROWS] for pair in pairwise(row))
    return any(
        kind_of(label.text) == "name" and is_name(value.text) and not kind_of(value.text) for label, value in pairs
    )


def _read_heads(grid: Grid) -> None:
    if _is_form(grid.rows):
        return
    best, most = -1, 0
    for number, row in enumerate(grid.rows[:HEAD_ROWS]):
        kinds = [kind_of(cell.text) for cell in row]
        known = sum(bool(kind) for kind in kinds)
        prose = any(len(cell.text) > 30 for cell in row)
        score = known + 2 * ("name" in kinds)
        if not prose and known >= 2 and len(row) >= 2 and known >= 0.5 * len(row) and score > most:
            best, most = number, score
    if best < 0:
        return
    grid.heads = {cell.column: cell for cell in grid.rows[best]}
    grid.body = best + 1
    below = grid.rows[best + 1] if best + 1 < len(grid.rows) else []
    if below and all(kind_of(cell.text) for cell in below) and not any(is_name(cell.text) for cell in below):
        grid.heads |= {cell.column: cell for cell in below}  # a head of two storeys
        grid.body = best + 2
    grid.kinds = {column: kind_of(cell.text) for column, cell in grid.heads.items()}
