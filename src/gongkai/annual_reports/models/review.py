"""送审和审核 of a draft before it is signed: who handed in which text, who looked at it, what came of it."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class ReportReview(models.Model):
    """One submission and its end. `content_hash` binds it to the words and numbers handed in: any change makes it void."""

    class Outcome(models.TextChoices):
        WAITING = "waiting", _("待审核")
        PASSED = "passed", _("审核通过")
        RETURNED = "returned", _("退回修改")

    report = models.ForeignKey("annual_reports.AnnualReport", on_delete=models.PROTECT, related_name="reviews")
    content_hash = models.CharField(max_length=64)
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("送审人"), on_delete=models.PROTECT, related_name="+"
    )
    submitted_at = models.DateTimeField(_("送审时间"))
    outcome = models.CharField(_("审核结果"), max_length=10, choices=Outcome, default=Outcome.WAITING)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("审核人"), null=True, on_delete=models.PROTECT, related_name="+"
    )
    decided_at = models.DateTimeField(_("审核时间"), null=True)
    note = models.CharField(_("审核意见"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("年度报告送审")
        verbose_name_plural = _("年度报告送审")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["report"], condition=models.Q(outcome="waiting"), name="one_open_review_of_a_report"
            ),
            models.CheckConstraint(
                condition=models.Q(outcome="waiting", decided_at=None)
                | (~models.Q(outcome="waiting") & models.Q(decided_at__isnull=False, decided_by__isnull=False)),
                name="a_decided_review_has_its_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.report}：{self.get_outcome_display()}"

    @property
    def is_waiting(self) -> bool:
        return self.outcome == self.Outcome.WAITING
