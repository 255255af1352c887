"""What the faces may ask of the small registers: rectifications (Art. 41), what was withheld (Art. 18), the settings."""

from datetime import date

from gongkai.applications.models import ApplicationOffice, Rectification, WithheldInformation

MOST = 200


def rectifications(organ, *, pending_only: bool = False) -> list[Rectification]:
    """The newest first; names are sealed and shown masked, the whole of one is for `identity.read_rectification`."""
    rows = Rectification.objects.filter(organ=organ).select_related("registered_by")
    return list((rows.filter(result="") if pending_only else rows)[:MOST])


def rectification_of(organ, pk: int) -> Rectification | None:
    return Rectification.objects.select_related("organ", "registered_by").filter(organ=organ, pk=pk).first()


def withheld(organ, *, waiting_only: bool = False) -> list[WithheldInformation]:
    """What was withheld, the next to be looked at again first; those looked at already at the end."""
    rows = WithheldInformation.objects.filter(organ=organ).select_related("application", "reviewed_by")
    if waiting_only:
        return list(rows.filter(outcome="").order_by("review_on", "pk")[:MOST])
    return sorted(rows.order_by("-pk")[:MOST], key=lambda row: (bool(row.outcome), row.review_on, row.pk))


def withheld_of(organ, pk: int) -> WithheldInformation | None:
    return WithheldInformation.objects.select_related("organ", "application").filter(organ=organ, pk=pk).first()


def reassessments_due(organ, today: date) -> int:
    """How many pieces of withheld information should have been looked at again by today."""
    return WithheldInformation.objects.filter(organ=organ, outcome="", review_on__lte=today).count()


def office_of(organ) -> ApplicationOffice:
    """The organ's own settings, or unsaved defaults."""
    return ApplicationOffice.of(organ)


def has_own_office(organ) -> bool:
    return ApplicationOffice.objects.filter(organ=organ).exists()
