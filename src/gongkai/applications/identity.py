"""Who may see who applied, and the trail that every look leaves. Reading the sealed fields anywhere else is a fault."""

from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from gongkai.applications.models import Applicant, Application, Rectification
from gongkai.audit import actions as audit
from gongkai.organs import queries as organs
from gongkai.organs import rules


def may_read(user, application: Application, *, rights: frozenset[str] | None = None) -> bool:
    """Those who handle this case: its handler, who registered it, who approves procedure; until it is assigned, any handler.

    `rights`: those of this account in the organ of the case, where they have just been read.
    """
    if rights is None:
        rights = rules.rights_of(organs.roles_of(user, application.organ))
    if rules.READ_CASES not in rights:
        return False
    if rules.APPROVE_PROCEDURE in rights:
        return True
    if rules.HANDLE_APPLICATIONS not in rights:
        return False
    return application.handler_id in {None, user.pk} or application.registered_by_id == user.pk


def read(application: Application, *, by, why: str, at: datetime | None = None) -> Applicant:
    """The applicant's own data, for a purpose that stays in the trail. PermissionDenied for everybody not at this case."""
    if not may_read(by, application):
        raise PermissionDenied(
            _("申请人的身份信息只有办理这件申请的人员可以查看（个人信息保护法）。需要办理的，请先分办给您。")
        )
    audit.record(
        verb="applicant.read", by=by, organ=application.organ.slug, subject=application.reference, why=why[:100],
        **({"at": at} if at else {}),
    )  # fmt: skip
    return application.applicant


def read_rectification(row: Rectification, *, by, why: str) -> Rectification:
    """Whose record is to be put right (Art. 41): for those who handle applications, each look in the trail."""
    organs.require(by, rules.HANDLE_APPLICATIONS, row.organ)
    audit.record(
        verb="rectification.read", by=by, organ=row.organ.slug, subject=f"rectification:{row.pk}", why=why[:100]
    )
    return row
