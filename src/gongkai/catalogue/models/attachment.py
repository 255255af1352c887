"""附件: a stored file hung on an item, part of its revisions and of its clearance."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.models import Orderable


class Attachment(Orderable):
    item = ParentalKey("catalogue.DisclosureItem", on_delete=models.CASCADE, related_name="attachments")
    file = models.ForeignKey("pages.StoredFile", verbose_name=_("文件"), on_delete=models.PROTECT, related_name="+")
    title = models.CharField(_("附件名称"), max_length=200)

    class Meta(Orderable.Meta):
        verbose_name = _("附件")
        verbose_name_plural = _("附件")

    def __str__(self) -> str:
        return self.title
