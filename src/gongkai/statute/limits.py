"""Time limits (期限), dated, each with its article. Ask with the day the period begins: an old case keeps its law."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from gongkai.statute.conventions import Mark
from gongkai.statute.instruments import INSTRUMENTS, cite
from gongkai.statute.wording import chinese_date

V, P, U = Mark.VERIFIED, Mark.PRACTICE, Mark.UNVERIFIED


class Unit(StrEnum):
    WORKING_DAYS = "个工作日"
    CALENDAR_DAYS = "日"


@dataclass(frozen=True, slots=True)
class Limit:
    """`days` counted from the day after `starts`; `since` is the first starting day the row speaks for."""

    name: str
    days: int
    unit: Unit
    label: str
    starts: str
    instrument: str
    article: str
    since: date
    mark: Mark
    note: str = ""

    @property
    def citation(self) -> str:
        return cite(self.instrument, self.article) if self.instrument else "自行指定的期限"

    @property
    def amount(self) -> str:
        """20个工作日."""
        return f"{self.days}{self.unit}"


@dataclass(frozen=True, slots=True)
class AnnualDate:
    """A date of the calendar, every year, for the report on the year before. It does not move when it is a rest day."""

    name: str
    month: int
    day: int
    label: str
    instrument: str
    article: str
    since: date
    mark: Mark
    note: str = ""

    @property
    def citation(self) -> str:
        return cite(self.instrument, self.article)

    def falls_on(self, report_year: int) -> date:
        """The last day to submit and publish the report on `report_year`."""
        return date(report_year + 1, self.month, self.day)


class NoLimit(LookupError):
    """No row answers: the name is not in the table, or no rule was in force on that day."""


WD, CD = Unit.WORKING_DAYS, Unit.CALENDAR_DAYS
ORDER_2007, ORDER_2019 = INSTRUMENTS["2007"].since, INSTRUMENTS["2019"].since
OLD_TEXT = "2007年条例的条文为转引。"

# fmt: off
# name, days, unit, label, starts, instrument, article, since, mark, note
LIMITS: tuple[Limit, ...] = (
    # 条例第三十三条第二款：“应当自收到申请之日起20个工作日内予以答复”
    Limit("reply", 15, WD, "答复期限", "收到申请之日", "2007", "24.2", ORDER_2007, P, OLD_TEXT),
    Limit("reply", 20, WD, "答复期限", "收到申请之日", "2019", "33.2", ORDER_2019, V),
    # 同款：“延长的期限最长不得超过20个工作日”
    Limit("extension", 15, WD, "延长答复的期限", "原期限届满之日", "2007", "24.2", ORDER_2007, P, OLD_TEXT),
    Limit("extension", 20, WD, "延长答复的期限", "原期限届满之日", "2019", "33.2", ORDER_2019, V,
          "一次为限；须经工作机构负责人同意，并在原期限届满前告知申请人。"),
    # 第三十条：“自收到申请之日起7个工作日内一次性告知申请人作出补正”
    Limit("correction_notice", 7, WD, "补正告知期限", "收到申请之日", "2019", "30", ORDER_2019, V, "只能告知一次。"),
    # 同条：“说明需要补正的事项和合理的补正期限”，合理是几日，条文不说
    Limit("correction", 10, WD, "补正期限（建议值）", "申请人收到补正告知书之日", "practice", "", ORDER_2019, U,
          "由本机关在告知书中确定，应当合理。"),
    # 第三十二条：“第三方应当自收到征求意见书之日起15个工作日内提出意见”
    Limit("third_party", 15, WD, "第三方提出意见的期限", "第三方收到征求意见书之日", "2019", "32", ORDER_2019, V,
          "逾期未提出的，由行政机关自行决定，不视为同意。"),
    # 第三十四条：“逾期未提出意见的视为同意公开”
    Limit("co_maker", 15, WD, "共同制作机关提出意见的期限", "被征求意见机关收到征求意见书之日", "2019", "34",
          ORDER_2019, V, "逾期未提出的，视为同意公开。"),
    Limit("payment", 20, WD, "缴纳信息处理费的期限", "申请人收到收费通知之日", "fees", "", date(2021, 1, 1), V,
          "逾期未缴纳的，视为放弃申请。"),
    # 第十八条：“对本行政机关不予公开的政府信息进行定期评估审查”，多久一次，条文不说
    Limit("reassessment", 365, CD, "不予公开信息的评估间隔（建议值）", "上次决定或者评估之日", "practice", "",
          ORDER_2019, U, "条例第十八条只要求定期，建议每年一次。"),
    # 第二十六条：“自该政府信息形成或者变更之日起20个工作日内及时公开”
    Limit("publish", 20, WD, "主动公开期限", "信息形成或者变更之日", "2007", "18", ORDER_2007, P, OLD_TEXT),
    Limit("publish", 20, WD, "主动公开期限", "信息形成或者变更之日", "2019", "26", ORDER_2019, V),
    Limit("publish_social_assistance", 10, WD, "社会救助事项公开期限", "制作或者获取信息之日", "relief", "",
          date(2020, 1, 1), P, "据三地目录一致的写法；部颁目录原文未核对，起始日为推定。"),
    # 预算法第十四条：“在批复后二十日内由各部门向社会公开”
    Limit("publish_budget", 20, CD, "部门预算、决算公开期限", "财政部门批复之日", "budget", "14", date(2015, 1, 1), V,
          "法律写作二十日，按自然日计。"),
    # 行政处罚法第四十八条第二款；第八十五条：三日以内指工作日
    Limit("withdraw_penalty", 3, WD, "撤回处罚决定信息的期限", "处罚决定被变更、撤销、确认违法或者无效之日",
          "penalty", "48.2", date(2021, 7, 15), V, "并公开说明理由。"),
    Limit("interpretation", 3, WD, "政策解读发布期限", "政策文件发布之日", "practice", "", ORDER_2019, P,
          "宜与文件同步发布，至迟3个工作日。"),
    # 公开审查办多久，国家没有规定；各地自定1日、5日，需报请确定的15日
    Limit("review.single", 1, WD, "公开审查的期限（一人审查，本机关目标）", "送审之日", "practice", "", ORDER_2019, P,
          "条例第十七条只要求明确程序和责任；有的机关定为1个工作日。"),
    Limit("review.chain", 5, WD, "公开审查的期限（逐级审查，本机关目标）", "送审之日", "practice", "", ORDER_2019, P,
          "有的机关定为5个工作日。"),
    Limit("review.referred", 15, WD, "公开审查的期限（转送确定，本机关目标）", "送审之日", "practice", "", ORDER_2019, P,
          "有的机关定为15个工作日。"),
    Limit("after_review", 1, WD, "紧急公开后补审的期限（建议值）", "紧急公开之日", "practice", "", ORDER_2019, U,
          "没有条文规定，由本机关自定，宜短。"),
    # 保密法实施条例第二十五条：不明确事项十个工作日内报请确定，接到的部门十个工作日内作出决定
    Limit("referral.report", 10, WD, "不明确事项报请确定的期限", "送审之日", "secrets_rules", "25", date(2024, 9, 1), V,
          "起算之日按送审之日掌握，条文未写明公开审查从哪一天起算。"),
    Limit("referral.answer", 10, WD, "主管部门、保密行政管理部门作出确定的期限", "收到转送之日", "secrets_rules", "25",
          date(2024, 9, 1), V, "收到之日未知的，按发出之日掌握。"),
)

ANNUAL_DATES: tuple[AnnualDate, ...] = (
    AnnualDate("annual_report.department", 3, 31, "各行政机关公布年度报告", "2007", "31", ORDER_2007, P,
               OLD_TEXT + "部门与政府同为3月31日前。"),
    AnnualDate("annual_report.government", 3, 31, "各行政机关公布年度报告", "2007", "31", ORDER_2007, P,
               OLD_TEXT + "部门与政府同为3月31日前。"),
    AnnualDate("annual_report.department", 1, 31, "政府部门提交并公布年度报告", "2019", "49.1", ORDER_2019, V,
               "遇休息日不顺延，应在此前最后一个工作日办结。"),
    AnnualDate("annual_report.government", 3, 31, "主管部门公布本级政府年度报告", "2019", "49.2", ORDER_2019, V,
               "遇休息日不顺延，应在此前最后一个工作日办结。"),
)
# fmt: on


def limit(name: str, *, on: date) -> Limit:
    """The row of `name` for a period that begins on `on`. NoLimit when the table has none."""
    rows = [row for row in LIMITS if row.name == name]
    if not rows:
        raise NoLimit(f"期限表中没有“{name}”")
    in_force = [row for row in rows if row.since <= on]
    if not in_force:
        first = min(row.since for row in rows)
        raise NoLimit(
            f"“{rows[0].label}”自{chinese_date(first, weekday=False)}起才有期限规定，"
            f"{chinese_date(on, weekday=False)}尚无"
        )
    return max(in_force, key=lambda row: row.since)


def annual_date(name: str, *, report_year: int) -> AnnualDate:
    """The row that governs the report on `report_year`: the latest one in force when its own date comes round."""
    rows = [row for row in ANNUAL_DATES if row.name == name]
    if not rows:
        raise NoLimit(f"期限表中没有“{name}”")
    in_force = [row for row in rows if row.since <= row.falls_on(report_year)]
    if not in_force:
        raise NoLimit(f"{report_year}年度的年度报告在条例施行以前，没有公布日期的规定")
    return max(in_force, key=lambda row: row.since)


def given(days: int, *, label: str = "期限", starts: str = "起算日", unit: Unit = WD) -> Limit:
    """A limit someone names himself (a judgment, Art. 35, a local rule). ValueError unless `days` is at least one."""
    if days < 1:
        raise ValueError(f"期限至少为1日，不能是{days}")
    return Limit("given", days, unit, label, starts, "", "", date.min, U)
