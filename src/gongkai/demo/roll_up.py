"""The county's reports of 2023 and 2024 come together: the bureau's from its cases, the others' as checked files.

The numbers of the other organs are drawn by a seed and made to fit: what comes in goes somewhere, what is carried out is
carried in. In 2024 one township has not handed in, one bureau's report is sent back, one has been put right.
"""

import random
from copy import deepcopy
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.utils import timezone

from gongkai.accounts.models import User
from gongkai.annual_reports import actions
from gongkai.annual_reports.models import AnnualReport, HandedIn, ReportCalendar
from gongkai.demo.items import BUREAU, ENTERED_LATE, Team
from gongkai.demo.people import read
from gongkai.organs import queries as organs
from gongkai.organs import rules
from gongkai.organs.models import Organ
from gongkai.statute.annual_report.forms import form_for
from gongkai.statute.annual_report.shape import Number
from gongkai.statute.annual_report.tables import fill

COUNTY = "rongjiang-gov"
NOT_IN, SENT_BACK, PUT_RIGHT, TO_LOOK_AT = "rongjiang-zhaihao", "rongjiang-nyj", "rongjiang-czj", "rongjiang-guzhou"
# Applications a year, documents in force, licences, penalties, fees in 万元.
SIZES: dict[str, tuple[int, int, int, int, str]] = {
    COUNTY: (9, 46, 0, 0, "0"),
    "rongjiang-jyj": (4, 6, 38, 2, "12.6"),
    "rongjiang-czj": (3, 9, 11, 1, "0"),
    "rongjiang-rsj": (7, 5, 64, 9, "3.285"),
    "rongjiang-wjj": (5, 4, 173, 46, "21.44"),
    "rongjiang-nyj": (3, 7, 92, 31, "0.86"),
    "rongjiang-zrj": (28, 11, 861, 57, "1846.3172"),
    "rongjiang-scj": (12, 3, 5_420, 318, "40.05"),
    "rongjiang-guzhou": (4, 1, 0, 3, "0"),
    "rongjiang-zhongcheng": (1, 0, 0, 0, "0"),
    NOT_IN: (0, 0, 0, 0, "0"),
}
RESULTS = (
    "granted", "granted", "granted", "partially_granted", "refused_third_party", "refused_admin_query",
    "unavailable_not_held", "unavailable_not_held", "unavailable_needs_creation", "not_processed_petition", "other_misc",
)  # fmt: skip
APPLICANTS = ("natural_person",) * 7 + ("org_business", "org_business", "org_legal_service", "org_other")
ENTRIES = {  # the bureau's own, which no record of the platform holds
    2023: (("art20_5.licensing.decisions", 17), ("art20_6.penalty.decisions", 2)),
    2024: (("art20_5.licensing.decisions", 21), ("art20_6.penalty.decisions", 1)),
}
SIGNED_AT = {2023: datetime(2024, 1, 12, 15), 2024: datetime(2025, 1, 9, 16)}
DATES = {
    2023: (date(2024, 1, 19), date(2024, 1, 26)),
    2024: (date(2025, 1, 15), date(2025, 1, 24)),
}
SENT_BACK_BECAUSE = "表三“自然人”一列第一项加第二项之和不等于第三项加第四项之和，差1件，请核对登记簿后重新报送。"
PUT_RIGHT_BECAUSE = "行政许可的处理决定数量误填为受理数量，请按决定日期重新统计。"
GOES_UP_BECAUSE = "寨蒿镇尚未报送，农业农村局退回修改，先按已接收的报表试汇总，两单位报齐后重新上报。"


def come_together() -> int:
    """Both years of all organs; answers how many reports were handed in. A second time adds nothing."""
    county = Organ.objects.get(slug=COUNTY)
    if ReportCalendar.objects.filter(organ=county).exists():
        return 0
    office = User.objects.get(username="tangguizhi")
    for year, (hand_in_by, publish_by) in DATES.items():
        actions.set_dates(
            office=county, year=year, hand_in_by=hand_in_by, publish_by=publish_by, by=office,
            at=_at(datetime(year, 12, 9, 9)),
        )  # fmt: skip
        _bureau(year)
    for slug in SIZES:
        _hand_in_both(Organ.objects.get(slug=slug), office)
    actions.hand_up(organ=county, year=2023, by=office, at=_at(datetime(2024, 2, 20, 10)))
    actions.hand_up(organ=county, year=2024, by=office, because=GOES_UP_BECAUSE, at=_at(datetime(2025, 2, 18, 10)))
    return HandedIn.objects.filter(year__in=DATES).count()


def _bureau(year: int) -> None:
    """Written, signed and published like the real thing; publishing hands it in, and the office accepts it."""
    organ, content = Organ.objects.get(slug=BUREAU), read(f"report_{year}.toml")
    if AnnualReport.objects.filter(organ=organ, year=year).exists():
        return
    team, signed_at = Team(organ), _at(SIGNED_AT[year])
    for cell, number in ENTRIES[year]:
        actions.enter(
            organ=organ, year=year, cell=f"table_two.{cell}", value=number, note="据社会组织登记和执法台账", by=team.clerk,
            at=signed_at,
        )  # fmt: skip
    report = actions.start(organ=organ, year=year, by=team.clerk, at=_at(datetime(year + 1, 1, 6, 9)))
    overview = _under_topics(report.sections["overview"], content["overview"])
    report = actions.write_section(report=report, section="overview", text=overview, by=team.clerk)
    for section, text in content["words"].items():
        words = f"{report.sections.get(section, '')}\n{text}".strip()
        report = actions.write_section(report=report, section=section, text=words, by=team.clerk)
    head = organs.holders(organ, rules.SIGN_REPORT)[0]
    actions.sign(report=report, by=head, at=signed_at, backdated_because=ENTERED_LATE)
    actions.publish(report=report, by=team.publisher, at=signed_at.replace(hour=17))
    _accept(organ, year, User.objects.get(username="tangguizhi"))


