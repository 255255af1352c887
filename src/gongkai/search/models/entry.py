"""What the index holds, and what it has yet to be told. Neither holds a text: those stand in the item, and as tokens in the engine."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Entry(models.Model):
    """A public item in the index. `place` grows with publication: by it the engine keeps the newest apart from the old.

    The columns to filter by stand here as well, so that the hits of a query are counted by them without the engine.
    """

    place = models.BigAutoField(primary_key=True)
    item = models.OneToOneField("catalogue.DisclosureItem", on_delete=models.CASCADE, related_name="+")
    fingerprint = models.CharField(max_length=40)
    published_at = models.DateTimeField()
    organ = models.ForeignKey("organs.Organ", on_delete=models.CASCADE, related_name="+", db_index=False)
    heading = models.ForeignKey("catalogue.Heading", on_delete=models.CASCADE, related_name="+", db_index=False)
    genre = models.CharField(max_length=20, blank=True)
    year = models.PositiveSmallIntegerField(null=True)
    validity = models.CharField(max_length=10, blank=True)

    class Meta:
        verbose_name = _("检索条目")
        verbose_name_plural = _("检索条目")

    def __str__(self) -> str:
        return f"{self.place} → {self.item_id}"


class Outbox(models.Model):
    """An item whose index row is not right yet, written in the transaction that changed the item and swept afterwards.

    `place` is the row to be removed of an item whose entry is gone already: it can be found no more from that moment.
    """

    item = models.OneToOneField(
        "catalogue.DisclosureItem", on_delete=models.CASCADE, related_name="+", primary_key=True
    )
    place = models.BigIntegerField(null=True)
    marked_at = models.DateTimeField(_("记下时间"), auto_now=True)

    class Meta:
        verbose_name = _("待更新的检索条目")
        verbose_name_plural = _("待更新的检索条目")
        ordering = ["marked_at", "pk"]

    def __str__(self) -> str:
        return f"item:{self.pk}"
