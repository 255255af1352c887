"""公示名单 made from the full table by rule: columns left out, the others masked. The rules are data.

What may be posted of each list is the table of the county (necessity: PIPL 6, 28); these are the defaults by the words
of a column's head.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from gongkai.clearance.redaction.masks import WAYS, Names, masked
from gongkai.clearance.redaction.text import by_shape, redact_text

# head of a column (a pattern), and the way to show it; the first that fits holds
HEADS = (
    (r"身份证|证件号|公民身份|残疾证|证号|护照|社保号|医保号|户口本|户号|学籍号", "drop"),
    (r"银行|账号|帐号|卡号|开户|存折|一卡通", "drop"),
    (r"病|诊断|残疾(?:类别|等级|类型)|健康|伤残|致贫原因|困难原因|救助原因|申请(?:理由|原因)", "drop"),
    (r"民族|宗教|婚姻|文化程度|政治面貌|家庭收入|月收入|年收入|人均收入", "drop"),
    (
        r"(?:监护人|户主|代理人|申请人|联系人|负责人|受益人|法定代表人|家庭成员|领取人|经办人|本人|儿童|孩子|学生|配偶|父亲|母亲).{0,2}(?:姓名)?$|姓\s*名|人员名单",
        "name",
    ),
    (r"电话|手机|联系方式|联系号码", "phone"),
    (r"邮箱|电子邮件|e-?mail", "drop"),
    (r"住址|地址|住所|居住地|户籍地|家庭所在", "village"),
    (r"出生|生日", "year"),
    (r"年龄", "band"),
    (r"车牌|号牌", "plate"),
    (r"备注|说明|情况", "drop"),
)
CHILDREN = re.compile(r"孤儿|儿童|未成年|幼儿")


@dataclass(frozen=True)
class Column:
    head: str
    way: str


@dataclass(frozen=True)
class ListSpec:
    """One entry a column of the full table, in its order. `known` is false for heads no default fits: a person looks."""

    columns: tuple[Column, ...]
    unknown: tuple[str, ...] = ()
    tell_apart: bool = False

    def as_data(self) -> dict[str, object]:
        return {"columns": [[column.head, column.way] for column in self.columns], "tell_apart": self.tell_apart}

    @classmethod
    def from_data(cls, data: dict[str, object]) -> "ListSpec":
        """Raises `ValueError` for a way there is none of."""
        columns = data.get("columns")
        if not isinstance(columns, list) or any(
            not isinstance(one, list) or len(one) != 2 or one[1] not in WAYS for one in columns
        ):
            raise ValueError("名单的遮蔽规则不完整")
        return cls(tuple(Column(str(head), str(way)) for head, way in columns), tell_apart=bool(data.get("tell_apart")))


KNOWN_PLAIN = re.compile(
    r"序号|编号|村|社区|乡镇|镇|街道|人口|人数|金额|标准|类别|类型|时间|日期|月份|年度|单位|项目|小计|合计|数量|性别|期数|名次|成绩|岗位|职务"
)


def spec_for(heads: Sequence[str], *, tell_apart: bool = False) -> ListSpec:
    """The default for these heads."""
    columns, unknown = [], []
    for head in heads:
        bare = re.sub(r"\s+", "", head)
        way = next((way for pattern, way in HEADS if re.search(pattern, bare, re.IGNORECASE)), "")
        if not way and not KNOWN_PLAIN.search(bare):
            unknown.append(head)
        columns.append(Column(head, way or "keep"))
    return ListSpec(tuple(columns), tuple(unknown), tell_apart)


def masked_list(
    heads: Sequence[str], rows: Iterable[Sequence[object]], spec: ListSpec
) -> tuple[list[str], list[list[object]]]:
    """Heads and rows to publish. A column to drop is not there at all; a number of a person in any other is masked too.

    Raises `ValueError` when the heads are not those the spec was made for.
    """
    if [column.head for column in spec.columns] != list(heads):
        raise ValueError("表头和遮蔽规则对不上，请重新核对")
    table = [list(row) for row in rows]
    named = [at for at, column in enumerate(spec.columns) if column.way == "name"]
    names = Names.of(
        (str(row[at]) for row in table for at in named if at < len(row) and row[at]), tell_apart=spec.tell_apart
    )
    shown = [at for at, column in enumerate(spec.columns) if column.way != "drop"]
    return [heads[at] for at in shown], [
        [_cell(row[at] if at < len(row) else "", spec.columns[at].way, names) for at in shown] for row in table
    ]


def _cell(value: object, way: str, names: Names) -> object:
    if value is None or not str(value).strip():
        return value
    written = str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)
    said = masked(written, way, names)
    after, changes = redact_text(said, by_shape(said))
    return value if way == "keep" and not changes else after
