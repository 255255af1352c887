"""考核评分表: an organ's year as the supervising office scores it (Art. 46)."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class ScoreSheet(models.Model):
    """While open, computed rows follow the records; closing writes them down, and the organ may read the sheet."""

    organ = models.ForeignKey("organs.Organ", verbose_name=_("被考核机关"), on_delete=models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField(_("考核年度"))
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField(_("开始时间"))
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    closed_at = models.DateTimeField(_("评定时间"), null=True, blank=True)
    opinion = models.CharField(_("评语"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("考核评分表")
        verbose_name_plural = _("考核评分表")
        ordering = ["-year", "organ"]
        constraints = [models.UniqueConstraint(fields=["organ", "year"], name="one_score_sheet_an_organ_and_year")]

    def __str__(self) -> str:
        return f"{self.organ}{self.year}年度政府信息公开工作考核评分表"

    @property
    def reference(self) -> str:
        return f"score-sheet:{self.pk}"


class Score(models.Model):
    """One row as it was scored. `points` is None where the row did not apply; a computed one replaced by hand says so."""

    sheet = models.ForeignKey(ScoreSheet, on_delete=models.PROTECT, related_name="scores")
    criterion = models.CharField(_("指标"), max_length=40)
    points = models.DecimalField(_("得分"), max_digits=5, decimal_places=2, null=True, blank=True)
    note = models.CharField(_("依据和说明"), max_length=300, blank=True)
    is_computed = models.BooleanField(_("系统计算"), default=False)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(_("评分时间"))

    class Meta:
        verbose_name = _("评分")
        verbose_name_plural = _("评分")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["sheet", "criterion"], name="one_score_a_criterion")]

    def __str__(self) -> str:
        return f"{self.criterion} {self.points}"
