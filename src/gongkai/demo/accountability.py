"""监督保障 in the demo: targets of three years, a score sheet and a closed case of 2024, what readers made of the items.

Every number of progress comes from the items and applications of the demo; only targets, typed scores and words are made up.
"""

from datetime import date, datetime, timedelta

from django.utils import timezone

from gongkai.accountability import actions
from gongkai.accountability.criteria import CRITERIA
from gongkai.accountability.models import Feedback, LiabilityCase, ScoreSheet, TargetLetter, ViewCount
from gongkai.accounts.models import User
from gongkai.catalogue.models import DisclosureItem
from gongkai.demo.desk import RECENT
from gongkai.demo.items import BUREAU
from gongkai.organs import queries as organs
from gongkai.organs import rules
from gongkai.organs.models import Organ, Staff, Unit

SCORED_YEAR = 2024
OTHER_BUREAU = "rongjiang-jyj"
OFFICE = "办公室"
# Year: measure: the whole, then what each unit and each person has of it.
TARGETS: dict[int, dict[str, tuple[int, dict[str, int], dict[str, int]]]] = {
    2019: {
        "items": (130, {OFFICE: 92, "社会救助股": 15, "社会事务股": 6, "规划财务股": 5, "养老服务股": 4, "儿童福利股": 4, "社会组织股": 2,
                        "基层政权股": 2}, {"龙晓梅": 92}),
        "interpretations": (4, {OFFICE: 4}, {}),
        "disclosed_in_time": (98, {OFFICE: 98, "社会救助股": 100, "社会事务股": 98}, {}),
    },
    2024: {
        "answered_in_time": (100, {"社会救助股": 100, "养老服务股": 100, "社会事务股": 100, "规划财务股": 100},
                             {"陆光明": 100, "石秀兰": 100, "王朝晖": 100, "蒙桂兰": 100}),
    },
}  # fmt: skip
THIS_YEAR = {
    "items": (24, {OFFICE: 12, "社会救助股": 6, "养老服务股": 4}, {"龙晓梅": 12}),
    "disclosed_in_time": (95, {OFFICE: 95, "社会救助股": 95, "养老服务股": 95}, {}),
    "answered_in_time": (100, {"社会救助股": 100, "养老服务股": 100}, {}),
}
TYPED = {
    "corrected": (10, "全年没有复议、诉讼纠正的案件"), "reviewed": (10, "抽查20条，审查记录齐全"), "guide": (4, "指南中传真号码未及时更新"),
    "feedback": (5, "公众指出的错误均已核实"), "organised": (4, "全年培训一次，少一次"),
}  # fmt: skip
SAID = (
    # which item behind those of these days, days ago, verdict, words, what the office answered
    (0, 40, "useful", "", ""),
    (1, 31, "useful", "表格清楚，能和往年对照。", ""),
    (3, 25, "wrong", "没有写咨询电话，不知道问谁。", "经核对，文件原文没有电话，已在办事指南中补充，原文不改。"),
    (0, 12, "useless", "看不出自己该领多少。", ""),
    (2, 9, "useful", "", ""),
    (0, 3, "wrong", "没有写从哪个月开始按新标准发放。", ""),
)


def lay_out() -> None:
    """What is there already stays."""
    bureau = Organ.objects.get(slug=BUREAU)
    years = TARGETS | {timezone.localdate().year: THIS_YEAR}
    for year, targets in years.items():
        if not TargetLetter.objects.filter(organ=bureau, year=year).exists():
            _break_down(bureau, year, targets, is_issued=year != timezone.localdate().year)
    overseer = User.objects.get(username="tangguizhi")
    if not ScoreSheet.objects.filter(organ=bureau, year=SCORED_YEAR).exists():
        _score(bureau, overseer)
    if not LiabilityCase.objects.exists():
        _hold_liable(Organ.objects.get(slug=OTHER_BUREAU), overseer)
    read = list(DisclosureItem.objects.filter(organ=bureau, live=True).order_by("-published_at", "-pk")[:90])
    if not ViewCount.objects.filter(organ=bureau).exists():
        _count_views(read)
    if not Feedback.objects.exists():
        _say(read, organs.holders(bureau, rules.WRITE)[0])


