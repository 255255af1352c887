"""What happened to an item, appended and never changed: the figures of any day are read from here."""

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils.translation import gettext_lazy as _


class DisclosureEvent(models.Model):
    """`happened_at` is the legal time, `recorded_at` ours: history is entered late, and both truths matter."""

    class Kind(models.TextChoices):
        DISCLOSED = "disclosed", _("公开")
        CORRECTED = "corrected", _("更正后重新公开")
        POSTED = "posted", _("在其他渠道发布")
        VALIDITY_CHANGED = "validity_changed", _("有效性变更")
        MOVED = "moved", _("调整栏目")
        WITHDRAWN = "withdrawn", _("撤下")

    organ = models.ForeignKey("organs.Organ", on_delete=models.PROTECT, related_name="+")
    item = models.ForeignKey("catalogue.DisclosureItem", on_delete=models.PROTECT, related_name="events")
    kind = models.CharField(_("事件"), max_length=20, choices=Kind)
    happened_at = models.DateTimeField(_("发生时间"))
    recorded_at = models.DateTimeField(_("记录时间"), auto_now_add=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    facts = models.JSONField(_("事实"), default=dict, encoder=DjangoJSONEncoder)

    class Meta:
        verbose_name = _("公开事件")
        verbose_name_plural = _("公开事件")
        ordering = ["happened_at", "pk"]
        indexes = [
            models.Index(fields=["organ", "happened_at", "kind"]),
            models.Index(fields=["item", "happened_at"]),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.happened_at:%Y-%m-%d}"
