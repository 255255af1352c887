"""The bureau's report of 2019 as it would have been with this platform: in time, with every table, signed by the head."""

from datetime import datetime

from django.utils import timezone

from gongkai.annual_reports import actions as reports
from gongkai.annual_reports.models import AnnualReport
from gongkai.demo.items import BUREAU, ENTERED_LATE, Team
from gongkai.demo.people import read
from gongkai.organs import queries as organs
from gongkai.organs import rules
from gongkai.organs.models import Organ

YEAR = 2019
SIGNED_AT = datetime(2020, 1, 16, 15, 30)
PUBLISHED_AT = datetime(2020, 1, 17, 9, 20)


def compile_and_sign() -> None:
    """Start, sign and publish the report; one that is there already stays."""
    organ = Organ.objects.get(slug=BUREAU)
    if AnnualReport.objects.filter(organ=organ, year=YEAR).exists():
        return
    team = Team(organ)
    report = reports.start(organ=organ, year=YEAR, by=team.clerk, at=timezone.make_aware(datetime(2020, 1, 8, 10)))
    for section, text in read("report_2019.toml").items():
        report = reports.write_section(report=report, section=section, text=text, by=team.clerk)
    head = organs.holders(organ, rules.SIGN_REPORT)[0]
    reports.sign(report=report, by=head, at=timezone.make_aware(SIGNED_AT), backdated_because=ENTERED_LATE)
    reports.publish(report=report, by=team.publisher, at=timezone.make_aware(PUBLISHED_AT))
