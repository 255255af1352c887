"""不予公开信息的定期评估 (Art. 18): what was withheld, why, and when it must be looked at again."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class WithheldInformation(models.Model):
    class Outcome(models.TextChoices):
        WAITING = "", _("待评估")
        STILL_WITHHELD = "still_withheld", _("仍不公开")
        DISCLOSABLE = "disclosable", _("可以公开")

    organ = models.ForeignKey("organs.Organ", on_delete=models.PROTECT, related_name="+")
    application = models.ForeignKey(
        "applications.Application", null=True, on_delete=models.PROTECT, related_name="withheld"
    )
    title = models.CharField(_("信息名称"), max_length=200)
    ground = models.CharField(_("不予公开的理由"), max_length=40)
    withheld_on = models.DateField(_("不予公开之日"))
    review_on = models.DateField(_("下次评估日期"))
    outcome = models.CharField(_("评估结论"), max_length=16, choices=Outcome, blank=True, default=Outcome.WAITING)
    reason = models.TextField(_("评估理由"), max_length=1000, blank=True)
    reviewed_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    reviewed_on = models.DateField(_("评估日期"), null=True)

    class Meta:
        verbose_name = _("不予公开的信息")
        verbose_name_plural = _("不予公开的信息")
        ordering = ["review_on", "pk"]
        indexes = [models.Index(fields=["organ", "outcome", "review_on"], name="withheld_due")]

    def __str__(self) -> str:
        return self.title
