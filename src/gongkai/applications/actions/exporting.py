"""What leaves the system in one piece: a whole case with everything in it, the register. Each leaves a line in the trail."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from gongkai.applications import identity
from gongkai.applications.models import Applicant, Application
from gongkai.audit import actions as audit
from gongkai.organs import queries as organs
from gongkai.organs import rules
from gongkai.organs.models import Organ


@transaction.atomic
def open_case_file(*, application: Application, by, at: datetime | None = None) -> Applicant:
    """整卷导出 (Art. 45): for those at the case, since identity and originals are in it; answers the applicant."""
    person = identity.read(application, by=by, why=_("导出整卷"), at=at)
    audit.record(
        verb="application.file_exported", by=by, organ=application.organ.slug, subject=application.reference,
        **({"at": at} if at else {}),
    )  # fmt: skip
    return person


def export_register(*, organ: Organ, by, count: int) -> None:
    """登记台账导出: applicants stay masked in it."""
    organs.require(by, rules.READ_CASES, organ)
    audit.record(
        verb="application.register_exported", by=by, organ=organ.slug, subject=f"organ:{organ.slug}", count=count
    )
