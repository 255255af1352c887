"""The demo county: the figures of the real report, made by actions only, the same each time, harmless when built again."""

import pytest
from django.db import transaction

from gongkai.audit import queries as audit
from gongkai.audit.models import AuditEntry
from gongkai.catalogue import queries
from gongkai.catalogue.models import DisclosureEvent, DisclosureItem, Heading
from gongkai.clearance.models import ClearanceRecord
from gongkai.demo import attachments, items
from gongkai.demo.build import build
from gongkai.organs.models import Organ

BUREAU = "rongjiang-mzj"
pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def county(django_db_setup, django_db_blocker):
    """Built once for this file, in a transaction that is rolled back at its end."""
    with django_db_blocker.unblock(), transaction.atomic():
        build()
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
