"""How each column of a list of persons is shown when the list is posted. The rules are data.

What may be posted of each list is the table of the county (necessity: PIPL 6, 28); these are the defaults by the words
of a column's head.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from gongkai.clearance.redaction.masks import WAYS

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
