"""How long the ways against a reply stay open (复议、起诉期限): days and months of the calendar, not working days.

Unlike the limits of the Regulations these roll over: a last day on a rest day moves to the next working day
(民法典第二百零三条、民事诉讼法第八十五条). The archive waits for them, and so does the register of cases.
"""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from gongkai.statute.conventions import Mark
from gongkai.statute.instruments import INSTRUMENTS, cite
from gongkai.statute.workdays.calendar import ONE_DAY, Calendar

V, P = Mark.VERIFIED, Mark.PRACTICE


class PeriodUnit(StrEnum):
    DAYS = "日"
    MONTHS = "个月"
    YEARS = "年"


@dataclass(frozen=True, slots=True)
class Period:
    """`amount` of `unit` from the day after `starts`; the row speaks for acts made since `since`."""

    name: str
    amount: int
    unit: PeriodUnit
    label: str
    starts: str
    instrument: str
    article: str
    since: date
    mark: Mark
    note: str = ""

    @property
    def citation(self) -> str:
        return cite(self.instrument, self.article)

    @property
    def words(self) -> str:
        """60日, 6个月."""
        return f"{self.amount}{self.unit.value}"

    def ends_on(self, starts_on: date, *, calendar: Calendar) -> date:
        """The last day of a period that starts on `starts_on` (not counted), moved on when it is a rest day."""
        if self.unit is PeriodUnit.DAYS:
            last = starts_on + timedelta(days=self.amount)
        else:
            last = _months_later(starts_on, self.amount * (12 if self.unit is PeriodUnit.YEARS else 1))
        while not calendar.is_workday(last):
            last += ONE_DAY
        return last


OLD, NEW = "reconsideration_1999", "reconsideration"
OLD_LAW, NEW_LAW = INSTRUMENTS["litigation"].since, INSTRUMENTS["reconsideration"].since
DAYS, MONTHS, YEARS = PeriodUnit.DAYS, PeriodUnit.MONTHS, PeriodUnit.YEARS

# fmt: off
# name, amount, unit, label, starts, instrument, article, since, mark, note
PERIODS: tuple[Period, ...] = (
    Period("reconsideration", 60, DAYS, "申请行政复议的期限", "收到答复之日", OLD, "9.1", OLD_LAW, V),
    # 2023年法第二十条第一款：“自知道或者应当知道该行政行为之日起六十日内”
    Period("reconsideration", 60, DAYS, "申请行政复议的期限", "收到答复之日", NEW, "20.1", NEW_LAW, V,
           "邮寄的自收件人签收之日起算。"),
    # 第二十条第三款：“自知道或者应当知道行政行为内容之日起最长不得超过一年”
    Period("reconsideration_untold", 1, YEARS, "未告知复议权利的最长期限", "知道答复内容之日", NEW, "20.3", NEW_LAW, V),
    # 行政诉讼法第四十五条：“在收到复议决定书之日起十五日内”
    Period("lawsuit_after_reconsideration", 15, DAYS, "不服复议决定的起诉期限", "收到复议决定书之日", "litigation",
           "45", OLD_LAW, V, "复议机关逾期不作决定的，自复议期满之日起算。"),
    # 第四十六条第一款：“自知道或者应当知道作出行政行为之日起六个月内”
    Period("lawsuit", 6, MONTHS, "直接起诉的期限", "收到答复之日", "litigation", "46.1", OLD_LAW, V),
    Period("lawsuit_untold", 1, YEARS, "未告知起诉期限的最长期限", "知道答复内容之日", "litigation_rules", "64",
           INSTRUMENTS["litigation_rules"].since, P),
)
# fmt: on


def period(name: str, *, on: date) -> Period:
    """The row of `name` for a reply made on `on`. LookupError when the table has none."""
    rows = [row for row in PERIODS if row.name == name and row.since <= on]
    if not rows:
        names = "、".join(sorted({row.name for row in PERIODS}))
        raise LookupError(f"{on.isoformat()}没有名为“{name}”的救济期限（表中有：{names}）")
    return max(rows, key=lambda row: row.since)


def _months_later(day: date, months: int) -> date:
    """民法典第二百零二条: the same day of that month, or its last where it has no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
