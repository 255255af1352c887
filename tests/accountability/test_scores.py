"""考核: the supervising office scores, records speak where they can, a closed sheet is what it was."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from gongkai.accountability import actions, queries
from gongkai.accountability.criteria import CRITERIA, linear
from tests.cast import when

pytestmark = pytest.mark.django_db
TYPED = [row for row in CRITERIA if row.compute is None]


@pytest.fixture
def sheet(organ, supervisor):
    return actions.open_sheet(organ=organ, year=2019, by=supervisor)


@pytest.fixture
def typed(sheet, supervisor):
    for row in TYPED:
        actions.score(sheet=sheet, by=supervisor, criterion=row.key, points=row.weight, note="查阅台账")
    return sheet


def points(sheet) -> dict:
    return {row.criterion.key: row.points for row in queries.sheet(sheet).rows}


def test_the_weights_make_a_hundred():
    assert sum(row.weight for row in CRITERIA) == 100


@pytest.mark.parametrize(("value", "wanted"), [(100, "20.00"), (90, "10.00"), (80, "0.00"), (50, "0.00"), (None, None)])
def test_points_run_from_the_floor_to_the_target(value, wanted):
    found = linear(Decimal(value) if value is not None else None, 20, floor=80, target=100)
    assert found == (Decimal(wanted) if wanted else None)


def test_what_the_records_know_is_computed(sheet, year_2019):
    found = points(sheet)
    assert found["disclosed_in_time"] == 0  # 80 %
    assert 0 < found["coverage"] < 15 and found["report_in_time"] == 0


def test_a_year_without_applications_is_not_scored_for_them(sheet, typed, year_2019):
    found = queries.sheet(sheet)
    row = next(row for row in found.rows if row.criterion.key == "answered_in_time")
    assert row.points is None and not row.applies
    weights = sum(row.criterion.weight for row in found.rows if row.points is not None)
    assert weights == 80 and found.total == (
        sum(row.points for row in found.rows if row.points is not None) * 100 / 80
    ).quantize(Decimal("0.01"))


def test_a_score_by_hand_needs_its_ground_and_its_bounds(sheet, supervisor):
    with pytest.raises(ValidationError, match="写明依据"):
        actions.score(sheet=sheet, by=supervisor, criterion="guide", points=3, note=" ")
    with pytest.raises(ValidationError, match="0 到 5 之间"):
        actions.score(sheet=sheet, by=supervisor, criterion="guide", points=6, note="台账")


def test_a_computed_row_replaced_by_hand_says_so_and_can_be_taken_back(sheet, supervisor, year_2019):
    actions.score(
        sheet=sheet, by=supervisor, criterion="report_in_time", points=8, note="平台启用前已在政府网站按期公布"
    )
    row = next(row for row in queries.sheet(sheet).rows if row.criterion.key == "report_in_time")
    assert row.points == 8 and row.replaces
    actions.take_back_score(sheet=sheet, by=supervisor, criterion="report_in_time")
    assert points(sheet)["report_in_time"] == 0


def test_a_sheet_is_closed_when_every_row_is_scored_and_stays_as_it_was(sheet, supervisor, year_2019, published):
    with pytest.raises(ValidationError, match="还有要由人评分的项目"):
        actions.close_sheet(sheet=sheet, by=supervisor)
    for row in TYPED:
        actions.score(sheet=sheet, by=supervisor, criterion=row.key, points=1, note="台账")
    closed = actions.close_sheet(sheet=sheet, by=supervisor, opinion="良好")
    before = points(closed)
    published(at=when(2019, 7, 1), formed_on=date(2019, 6, 30))
    assert points(closed) == before and len(before) == len(CRITERIA)
    with pytest.raises(ValidationError, match="已于"):
        actions.score(sheet=closed, by=supervisor, criterion="guide", points=2, note="台账")


def test_a_year_that_runs_is_not_closed(organ, supervisor):
    from django.utils import timezone

    running = actions.open_sheet(organ=organ, year=timezone.localdate().year, by=supervisor)
    with pytest.raises(ValidationError, match="还没有结束"):
        actions.close_sheet(sheet=running, by=supervisor)


def test_only_the_supervising_office_scores_and_only_below_it(organ, county, leader, supervisor, sheet):
    with pytest.raises(PermissionDenied):
        actions.score(sheet=sheet, by=leader, criterion="guide", points=5, note="自评")
    with pytest.raises(PermissionDenied):
        actions.open_sheet(organ=county, year=2019, by=supervisor)
    assert actions.open_sheet(organ=organ, year=2019, by=supervisor) == sheet
