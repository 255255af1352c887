"""置顶结果: an organ's word on what answers a query best. It stands above the hits, named as what it is."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Pin(models.Model):
    organ = models.ForeignKey("organs.Organ", verbose_name=_("机关"), on_delete=models.CASCADE, related_name="+")
    words = models.CharField(_("检索词"), max_length=40, help_text=_("检索这个词时置顶，如“低保标准”"))
    item = models.ForeignKey(
        "catalogue.DisclosureItem", verbose_name=_("置顶的信息"), on_delete=models.CASCADE, related_name="+"
    )
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(_("设置时间"), auto_now_add=True)

    class Meta:
        verbose_name = _("置顶结果")
        verbose_name_plural = _("置顶结果")
        constraints = [models.UniqueConstraint(fields=["organ", "words", "item"], name="pinned_once_to_a_word")]
        indexes = [models.Index(fields=["words"])]

    def __str__(self) -> str:
        return f"{self.words} → {self.item_id}"
