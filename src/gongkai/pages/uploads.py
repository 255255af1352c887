"""Taking in a file: name, size, kind. Refusals are sentences that say what is possible now."""

import hashlib
import re
import unicodedata
import uuid
from pathlib import PurePath

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from gongkai.pages.file_kinds import KINDS, looks_like
from gongkai.pages.models import StoredFile

MEGABYTE = 1024 * 1024


def clean_name(raw: str) -> str:
    """A name that is safe in an address, a ZIP and on any disk, and still readable: 中文 stays, path parts do not."""
    name = unicodedata.normalize("NFC", PurePath(raw.replace("\\", "/")).name)
    name = re.sub(r'[\x00-\x1f\x7f<>:"/|?*#%&\u061c\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff]', "_", name).strip(
        " ."
    )
    stem, dot, extension = name.rpartition(".")
    return f"{stem[:150]}{dot}{extension}" if dot else name[:150]


def check(upload: UploadedFile) -> str:
    """The extension under which this upload can be kept. Raises ValidationError with the reason and the way out."""
    name = clean_name(upload.name or "")
    extension = name.rpartition(".")[2].lower()
    if upload.size > settings.UPLOAD_BYTES:
        raise ValidationError(
            _(
                "“%(name)s”有 %(size)d MB，超过单个附件 %(limit)d MB 的上限，没有保存。请压缩、拆分后再上传；已填写的内容和其他附件都在。"
            )
            % {"name": name, "size": upload.size // MEGABYTE, "limit": settings.UPLOAD_BYTES // MEGABYTE},
            code="too_large",
        )
    if upload.size == 0:
        raise ValidationError(_("“%(name)s”是空文件，没有保存。请检查原文件。") % {"name": name}, code="empty")
    kind = KINDS.get(extension)
    if kind is None:
        raise ValidationError(
            _("“%(name)s”的类型不在允许之列，没有保存。可以上传：%(kinds)s。")
            % {"name": name, "kinds": "、".join(KINDS)},
            code="kind",
        )
    upload.seek(0)
    head = upload.read(8192)
    upload.seek(0)
    fits = kind.check(upload.file, head)
    upload.seek(0)
    if not fits:
        raise ValidationError(
            _(
                "“%(name)s”的内容实际是%(real)s，与扩展名 .%(extension)s 不符，没有保存。请用原来的软件另存为%(label)s后再上传。"
            )
            % {"name": name, "real": looks_like(head), "extension": extension, "label": kind.label},
            code="mismatch",
        )
    return extension


def store(upload: UploadedFile, *, owner: str, by, key: uuid.UUID | None = None) -> StoredFile:
    """Check and keep a file privately. Raises ValidationError; nothing is kept then. `key` is for data with fixed addresses."""
    extension = check(upload)
    digest = hashlib.sha256()
    for chunk in upload.chunks():
        digest.update(chunk)
    upload.seek(0)
    stored = StoredFile(
        name=clean_name(upload.name or ""), extension=extension, size=upload.size, sha256=digest.hexdigest(),
        owner=owner, uploaded_by=by, key=key or uuid.uuid4(),
    )  # fmt: skip
    stored.content.save(str(stored.key), upload, save=False)
    stored.save()
    return stored
