"""What is still to be baked. An order is written in the transaction that makes it necessary, so none is lost."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Rank(models.IntegerChoices):
    """What is baked first."""

    NEWS = 0, _("新公开和撤下的信息")  # the item, its newest list pages, the home page, feeds: what readers wait for
    AROUND = 1, _("相关页面")  # what shows it too: groups, the organ's own page, the catalogue
    MANY = 2, _("成批页面")  # may fall into very many orders of the other ranks


class BakeOrder(models.Model):
    """One thing to bake: `what` is understood by the sources ("item:12", "organ:3", "chunk:items:500").

    Ordered again while it waits or is being carried out it keeps its row and counts up `times`: whoever carries it out
    ticks off the count he saw. Done rows stay until no full bake can need them any more.
    """

    what = models.CharField(max_length=160)
    ordered_at = models.DateTimeField(_("登记时间"))
    times = models.PositiveIntegerField(default=1)
    rank = models.PositiveSmallIntegerField(choices=Rank, default=Rank.NEWS)
    tries = models.PositiveSmallIntegerField(_("失败次数"), default=0)
    problem = models.TextField(_("失败原因"), blank=True)
    done_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("静态化任务")
        verbose_name_plural = _("静态化任务")
        constraints = [
            models.UniqueConstraint(fields=["what"], name="one_waiting_order", condition=models.Q(done_at__isnull=True))
        ]
        indexes = [
            models.Index(fields=["rank", "id"], name="order_waiting", condition=models.Q(done_at__isnull=True)),
            models.Index(fields=["done_at"], name="order_done"),
        ]

    def __str__(self) -> str:
        return self.what


class Edition(models.Model):
    """A word that is another one after each change of what every page may show: organs, headings, facts of the foot.

    Who keeps such things in memory asks for the word and reads anew when it is not the one he knew.
    """

    word = models.CharField(max_length=32)

    def __str__(self) -> str:
        return self.word
