"""告知书、答复书: a letter as it will be or was sent. Its words are one sealed value from which every form is made."""

import hashlib
import json

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from gongkai.applications.letters.templates import TEMPLATES
from gongkai.sealing.fields import SealedJSONField


class Letter(models.Model):
    class To(models.TextChoices):
        APPLICANT = "applicant", _("申请人")
        PARTY = "party", _("被征求意见的一方")

    application = models.ForeignKey("applications.Application", on_delete=models.PROTECT, related_name="letters")
    template = models.CharField(_("文书种类"), max_length=40)
    decision = models.CharField(_("答复种类"), max_length=40, blank=True)
    to = models.CharField(_("送达对象"), max_length=12, choices=To, default=To.APPLICANT)
    party = models.ForeignKey("applications.Party", null=True, on_delete=models.PROTECT, related_name="letters")
    number = models.CharField(_("文号"), max_length=60, blank=True)  # taken at signing, never reused
    facts = SealedJSONField(_("填写的事实"), default=dict)  # what the kind of letter demands, by name
    value = SealedJSONField(_("文书内容"), default=dict)  # writers.letter.Letter as data
    digest = models.CharField(max_length=64)  # of the value and the enclosed files: what clearance is bound to
    drafted_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    drafted_at = models.DateTimeField(_("起草时间"))
    signed_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    signed_on = models.DateField(_("签发日期"), null=True)
    served_on = models.DateField(_("送达日期"), null=True)

    class Meta:
        verbose_name = _("文书")
        verbose_name_plural = _("文书")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["application", "number"], condition=~models.Q(number=""), name="letter_numbered_once"
            )
        ]

    def __str__(self) -> str:
        return self.number or self.template

    @property
    def subject(self) -> str:
        """How clearance names it."""
        return f"letter:{self.pk}"

    def content_hash(self) -> str:
        """Over the wording and the facts put into it (number and date come at signing), and over every enclosed file."""
        files = sorted(self.enclosures.values_list("file__sha256", flat=True)) if self.pk else []
        body = json.dumps(
            [self.template, TEMPLATES[self.template].digest, self.facts, files], ensure_ascii=False, sort_keys=True
        )
        return hashlib.sha256(body.encode()).hexdigest()
