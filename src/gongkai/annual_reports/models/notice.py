"""期限提醒 of an annual report that is owed (Art. 49): a row for each stage, so that a tick may be missed or run twice."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ReportNotice(models.Model):
    """`days_left` counts to the last working day before the legal date; below nought there is a row for every day."""

    organ = models.ForeignKey("organs.Organ", on_delete=models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField(_("报告年度"))
    days_left = models.SmallIntegerField(_("距应办结日期"))
    due_on = models.DateField(_("应在此日前办结"))
    text = models.CharField(_("提醒内容"), max_length=300)
    made_at = models.DateTimeField(_("提醒时间"))
    mailed_at = models.DateTimeField(_("邮件时间"), null=True)
    mail_failed = models.CharField(_("邮件未发出的原因"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("年度报告期限提醒")
        verbose_name_plural = _("年度报告期限提醒")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["organ", "year", "due_on", "days_left"], name="one_report_notice_a_stage")
        ]

    def __str__(self) -> str:
        return self.text
