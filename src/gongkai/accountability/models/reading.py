"""What readers make of an item: how often it was opened on a day, and what they say of it. Nobody is tracked."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class ViewCount(models.Model):
    """Openings of an item's page on one day, counted from the web server's log: no address, no cookie, no hour."""

    organ = models.ForeignKey("organs.Organ", on_delete=models.PROTECT, related_name="+")
    item = models.ForeignKey("catalogue.DisclosureItem", on_delete=models.PROTECT, related_name="+")
    day = models.DateField(_("日期"))
    count = models.PositiveIntegerField(_("浏览次数"))

    class Meta:
        verbose_name = _("浏览次数")
        verbose_name_plural = _("浏览次数")
        constraints = [models.UniqueConstraint(fields=["item", "day"], name="one_count_an_item_and_day")]
        indexes = [models.Index(fields=["organ", "day", "item", "count"], name="views_of_organ")]

    def __str__(self) -> str:
        return f"{self.item_id} {self.day} {self.count}"


class Feedback(models.Model):
    class Verdict(models.TextChoices):
        USEFUL = "useful", _("有用")
        USELESS = "useless", _("没用")
        WRONG = "wrong", _("有错误")

    organ = models.ForeignKey("organs.Organ", on_delete=models.PROTECT, related_name="+")
    item = models.ForeignKey("catalogue.DisclosureItem", on_delete=models.PROTECT, related_name="+")
    verdict = models.CharField(_("评价"), max_length=8, choices=Verdict)
    text = models.CharField(_("补充说明"), max_length=200, blank=True)
    sent_at = models.DateTimeField(_("提交时间"))
    handled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    handled_at = models.DateTimeField(_("处理时间"), null=True, blank=True)
    result = models.CharField(_("处理情况"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("公众评价")
        verbose_name_plural = _("公众评价")
        ordering = ["-sent_at", "-pk"]
        indexes = [
            models.Index(fields=["item", "verdict"], name="feedback_of_item"),
            models.Index(fields=["organ", "sent_at"], name="feedback_of_organ"),
            models.Index(
                fields=["organ", "sent_at", "id"], condition=models.Q(verdict="wrong", handled_at=None), name="feedback_errors"
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.item_id} {self.get_verdict_display()}"

    @property
    def reference(self) -> str:
        return f"feedback:{self.pk}"
