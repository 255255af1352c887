"""Who is asked for an opinion: a third party (Art. 32), an organ that made the information too (Art. 34), another organ.

Applicant and third party do not learn of each other through us: neither's data stand in the other's letter.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _

from gongkai.sealing.fields import SealedTextField


class Party(models.Model):
    class Kind(models.TextChoices):
        THIRD_PARTY = "third_party", _("第三方")
        CO_MAKER = "co_maker", _("共同制作机关")
        OTHER_ORGAN = "other_organ", _("其他机关")

    application = models.ForeignKey("applications.Application", on_delete=models.PROTECT, related_name="parties")
    kind = models.CharField(_("类别"), max_length=12, choices=Kind)
    name = SealedTextField(_("姓名或者名称"))
    contact = SealedTextField(_("联系方式"), blank=True)
    what = models.TextField(_("征求意见的内容"), max_length=2000)

    class Meta:
        verbose_name = _("被征求意见的一方")
        verbose_name_plural = _("被征求意见的一方")

    def __str__(self) -> str:
        return f"{self.get_kind_display()}#{self.pk}"
