"""The rows any case is made of, for contexts to inherit; the counters of numbers, which are never given twice; errands."""

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils.translation import gettext_lazy as _

from gongkai.audit.models import AppendOnly


class Case(models.Model):
    """What every case caches of its replay. A context adds its own columns and names them in its casebook."""

    organ = models.ForeignKey("organs.Organ", verbose_name=_("机关"), on_delete=models.PROTECT, related_name="+")
    state = models.CharField(_("状态"), max_length=24)
    last_seq = models.PositiveIntegerField(default=0)
    due_on = models.DateField(_("届满日"), null=True)
    safe_on = models.DateField(_("稳妥日期"), null=True)
    is_provisional = models.BooleanField(_("暂定"), default=False)

    class Meta:
        abstract = True


class EventQuerySet(models.QuerySet):
    def update(self, **kwargs):
        raise AppendOnly(_("案件记录只能追加，不能修改；记错的请另记一条更正。"))

    def delete(self):
        raise AppendOnly(_("案件记录只能追加，不能删除；记错的请另记一条更正。"))

    def bulk_update(self, *args, **kwargs):
        self.update()


class CaseEvent(models.Model):
    """One event of a case. A context adds `case`, a foreign key to its own kind with related_name "events"."""

    seq = models.PositiveIntegerField(_("序号"))
    event = models.CharField(_("事项"), max_length=40)
    happened_on = models.DateField(_("发生日期"))
    recorded_at = models.DateTimeField(_("记录时间"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    facts = models.JSONField(_("事实"), default=dict, encoder=DjangoJSONEncoder)
    supersedes = models.PositiveIntegerField(_("更正第几条"), null=True)
    reason = models.CharField(_("更正理由"), max_length=200, blank=True)

    objects = EventQuerySet.as_manager()

    class Meta:
        abstract = True
        ordering = ["case", "seq"]

    def save(self, *args, **kwargs):
        if self.pk:
            raise AppendOnly(_("案件记录只能追加，不能修改；记错的请另记一条更正。"))
        super().save(*args, **kwargs)

    def delete(self, *args, **kwargs):
        raise AppendOnly(_("案件记录只能追加，不能删除；记错的请另记一条更正。"))


class Serial(models.Model):
    """How far a series of one organ has come in a year."""

    organ = models.ForeignKey("organs.Organ", on_delete=models.PROTECT, related_name="+")
    series = models.CharField(max_length=40)
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organ", "series", "year"], name="one_counter_a_series_and_year")
        ]

    def __str__(self) -> str:
        return f"{self.series}〔{self.year}〕{self.last}"


class Errand(models.Model):
    """What the clock does seldom, and the state of the world it was last done for: a day, the notices of the calendar."""

    name = models.CharField(max_length=40, unique=True)
    done_for = models.TextField()
    done_at = models.DateTimeField()

    class Meta:
        verbose_name = _("定期事务")
        verbose_name_plural = _("定期事务")

    def __str__(self) -> str:
        return f"{self.name}: {self.done_for[:40]}"
