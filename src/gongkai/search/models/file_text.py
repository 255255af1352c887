"""The text of a public file that has no reading copy: read once behind the wall of `clearance.apart`, for searching."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class FileText(models.Model):
    """`text` holds what a reader of the file sees, no metadata and nothing hidden; empty when nothing could be read."""

    file = models.OneToOneField("pages.StoredFile", on_delete=models.CASCADE, related_name="+", primary_key=True)
    text = models.TextField(blank=True)
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("附件文本")
        verbose_name_plural = _("附件文本")

    def __str__(self) -> str:
        return f"{self.file_id}"