def _under_topics(text: str, words: dict[str, str]) -> str:
    """Each topic's own sentences after those that were offered under it."""
    lines: list[str] = []
    pending = ""
    for line in text.splitlines():
        topic = next((topic for topic in words if line.startswith("（") and line.endswith(topic)), "")
        if topic:
            lines += [pending] if pending else []
            pending = words[topic]
        lines.append(line)
    return "\n".join([*lines, pending])


def _hand_in_both(organ: Organ, office: User) -> None:
    clerk = organs.holders(organ, rules.COMPILE_REPORT)[-1]
    before = _numbers(organ, 2023, {})
    _take_in(organ, 2023, before, clerk, day=10)
    _accept(organ, 2023, office)
    now = _numbers(organ, 2024, before)
    if organ.slug == NOT_IN:
        return
    if organ.slug == SENT_BACK:
        wrong = {**now, "table_three.new_received.natural_person": now["table_three.new_received.natural_person"] + 1}
        _send_back(_take_in(organ, 2024, wrong, clerk, day=9), SENT_BACK_BECAUSE, office)
        return
    if organ.slug == PUT_RIGHT:
        cell = "table_two.art20_5.licensing.decisions"
        _send_back(_take_in(organ, 2024, {**now, cell: now[cell] * 6}, clerk, day=8), PUT_RIGHT_BECAUSE, office)
    _take_in(organ, 2024, now, clerk, day=14)
    if organ.slug != TO_LOOK_AT:
        _accept(organ, 2024, office)


def _take_in(organ: Organ, year: int, values: dict[str, Number], by: User, *, day: int) -> HandedIn:
    form = form_for(year)
    tables = fill(form, values)
    result: dict[str, Any] = {
        "format": form.key, "organ": organ.name, "year": year, "unread": [], "violations": [],
        "tables": {
            "table_two": tables.table_two, "table_three": tables.table_three, "table_four": tables.table_four,
        },
    }  # fmt: skip
    return actions.take_in(
        organ=organ, year=year, result=deepcopy(result), by=by, scope="own", published_on=date(year + 1, 1, day + 8),
        at=_at(datetime(year + 1, 1, day, 10, 20)),
    )  # fmt: skip


def _accept(organ: Organ, year: int, office: User) -> None:
    """The county's own part is its own office's: nobody accepts that."""
    row = HandedIn.objects.get(organ=organ, year=year, scope="own", is_current=True)
    if organs.may(office, rules.OVERSEE, organ):
        actions.accept(hand_in=row, by=office, at=_at(datetime(year + 1, 1, 20, 9)))


def _send_back(row: HandedIn, because: str, office: User) -> None:
    actions.return_report(hand_in=row, because=because, by=office, at=row.received_at.replace(hour=16))


def _numbers(organ: Organ, year: int, before: dict[str, Number]) -> dict[str, Number]:
    """Cells of a year that follow from those of the year before."""
    drawn = random.Random(f"{organ.slug} {year}")  # noqa: S311 a seed, not a secret
    applications, standing, licences, penalties, fee = SIZES[organ.slug]
    found: dict[str, Number] = {}
    for path, number in before.items():
        if path.startswith("table_three.carried_out."):
            column = path.rpartition(".")[2]
            _count(found, f"table_three.carried_in.{column}", int(number))
            for _open in range(int(number)):
                _count(found, f"table_three.{drawn.choice(RESULTS)}.{column}")
    for _one in range(applications and max(0, applications + drawn.randint(-2, 3))):
        column = drawn.choice(APPLICANTS)
        _count(found, f"table_three.new_received.{column}")
        still_open = drawn.random() < 0.08
        _count(found, f"table_three.{'carried_out' if still_open else drawn.choice(RESULTS)}.{column}")
    issued = drawn.randint(0, 2) if standing else 0
    at = "table_two.art20_1.normative_document"
    was = before.get(f"{at}.in_force", standing)
    repealed = min(int(was), drawn.randint(0, 1))
    found |= {f"{at}.issued": issued, f"{at}.repealed": repealed, f"{at}.in_force": was + issued - repealed}
    found["table_two.art20_5.licensing.decisions"] = _around(drawn, licences)
    found["table_two.art20_6.penalty.decisions"] = _around(drawn, penalties)
    found["table_two.art20_6.coercion.decisions"] = _around(drawn, penalties // 20)
    found["table_two.art20_8.admin_fee.amount_wan"] = (Decimal(fee) * drawn.randint(92, 109) / 100).quantize(
        Decimal("0.0001")
    )
    for block, one_in in (("review", 14), ("litigation_direct", 30)):
        for _one in range(applications // one_in):
            _count(found, f"table_four.{block}.{drawn.choice(('upheld', 'upheld', 'corrected', 'other', 'pending'))}")
    return found


def _count(found: dict[str, Number], path: str, number: int = 1) -> None:
    found[path] = found.get(path, 0) + number


def _around(drawn: random.Random, number: int) -> int:
    return round(number * drawn.uniform(0.9, 1.12))


def _at(moment: datetime) -> datetime:
    return timezone.make_aware(moment)
