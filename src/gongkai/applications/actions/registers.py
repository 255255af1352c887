"""The two small registers beside the cases: rectification of one's own record (Art. 41), reassessment (Art. 18)."""

from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from gongkai.applications.actions.steps import letter_series
from gongkai.applications.letters.compose import compose
from gongkai.applications.models import Rectification, WithheldInformation
from gongkai.applications.reassessment import next_review
from gongkai.audit import actions as audit
from gongkai.casework.numbering import document_number, next_serial
from gongkai.organs import queries as organs
from gongkai.organs import rules
from gongkai.organs.models import Organ


@transaction.atomic
def register_rectification(
    *, organ: Organ, by, name: str, phone: str, record: str, wrong: str, evidence: str, on: date | None = None
) -> Rectification:
    """登记更正申请 (Art. 41): whose record, what is wrong with it, what proves it."""
    organs.require(by, rules.HANDLE_APPLICATIONS, organ)
    on = on or timezone.localdate()
    serial = next_serial(organ, "rectification", on.year)
    row = Rectification(
        organ=organ, number=f"GZ{on.year}{organ.pk:04d}{serial:04d}", name=name.strip(), phone=phone.strip(),
        record=record.strip(), wrong=wrong.strip(), evidence=evidence.strip(), received_on=on, registered_by=by,
    )  # fmt: skip
    row.clean_fields(exclude=["answered_on", "letter"])  # an answer comes later
    row.save()
    audit.record(verb="rectification.registered", by=by, organ=organ.slug, subject=f"rectification:{row.pk}", on=on)
    return row


@transaction.atomic
def answer_rectification(
    *, rectification: Rectification, by, result: str, note: str, on: date | None = None
) -> Rectification:
    """更正处理结果: corrected, passed on, referred or declined; the applicant is told which and why, by letter."""
    row = Rectification.objects.select_for_update(of=("self",)).select_related("organ").get(pk=rectification.pk)
    organs.require(by, rules.HANDLE_APPLICATIONS, row.organ)
    if row.result:
        raise ValidationError(_("这件更正申请已有结果：%s。") % row.get_result_display())
    if result not in {choice for choice in Rectification.Result.values if choice}:
        raise ValidationError(_("请选择处理结果。"))
    if not note.strip():
        raise ValidationError(_("请写明处理情况和理由，要告知申请人（条例第四十一条）。"))
    row.result, row.result_note, row.answered_on = result, note.strip(), on or timezone.localdate()
    prefix, serial = letter_series(row.organ, "rectification", row.answered_on.year)
    row.letter_number = document_number(prefix, row.answered_on.year, serial)
    row.letter = compose(
        "rectification", application=row, applicant=row, number=row.letter_number, signed_on=row.answered_on,
        facts={"record": row.record, "wrong": row.wrong, "result": row.result, "result_note": row.result_note},
        received_on=row.received_on,
    ).as_data()  # fmt: skip
    row.save()
    audit.record(
        verb="rectification.answered", by=by, organ=row.organ.slug, subject=f"rectification:{row.pk}", result=result
    )
    return row


@transaction.atomic
def reassess(
    *, withheld: WithheldInformation, by, outcome: str, reason: str, on: date | None = None, at: datetime | None = None
) -> WithheldInformation:
    """定期评估 (Art. 18): still withheld, then looked at again after the interval; or disclosable, then published in time."""
    row = WithheldInformation.objects.select_for_update(of=("self",)).select_related("organ").get(pk=withheld.pk)
    organs.require(by, rules.CLEAR, row.organ)
    if row.outcome:
        raise ValidationError(_("这一条已经评估过，请看下一条。"))
    if outcome not in {WithheldInformation.Outcome.STILL_WITHHELD, WithheldInformation.Outcome.DISCLOSABLE}:
        raise ValidationError(_("请选择评估结论。"))
    if not reason.strip():
        raise ValidationError(_("请写明评估理由（条例第十八条）。"))
    row.outcome, row.reason, row.reviewed_by, row.reviewed_on = outcome, reason.strip(), by, on or timezone.localdate()
    row.save()
    if outcome == WithheldInformation.Outcome.STILL_WITHHELD:
        WithheldInformation.objects.create(
            organ=row.organ, application=row.application, title=row.title, ground=row.ground, withheld_on=row.withheld_on,
            review_on=next_review(row.organ, row.reviewed_on),
        )  # fmt: skip
    audit.record(verb="withheld.reassessed", by=by, organ=row.organ.slug, subject=f"withheld:{row.pk}", outcome=outcome)
    return row
