"""The files of an application and what each is for. They lie sealed in private storage and are never public."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ApplicationFile(models.Model):
    class Purpose(models.TextChoices):
        IDENTITY = "identity", _("身份证明")
        AUTHORITY = "authority", _("授权委托书")
        ORIGINAL = "original", _("申请书原件")
        SUPPLEMENT = "supplement", _("补充材料")
        RELEASED = "released", _("向申请人提供的信息")
        PROOF = "proof", _("送达凭证")
        EVIDENCE = "evidence", _("办理依据（不外传）")

    application = models.ForeignKey("applications.Application", on_delete=models.PROTECT, related_name="files")
    file = models.ForeignKey("pages.StoredFile", on_delete=models.PROTECT, related_name="+")
    purpose = models.CharField(_("用途"), max_length=12, choices=Purpose)
    letter = models.ForeignKey("applications.Letter", null=True, on_delete=models.PROTECT, related_name="enclosures")
    added_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("申请材料")
        verbose_name_plural = _("申请材料")
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.get_purpose_display()} {self.file_id}"
