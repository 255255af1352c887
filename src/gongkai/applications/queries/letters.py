"""Letters of a case for the faces: by key in one's own organ, and the reply that waits for review or signature."""

from gongkai.applications.models import Application, Letter
from gongkai.applications.standing import IN_APPROVAL

SUBJECT = "letter"


def letters_of(case: Application) -> list[Letter]:
    """Every letter of the case, the newest first, each with its enclosures at hand."""
    rows = case.letters.select_related("party", "drafted_by", "signed_by").prefetch_related("enclosures__file")
    return list(rows.order_by("-pk"))


def letter_of(case: Application, pk: int) -> Letter | None:
    return case.letters.select_related("application__organ", "application__applicant", "party").filter(pk=pk).first()


def waiting_reply(case: Application) -> Letter | None:
    """The reply that waits for review or signature; None when none does."""
    if case.state != IN_APPROVAL:
        return None
    rows = case.letters.select_related("application__organ", "application__applicant", "drafted_by")
    return rows.filter(signed_on=None).exclude(decision="").order_by("-pk").first()


def cases_behind(organ, subjects) -> dict[str, int]:
    """Subjects of clearance that are letters of this organ, to the keys of their cases."""
    keys = [int(key) for kind, _colon, key in (subject.partition(":") for subject in subjects)
            if kind == SUBJECT and key.isdigit()]  # fmt: skip
    if not keys:
        return {}
    rows = Letter.objects.filter(pk__in=keys, application__organ=organ).values_list("pk", "application_id")
    return {f"{SUBJECT}:{pk}": case for pk, case in rows}
