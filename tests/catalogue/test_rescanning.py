"""夜间复查: when rules or an organ's own lists move, public items are read again, and what is new is told, not hidden."""

import pytest

from gongkai.catalogue import actions as catalogue
from gongkai.clearance.models import Alarm, KnownValue
from gongkai.clearance.screening import own_words

pytestmark = pytest.mark.django_db
IDENTITY = "11010519491231002X"


@pytest.fixture
def found_later(monkeypatch, published, clerk):
    """A public text in which today's rules find what those of its day did not."""
    from gongkai.clearance.screening import known, scanning

    monkeypatch.setattr(scanning, "scan", lambda document, known: [])
    item = published(title="名单", body=f"<p>石文，身份证号{IDENTITY}</p>")
    monkeypatch.undo()
    monkeypatch.setattr(known, "EDITION", "later")
    return item


def test_what_todays_rules_find_in_a_public_item_is_told_and_the_item_stays_until_a_person_decides(found_later):
    done = catalogue.rescan()
    assert (done.looked, done.alarmed) == (1, 1)
    alarm = Alarm.objects.get()
    assert (alarm.subject, alarm.count) == (found_later.reference, 1)
    found_later.refresh_from_db()
    assert found_later.live


def test_it_is_told_on_everybodys_first_page(found_later, signed_in, clerk):
    catalogue.rescan()
    page = signed_in(clerk).get("/office/").content.decode()
    assert "公开后发现" in page and IDENTITY not in page


def test_taken_down_the_alarm_is_over(found_later, leader):
    catalogue.rescan()
    catalogue.withdraw(item=found_later, by=leader, reason="personal_data")
    assert not Alarm.objects.exists()


def test_without_a_change_of_rules_nothing_is_read_again(published):
    published()
    assert catalogue.rescan().looked == 1
    assert catalogue.rescan().looked == 0


def test_it_goes_on_where_it_stopped(published):
    items = [published() for _n in range(3)]
    assert [catalogue.rescan(at_most=2).looked, catalogue.rescan(at_most=2).looked] == [2, 1]
    assert catalogue.rescan(at_most=2).looked == 0 and len(items) == 3


def test_a_new_word_of_the_organ_has_its_items_read_again(published, organ, leader):
    published()
    catalogue.rescan()
    own_words.add(organ=organ, kind=KnownValue.Kind.FORBIDDEN, value="旧称呼", note="新称呼", by=leader)
    assert catalogue.rescan().looked == 1
