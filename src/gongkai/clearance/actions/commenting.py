"""批注: said of a stretch of the text, answered one by one by who wrote it or who reviews it."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from gongkai.audit import actions as audit
from gongkai.clearance.actions.deciding import locked, refuse_decided, refuse_other_content
from gongkai.clearance.anchors import squeezed, times
from gongkai.clearance.models import ClearanceRecord, ReviewComment
from gongkai.organs import queries as organs
from gongkai.organs import rules


@transaction.atomic
def comment(
    *, record: ClearanceRecord, by, text: str, content_hash: str, within: str, quote: str = "", occurrence: int = 1,
    is_must: bool = True,
) -> ReviewComment:  # fmt: skip
    """A comment on `quote` where it stands for the `occurrence`-th time in `within`, the plain text of what was shown.

    Without a quote it is on the whole. Raises ValidationError when the words are not there.
    """
    record = locked(record)
    organs.require(by, rules.CLEAR, record.organ)
    if by.pk in record.author_keys:
        raise PermissionDenied(_("您参与了撰写：要改的直接改，批注由审查人提。"))
    refuse_decided(record)
    refuse_other_content(record, content_hash)
    quote = squeezed(quote)
    if not text.strip():
        raise ValidationError(_("请写批注的内容。"))
    found = times(within, quote) if quote else 1
    if not found:
        raise ValidationError(_("正文里没有这句原文，请照正文原样填写，或者在页面里选中后再点“引用选中的文字”。"))
    if not 1 <= occurrence <= found:
        raise ValidationError(_("这句原文在正文里只有 %d 处。") % found)
    row = ReviewComment(
        record=record, subject=record.subject, quote=quote, occurrence=occurrence, text=text.strip(), is_must=is_must,
        by=by, at=timezone.now(),
    )  # fmt: skip
    row.full_clean()
    row.save()
    audit.record(verb="clearance.commented", by=by, organ=record.organ.slug, subject=record.subject, record=record.pk)
    return row


@transaction.atomic
def resolve_comment(*, row: ReviewComment, by, answer: str) -> ReviewComment:
    """处理一条批注, with an answer. By a writer of the organ or a reviewer; twice is harmless: the first answer stays."""
    row = ReviewComment.objects.select_for_update().select_related("record__organ").get(pk=row.pk)
    organ = row.record.organ
    if not organs.may(by, rules.CLEAR, organ):
        organs.require(by, rules.WRITE, organ)
    if not answer.strip():
        raise ValidationError(_("请写明怎样处理的，提批注的人才知道。"))
    if row.is_open:
        row.answer, row.resolved_by, row.resolved_at = answer.strip()[:500], by, timezone.now()
        row.save(update_fields=["answer", "resolved_by", "resolved_at"])
        audit.record(
            verb="clearance.comment_resolved", by=by, organ=organ.slug, subject=row.subject, record=row.record_id
        )
    return row
