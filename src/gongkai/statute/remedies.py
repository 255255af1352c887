"""Remedies (救济告知): what a reply must say about reconsideration and lawsuit, by the law of the day it is made.

Since 2024 a refusal under Articles 14 to 16 must first go to reconsideration, and the reply has to say so (行政复议法
第二十三条); every other reply may go either way. Before, every reply could. The names of the reconsideration organ and of
the court are the organ's own and come from the caller: leaving them out stretches the applicant's time to a year.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from gongkai.statute.conventions import Mark
from gongkai.statute.instruments import INSTRUMENTS, cite, cite_in_full
from gongkai.statute.wording import chinese_date

V, P, U = Mark.VERIFIED, Mark.PRACTICE, Mark.UNVERIFIED
OLD_LAW, NEW_LAW = INSTRUMENTS["litigation"].since, INSTRUMENTS["reconsideration"].since


class Remedy(StrEnum):
    """Which way is open against a reply; EITHER is RM1 and RECONSIDERATION_FIRST is RM2 of the fact sheet."""

    EITHER = "either"
    RECONSIDERATION_FIRST = "reconsideration_first"
    NONE = "none"

    @property
    def label(self) -> str:
        return {
            Remedy.EITHER: "复议或者诉讼，可以选择",
            Remedy.RECONSIDERATION_FIRST: "应当先申请复议",
            Remedy.NONE: "不单独告知救济途径",
        }[self]


class Standing(StrEnum):
    """What kind of organ replied: it decides who reviews the reply."""

    DEPARTMENT = "department"
    GOVERNMENT = "government"
    VERTICAL = "vertical"
    JUSTICE = "justice"

    @property
    def label(self) -> str:
        return {
            Standing.DEPARTMENT: "政府工作部门",
            Standing.GOVERNMENT: "地方人民政府",
            Standing.VERTICAL: "实行垂直领导的机关、税务和国家安全机关",
            Standing.JUSTICE: "履行复议机构职责的司法行政部门",
        }[self]


@dataclass(frozen=True, slots=True)
class Review:
    """Who reviews the replies of such an organ. `choice` is the other organ the applicant may go to instead, if any."""

    standing: Standing
    reviewer: str
    instrument: str
    article: str
    since: date
    mark: Mark
    choice: str = ""

    @property
    def citation(self) -> str:
        return cite(self.instrument, self.article)


@dataclass(frozen=True, slots=True)
class RemedyRule:
    """What is told in answer to `remedy` on replies made since `since`; `told` is what the law of that day knows."""

    remedy: Remedy
    told: Remedy
    since: date
    sources: tuple[tuple[str, str], ...]
    mark: Mark
    note: str = ""

    @property
    def citation(self) -> str:
        return "、".join(cite(instrument, article) for instrument, article in self.sources)


OLD, NEW = "reconsideration_1999", "reconsideration"
HIGHER = "上一级主管部门"
EITHER, FIRST, NONE = Remedy.EITHER, Remedy.RECONSIDERATION_FIRST, Remedy.NONE

# fmt: off
REVIEWS: tuple[Review, ...] = (
    # 1999年法第十二条第一款：“可以向该部门的本级人民政府申请行政复议，也可以向上一级主管部门申请行政复议”
    Review(Standing.DEPARTMENT, "本级人民政府", OLD, "12.1", OLD_LAW, V, HIGHER),
    Review(Standing.GOVERNMENT, "上一级地方人民政府", OLD, "13.1", OLD_LAW, V),
    Review(Standing.VERTICAL, "上一级主管部门", OLD, "12.2", OLD_LAW, V),
    Review(Standing.JUSTICE, "本级人民政府", OLD, "12.1", OLD_LAW, V, HIGHER),
    # 2023年法第二十四条第一款第一项：“对本级人民政府工作部门作出的行政行为不服的”
    Review(Standing.DEPARTMENT, "本级人民政府", NEW, "24.1(1)", NEW_LAW, V),
    Review(Standing.GOVERNMENT, "上一级地方人民政府", NEW, "24.1(2)", NEW_LAW, V),
    Review(Standing.VERTICAL, "上一级主管部门", NEW, "27", NEW_LAW, V),
    Review(Standing.JUSTICE, "本级人民政府", NEW, "28", NEW_LAW, V, "上一级司法行政部门"),
)

REMEDY_RULES: tuple[RemedyRule, ...] = (
    # 1999年法第九条：“自知道该具体行政行为之日起六十日内”；行政诉讼法第四十六条：“六个月内提出”
    RemedyRule(EITHER, EITHER, OLD_LAW, ((OLD, "9.1"), ("litigation", "44.1,46.1")), V),
    RemedyRule(FIRST, EITHER, OLD_LAW, ((OLD, "9.1"), ("litigation", "44.1,46.1")), V,
               "2024年以前不公开的答复不须先申请复议。"),
    RemedyRule(EITHER, EITHER, NEW_LAW, ((NEW, "20.1"), ("litigation", "44.1,46.1")), V,
               "行政查询、加工分析、信访、出版物等答复能否起诉有争议，是否写明诉讼由法制机构确定。"),
    # 第二十三条第一款第四项：“申请政府信息公开，行政机关不予公开”；第二款：“应当告知……先向行政复议机关申请行政复议”
    RemedyRule(FIRST, FIRST, NEW_LAW, ((NEW, "20.1,23.1(4),23.2"), ("litigation", "44.2,45")), V,
               "不予公开主要指条例第十四条至第十六条的情形；部分公开中不予公开的部分按此告知，据转引。"),
    RemedyRule(NONE, NONE, OLD_LAW, (), P, "补正、延期、征求意见等程序性告知不能单独申请复议或者起诉。"),
)
# fmt: on


class NoRemedyRule(LookupError):
    """The tables do not reach back to that day."""


def remedy_rule(remedy: Remedy | str, *, on: date) -> RemedyRule:
    """The row for a reply made on `on`. NoRemedyRule before May 2015, ValueError for a rule there is not."""
    wanted = Remedy(remedy)
    rows = [row for row in REMEDY_RULES if row.remedy is wanted and row.since <= on]
    if not rows:
        raise NoRemedyRule(
            f"法表收录{chinese_date(OLD_LAW, weekday=False)}以后的救济途径，没有{chinese_date(on, weekday=False)}的"
        )
    return max(rows, key=lambda row: row.since)


def review_of(organ: Standing | str, *, on: date) -> Review:
    """Who reviews a reply that such an organ made on `on`. NoRemedyRule before May 2015."""
    wanted = Standing(organ)
    rows = [row for row in REVIEWS if row.standing is wanted and row.since <= on]
    if not rows:
        raise NoRemedyRule(
            f"法表收录{chinese_date(OLD_LAW, weekday=False)}以后的复议管辖，没有{chinese_date(on, weekday=False)}的"
        )
    return max(rows, key=lambda row: row.since)


def remedy_paragraph(
    remedy: Remedy | str,
    on: date,
    *,
    reconsideration_at: str,
    court: str,
    organ: Standing | str = Standing.DEPARTMENT,
    higher_department: str = "",
    online_channel: str = "",
    served_online: bool = False,
    partial: bool = False,
    act: str = "本答复",
) -> str:
    """The paragraph of a reply made on `on`, empty for Remedy.NONE.

    `reconsideration_at` and `court` are full names; `higher_department` the department one level up, where the law of
    the day lets the applicant choose. `partial`: only part was withheld, so the rule binds that part and the rest may
    go either way. A reply `served_online` since 2024 must name the `online_channel` for filing (行政复议法第二十二条第二款).
    ValueError says what is missing.
    """
    rule = remedy_rule(remedy, on=on)
    if rule.told is NONE:
        return ""
    if not reconsideration_at or not court:
        raise ValueError("救济告知应当写明行政复议机关和人民法院的名称（行政复议法第二十条第三款）")
    new = on >= NEW_LAW
    if new and served_online and not online_channel:
        raise ValueError(f"通过互联网送达的，应当同时提供提交复议申请的互联网渠道（{cite(NEW, '22.2')}）")
    review = review_of(organ, on=on)
    where = f"{reconsideration_at}或者{higher_department or review.choice}" if review.choice else reconsideration_at
    law = NEW if new else OLD
    if rule.told is FIRST:
        parts = [_first(act, where, court, review, partial=partial)]
        if partial:
            parts.append(_either(f"对{act}的其他内容不服的，", act, where, court, law, review))
    else:
        parts = [_either(f"对{act}不服的，", act, where, court, law, review)]
    if new and online_channel:
        parts.append(f"行政复议申请可以通过互联网提交：{online_channel}（{cite_in_full(NEW, '22.2')}）。")
    return "".join(parts)


def _either(opening: str, act: str, where: str, court: str, law: str, review: Review) -> str:
    sixty = "9.1" if law == OLD else "20.1"
    return (
        f"{opening}可以自收到{act}之日起60日内，向{where}申请行政复议"
        f"（{cite_in_full(law, f'{sixty},{review.article}')}）；"
        f"也可以自收到{act}之日起6个月内，直接向{court}提起行政诉讼（{cite_in_full('litigation', '44.1,46.1')}）。"
    )


def _first(act: str, where: str, court: str, review: Review, *, partial: bool) -> str:
    opening = f"对{act}中不予公开的部分不服的，" if partial else f"对{act}不服的，"
    return (
        f"{opening}应当先自收到{act}之日起60日内，向{where}申请行政复议"
        f"（{cite_in_full(NEW, f'20.1,23.1(4),23.2,{review.article}')}）；"
        f"对行政复议决定仍不服的，可以自收到行政复议决定书之日起15日内，向{court}提起行政诉讼"
        f"（{cite_in_full('litigation', '44.2,45')}）。"
    )
