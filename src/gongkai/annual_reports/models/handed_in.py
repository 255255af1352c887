"""报送: the tables of an organ and year as they came to the supervising office, each coming in a row of its own."""

import json
import re
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils.translation import gettext_lazy as _

from gongkai.statute.annual_report.identities import Severity

# What the reader of a file only asks to look at; every other rule is an error (the forms' notes say which).
WARNINGS = {
    "T2.in_force_floor", "T2.disclosed_total", "X.in_force", "X.in_force_2020", "X.items", "N.sum", "N.percent",
    "N.contradiction", "S.meaning",
}  # fmt: skip
TEXT = re.compile(r':\s*"')  # a value in quotes, not a key


class Exactly(json.JSONDecoder):
    """A fraction comes back as the decimal it was, also where it is kept as text; nothing else in the tables is text."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options | {"parse_float": Decimal})

    def decode(self, s: str, *args: Any) -> Any:
        value = super().decode(s, *args)
        return _numbers(value) if TEXT.search(s) else value  # most reports hold whole numbers only: nothing to walk


def _numbers(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _numbers(inner) for key, inner in value.items()}
    return Decimal(value) if isinstance(value, str) else value


class HandedIn(models.Model):
    """Never overwritten: what comes later is a row of its own and takes the place of the current one."""

    class Scope(models.TextChoices):
        OWN = "own", _("本机关")
        AREA = "area", _("本级及下级合计")

    class Source(models.TextChoices):
        PLATFORM = "platform", _("平台上的报告")
        FILE = "file", _("核对过的文件")

    class State(models.TextChoices):
        RECEIVED = "received", _("已报送")
        RETURNED = "returned", _("已退回")
        ACCEPTED = "accepted", _("已接受")

    organ = models.ForeignKey("organs.Organ", verbose_name=_("机关"), on_delete=models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField(_("报告年度"))
    scope = models.CharField(_("范围"), max_length=8, choices=Scope)
    source = models.CharField(_("来源"), max_length=12, choices=Source)
    report = models.ForeignKey("annual_reports.AnnualReport", null=True, on_delete=models.PROTECT, related_name="+")
    form = models.CharField(_("格式"), max_length=20)
    tables = models.JSONField(_("三张表"), encoder=DjangoJSONEncoder, decoder=Exactly)
    unread = models.JSONField(_("没有读懂的内容"), default=list)
    violations = models.JSONField(_("核对发现"), default=list)
    errors = models.PositiveIntegerField(_("错误数"), default=0)
    sha256 = models.CharField(_("文件摘要"), max_length=64)
    published_on = models.DateField(_("公布日期"), null=True)
    received_at = models.DateTimeField(_("收到时间"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    note = models.CharField(_("说明"), max_length=1000, blank=True)
    state = models.CharField(_("状态"), max_length=12, choices=State, default=State.RECEIVED)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(_("处理时间"), null=True)
    because = models.CharField(_("原因"), max_length=1000, blank=True)
    is_current = models.BooleanField(default=True)

    class Meta:
        verbose_name = _("报送的年度报告")
        verbose_name_plural = _("报送的年度报告")
        ordering = ["-received_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["organ", "year", "scope"], condition=models.Q(is_current=True), name="one_current_hand_in"
            ),
            models.CheckConstraint(
                condition=~models.Q(state="returned") | ~models.Q(because=""), name="a_return_has_its_reason"
            ),
        ]
        indexes = [models.Index(fields=["year", "organ"], name="handed_in_year")]

    def __str__(self) -> str:
        return f"{self.organ_id} {self.year} {self.scope}"

    @property
    def reference(self) -> str:
        """How the audit trail names it."""
        return f"handed-in:{self.pk}"

    @property
    def is_returned(self) -> bool:
        return self.state == self.State.RETURNED

    @property
    def error_rows(self) -> list[dict]:
        return [row for row in self.violations if row["severity"] == Severity.ERROR]
