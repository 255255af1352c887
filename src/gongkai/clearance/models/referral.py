"""转送确定 (Art. 17; 保密法第二十五条): a question to the competent department or the secrecy administration, and its answer."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from gongkai.clearance.models.record import ClearanceRecord


class Referral(models.Model):
    class Addressee(models.TextChoices):
        COMPETENT = "competent", _("有关主管部门")
        SECRECY = "secrecy", _("保密行政管理部门")

    class Result(models.TextChoices):
        PUBLIC = "public", _("可以公开")
        NOT_PUBLIC = "not_public", _("不得公开")
        IN_PART = "in_part", _("部分公开")

    record = models.ForeignKey(ClearanceRecord, on_delete=models.CASCADE, related_name="referrals")
    addressee = models.CharField(_("转送对象"), max_length=12, choices=Addressee)
    name = models.CharField(_("部门名称"), max_length=100)
    question = models.TextField(_("请确定的问题"), max_length=1000)
    sent_on = models.DateField(_("转送日期"))
    sent_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    report_due_on = models.DateField(_("报请期限"))
    due_on = models.DateField(_("答复期限"))
    answered_on = models.DateField(_("答复日期"), null=True, blank=True)
    result = models.CharField(_("答复结果"), max_length=12, choices=Result, blank=True)
    document_number = models.CharField(_("答复文号"), max_length=80, blank=True)
    answer = models.TextField(_("答复要点"), blank=True, max_length=1000)
    file = models.ForeignKey("pages.StoredFile", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        verbose_name = _("转送确定")
        verbose_name_plural = _("转送确定")
        ordering = ["sent_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["record"], condition=models.Q(answered_on__isnull=True), name="one_open_referral_of_a_record"
            )
        ]

    def __str__(self) -> str:
        return f"{self.name}：{self.get_result_display() or _('等待答复')}"

    @property
    def is_overdue(self) -> bool:
        return self.answered_on is None and self.due_on < timezone.localdate()
