"""The tariff of the information processing fee (信息处理费) and what else the measure says, as rows.

国办函〔2020〕109号, in force since 2021: a steering charge on those who ask clearly too much or too often (Art. 42), not
the cost of copying or posting. `fees` computes with these rows.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from gongkai.statute.conventions import Mark
from gongkai.statute.instruments import INSTRUMENTS, cite

V, P, U, R = Mark.VERIFIED, Mark.PRACTICE, Mark.UNVERIFIED, Mark.RECALLED
SINCE = INSTRUMENTS["fees"].since


class Basis(StrEnum):
    """What is counted."""

    ITEMS = "按件计收"
    PAGES = "按量计收"

    @property
    def unit(self) -> str:
        return "件" if self is Basis.ITEMS else "页"


@dataclass(frozen=True, slots=True)
class Tier:
    """A slice of the tariff: items or pages `first` to `last` (open when None) cost `rate_yuan` each.

    With `step`, every further `step` of them cost `rise_yuan` more each.
    """

    basis: Basis
    first: int
    last: int | None
    rate_yuan: int
    article: str
    since: date
    mark: Mark
    step: int = 0
    rise_yuan: int = 0

    @property
    def citation(self) -> str:
        return cite("fees", self.article)

    def holds(self, number: int) -> bool:
        """Whether that item or page falls into this slice."""
        return self.first <= number and (self.last is None or number <= self.last)

    @property
    def range(self) -> str:
        """11—30件, 201页以上."""
        unit = self.basis.unit
        return f"{self.first}—{self.last}{unit}" if self.last is not None else f"{self.first}{unit}以上"

    @property
    def rate(self) -> str:
        """不收费, 100元/件, or how the rate rises."""
        text = f"{self.rate_yuan}元/{self.basis.unit}" if self.rate_yuan else "不收费"
        return f"{text}；以{self.step}{self.basis.unit}为一档，每增加一档提高{self.rise_yuan}元" if self.step else text


# fmt: off
# basis, first, last, rate_yuan, article, since, mark, step, rise_yuan
TARIFF: tuple[Tier, ...] = (
    # 办法第四条：“同一申请人一个自然月内累计申请10件以下（含10件）的，不收费”
    Tier(Basis.ITEMS, 1, 10, 0, "4", SINCE, V),
    Tier(Basis.ITEMS, 11, 30, 100, "4", SINCE, V),
    # 同条：“以10件为一档，每增加一档，收费标准提高100元/件”
    Tier(Basis.ITEMS, 31, None, 200, "4", SINCE, V, 10, 100),
    # 办法第五条，据一份政府网站的收费公示
    Tier(Basis.PAGES, 1, 30, 0, "5", SINCE, V),
    Tier(Basis.PAGES, 31, 100, 10, "5", SINCE, V),
    Tier(Basis.PAGES, 101, 200, 20, "5", SINCE, V),
    Tier(Basis.PAGES, 201, None, 40, "5", SINCE, V),
)
# fmt: on


@dataclass(frozen=True, slots=True)
class FeeRule:
    """What the measure says besides the figures."""

    rule: str
    source: str
    mark: Mark


FEE_RULES: tuple[FeeRule, ...] = (
    FeeRule("可以收取，不是必须收取；由人决定，不收的记明理由。", "条例第四十二条第一款", V),
    FeeRule("每件申请选用一种标准，不得同时按两种标准计算。", "信息处理费办法第三条", V),
    FeeRule("按件计收适用于所有处理决定类型，不予公开的也计件。", "信息处理费办法第四条", V),
    FeeRule("按量计收限于申请人要求纸质件、电子邮件、复制电子数据等方式的。", "信息处理费办法第五条", V),
    FeeRule("已经主动公开、只告知获取途径的，不得按量计收。", "信息处理费办法", R),
    FeeRule("A4及以下幅面纸张的单面为1页；逐件计算，几件申请的页数不累加。", "信息处理费办法", R),
    FeeRule("收费通知在答复期限内发出，写明依据、标准、数额和缴纳方式，走申请人获取信息的途径。", "信息处理费办法", V),
    FeeRule("缴清以前不提供信息，收费通知不与答复一同发出。", "据办法的程序推定", U),
    FeeRule("缴清的，答复期限自次日起重新计算。", "信息处理费办法", R),
    FeeRule(
        "不能单独就收费申请复议或者提起诉讼；可以就不再处理的行为寻求救济。", "132号指导意见第三条、2025年司法解释", P
    ),
    FeeRule("属于行政事业性收费，全额缴入同级国库，使用财政票据，收支两条线。", "信息处理费办法；各省财政部门通知", V),
    FeeRule("因逾期不补正而不再处理的申请是否计件，条文未说。", "未见条文", U),
)
