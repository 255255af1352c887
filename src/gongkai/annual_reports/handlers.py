"""What happens when a report is published: Art. 49 asks for handing in and publishing in one breath."""

from gongkai.annual_reports import actions
from gongkai.statute.annual_report.forms import form_for


def hand_in_with_publication(*, report, by, **_signal) -> None:
    """An organ with an office above it has handed its report in when it is out; one without tables has nothing to sum."""
    if report.organ.parent_id is not None and form_for(report.year).table_two:
        actions.hand_in(report=report, by=by, at=report.published_at)
