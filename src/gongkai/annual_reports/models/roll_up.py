"""What the supervising office lays down for a roll-up: dates, who need not report, what moved, what counts only once."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Laid(models.Model):
    """By whom and when. A row is never changed; one that was wrong is undone, and stays."""

    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    entered_at = models.DateTimeField(_("登记时间"))
    undone_at = models.DateTimeField(_("撤销时间"), null=True)

    class Meta:
        abstract = True


class ReportCalendar(Laid):
    """报送和公布日期 an office sets for a year's reports of the organs below it; the newest row counts."""

    organ = models.ForeignKey("organs.Organ", on_delete=models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField(_("报告年度"))
    hand_in_by = models.DateField(_("报送日期"))
    publish_by = models.DateField(_("公布日期"))

    class Meta:
        verbose_name = _("报送日程")
        verbose_name_plural = _("报送日程")
        ordering = ["entered_at", "pk"]

    def __str__(self) -> str:
        return f"{self.organ_id} {self.year}"


class Exemption(Laid):
    """An organ, with all below it, that does not go into the local sum, from the report on a year on."""

    class Reason(models.TextChoices):
        VERTICAL = "vertical", _("垂直管理")
        MERGED = "merged", _("撤并")
        INWARD = "inward", _("无对外行政职能")

    organ = models.ForeignKey("organs.Organ", on_delete=models.PROTECT, related_name="+")
    since = models.PositiveSmallIntegerField(_("自哪个报告年度起"))
    reason = models.CharField(_("理由"), max_length=12, choices=Reason)
    note = models.CharField(_("说明"), max_length=300)

    class Meta:
        verbose_name = _("不列入汇总的机关")
        verbose_name_plural = _("不列入汇总的机关")
        ordering = ["since", "pk"]

    def __str__(self) -> str:
        return f"{self.organ_id} {self.reason}"


class CaseTransfer(Laid):
    """机构改革: applications carried out of `source` at the end of the year before that `target` carries in."""

    year = models.PositiveSmallIntegerField(_("报告年度"))
    source = models.ForeignKey("organs.Organ", verbose_name=_("转出"), on_delete=models.PROTECT, related_name="+")
    target = models.ForeignKey("organs.Organ", verbose_name=_("转入"), on_delete=models.PROTECT, related_name="+")
    numbers = models.JSONField(_("件数"))
    note = models.CharField(_("依据"), max_length=300)

    class Meta:
        verbose_name = _("机构改革转移的申请")
        verbose_name_plural = _("机构改革转移的申请")
        ordering = ["entered_at", "pk"]

    def __str__(self) -> str:
        return f"{self.year} {self.source_id}→{self.target_id}"


class CountedElsewhere(Laid):
    """A number of an organ that stands in the government's report already: a document in the government's name."""

    organ = models.ForeignKey("organs.Organ", on_delete=models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField(_("报告年度"))
    cell = models.CharField(_("表格单元"), max_length=100)
    number = models.DecimalField(_("数值"), max_digits=16, decimal_places=4)
    because = models.CharField(_("原因"), max_length=300)

    class Meta:
        verbose_name = _("不重复计算的数字")
        verbose_name_plural = _("不重复计算的数字")
        ordering = ["entered_at", "pk"]

    def __str__(self) -> str:
        return f"{self.organ_id} {self.year} {self.cell}"
