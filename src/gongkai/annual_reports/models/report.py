"""The report of an organ and year, and the numbers entered for it by hand."""

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _


class AnnualReport(models.Model):
    """政府信息公开工作年度报告. Once signed, `frozen` is the report: figures, words and outline under one digest."""

    class State(models.TextChoices):
        DRAFT = "draft", _("编写中")
        SIGNED = "signed", _("已签发")
        PUBLISHED = "published", _("已公布")

    organ = models.ForeignKey("organs.Organ", verbose_name=_("机关"), on_delete=models.PROTECT, related_name="reports")
    year = models.PositiveSmallIntegerField(_("报告年度"))
    state = models.CharField(_("状态"), max_length=12, choices=State, default=State.DRAFT)
    outline = models.CharField(_("提纲"), max_length=20)
    sections = models.JSONField(_("各部分文字"), default=dict)
    # The sentences as they were offered: one still standing in the text has its numbers checked against the records.
    offered = models.JSONField(default=dict, editable=False)
    explanation_of_delay = models.TextField(_("逾期说明"), blank=True)
    backdated_because = models.CharField(_("补录原因"), max_length=300, blank=True)
    started_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    # Everybody who wrote on it: none of them may sign it (Art. 17, the two-person rule of clearance).
    writers = models.ManyToManyField(settings.AUTH_USER_MODEL, related_name="+", editable=False)
    started_at = models.DateTimeField(_("开始编写时间"))
    signed_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    signed_at = models.DateTimeField(_("签发时间"), null=True)
    # JSON text, not a JSON column: a database may reorder what it understands, and the digest is over these letters.
    frozen = models.TextField(blank=True, editable=False)
    sha256 = models.CharField(max_length=64, blank=True, editable=False)
    published_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    published_at = models.DateTimeField(_("公布时间"), null=True)
    # The same report under the heading 政府信息公开年报 of the catalogue, where lists, feeds and search find it.
    item = models.OneToOneField(
        "catalogue.DisclosureItem", null=True, editable=False, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        verbose_name = _("年度报告")
        verbose_name_plural = _("年度报告")
        ordering = ["-year"]
        constraints = [
            models.UniqueConstraint(fields=["organ", "year"], name="one_report_an_organ_and_year"),
            models.CheckConstraint(
                condition=models.Q(state="draft", frozen="", signed_at=None)
                | (models.Q(state__in=["signed", "published"], signed_at__isnull=False) & ~models.Q(frozen="")),
                name="a_signed_report_is_frozen",
            ),
            models.CheckConstraint(
                condition=models.Q(state="published", published_at__isnull=False)
                | (~models.Q(state="published") & models.Q(published_at=None)),
                name="a_published_report_has_its_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organ}{self.year}年政府信息公开工作年度报告"

    def get_absolute_url(self) -> str:
        return reverse("portal:report", args=[self.organ.slug, self.year])

    @property
    def reference(self) -> str:
        """The name of this report in the audit trail."""
        return f"report:{self.pk}"

    @property
    def is_draft(self) -> bool:
        return self.state == self.State.DRAFT


class ReportEntry(models.Model):
    """One number for one cell, by whom and from what. Never changed: a later row for the cell takes its place."""

    organ = models.ForeignKey("organs.Organ", on_delete=models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField(_("报告年度"))
    cell = models.CharField(_("表格单元"), max_length=100)
    value = models.DecimalField(_("数值"), max_digits=16, decimal_places=4)
    note = models.CharField(_("数据来源"), max_length=300)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("填报人"), on_delete=models.PROTECT, related_name="+"
    )
    entered_at = models.DateTimeField(_("填报时间"))

    class Meta:
        verbose_name = _("填报数据")
        verbose_name_plural = _("填报数据")
        ordering = ["entered_at", "pk"]
        indexes = [models.Index(fields=["organ", "year", "entered_at"])]

    def __str__(self) -> str:
        return f"{self.year} {self.cell} = {self.value}"
