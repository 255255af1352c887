"""A warning of the clock: one row for each stage of each last day, so that a tick run twice warns once."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ClockNotice(models.Model):
    class Stage(models.TextChoices):
        FIVE = "5", _("还有5个工作日")
        THREE = "3", _("还有3个工作日")
        ONE = "1", _("还有1个工作日")
        LAST_DAY = "0", _("今天到期")
        OVERDUE = "over", _("已超期")
        ESCALATED = "escalated", _("已超期，报告负责人和主管部门")
        MOVED = "moved", _("期限有变动")

    application = models.ForeignKey("applications.Application", on_delete=models.CASCADE, related_name="notices")
    stage = models.CharField(_("阶段"), max_length=10, choices=Stage)
    clock = models.CharField(_("期限"), max_length=20)
    due_on = models.DateField(_("届满日"))
    made_at = models.DateTimeField(_("时间"))
    text = models.CharField(_("内容"), max_length=300, blank=True)
    # `mailed_at` with a reason beside it: settled without a mail. Claimed: somebody is sending it, for some minutes.
    mailed_at = models.DateTimeField(_("邮件发出时间"), null=True)
    mail_claimed_at = models.DateTimeField(null=True)
    mail_failed = models.CharField(_("邮件未发出的原因"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("期限提醒")
        verbose_name_plural = _("期限提醒")
        ordering = ["-made_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["application", "stage", "clock", "due_on"], name="warned_once_a_stage")
        ]
        indexes = [
            models.Index(fields=["mailed_at", "made_at"], name="notice_unmailed"),
            models.Index(fields=["stage", "made_at"], name="notice_stage"),
        ]

    def __str__(self) -> str:
        return f"{self.application_id} {self.get_stage_display()}"
