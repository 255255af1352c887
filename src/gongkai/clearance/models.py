"""One record a submission: what was submitted, by whom, and what was decided of exactly that content."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class ClearanceRecord(models.Model):
    class Decision(models.TextChoices):
        PENDING = "pending", _("待审查")
        CLEARED = "cleared", _("准予公开")
        SENT_BACK = "sent_back", _("退回修改")
        WITHDRAWN = "withdrawn", _("撤回送审")
        OUTDATED = "outdated", _("内容已变，作废")

    organ = models.ForeignKey("organs.Organ", verbose_name=_("机关"), on_delete=models.PROTECT, related_name="+")
    subject = models.CharField(_("对象"), max_length=80)
    title = models.CharField(_("标题"), max_length=255)
    content_hash = models.CharField(_("内容摘要值"), max_length=64)
    authors = models.ManyToManyField(settings.AUTH_USER_MODEL, verbose_name=_("撰写人"), related_name="+")
    submitted_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    submitted_at = models.DateTimeField(_("送审时间"))
    decision = models.CharField(_("结论"), max_length=10, choices=Decision, default=Decision.PENDING)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(_("审查时间"), null=True)
    opinion = models.TextField(_("审查意见"), blank=True)

    class Meta:
        verbose_name = _("公开审查记录")
        verbose_name_plural = _("公开审查记录")
        ordering = ["-submitted_at"]
        indexes = [
            models.Index(fields=["subject", "content_hash", "decision"]),
            models.Index(fields=["organ", "decision", "submitted_at"]),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["subject"], condition=models.Q(decision="pending"), name="one_open_submission_for_a_subject"
            )
        ]

    def __str__(self) -> str:
        return f"{self.title}（{self.get_decision_display()}）"
