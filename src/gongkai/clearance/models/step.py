"""一步审查: one role's look at one submission, and exactly which version it was a look at."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from gongkai.clearance.chains import ANYBODY
from gongkai.clearance.models.record import ClearanceRecord
from gongkai.organs.models import Role

PERSON = settings.AUTH_USER_MODEL


class ReviewStep(models.Model):
    class Decision(models.TextChoices):
        OPEN = "open", _("待审查")
        CLEARED = "cleared", _("同意公开")
        SENT_BACK = "sent_back", _("退回修改")
        LAPSED = "lapsed", _("未办理，已终止")

    record = models.ForeignKey(ClearanceRecord, on_delete=models.CASCADE, related_name="steps")
    position = models.PositiveSmallIntegerField(_("顺序"))  # 0 is the signature by which an urgent text went out
    role = models.CharField(_("岗位"), max_length=30, blank=True)
    turned_at = models.DateTimeField(_("轮到的时间"), null=True)
    decision = models.CharField(_("意见"), max_length=10, choices=Decision, default=Decision.OPEN)
    decided_by = models.ForeignKey(PERSON, null=True, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(_("审查时间"), null=True)
    opinion = models.TextField(_("审查意见"), blank=True)
    content_hash = models.CharField(_("所审内容摘要值"), max_length=64, blank=True)
    revision = models.PositiveBigIntegerField(_("所审版本"), null=True)
    revision_at = models.DateTimeField(_("版本时间"), null=True)
    in_place_of = models.ForeignKey(PERSON, null=True, on_delete=models.PROTECT, related_name="+")
    stands_in = models.BooleanField(_("代行"), default=False)  # by another role, because nobody of this one was free
    is_urgent = models.BooleanField(_("紧急公开"), default=False)
    after_due_on = models.DateField(_("补审期限"), null=True)  # set: the text is out already
    # An approval on paper: the signer is `decided_by`, `entered_by` only put it on file.
    entered_by = models.ForeignKey(PERSON, null=True, on_delete=models.PROTECT, related_name="+")
    paper = models.ForeignKey("pages.StoredFile", null=True, on_delete=models.PROTECT, related_name="+")
    signed_on = models.DateField(_("签批日期"), null=True)

    class Meta:
        verbose_name = _("审查步骤")
        verbose_name_plural = _("审查步骤")
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["record", "position"], name="one_step_a_place_in_a_record"),
            models.UniqueConstraint(
                fields=["record", "decided_by"], condition=models.Q(decided_by__isnull=False),
                name="nobody_decides_two_steps_of_a_record",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.role_label}：{self.get_decision_display()}"

    @property
    def is_open(self) -> bool:
        return self.decision == self.Decision.OPEN

    @property
    def is_after(self) -> bool:
        return self.after_due_on is not None

    @property
    def is_after_overdue(self) -> bool:
        return self.is_open and self.after_due_on is not None and self.after_due_on < timezone.localdate()

    @property
    def role_label(self) -> str:
        return str(_("审查人") if self.role == ANYBODY else Role(self.role).label)

    @property
    def hours(self) -> float | None:
        """From the moment it was this step's turn until it was decided."""
        if self.turned_at is None or self.decided_at is None or self.decision == self.Decision.LAPSED:
            return None
        return max(0.0, (self.decided_at - self.turned_at).total_seconds() / 3600)
