"""A stored file and the public things that use it. The bytes lie in private storage under a name nobody can guess."""

import uuid
from typing import BinaryIO

from django.conf import settings
from django.core.files.storage import storages
from django.db import models
from django.utils.translation import gettext_lazy as _

from gongkai.sealing.fields import SealedTextField
from gongkai.sealing.files import open_sealed


def private_storage():
    return storages["private"]


def stored_path(instance: "StoredFile", _filename: str) -> str:
    return f"{instance.sha256[:2]}/{instance.key}"


class StoredFile(models.Model):
    """One uploaded file. `owner` names who may read it before it is public ("organ:<slug>").

    A sealed file holds personal data: its bytes are encrypted on disk and it can never become public. Its `name` is a
    neutral one, since names stand in addresses and logs; what the sender called it is `sealed_name`. `size` and `sha256`
    are those of the plain content. Read any file through `open()`, show it as `shown_name`.
    """

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    name = models.CharField(_("文件名"), max_length=200)
    extension = models.CharField(_("类型"), max_length=8)
    size = models.PositiveBigIntegerField(_("大小（字节）"))
    sha256 = models.CharField(max_length=64, db_index=True)
    content = models.FileField(storage=private_storage, upload_to=stored_path, max_length=200)
    owner = models.CharField(max_length=80)
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField(auto_now_add=True)
    sealed = models.BooleanField(_("封存"), default=False)
    sealed_name = SealedTextField(_("原文件名"), blank=True, default="")
    file_key = SealedTextField(blank=True, default="", editable=False)
    reading_copy = models.TextField(_("网页阅读版"), blank=True, help_text=_("由附件自动转换的网页内容"))
    # What was uploaded, when this is the cleaned or redacted copy of it. An original never becomes public.
    original = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="copies")

    class Meta:
        verbose_name = _("文件")
        verbose_name_plural = _("文件")

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return f"/files/{self.key}/{self.name}"

    def open(self) -> BinaryIO:
        """The plain bytes, readable and seekable. Raises BrokenSeal, at the latest when an altered part is read."""
        stream = self.content.storage.open(self.content.name, "rb")
        return open_sealed(stream, self.file_key) if self.sealed else stream

    @property
    def shown_name(self) -> str:
        """What the sender called it; only for those who may read it."""
        return self.sealed_name or self.name

    @property
    def is_image(self) -> bool:
        return self.extension in {"jpg", "jpeg", "png", "gif", "webp"}


class FileUse(models.Model):
    """A public thing uses this file: while such a row exists, anybody may read the file. Art. 17: never before."""

    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="uses")
    subject = models.CharField(max_length=80, db_index=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["file", "subject"], name="file_used_once_by_a_subject")]

    def __str__(self) -> str:
        return f"{self.subject} → {self.file}"
