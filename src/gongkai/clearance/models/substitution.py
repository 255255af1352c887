"""代审: who acts for a reviewer who is away, between two days."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

PERSON = settings.AUTH_USER_MODEL


class Substitution(models.Model):
    organ = models.ForeignKey("organs.Organ", verbose_name=_("机关"), on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(PERSON, verbose_name=_("被代的人"), on_delete=models.PROTECT, related_name="+")
    substitute = models.ForeignKey(PERSON, verbose_name=_("代审的人"), on_delete=models.PROTECT, related_name="+")
    since = models.DateField(_("自"))
    until = models.DateField(_("至"))
    because = models.CharField(_("事由"), max_length=100, blank=True)
    recorded_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(_("登记时间"), auto_now_add=True)

    class Meta:
        verbose_name = _("代审")
        verbose_name_plural = _("代审")
        ordering = ["-since", "-pk"]
        indexes = [models.Index(fields=["organ", "until"])]

    def __str__(self) -> str:
        return f"{self.substitute} 代 {self.person}"
