"""批注: what a reviewer says of one stretch of the text, until somebody has answered it."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from gongkai.clearance.models.record import ClearanceRecord

PERSON = settings.AUTH_USER_MODEL


class ReviewComment(models.Model):
    """Anchored by the words themselves: `quote`, the `occurrence`-th time it stands in the text (from 1).

    An edit may take the words away; the comment stays until it is resolved. `is_must`: before that nothing is cleared.
    """

    record = models.ForeignKey(ClearanceRecord, on_delete=models.CASCADE, related_name="comments")
    subject = models.CharField(_("对象"), max_length=80, db_index=True)
    quote = models.CharField(_("原文"), max_length=200, blank=True)
    occurrence = models.PositiveSmallIntegerField(_("第几处"), default=1)
    text = models.TextField(_("批注"), max_length=1000)
    is_must = models.BooleanField(_("必须处理"), default=True)
    by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(_("批注时间"))
    resolved_by = models.ForeignKey(PERSON, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    resolved_at = models.DateTimeField(_("处理时间"), null=True, blank=True)
    answer = models.CharField(_("处理情况"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("批注")
        verbose_name_plural = _("批注")
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return self.text[:40]

    @property
    def is_open(self) -> bool:
        return self.resolved_at is None
