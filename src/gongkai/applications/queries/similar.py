"""Who asked the same before (Arts 35, 36(6), 42, 44): by digest of applicant and text, and by likeness among the newest."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count

from gongkai.applications import rules
from gongkai.applications.models import Applicant, Application

NEWEST = 300
LIKE = 0.45


@dataclass(frozen=True)
class Alike:
    """An earlier application and in what it is alike. `share` is 0 to 1; `same_applicant` by sealed identity."""

    case: Application
    same_applicant: bool
    same_text: bool
    share: float

    @property
    def repeats(self) -> bool:
        """条例第三十六条第六项: same applicant, same information, already answered."""
        return self.same_applicant and (self.same_text or self.share >= 0.8) and bool(self.case.decision)


def same_applicant(case: Application):
    """Earlier applications of the same applicant in this organ, newest first."""
    digest = case.applicant.identity_digest
    if not digest:
        return Application.objects.none()
    return (
        Application.objects.filter(organ=case.organ, applicant__identity_digest=digest)
        .exclude(pk=case.pk)
        .order_by("-registered_at")
    )


def alike(case: Application, *, most: int = 8) -> list[Alike]:
    """Earlier applications worth looking at before deciding: of the same applicant, of the same text, of like words."""
    own = {row.pk for row in same_applicant(case).only("pk")[:50]}
    text = f"{case.title}{case.content}"
    newest = list(
        Application.objects.filter(organ=case.organ, pk__lt=case.pk)
        .order_by("-pk")
        .values_list("pk", "title", "content")[:NEWEST]
    )
    shares = {pk: rules.likeness(text, f"{title}{content}") for pk, title, content in newest}
    equal = set(
        Application.objects.filter(organ=case.organ, content_digest=case.content_digest, pk__lt=case.pk)
        .order_by("-pk").values_list("pk", flat=True)[:20]
    )  # fmt: skip
    wanted = own | equal | {pk for pk, share in shares.items() if share >= LIKE}
    rows = [
        Alike(row, row.pk in own, row.pk in equal, 1.0 if row.pk in equal else shares.get(row.pk, 0.0))
        for row in Application.objects.filter(pk__in=wanted).select_related("applicant", "organ")
    ]
    return sorted(rows, key=lambda row: (not row.repeats, -row.share, not row.same_applicant, -row.case.pk))[:most]


def earlier_in_month(case: Application) -> int:
    """国办函〔2020〕109号: how many applications this applicant made in the same calendar month before this one."""
    if case.received_on is None or not case.applicant.identity_digest:
        return 0
    first = case.received_on.replace(day=1)
    following = (first + timedelta(days=32)).replace(day=1)
    same = Applicant.objects.filter(
        identity_digest=case.applicant.identity_digest, application__organ=case.organ,
        application__received_on__gte=first, application__received_on__lt=following,
    )  # fmt: skip
    earlier = same.filter(application__received_on__lt=case.received_on)
    that_day = same.filter(application__received_on=case.received_on, application__pk__lt=case.pk)
    return earlier.count() + that_day.count()


def asked_by_several(organ, *, since: date, least: int = 3) -> list[tuple[Application, int]]:
    """条例第四十四条: the same information asked for by several applicants and given: worth publishing, with how many asked."""
    groups = (
        Application.objects.filter(organ=organ, received_on__gte=since, item=None)
        .values("content_digest").annotate(people=Count("applicant__identity_digest", distinct=True))
        .filter(people__gte=least).order_by("-people").values_list("content_digest", "people")
    )  # fmt: skip
    found = []
    for digest, people in groups[:20]:
        case = Application.objects.filter(
            organ=organ, content_digest=digest, decision__in=["granted", "granted_in_part"]
        ).order_by("-pk").first()  # fmt: skip
        if case is not None:
            found.append((case, people))
    return found
