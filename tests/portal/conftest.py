"""A small site to look at: two organs with a guide, a policy with its interpretation, budgets with a table, a report."""

from dataclasses import dataclass
from datetime import date

import pytest
from django.core.cache import cache

from gongkai.annual_reports import actions as reports
from gongkai.annual_reports.models import AnnualReport
from gongkai.catalogue import actions as catalogue
from gongkai.catalogue.models import DisclosureItem
from gongkai.organs.models import LeadingGroup, Organ, Unit
from tests.cast import when
from tests.remembering import remembered

REPORT_YEAR = 2019


@pytest.fixture(autouse=True)
def fresh_cache():
    """The figures of the year are kept for ten minutes; a test starts without those of another."""
    cache.clear()


@dataclass
class Site:
    organ: Organ
    county: Organ
    policy: DisclosureItem
    interpretation: DisclosureItem
    lapsed: DisclosureItem
    budget: DisclosureItem
    news: DisclosureItem
    withdrawn: DisclosureItem
    report: AnnualReport

    def addresses(self) -> dict[str, str]:
        """One page of every kind."""
        home, table = f"/o/{self.organ.slug}/", self.budget.attachments.get()
        return {
            "platform": "/",
            "organ": home,
            "organisation": f"{home}organisation/",
            "guide": f"{home}guide/",
            "apply": f"{home}apply/",
            "group": f"{home}h/03/",
            "heading": f"{home}h/0314/",
            "heading page": f"{home}h/0314/1/",
            "budgets": f"{home}h/030601/",
            "empty heading": f"{home}h/0308/",
            "item": self.policy.get_absolute_url(),
            "interpretation": self.interpretation.get_absolute_url(),
            "lapsed item": self.lapsed.get_absolute_url(),
            "item with files": self.budget.get_absolute_url(),
            "reading copy": f"{self.budget.get_absolute_url()}a/{table.pk}/",
            "reports": f"{home}reports/",
            "report": f"{home}reports/{REPORT_YEAR}/",
            "performance": f"{home}performance/2019/",
            "performance of all": "/performance/2019/",
            "catalogue": "/catalogue/",
            "filtered catalogue": f"/catalogue/?organ={self.organ.slug}&year=2019&genre=办法",
            "search": "/search/",
            "search with hits": "/search/?q=低保",
            "search without hits": "/search/?q=没有这样的词",
            "site map": "/site-map/",
            "statement": "/statement/",
            "accessibility": "/accessibility/",
        }

    def troubles(self) -> dict[str, tuple[str, int]]:
        """The pages that are not there, with the status they leave with."""
        return {
            "unknown page": ("/nowhere/", 404),
            "unknown organ": ("/o/nobody/", 404),
            "unknown heading": (f"/o/{self.organ.slug}/h/9999/", 404),
            "withdrawn": (self.withdrawn.get_absolute_url(), 410),
        }


@pytest.fixture
def site(organ, county, superuser, clerk, leader, published, uploaded) -> Site:
    return remembered("site", lambda: small_site(organ, county, superuser, clerk, leader, published, uploaded))


def small_site(organ, county, superuser, clerk, leader, published, uploaded) -> Site:
    catalogue.plant_headings(organ=county, tree="county_government", by=superuser)
    Unit.objects.create(organ=organ, name="社会救助股", duty="承担城乡低保管理。", phone="0855-6622612")
    LeadingGroup.objects.create(
        organ=organ, name="领导小组", established_on=date(2019, 3, 20), duties="统一领导公开工作。"
    )
    stored = uploaded("预算.csv", "项目,万元\n低保,3486\n".encode())
    stored.reading_copy = "<table><tr><th>项目</th><th>万元</th></tr><tr><td>低保</td><td>3486</td></tr></table>"
    stored.save()
    policy = published(
        heading="030102", title="榕江县城乡低保动态管理办法", document_number="榕民规〔2019〕1号", genre="办法",
        subject="社会救助", keywords="低保，动态管理", at=when(2019, 2, 26, 11, 10), summary="规定低保核查的周期和程序。",
        audience=["个人", "机关单位"],
    )  # fmt: skip
    catalogue.change_validity(item=policy, to="in_force", on=date(2019, 4, 1), by=clerk)
    lapsed = published(heading="030103", title="关于做好春节慰问的通知", genre="通知", at=when(2019, 1, 9))
    catalogue.change_validity(item=lapsed, to="lapsed", on=date(2019, 12, 31), by=clerk, note="任务已完成")
    withdrawn = published(title="一条要撤下的动态", at=when(2019, 3, 1))
    catalogue.withdraw(item=withdrawn, by=leader, reason="error", note="金额有误", at=when(2019, 3, 2))
    policy.refresh_from_db()
    lapsed.refresh_from_db()
    interpretation = published(
        heading="030104", title="五个问题读懂低保动态管理办法", interprets=policy, at=when(2019, 2, 26, 15)
    )
    budget = published(
        heading="030601",
        title="榕江县民政局2019年部门预算",
        attachments=[(stored, "部门收支总表")],
        at=when(2019, 3, 22),
    )
    news = published(title="县民政局走访敬老院", at=when(2019, 1, 3))
    return Site(
        organ=organ, county=county, policy=policy, interpretation=interpretation, lapsed=lapsed, budget=budget, news=news,
        withdrawn=DisclosureItem.objects.get(pk=withdrawn.pk),
        report=signed_and_published(organ, writer=clerk, head=leader),
    )  # fmt: skip


def signed_and_published(organ: Organ, *, writer, head) -> AnnualReport:
    report = reports.start(organ=organ, year=REPORT_YEAR, by=writer, at=when(2020, 1, 8))
    for section in ("overview", "problems"):
        report = reports.write_section(report=report, section=section, text="本年度工作有序开展。", by=writer)
    report = reports.sign(report=report, by=head, at=when(2020, 1, 16), backdated_because="补录历史报告")
    return reports.publish(report=report, by=writer, at=when(2020, 1, 17))
