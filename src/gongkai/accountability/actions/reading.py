"""Views taken in from a log, feedback given by a reader, and what the office did about an error pointed out."""

from collections.abc import Mapping
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from gongkai.accountability.models import Feedback, ViewCount
from gongkai.accountability.trail import locked, record
from gongkai.catalogue.models import DisclosureItem
from gongkai.organs import queries as organs
from gongkai.organs import rules

BATCH = 500


@transaction.atomic
def take_in_views(*, views: Mapping[tuple[int, date], int]) -> int:
    """Keep counts by (item, day); the number of rows that changed. Keys that are no item's are left out.

    The larger number stays: a log read twice, or read again when it has grown, counts nothing twice.
    """
    keys = sorted(views)
    changed = 0
    for start in range(0, len(keys), BATCH):
        part = keys[start : start + BATCH]
        owners = dict(DisclosureItem.objects.filter(pk__in={pk for pk, _day in part}).values_list("pk", "organ"))
        there = {
            (row.item_id, row.day): row
            for row in ViewCount.objects.filter(
                item__in=owners, day__range=(min(d for _k, d in part), max(d for _k, d in part))
            )
        }
        new, grown = [], []
        for pk, day in part:
            row = there.get((pk, day))
            if pk not in owners:
                continue
            if row is None:
                new.append(ViewCount(organ_id=owners[pk], item_id=pk, day=day, count=views[pk, day]))
            elif views[pk, day] > row.count:
                row.count = views[pk, day]
                grown.append(row)
        ViewCount.objects.bulk_create(new)
        ViewCount.objects.bulk_update(grown, ["count"])
        changed += len(new) + len(grown)
    return changed


def give_feedback(*, item: DisclosureItem, verdict: str, text: str = "", at: datetime | None = None) -> Feedback:
    """From the public form: nothing is kept of who sent it. An error must say what is wrong."""
    row = Feedback(organ=item.organ, item=item, verdict=verdict, text=text.strip(), sent_at=at or timezone.now())
    if verdict == Feedback.Verdict.WRONG and not row.text:
        raise ValidationError({"text": _("请写明哪里有错误、应当是什么，方便核对改正。")})
    row.full_clean()
    row.save()
    return row


@transaction.atomic
def answer_feedback(*, feedback: Feedback, by, result: str, at: datetime | None = None) -> Feedback:
    """What came of an error pointed out: corrected, or looked at and found right, with words. The first answer stays."""
    feedback = locked(feedback)
    organs.require(by, rules.WRITE, feedback.organ)
    if feedback.handled_at is not None:
        raise ValidationError(_("这一条已经处理过了：%s") % feedback.result)
    if not result.strip():
        raise ValidationError(_("请写明处理情况，如“已更正并重新公开”“经核对无误”。"))
    feedback.handled_by, feedback.handled_at, feedback.result = by, at or timezone.now(), result.strip()
    feedback.full_clean(exclude=["organ", "item"])
    feedback.save(update_fields=["handled_by", "handled_at", "result"])
    record("feedback.answered", feedback, by)
    return feedback
