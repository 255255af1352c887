"""Letting a file in: refused before a byte is kept when it bears a classification mark, else kept with a cleaned copy.

A system that is not classified may neither store nor process state secrets (保密法 Art. 31(3)); a leak found is to be reported
within 24 hours (实施条例 Art. 61). So the file is read while it is in memory, and of a refused one there remain the time, the
account, the rule and a digest.
"""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import wraps

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile, UploadedFile
from django.db import transaction
from django.utils.translation import gettext as _

from gongkai.audit import actions as audit
from gongkai.clearance.apart import Broken, Reader
from gongkai.clearance.models import CleanedCopy, RefusedUpload
from gongkai.clearance.scanners import finding as scanned
from gongkai.clearance.scanning import Result
from gongkai.clearance.screening import room, scanning
from gongkai.clearance.screening.known import known_of, ruleset_of
from gongkai.organs.models import Organ
from gongkai.pages import uploads
from gongkai.pages.models import StoredFile

MARKS = frozenset({"SECRET", "SECRET-LINE"})


class MarkedSecret(ValidationError):
    """The file or text bears a classification mark. Nothing of it was kept; `write_down` records that it was refused."""

    def __init__(self, *, name: str, where: str, rule: str, sha256: str, by, organ: Organ | None) -> None:
        super().__init__(
            _(
                "%(name)s的%(where)s有国家秘密标志，没有接收，系统没有保留它的任何内容。本系统不是涉密系统，不得存储、处理国家秘密"
                "（保守国家秘密法第三十一条）。请立即把这份内容移出联网的计算机，并在24小时内报告同级保密行政管理部门和上级机关"
                "（保守国家秘密法实施条例第六十一条）。如果标志已经解除或者只是样例，请先由定密责任人处理，去掉标志以后再上传。"
            )
            % {"name": name, "where": where},
            code="secret",
        )
        self.rule, self.sha256, self.by, self.organ = rule, sha256, by, organ
        self._row: int | None = None

    def write_down(self) -> None:
        """Time, account, rule and digest. Asked again by an outer action when the row went with a rolled-back one."""
        if self._row is not None and RefusedUpload.objects.filter(pk=self._row).exists():
            return
        with transaction.atomic():
            self._row = RefusedUpload.objects.create(
                organ=self.organ, by=self.by, rule=self.rule, sha256=self.sha256
            ).pk
            audit.record(
                verb="upload.refused", by=self.by, organ=self.organ.slug if self.organ else "", subject="upload",
                rule=self.rule, sha256=self.sha256,
            )  # fmt: skip


def remembers_refusals(action):
    """Decorates an action: its transaction is undone by MarkedSecret, the record of the refusal is written after that."""

    @wraps(action)
    def remembered(*args, **kwargs):
        try:
            return action(*args, **kwargs)
        except MarkedSecret as mark:
            mark.write_down()
            raise

    return remembered


def refuse_marked(findings: Iterable[scanned.Finding], *, sha256: str, name: str, by, organ: Organ | None) -> None:
    """Raises MarkedSecret, with the duty to report, when one of these findings is a mark that stands as a mark."""
    for found in findings:
        if found.rule in MARKS and found.severity == scanned.BLOCK:
            where = found.place.words() or _("正文")
            raise MarkedSecret(name=name, where=where, rule=found.rule, sha256=sha256, by=by, organ=organ)


def refuse_marked_text(texts: Mapping[str, str], *, by, organ: Organ) -> None:
    """As above for what somebody has typed or pasted, asked before it is written. The action has `remembers_refusals`."""
    document = scanning.document_of(texts)
    findings = scanning.scan(document, known_of(organ))
    refuse_marked(findings, sha256=scanning.digest_of(texts), name=_("这份稿件"), by=by, organ=organ)


@remembers_refusals
def take_in(upload: UploadedFile, *, organ: Organ, by, key=None) -> StoredFile:
    """Keep an upload of an organ that may become public: answers its cleaned copy, or the original where none can be made.

    Raises ValidationError (wrong kind, too large, infected) and MarkedSecret; nothing is kept then.
    """
    uploads.check(upload)
    data, name = _bytes(upload), uploads.clean_name(upload.name or "")
    known = known_of(organ)
    owner, sha256 = f"organ:{organ.slug}", hashlib.sha256(data).hexdigest()
    with room.reader() as reader:
        result = reader.scan(data, name, known)
        refuse_marked(result.findings, sha256=sha256, name=f"“{name}”", by=by, organ=organ)
        copy = _cleaned(reader, data, name)
        of_copy = reader.scan(copy.data, copy.name, known) if copy.data not in (b"", data) else result
    with transaction.atomic():
        original = None
        if copy.data not in (b"", data):
            original = uploads.store(upload, owner=owner, by=by)
            keep_scan(sha256, result, known)
            upload = SimpleUploadedFile(copy.name, copy.data)
        stored = uploads.store(upload, owner=owner, by=by, key=key, original=original)
        keep_scan(stored.sha256, of_copy, known)
        note_cleaned(stored, original=original, removed=copy.removed, refused=copy.refused)
    return stored


