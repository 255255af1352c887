"""不予公开信息台账 (Art. 18): what a served refusal leaves behind for a later look."""

from datetime import date

from gongkai.applications.models import Application, ApplicationOffice, Letter, WithheldInformation
from gongkai.statute.decisions import decision as decision_row

PERMANENT = {"registry_query"}  # not a secret, only another counter


def watch(application: Application, letter: Letter) -> None:
    """Put what this reply withholds on the list; once for an application."""
    row = decision_row(letter.decision)
    withholds = row.code.startswith("withheld.") or row.code == "granted_in_part"
    if not withholds or row.code in PERMANENT or application.withheld.filter(outcome="").exists():
        return
    on = letter.served_on or application.closed_on
    WithheldInformation.objects.create(
        organ=application.organ, application=application, title=application.title[:200], ground=row.code, withheld_on=on,
        review_on=next_review(application.organ, on),
    )  # fmt: skip


def next_review(organ, on: date) -> date:
    """The same day after the organ's interval of months; the last of the month where there is no such day."""
    months = ApplicationOffice.of(organ).reassess_months
    year, month = divmod(on.month - 1 + months, 12)
    for day in range(on.day, 27, -1):
        try:
            return date(on.year + year, month + 1, day)
        except ValueError:
            continue
    return date(on.year + year, month + 1, min(on.day, 28))
