"""What hangs on submissions: referrals, comments, substitutes, after-reviews that are late."""

from django.utils import timezone

from gongkai.clearance.models import ClearanceRecord, Referral, ReviewComment, ReviewStep, Substitution

Decision = ClearanceRecord.Decision


def referrals_overdue(organ):
    """Questions of this organ whose answer is late, of submissions that still wait for it."""
    rows = Referral.objects.filter(record__organ=organ, record__decision=Decision.PENDING, answered_on=None)
    return rows.filter(due_on__lt=timezone.localdate()).select_related("record").order_by("due_on")


def overdue_after_reviews(organ) -> list[ReviewStep]:
    """Steps that should have followed an urgent publication by now. Everybody in the organ is shown these."""
    rows = ReviewStep.objects.filter(record__organ=organ, record__decision=Decision.CLEARED, decision="open")
    late = rows.filter(after_due_on__lt=timezone.localdate()).select_related("record")
    return list(late.order_by("after_due_on", "record_id", "position"))


def comments_of(subject: str):
    return ReviewComment.objects.filter(subject=subject).select_related("by", "resolved_by")


def comment_in(organ, pk: int) -> ReviewComment | None:
    return ReviewComment.objects.filter(record__organ=organ, pk=pk).first()


def referral_in(organ, pk: int) -> Referral | None:
    return Referral.objects.filter(record__organ=organ, pk=pk).select_related("record").first()


def substitutions_in(organ):
    """Those that hold or will hold, and the last ones that did."""
    return Substitution.objects.filter(organ=organ).select_related("person", "substitute", "recorded_by")


def substitution_in(organ, pk: int) -> Substitution | None:
    return Substitution.objects.filter(organ=organ, pk=pk).select_related("organ", "person").first()
