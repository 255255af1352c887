"""保密审查表: the sheet that is filled with every submission and filed with it. No sheet, no clearance."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from gongkai.clearance.models.record import ClearanceRecord
from gongkai.clearance.questions import QUESTIONS


class ReviewSheet(models.Model):
    """`facts` are texts by name (clearance.sheets), `answers` a yes or no for each code of clearance.questions."""

    record = models.OneToOneField(ClearanceRecord, on_delete=models.CASCADE, related_name="sheet")
    facts = models.JSONField(_("基本情况"), default=dict)
    answers = models.JSONField(_("逐项核对"), default=dict)
    note = models.TextField(_("说明"), blank=True)
    filled_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    filled_at = models.DateTimeField(_("填表时间"))

    class Meta:
        verbose_name = _("保密审查表")
        verbose_name_plural = _("保密审查表")

    def __str__(self) -> str:
        return self.record.title

    @property
    def rows(self) -> list:
        """Every question with its answer; None where an older sheet was not asked it."""
        return [(row, self.answers.get(row.code)) for row in QUESTIONS]

    @property
    def yes(self) -> list:
        return [row for row, answer in self.rows if answer]
