"""An application by what is written on paper."""

from gongkai.applications import rules
from gongkai.applications.models import Application


def by_number(number: str) -> Application | None:
    """The application of this registration number, however it was typed: with blanks, in full width."""
    cases = Application.objects.select_related("organ", "applicant", "handler", "unit")
    return cases.filter(number=rules.typed_number(number)).first()
