"""The demo county: the figures of the real report, made by actions only, the same each time, harmless when built again."""

import pytest
from django.db import transaction

from gongkai.annual_reports import queries as reports
from gongkai.annual_reports.models import AnnualReport, HandedIn
from gongkai.annual_reports.rolled import rolled_up
from gongkai.annual_reports.worklist import history, worklist
from gongkai.audit import queries as audit
from gongkai.audit.models import AuditEntry
from gongkai.catalogue import queries
from gongkai.catalogue.models import DisclosureEvent, DisclosureItem, Heading
from gongkai.clearance.models import ClearanceRecord
from gongkai.demo import attachments, items, roll_up
from gongkai.demo.build import build
from gongkai.organs.models import Organ
from gongkai.statute.annual_report.grid import flat
from tests.remembering import remembered

NEW = "table_three.new_received.total"
BUREAU = "rongjiang-mzj"
pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def county(django_db_setup, django_db_blocker):
    """Built once for this file, in a transaction that is rolled back at its end."""
    with django_db_blocker.unblock(), transaction.atomic():
        remembered("demo", build)
        yield Organ.objects.get(slug=BUREAU)
        transaction.set_rollback(True)


def test_the_year_2019_counts_as_the_bureaus_own_report_said(county):
    year = queries.figures(county, 2019)
    assert year.total == 131
    assert year.by_stat_class == {"工作动态": 72, "政策法规": 50, "业务管理": 9}


def test_county_has_a_government_eight_bureaus_and_three_townships(county):
    organs = Organ.objects.filter(is_open=True)
    assert organs.filter(kind="government", level="county").count() == 1
    assert organs.filter(kind="department").count() == 8
    assert organs.filter(level="township").count() == 3


def test_every_public_item_was_cleared_by_somebody_who_did_not_write_it(county):
    for record in ClearanceRecord.objects.filter(decision="cleared").prefetch_related("authors"):
        assert record.decided_by not in record.authors.all()
    for item in DisclosureItem.objects.filter(live=True):
        assert item.is_cleared(), item.title


def test_every_entry_of_history_says_that_it_was_entered_late(county):
    events = DisclosureEvent.objects.filter(kind="disclosed")
    assert events.count() == DisclosureItem.objects.exclude(published_at=None).count()
    assert all(event.facts["backdated_because"] for event in events)


def test_each_key_field_the_bureau_named_has_something(county):
    fields = Heading.objects.filter(organ=county, is_key_field=True)
    empty = [heading.name for heading in fields if heading.live_count == 0]
    assert len(fields) == 15
    assert empty == []


def test_trail_is_whole(county):
    rows, faults = audit.verify()
    assert rows == AuditEntry.objects.count() > 500
    assert faults == []


def test_building_again_adds_nothing(county):
    before = (DisclosureItem.objects.count(), DisclosureEvent.objects.count(), AuditEntry.objects.count())
    build()
    assert before == (DisclosureItem.objects.count(), DisclosureEvent.objects.count(), AuditEntry.objects.count())


def test_index_numbers_follow_the_order_of_publication(county):
    numbers = list(
        DisclosureItem.objects.filter(organ=county, formed_on__year=2019, published_at__isnull=False)
        .order_by("published_at", "pk")
        .values_list("index_number", flat=True)
    )
    assert len(set(numbers)) == len(numbers)
    assert all(number.startswith(f"{county.uscc}/2019-") for number in numbers)


def test_attachment_bytes_are_the_same_each_time():
    with_files = [attachment for row in items.rows() for attachment in row.get("attachment", [])]
    assert len(with_files) > 20
    for attachment in with_files:
        assert attachments.make(attachment) == attachments.make(attachment)


def test_no_text_of_the_demo_holds_an_identity_or_mobile_number():
    import re

    for row in items.rows():
        text = row["body"] + row["summary"] + str(row.get("attachment", ""))
        assert not re.search(r"(?<!\d)\d{17}[\dXx](?!\d)", text), row["key"]
        assert not re.search(r"(?<!\d)1[3-9]\d{9}(?!\d)", text), row["key"]


def test_the_reports_of_2024_come_together_with_one_missing_one_returned_and_one_put_right(county):
    government = county.parent
    listed = worklist(government, 2024)
    states = {row.organ.slug: row.state for row in listed.rows}
    assert (listed.handed_in, len(listed.reporting)) == (9, 11)
    assert (states[roll_up.NOT_IN], states[roll_up.SENT_BACK], states[roll_up.TO_LOOK_AT]) == (
        "missing", "returned", "received",
    )  # fmt: skip
    put_right = history(Organ.objects.get(slug=roll_up.PUT_RIGHT), 2024)
    assert [row.state for row in put_right] == ["accepted", "returned"]
    assert all(not row.errors for row in listed.rows if row.state != "returned")


def test_the_countys_report_of_2024_is_its_own_matters_and_its_parts(county):
    government = county.parent
    rolled = rolled_up(government, 2024, NEW)
    stated = HandedIn.objects.get(organ=government, year=2024, scope="area", is_current=True)
    assert dict(flat(stated.tables)) == rolled.total.numbers
    assert sum(addend.value or 0 for addend in rolled.addends) == rolled.total.numbers[NEW]
    assert rolled.breaches == ()
    before = rolled_up(government, 2023)
    assert before.total.is_whole


def test_the_bureaus_reports_of_2023_and_2024_are_signed_in_january_and_break_nothing(county):
    for year, carried_in, carried_out in ((2023, 0, 2), (2024, 2, 3)):
        report = AnnualReport.objects.get(organ=county, year=year)
        document = reports.document(report)
        assert (report.state, document.signed_on.year, document.signed_on.month) == ("published", year + 1, 1)
        assert document.compiled.breaches == ()
        assert document.compiled.applications["carried_in"] == carried_in
        assert document.compiled.applications["carried_out"] == carried_out
        assert HandedIn.objects.get(organ=county, year=year, is_current=True).state == "accepted"
