"""An old address and where it leads."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

LONGEST = 500  # characters of an address


class OldAddress(models.Model):
    """`path` in the form of `addresses.key_of`, without host; `target` an address of this site as it stands in links.

    A row is never deleted: one that leads nowhere any more has `released_at`, so that its baked page is found and removed.
    """

    organ = models.ForeignKey("organs.Organ", on_delete=models.PROTECT, related_name="+", verbose_name=_("机关"))
    path = models.CharField(_("旧网址"), max_length=LONGEST, unique=True)
    target = models.CharField(_("现网址"), max_length=LONGEST, db_index=True)
    note = models.CharField(_("说明"), max_length=200, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("登记人")
    )
    at = models.DateTimeField(_("登记时间"), default=timezone.now)
    released_at = models.DateTimeField(_("取消时间"), null=True, blank=True)

    class Meta:
        verbose_name = _("旧网址")
        verbose_name_plural = _("旧网址")
        indexes = [models.Index(fields=["organ", "id"], name="old_address_organ")]

    def __str__(self) -> str:
        return f"{self.path} → {self.target}"

    @property
    def reads_query(self) -> bool:
        """Whether what follows the question mark tells one page from another: then no file can stand at the address."""
        return "?" in self.path
