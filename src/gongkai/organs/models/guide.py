"""政府信息公开指南 (Art. 12): the words; names, addresses and numbers come from the organ's own records."""

from django.db import models
from django.utils.translation import gettext_lazy as _

REVIEW_EVERY_DAYS = 365


class DisclosureGuide(models.Model):
    organ = models.OneToOneField("organs.Organ", on_delete=models.PROTECT, related_name="guide")
    classification = models.TextField(_("政府信息的分类"))
    arrangement = models.TextField(_("编排体系"))
    ways_to_obtain = models.TextField(_("获取方式"))
    application_channels = models.TextField(_("申请渠道"))
    remedies = models.TextField(_("监督和救济渠道"))
    reviewed_on = models.DateField(_("最近核对日期"))

    class Meta:
        verbose_name = _("政府信息公开指南")
        verbose_name_plural = _("政府信息公开指南")

    def __str__(self) -> str:
        return f"{self.organ}政府信息公开指南"
