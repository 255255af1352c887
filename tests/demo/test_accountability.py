"""The demo's targets add up but where they are meant not to, and building again adds nothing."""

import pytest
from django.db import transaction

from gongkai.accountability import queries
from gongkai.accountability.models import Feedback, LiabilityCase, ScoreSheet, Target, TargetLetter, ViewCount
from gongkai.demo import accountability
from gongkai.demo.build import build
from gongkai.organs.models import Organ
from tests.remembering import remembered

pytestmark = pytest.mark.django_db
MODELS = (Feedback, LiabilityCase, ScoreSheet, Target, TargetLetter, ViewCount)


@pytest.fixture(scope="module")
def bureau(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), transaction.atomic():
        remembered("demo", build)
        yield Organ.objects.get(slug="rongjiang-mzj")
        transaction.set_rollback(True)


def told(organ, year):
    found = queries.progress(queries.letter_of(organ, year))
    return found, {
        (line.measure.key, line.name): (line.done.value, line.state) for b in found.branches for line in b.lines
    }


def test_the_targets_of_2019_and_2024_were_issued_because_they_add_up(bureau):
    for year in (2019, 2024):
        found, _lines = told(bureau, year)
        assert found.letter.is_issued and found.findings == []


def test_progress_is_that_of_the_items_and_applications(bureau):
    assert told(bureau, 2019)[1]["items", "县民政局"] == (131, "met")
    assert told(bureau, 2019)[1]["items", "社会救助股"] == (12, "missed")
    assert told(bureau, 2024)[1]["answered_in_time", "石秀兰"] == (100, "met")


def test_this_years_letter_shows_what_is_not_yet_broken_down(bureau):
    draft = TargetLetter.objects.get(organ=bureau, issued_on=None)
    assert queries.progress(draft).findings == ["“主动公开信息”：全局24条，分解到股室共22条，有2条没有落实。"]


def test_one_sheet_is_closed_one_case_is_closed_and_one_error_waits(bureau):
    assert ScoreSheet.objects.exclude(closed_at=None).count() == 1
    assert LiabilityCase.objects.get().closed_on is not None
    assert len(queries.open_errors(bureau)) == 1
    assert queries.ledger(bureau, "unused").entries


def test_building_it_again_adds_nothing(bureau):
    before = [model.objects.count() for model in MODELS]
    accountability.lay_out()
    assert [model.objects.count() for model in MODELS] == before
