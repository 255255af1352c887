"""督促 (Arts 46-47): what the supervising office tells an organ below it, and whether it was taken note of."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Urging(models.Model):
    organ = models.ForeignKey("organs.Organ", verbose_name=_("机关"), on_delete=models.PROTECT, related_name="urgings")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    text = models.TextField(_("督促内容"))
    urged_at = models.DateTimeField(_("发出时间"))
    noted_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    noted_at = models.DateTimeField(_("知悉时间"), null=True)

    class Meta:
        verbose_name = _("督促")
        verbose_name_plural = _("督促")
        ordering = ["-urged_at"]

    def __str__(self) -> str:
        return self.text[:40]
