"""A year of the bureau, and its report in the hands of the clerk."""

import pytest

from gongkai.annual_reports import actions
from gongkai.applications import actions as applications
from tests.applications import conftest as of_applications
from tests.cast import when
from tests.remembering import remembering

applied, answered = of_applications.applied, of_applications.answered  # the fixtures

OVERVIEW = "全局把公开工作列入年度重点，领导小组召开两次会议，各股室按栏目分工更新。"
PROBLEMS = "个别信息公开不够及时。下一步按法定期限逐条提醒。"
REASON = "补录以前年度的报告"


@pytest.fixture
@remembering
def year_2019(published):
    """Six items of 2019 in three classes, and one of 2018."""
    rows = [
        ("0314", "工作动态", (2019, 1, 15)), ("0314", "工作动态", (2019, 3, 6)), ("031001", "工作动态", (2019, 8, 1)),
        ("030102", "政策法规", (2019, 4, 2)), ("030103", "政策法规", (2019, 9, 10)),
        ("0316", "业务管理", (2019, 12, 30)), ("0314", "工作动态", (2018, 12, 28)),
    ]  # fmt: skip
    return [published(heading=code, stat_class=word, at=when(*day)) for code, word, day in rows]


@pytest.fixture
@remembering
def office(organ, office_head):
    """The settings a letter needs."""
    return applications.keep_office(
        organ=organ, by=office_head, reply_prefix="榕民公开", notice_prefix="榕民公开告", reconsideration_at="榕江县人民政府",
        reconsideration_online="https://xzfy.example.cn", court="榕江县人民法院", payment_instructions="到窗口缴纳",
    )  # fmt: skip


@pytest.fixture
@remembering
def draft_report(organ, clerk, year_2019):
    """The report on 2019 with every section written."""
    report = actions.start(organ=organ, year=2019, by=clerk)
    actions.write_section(report=report, section="overview", text=OVERVIEW, by=clerk)
    return actions.write_section(report=report, section="problems", text=PROBLEMS, by=clerk)


@pytest.fixture
@remembering
def signed_report(draft_report, leader):
    return actions.sign(report=draft_report, by=leader, at=when(2020, 1, 16), backdated_because=REASON)


@pytest.fixture
@remembering
def published_report(signed_report, clerk):
    return actions.publish(report=signed_report, by=clerk, at=when(2020, 1, 17))
