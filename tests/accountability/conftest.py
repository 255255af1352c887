"""An organ with two units and their people, and a year in which they published something."""

from datetime import date

import pytest

from gongkai.accountability import actions
from gongkai.catalogue.models import Heading
from gongkai.organs.models import Staff, Unit
from tests.cast import when
from tests.remembering import remembering


@pytest.fixture
@remembering
def relief(organ, heading):
    """社会救助股, owner of the headings of relief and policy."""
    unit = Unit.objects.create(organ=organ, name="社会救助股", position=1)
    Heading.objects.filter(organ=organ, code__in=["031001", "030102", "030104"]).update(owner_unit=unit)
    return unit


@pytest.fixture
@remembering
def office_unit(organ):
    """办公室, owner of the news."""
    unit = Unit.objects.create(organ=organ, name="办公室", position=0)
    Heading.objects.filter(organ=organ, code="0314").update(owner_unit=unit)
    return unit


@pytest.fixture
@remembering
def writer(clerk, office_unit):
    """The clerk as staff of the office."""
    Staff.objects.filter(user=clerk).update(unit=office_unit)
    return Staff.objects.select_related("unit", "organ", "user").get(user=clerk)


@pytest.fixture
@remembering
def year_2019(published, relief, office_unit, writer):
    """Five items: three of the office (one late), two of relief; one of these a key field."""
    published(at=when(2019, 2, 1), formed_on=date(2019, 1, 30))
    published(at=when(2019, 6, 3), formed_on=date(2019, 6, 1))
    published(at=when(2019, 9, 2), formed_on=date(2019, 1, 7))  # late
    published(heading="031001", at=when(2019, 3, 1), formed_on=date(2019, 2, 28))
    published(heading="030104", at=when(2019, 12, 2), formed_on=date(2019, 12, 1))


@pytest.fixture
def letter(organ, office_head):
    return actions.start_letter(organ=organ, year=2019, by=office_head)


@pytest.fixture
def target(letter, office_head):
    """target("items", 5, unit=…, person=…)"""

    def make(measure: str, number, **more):
        return actions.set_target(letter=letter, by=office_head, measure=measure, number=number, **more)

    return make
