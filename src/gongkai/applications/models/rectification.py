"""更正 (Art. 41): a person shows that a record about himself is wrong. A register of its own; table three does not count it."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from gongkai.sealing.fields import SealedJSONField, SealedTextField


class Rectification(models.Model):
    class Result(models.TextChoices):
        PENDING = "", _("审核中")
        CORRECTED = "corrected", _("已更正")
        TRANSFERRED = "transferred", _("无权更正，已转送有权机关")
        REFERRED = "referred", _("告知申请人向有权机关提出")
        DECLINED = "declined", _("经审核记录准确，不予更正")

    organ = models.ForeignKey("organs.Organ", on_delete=models.PROTECT, related_name="+")
    number = models.CharField(_("登记编号"), max_length=60, unique=True)
    name = SealedTextField(_("申请人姓名或者名称"))
    phone = SealedTextField(_("联系电话"), blank=True)
    record = models.TextField(_("哪一项记录"), max_length=1000)
    wrong = models.TextField(_("哪里不准确"), max_length=1000)
    evidence = models.TextField(_("证据"), max_length=1000)
    received_on = models.DateField(_("收到日期"))
    registered_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    result = models.CharField(_("处理结果"), max_length=12, choices=Result, blank=True, default=Result.PENDING)
    result_note = models.TextField(_("处理说明"), max_length=1000, blank=True)
    answered_on = models.DateField(_("告知日期"), null=True)
    letter_number = models.CharField(_("告知书文号"), max_length=60, blank=True)
    letter = SealedJSONField(_("告知书"), default=dict)  # writers.letter.Letter as data

    class Meta:
        verbose_name = _("更正申请")
        verbose_name_plural = _("更正申请")
        ordering = ["-received_on", "-pk"]

    def __str__(self) -> str:
        return self.number
