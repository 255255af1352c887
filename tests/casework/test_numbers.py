"""Serial numbers: without a gap, without a double, whatever is rolled back in between."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction

from gongkai.applications.models import Application
from gongkai.casework.models import Serial
from gongkai.casework.numbering import document_number, next_serial

pytestmark = pytest.mark.django_db


class Changed(Exception):
    """Somebody's mind."""


def take(organ, series="letter", year=2024, *, give_back=False) -> int:
    number = 0
    try:
        with transaction.atomic():
            number = next_serial(organ, series, year)
            if give_back:
                raise Changed
    except Changed:
        pass
    return number


def test_what_is_rolled_back_gives_its_number_back(organ):
    assert [take(organ), take(organ, give_back=True), take(organ, give_back=True), take(organ)] == [1, 2, 2, 2]
    assert Serial.objects.get(organ=organ, series="letter", year=2024).last == 2


def test_each_organ_series_and_year_counts_for_itself(organ, neighbour):
    assert take(organ) == take(neighbour) == take(organ, series="notice") == take(organ, year=2025) == 1
    assert take(organ) == 2


@pytest.mark.django_db(transaction=True)
def test_a_number_is_taken_only_inside_the_transaction_that_uses_it(organ):
    with pytest.raises(RuntimeError):
        next_serial(organ, "letter", 2024)


def test_a_registration_that_fails_leaves_no_gap(applied, organ):
    first = applied(on=date(2024, 9, 6))
    with pytest.raises(ValidationError):
        applied(on=date(2024, 9, 6), title="很" * 300)
    with pytest.raises(ValidationError):
        applied(on=date(2024, 9, 30), channel="oral")  # the guard asks for reading back after the number was taken
    second = applied(on=date(2024, 9, 6))
    assert int(second.number) == int(first.number) + 1
    assert Application.objects.count() == 2


def test_a_document_number_is_written_as_the_standard_says():
    assert document_number("榕民公开", 2024, 5) == "榕民公开〔2024〕5号"
