"""The trail's rows and the seal that tells where it ends."""

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils.translation import gettext_lazy as _


class AppendOnly(Exception):
    """Somebody tried to change or delete a row of the trail."""


class TrailQuerySet(models.QuerySet):
    def update(self, **kwargs):
        raise AppendOnly(_("审计记录只能追加，不能修改"))

    def delete(self):
        raise AppendOnly(_("审计记录只能追加，不能删除"))

    def bulk_update(self, *args, **kwargs):
        self.update()


class AuditEntry(models.Model):
    number = models.PositiveBigIntegerField(_("序号"), unique=True)
    recorded_at = models.DateTimeField(_("时间"))
    actor = models.CharField(_("操作人"), max_length=150)
    organ = models.CharField(_("机关"), max_length=60, blank=True)
    verb = models.CharField(_("操作"), max_length=60)
    subject = models.CharField(_("对象"), max_length=200, blank=True)
    facts = models.JSONField(_("事实"), default=dict, encoder=DjangoJSONEncoder)
    previous_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    objects = TrailQuerySet.as_manager()

    class Meta:
        verbose_name = _("审计记录")
        verbose_name_plural = _("审计记录")
        ordering = ["number"]
        indexes = [models.Index(fields=["organ", "-number"]), models.Index(fields=["subject", "number"])]

    def __str__(self) -> str:
        return f"{self.number} {self.verb}"

    def save(self, *args, **kwargs):
        if self.pk:
            raise AppendOnly(_("审计记录只能追加，不能修改"))
        super().save(*args, **kwargs)

    def delete(self, *args, **kwargs):
        raise AppendOnly(_("审计记录只能追加，不能删除"))

    def as_row(self) -> dict:
        return {
            "number": self.number,
            "recorded_at": self.recorded_at.isoformat(timespec="microseconds"),
            "actor": self.actor,
            "organ": self.organ,
            "verb": self.verb,
            "subject": self.subject,
            "facts": self.facts,
            "previous_hash": self.previous_hash,
            "hash": self.hash,
        }


class TrailSeal(models.Model):
    """One row: how long the trail is and the hash of its last row. Locking it puts writers in a queue."""

    count = models.PositiveBigIntegerField(default=0)
    head = models.CharField(max_length=64)

    def __str__(self) -> str:
        return f"{self.count} {self.head[:8]}"
