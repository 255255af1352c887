"""Taking in a file: name, size, kind, what it unfolds to, viruses. Refusals are sentences that say what is possible now."""

import hashlib
import logging
import re
import unicodedata
import uuid
from collections.abc import Callable, Collection, Iterator
from functools import wraps
from pathlib import PurePath

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files import File
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt, csrf_protect

from gongkai.pages import antivirus, archives
from gongkai.pages.file_kinds import KINDS, looks_like
from gongkai.pages.models import StoredFile
from gongkai.sealing.files import new_file_key, sealed_chunks

MEGABYTE = 1024 * 1024
FORM_OVERHEAD = 64 * 1024  # what multipart adds around files
log = logging.getLogger("gongkai.pages")


def clean_name(raw: str) -> str:
    """A name that is safe in an address, a ZIP and on any disk, and still readable: 中文 stays, path parts do not."""
    name = unicodedata.normalize("NFC", PurePath(raw.replace("\\", "/")).name)
    name = re.sub(r'[\x00-\x1f\x7f<>:"/|?*#%&\u061c\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff]', "_", name).strip(
        " ."
    )
    stem, dot, extension = name.rpartition(".")
    return f"{stem[:150]}{dot}{extension}" if dot else name[:150]


def check(upload: UploadedFile, *, limit_bytes: int | None = None, kinds: Collection[str] | None = None) -> str:
    """The extension under which this upload can be kept. Raises ValidationError with the reason and the way out.

    `limit_bytes` and `kinds` (extensions) narrow what this form takes; without them the settings and KINDS hold.
    """
    name, limit = clean_name(upload.name or ""), limit_bytes or settings.UPLOAD_BYTES
    extension = name.rpartition(".")[2].lower()
    if upload.size > limit:
        raise ValidationError(
            _(
                "“%(name)s”有 %(size)d MB，超过单个附件 %(limit)d MB 的上限，没有保存。请压缩、拆分后再上传；已填写的内容和其他附件都在。"
            )
            % {"name": name, "size": upload.size // MEGABYTE, "limit": limit // MEGABYTE},
            code="too_large",
        )
    if upload.size == 0:
        raise ValidationError(_("“%(name)s”是空文件，没有保存。请检查原文件。") % {"name": name}, code="empty")
    allowed = KINDS if kinds is None else [one for one in KINDS if one in kinds]
    if extension not in allowed:
        raise ValidationError(
            _("“%(name)s”的类型不在允许之列，没有保存。可以上传：%(kinds)s。")
            % {"name": name, "kinds": "、".join(allowed)},
            code="kind",
        )
    kind = KINDS[extension]
    upload.seek(0)
    head = upload.read(8192)
    if head.startswith(b"PK") and (fault := archives.fault(upload.file)):
        raise ValidationError(
            _("“%(name)s”%(fault)s，可能损坏系统，没有保存。请解开后分别上传需要的文件。")
            % {"name": name, "fault": fault},
            code="bomb",
        )
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


def store(
    upload: UploadedFile,
    *,
    owner: str,
    by,
    key: uuid.UUID | None = None,
    sealed: bool = False,
    limit_bytes: int | None = None,
    kinds: Collection[str] | None = None,
    original: StoredFile | None = None,
) -> StoredFile:
    """Check and keep a file privately. Raises ValidationError; nothing is kept then.

    `by` is the account, or None for a member of the public. `sealed` encrypts bytes and name. `key` is for data with
    fixed addresses. `original` is the file of which this one is a cleaned copy.
    """
    extension, name = check(upload, limit_bytes=limit_bytes, kinds=kinds), clean_name(upload.name or "")
    _scan(upload, name, is_public=by is None)
    digest = hashlib.sha256()
    for chunk in upload.chunks():
        digest.update(chunk)
    upload.seek(0)
    stored = StoredFile(
        name=_("附件") + f".{extension}" if sealed else name, extension=extension, size=upload.size,
        sha256=digest.hexdigest(), owner=owner, uploaded_by=by, key=key or uuid.uuid4(),
        sealed=sealed, sealed_name=name if sealed else "", file_key=new_file_key() if sealed else "", original=original,
    )  # fmt: skip
    content = SealedContent(upload, stored.file_key) if sealed else upload
    stored.content.save(str(stored.key), content, save=False)
    stored.save()
    return stored


class SealedContent(File):
    """An upload as its sealed bytes, for a storage that reads it in pieces. Plain text never touches the storage."""

    def __init__(self, upload: UploadedFile, file_key: str) -> None:
        super().__init__(upload.file, name=None)
        self._upload, self._file_key = upload, file_key

    def chunks(self, chunk_size: int | None = None) -> Iterator[bytes]:
        return sealed_chunks(self._upload.chunks(), self._file_key)


def _scan(upload: UploadedFile, name: str, *, is_public: bool) -> None:
    """Where a scanner is set, nothing of the public is kept unscanned; staff are not stopped by a scanner that is down."""
    if not antivirus.is_set():
        return
    upload.seek(0)
    try:
        found = antivirus.scan(upload.file)
    except antivirus.ScannerDown as problem:
        log.warning("upload not scanned: %s", problem)
        if is_public:
            raise ValidationError(
                _("病毒检查暂时不能进行，“%(name)s”没有保存。请过几分钟再上传，或改用信函、当面提交材料。")
                % {"name": name},
                code="unscanned",
            ) from problem
        return
    finally:
        upload.seek(0)
    if found:
        log.warning("upload refused: %s", found)
        raise ValidationError(
            _("“%(name)s”没有通过病毒检查（%(found)s），没有保存。请先杀毒，或换一份文件再上传。")
            % {"name": name, "found": found},
            code="infected",
        )


def refuse_large(request: HttpRequest, limit: int) -> str:
    """A sentence when the body announces more than `limit` bytes of files, else an empty text. Reads nothing of it."""
    try:
        size = int(request.headers.get("Content-Length") or 0)
    except ValueError:
        size = 0
    if size <= limit + FORM_OVERHEAD:
        return ""
    return _(
        "这次提交共 %(size)d MB，超过 %(limit)d MB 的上限，没有接收，也没有保存。请按浏览器的“返回”回到表单，"
        "减少附件或缩小图片后再提交；材料很多时，可以改用信函或当面提交。"
    ) % {"size": size // MEGABYTE, "limit": limit // MEGABYTE}


def bounded(limit: Callable[[], int], refused: Callable[[HttpRequest, str], HttpResponse]):
    """Decorates a view whose form takes files: too large a body gets `refused(request, sentence)` before a byte is read.

    Checking the forgery token reads the body, so that check is moved behind this one. `refused` sets its status 413.
    """

    def decorate(view):
        guarded = csrf_protect(view)

        @csrf_exempt
        @wraps(view)
        def measured(request: HttpRequest, *args, **kwargs) -> HttpResponse:
            if request.method == "POST" and (sentence := refuse_large(request, limit())):
                return refused(request, sentence)
            return guarded(request, *args, **kwargs)

        return measured

    return decorate
