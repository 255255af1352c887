"""年报汇总 at the supervising office, and an organ's own hand-ins."""

from django.urls import path, register_converter

from gongkai.workbench.views import handed_in, roll_up


class CellPath:
    """Where a number stands: table_three.granted.natural_person."""

    regex = r"table_(?:two|three|four)(?:\.[a-z0-9_]+){2,3}"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(CellPath, "cell")
YEAR = "roll-up/<int:year>/"

urlpatterns = [
    path("roll-up/", roll_up.newest, name="office_roll_up_newest"),
    path(YEAR, roll_up.standing, name="office_roll_up"),
    path(YEAR + "sum/", roll_up.total, name="office_roll_up_sum"),
    path(YEAR + "sum/<cell:cell>/", roll_up.addends, name="office_roll_up_cell"),
    path(YEAR + "difference/", roll_up.difference, name="office_roll_up_difference"),
    path(YEAR + "export/<slug:kind>/", roll_up.download, name="office_roll_up_export"),
    path(YEAR + "hand-up/", roll_up.hand_up, name="office_hand_up"),
    path(YEAR + "rules/", handed_in.laid_down, name="office_roll_up_rules"),
    path(YEAR + "take-in/", handed_in.take_in, name="office_take_in"),
    path(YEAR + "organs/<slug:slug>/", handed_in.organ, name="office_handed_in"),
]
