"""These days at the bureau: a few items published lately and some work lying on the desk, dated from today.

Everything else in the demo is fixed in 2018-2020; without this, a first look at the workbench would show only dust.
"""

from datetime import date, datetime, timedelta

from django.utils import timezone

from gongkai.catalogue import actions as catalogue
from gongkai.catalogue.models import DisclosureItem, Heading
from gongkai.clearance import actions as clearance
from gongkai.demo.items import BUREAU, ENTERED_LATE, Team
from gongkai.organs.models import Organ
from gongkai.pages import html
from gongkai.statute.workdays.calendar import calendar

RECENT = (
    # heading, class, genre, working days ago, title, text
    ("0314", "工作动态", "其他", 2, "县民政局开展冬季走访，排查独居老人取暖安全",
     "本周，县民政局会同乡镇走访独居、空巢老人家庭，逐户查看取暖设备和用电线路，对发现的问题当场处理或登记交办。"),
    ("0315", "业务管理", "公告", 4, "关于调整婚姻登记处周末值班时间的公告",
     "自下月起，婚姻登记处周六上午照常办理预约登记，周日休息。请提前通过电话或者窗口预约。"),
    ("031001", "业务管理", "其他", 6, "本季度城乡低保审核确认情况（不含个人信息）",
     "本季度共受理低保申请并完成审核确认，新增、停发和调整待遇的户数、人数已按乡镇汇总，名单在所在村（社区）公示栏公示。"),
    ("031004", "工作动态", "其他", 8, "居家养老服务站开展助餐服务试运行",
     "三个居家养老服务站开始助餐服务试运行，为有需要的老年人提供午餐，收费标准张贴在服务站门口。"),
    ("030302", "业务管理", "统计", 12, "本季度民政事业统计主要数据",
     "现将本季度民政事业统计主要数据公布如下。\n\n| 指标 | 数量 |\n| 养老机构（家） | 14 |\n| 居家养老服务站（个） | 9 |\n| 社会组织（个） | 86 |"),
)  # fmt: skip
DESK = (
    # heading, title, days since it was formed, what has been done with it
    ("031001", "关于做好年度城乡低保提标工作的通知", 12, "submitted"),
    ("0314", "我局组织开展养老机构冬季消防安全检查", 3, "draft"),
    ("031004", "第三季度养老机构备案信息", 9, "sent_back"),
    ("030302", "第三季度民政统计主要数据", 26, "draft"),
    ("030104", "《城乡低保提标通知》图文解读", 1, "draft"),
)


def lay_out() -> tuple[int, int]:
    """Publish what is recent and leave what is begun; answers how many of each. A second time adds nothing."""
    organ = Organ.objects.get(slug=BUREAU)
    titles = {row[4] for row in RECENT} | {row[1] for row in DESK}
    if DisclosureItem.objects.filter(organ=organ, title__in=titles).exists():
        return 0, 0
    team = Team(organ)
    for code, stat_class, genre, days, title, text in sorted(RECENT, key=lambda row: -row[3]):
        _publish(organ, team, code, _working_days_ago(days), title, text, stat_class=stat_class, genre=genre)
    for code, title, days_ago, state in DESK:
        _begin(organ, team, code, title, timezone.localdate() - timedelta(days=days_ago), state)
    return len(RECENT), len(DESK)


def _publish(organ: Organ, team: Team, code: str, day: date, title: str, text: str, **fields) -> None:
    at = timezone.make_aware(datetime(day.year, day.month, day.day, 10, 30))
    item = catalogue.draft(
        heading=Heading.objects.select_related("organ", "owner_unit").get(organ=organ, code=code), by=team.clerk,
        at=at - timedelta(hours=2), title=title, formed_on=day, summary=text.split("\n")[0],
        body=html.from_light_marks(text), **fields,
    )  # fmt: skip
    record = catalogue.submit(item=item, by=team.clerk, at=at - timedelta(hours=1))
    clearance.clear(
        record=record, by=team.reviewer, content_hash=record.content_hash, at=at - timedelta(minutes=30),
        opinion="不涉及国家秘密、工作秘密和个人隐私，可以公开。",
    )  # fmt: skip
    catalogue.publish(item=item, by=team.publisher, at=at, backdated_because=ENTERED_LATE)


def _begin(organ: Organ, team: Team, code: str, title: str, day: date, state: str) -> None:
    item = catalogue.draft(
        heading=Heading.objects.select_related("organ", "owner_unit").get(organ=organ, code=code), by=team.clerk,
        title=title, formed_on=day, summary=f"{title}的主要内容。",
        body=f"<p>{title}。</p><p>（演示数据：可以接着写、送审、审查、发布。）</p>",
    )  # fmt: skip
    if state == "draft":
        return
    record = catalogue.submit(item=item, by=team.clerk)
    if state == "sent_back":
        clearance.send_back(
            record=record, by=team.reviewer, opinion="备案机构数与上季度相差较大，请与养老服务股核对后再报。"
        )


def _working_days_ago(count: int) -> date:
    """The day that many working days before today, by the notices known."""
    known, day = calendar(), timezone.localdate()
    for _turn in range(count):
        day = known.previous_workday(day)
    return day
