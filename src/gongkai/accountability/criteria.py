"""考核指标: rows with weights as data. No rule of the state asks for exactly these; a county replaces them by its own (local).

Sources of the pattern: county and district score tables of 2018-2025, in which disclosure weighs two fifths to a half,
applications about a fifth, and most rows take points away. Rows that can be read from records are; the others are typed.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from gongkai.accountability.measures import MEASURES, Records
from gongkai.catalogue import queries as catalogue
from gongkai.organs.models import Organ

Points = Decimal | None
CENT = Decimal("0.01")


def linear(value: Decimal | None, weight: int, *, floor: int, target: int) -> Points:
    """Nothing at the floor (per cent), all at the target, in between in proportion; None where nothing could be measured."""
    if value is None:
        return None
    share = min(Decimal(1), max(Decimal(0), (value - floor) / (target - floor)))
    return (share * weight).quantize(CENT, ROUND_HALF_UP)


@dataclass(frozen=True)
class Criterion:
    """`compute` gives the share in per cent the points follow from; without it, a person scores with a note."""

    key: str
    label: str | Promise
    weight: int
    rule: str | Promise
    compute: Callable[[Organ, int], Decimal | None] | None = None
    floor: int = 0
    target: int = 100

    @property
    def is_computed(self) -> bool:
        return self.compute is not None

    def points(self, organ: Organ, year: int) -> Points:
        return (
            linear(self.compute(organ, year), self.weight, floor=self.floor, target=self.target)
            if self.compute
            else None
        )


def _measured(key: str) -> Callable[[Organ, int], Decimal | None]:
    def read(organ: Organ, year: int) -> Decimal | None:
        return MEASURES[key].tally(Records(organ, year, date(year, 12, 31))).organ.value

    return read


def _coverage(organ: Organ, year: int) -> Decimal | None:
    """Of the duties that have a heading, how many saw something published in the year."""
    duties = [row for row in catalogue.coverage(organ, year) if row.headings]
    return Decimal(sum(row.published > 0 for row in duties) * 100) / len(duties) if duties else None


def _report(organ: Organ, year: int) -> Decimal:
    """The report on the year, due in the next."""
    records = Records(organ, year + 1, date(year + 1, 12, 31))
    return Decimal(100 if records.report_in_time else 0)


CRITERIA = (
    Criterion("disclosed_in_time", _("按时公开"), 20, _("按时公开率 80% 以下不得分，100% 得满分"), _measured("disclosed_in_time"), 80),
    Criterion("coverage", _("应公开内容覆盖"), 15, _("条例第二十、二十一条各类中有栏目的，当年公开过的比例"), _coverage),
    Criterion("answered_in_time", _("申请按期答复"), 20, _("按期答复率 80% 以下不得分，100% 得满分；没有申请的不计"), _measured("answered_in_time"), 80),
    Criterion("report_in_time", _("年度报告按期公布"), 10, _("在法定日期前公布得满分，否则不得分"), _report),
    Criterion("corrected", _("答复被纠正"), 10, _("复议、诉讼中每被纠正一件扣2分")),
    Criterion("reviewed", _("公开审查和保密审查"), 10, _("制度执行到位，没有泄密和泄露个人信息")),
    Criterion("guide", _("指南和目录"), 5, _("内容完整，变更后及时更新")),
    Criterion("feedback", _("纠错和公众评价"), 5, _("公众报告的错误及时核对改正")),
    Criterion("organised", _("组织领导和培训"), 5, _("有分管领导、专人，全年培训不少于两次")),
)  # fmt: skip
BY_KEY = {row.key: row for row in CRITERIA}
