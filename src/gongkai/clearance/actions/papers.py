"""纸质签批: a leader who does not sit at a screen signs the printed sheet; the head of the office puts it on file."""

from datetime import date

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from gongkai.audit import actions as audit
from gongkai.clearance import chains
from gongkai.clearance.actions.deciding import Decision, announce_yes, decide, locked
from gongkai.clearance.models import ClearanceRecord
from gongkai.organs import queries as organs
from gongkai.organs.models import Organ


def owner_of(organ: Organ) -> str:
    """Whose the scans and answers of a review are: read by those who may read drafts there, never public."""
    return f"review:{organ.slug}"


@transaction.atomic
def enter_paper(
    *, record: ClearanceRecord, by, signed_by, signed_on: date, file, content_hash: str, opinion: str = ""
) -> ClearanceRecord:
    """The step whose turn it is was signed on paper by `signed_by`; `file` is the scan of the sheet that was printed.

    Entered by the head of the disclosure office, who is neither its author nor its signer. What binds a reviewer binds
    the signer. Errors as in `clear`.
    """
    if not organs.roles_of(by, record.organ) & chains.ENTERS_PAPER:
        raise PermissionDenied(_("纸质签批由公开工作机构负责人登记。"))
    if by.pk in locked(record).author_keys:
        raise PermissionDenied(_("您参与了撰写，不能登记自己内容的纸质签批。"))
    if by.pk == signed_by.pk:
        raise ValidationError(_("自己的审查意见请直接在系统里办理，不用登记纸质签批。"))
    if file is None or file.owner != owner_of(record.organ):
        raise ValidationError(_("请上传签字的保密审查表扫描件。"))
    if not timezone.localdate(record.submitted_at) <= signed_on <= timezone.localdate():
        raise ValidationError({"signed_on": _("签批日期应在送审之日以后、今天以前。")})
    record, step = decide(
        record=record, decision=Decision.CLEARED, by=signed_by, content_hash=content_hash, opinion=opinion, at=None,
        entered_by=by, paper=file, signed_on=signed_on, signed_by=signed_by.get_username(), sha256=file.sha256,
    )  # fmt: skip
    announce_yes(record, step, signed_by)
    return record


def export_register(*, organ: Organ, by, count: int, month: str) -> None:
    audit.record(
        verb="clearance.register_exported",
        by=by,
        organ=organ.slug,
        subject=f"organ:{organ.slug}",
        count=count,
        on=month,
    )