def cleaned_copy(stored: StoredFile, *, organ: Organ, by) -> StoredFile:
    """The cleaned copy of a file that is kept already, or itself when there is nothing to take out. Sealed if that one is."""
    if CleanedCopy.objects.filter(sha256=stored.sha256).exists():
        return stored
    if (known := stored.copies.filter(sealed=stored.sealed, redaction=None).order_by("pk").first()) is not None:
        return known
    with stored.open() as stream:
        data = stream.read()
    with room.reader() as reader:
        copy = _cleaned(reader, data, stored.shown_name)
    if copy.data in (b"", data):
        note_cleaned(stored, removed=copy.removed, refused=copy.refused)
        return stored
    with transaction.atomic():
        upload = SimpleUploadedFile(copy.name, copy.data)
        result = uploads.store(upload, owner=stored.owner, by=by, sealed=stored.sealed, original=stored)
        note_cleaned(result, original=stored, removed=copy.removed, refused=copy.refused)
    return result


@dataclass(frozen=True)
class _Copy:
    """What the worker made of a file: `data` is empty when it could make no copy."""

    data: bytes
    name: str
    removed: list[dict]
    refused: list[dict]


def _cleaned(reader: Reader, data: bytes, name: str) -> _Copy:
    """A file that breaks the worker's limits has no cleaned copy: a person has to look at it, or bring another."""
    try:
        answer, copy = reader.run("gongkai.clearance.jobs:cleaned", data, {"name": name})
    except Broken as limit:
        return _Copy(b"", name, [], [{"why": str(limit), "place": [], "what": ""}])
    return _Copy(copy, answer["name"], answer["removed"], answer["refused"])


def note_cleaned(stored: StoredFile, *, original: StoredFile | None = None, removed=(), refused=()) -> CleanedCopy:
    """Write down that these bytes are a cleaned copy, what was taken out and what was not."""
    copy, _is_new = CleanedCopy.objects.update_or_create(
        sha256=stored.sha256,
        defaults={
            "original_sha256": original.sha256 if original else "",
            "removed": list(removed),
            "refused": list(refused),
        },
    )
    return copy


def take_in_own(name: str, data: bytes, *, organ: Organ, by) -> StoredFile:
    """Keep a file this platform has written itself: scanned like any other, but its bytes stay as they were signed."""
    stored = uploads.store(SimpleUploadedFile(name, data), owner=f"organ:{organ.slug}", by=by)
    scanning.scan_file(stored, organ)
    note_cleaned(stored)
    return stored


@remembers_refusals
def refuse_marked_file(upload: UploadedFile, *, by, organ: Organ | None = None) -> None:
    """For files that never become public (an applicant's, a case's): marks are refused, nothing else is looked at.

    What a member of the public sends as a picture (an identity card, a photographed letter) is not recognised: a mark of
    ours does not begin there, and nobody should be able to keep the reading room busy from outside.
    """
    data = _bytes(upload)
    with room.reader() as reader:
        result = reader.scan(data, uploads.clean_name(upload.name or ""), known_of(organ), pictures=by is not None)
    name = f"“{uploads.clean_name(upload.name or '')}”"
    refuse_marked(result.findings, sha256=hashlib.sha256(data).hexdigest(), name=name, by=by, organ=organ)


def keep_scan(sha256: str, result: Result, known) -> None:
    scanning.keep(
        sha256, ruleset_of(known), result.document, result.findings, unread=result.unread, seconds=result.seconds
    )


def _bytes(upload: UploadedFile) -> bytes:
    upload.seek(0)
    data = upload.read()
    upload.seek(0)
    return data if isinstance(data, bytes) else bytes(data)


def refused_in(organ: Organ, at_most: int = 50) -> list[RefusedUpload]:
    """The latest refusals of this organ's people and forms: time, who, rule and digest are all there is."""
    rows = RefusedUpload.objects.filter(organ=organ).select_related("by")
    return list(rows[:at_most])