def _break_down(organ: Organ, year: int, targets: dict, *, is_issued: bool) -> None:
    head = organs.holders(organ, rules.MANAGE_CATALOGUE)[0]
    units = {unit.name: unit for unit in Unit.objects.filter(organ=organ)}
    people = {str(person): person for person in Staff.objects.filter(organ=organ).select_related("user", "unit")}
    letter = actions.start_letter(organ=organ, year=year, by=head, at=_moment(year, 1, 6))
    for measure, (whole, of_units, of_people) in targets.items():
        actions.set_target(letter=letter, by=head, measure=measure, number=whole)
        for name, number in of_units.items():
            actions.set_target(letter=letter, by=head, measure=measure, number=number, unit=units[name])
        for name, number in of_people.items():
            actions.set_target(letter=letter, by=head, measure=measure, number=number, person=people[name])
    if is_issued:
        leader = organs.holders(organ, rules.SIGN_REPORT)[0]
        actions.issue(letter=letter, by=leader, on=date(year, 1, 15), number=f"榕民发〔{year}〕3号")


def _score(organ: Organ, overseer: User) -> None:
    sheet = actions.open_sheet(organ=organ, year=SCORED_YEAR, by=overseer, at=_moment(SCORED_YEAR + 1, 1, 6))
    for row in CRITERIA:
        if row.key in TYPED:
            points, note = TYPED[row.key]
            actions.score(
                sheet=sheet, by=overseer, criterion=row.key, points=points, note=note, at=_moment(SCORED_YEAR + 1, 1, 9)
            )
    actions.close_sheet(
        sheet=sheet, by=overseer, at=_moment(SCORED_YEAR + 1, 1, 20),
        opinion="申请答复规范、按期；主动公开数量偏少，年度报告没有在平台按期公布，请改进。",
    )  # fmt: skip


def _hold_liable(organ: Organ, overseer: User) -> None:
    case = actions.open_case(
        organ=organ, by=overseer, ground="53(2)", on=date(2024, 4, 15), responsible="办公室负责人",
        facts="2023年9月机构职责调整后，政府信息公开指南的办公地址、电话至2024年3月仍未更新，群众来电无人接听；2024年3月4日督促后，二十日内未改正。",
    )  # fmt: skip
    case = actions.decide(
        case=case, by=overseer, measure="correct", decided_by="榕江县人民政府办公室", on=date(2024, 4, 28),
        document_number="榕府办督〔2024〕6号",
    )  # fmt: skip
    actions.close_case(
        case=case,
        by=overseer,
        on=date(2024, 5, 16),
        outcome="指南已于2024年5月6日更新，单位报送书面整改报告，并明确每季度核对一次。",
    )


def _count_views(items: list[DisclosureItem]) -> None:
    """Thirty days of a small county: some items read every day, some now and then, some by nobody."""
    today = timezone.localdate()
    views = {}
    for place, item in enumerate(items):
        for ago in range(1, 31):
            number = (place * 7 + ago * 3) % 11 - 4 - place // 9
            day = today - timedelta(days=ago)
            if number > 0 and day >= timezone.localdate(item.published_at):
                views[item.pk, day] = number * (4 if place < 5 else 1)
    actions.take_in_views(views=views)


def _say(items: list[DisclosureItem], clerk: User) -> None:
    standing = items[len(RECENT) :]
    for place, days, verdict, text, answer in SAID:
        at = timezone.now() - timedelta(days=days)
        said = actions.give_feedback(item=standing[place], verdict=verdict, text=text, at=at)
        if answer:
            actions.answer_feedback(feedback=said, by=clerk, result=answer, at=at + timedelta(days=2))


def _moment(year: int, month: int, day: int) -> datetime:
    return timezone.make_aware(datetime(year, month, day, 10))
