"""勘误: what was wrong in a published report, and what it should say. The report itself stays as it was signed."""

import hashlib

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class ReportErratum(models.Model):
    """`content` is JSON text: digest of the report, changes, reason. Signed, it is public and never changed again."""

    report = models.ForeignKey("annual_reports.AnnualReport", on_delete=models.PROTECT, related_name="errata")
    content = models.TextField(editable=False)
    sha256 = models.CharField(max_length=64, editable=False)
    drafted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("拟写人"), on_delete=models.PROTECT, related_name="+"
    )
    drafted_at = models.DateTimeField(_("拟写时间"))
    signed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("签发人"), null=True, on_delete=models.PROTECT, related_name="+"
    )
    published_at = models.DateTimeField(_("公布时间"), null=True)

    class Meta:
        verbose_name = _("年报勘误")
        verbose_name_plural = _("年报勘误")
        ordering = ["published_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["report"], condition=models.Q(published_at=None), name="one_open_erratum_a_report"
            ),
            models.CheckConstraint(
                condition=models.Q(signed_by=None, published_at=None)
                | models.Q(signed_by__isnull=False, published_at__isnull=False),
                name="a_published_erratum_is_signed",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.report}（勘误）"

    @property
    def is_intact(self) -> bool:
        return hashlib.sha256(self.content.encode()).hexdigest() == self.sha256
