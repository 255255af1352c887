"""Scanning texts and files of a subject, and remembering what was found by the digest of the exact bytes."""

import hashlib
import time
from collections.abc import Iterable, Mapping

from django.db import transaction

from gongkai.clearance.documents import html
from gongkai.clearance.documents.document import METADATA, TRACE, Document, Unread
from gongkai.clearance.documents.places import Place
from gongkai.clearance.models import Finding, Scan
from gongkai.clearance.scanners import finding as scanned
from gongkai.clearance.scanners import scan
from gongkai.clearance.screening import room
from gongkai.clearance.screening.known import known_of, ruleset_of
from gongkai.organs.models import Organ
from gongkai.pages.models import StoredFile
from gongkai.sealing.blind import blind_index

PURPOSE = "finding"
LONGEST_NOTE = 300


def document_of(texts: Mapping[str, str]) -> Document:
    """Named texts as one document: a value that holds tags is HTML, any other is plain. Places begin with the name."""
    whole = Document(kind="html")
    for label, text in texts.items():
        place = Place.of(("field", label))
        if "<" in text:
            whole.take_in(html.read(text.encode(), "", 0), place)
        else:
            whole.add(text, place)
    return whole


def digest_of(texts: Mapping[str, str]) -> str:
    return hashlib.sha256("\0".join(f"{label}\1{text}" for label, text in texts.items()).encode()).hexdigest()


def scan_texts(texts: Mapping[str, str], organ: Organ | None) -> Scan:
    """What the scanners find in these texts. Quick: done in this process."""
    known, sha256 = known_of(organ), digest_of(texts)
    if (done := _done(sha256, ruleset_of(known))) is not None:
        return done
    started = time.monotonic()
    document = document_of(texts)
    return keep(sha256, ruleset_of(known), document, scan(document, known), seconds=time.monotonic() - started)


def scan_file(stored: StoredFile, organ: Organ | None) -> Scan:
    """What the scanners find in a file, read in the reading room unless these bytes were read before."""
    known = known_of(organ)
    if (done := _done(stored.sha256, ruleset_of(known))) is not None:
        return done
    with stored.open() as stream:
        data = stream.read()
    with room.reader() as reader:
        result = reader.scan(data, stored.shown_name, known)
    return keep(
        stored.sha256, ruleset_of(known), result.document, result.findings, unread=result.unread, seconds=result.seconds
    )


def _done(sha256: str, ruleset: str) -> Scan | None:
    return Scan.objects.filter(sha256=sha256, ruleset=ruleset).prefetch_related("findings").first()


@transaction.atomic
def keep(
    sha256: str, ruleset: str, document: Document | None, findings: Iterable[scanned.Finding], *, seconds: float,
    unread: Iterable[Unread] = (),
) -> Scan:  # fmt: skip
    """Write down a scan. Two at the same time keep one: the row is unique."""
    left_unread = [*unread, *(document.unread if document else [])]
    kept, is_new = Scan.objects.get_or_create(
        sha256=sha256, ruleset=ruleset,
        defaults={
            "kind": document.kind if document else "", "milliseconds": int(seconds * 1000),
            "unread": [{"place": part.place.as_data(), "why": part.why} for part in dict.fromkeys(left_unread)],
        },
    )  # fmt: skip
    if is_new:
        Finding.objects.bulk_create(
            Finding(
                scan=kept, rule=found.rule, severity=found.severity, place=found.place.as_data(),
                masked=found.masked[:120], hidden=found.hidden, note=found.note[:LONGEST_NOTE],
                fingerprint=fingerprint(document, found), block=found.block, start=found.start, end=found.end,
            )
            for found in findings
        )  # fmt: skip
    return kept


def fingerprint(document: Document | None, found: scanned.Finding) -> str:
    """By this the same value is known again in the next draft. What has no words of its own is known by its place."""
    block = document.blocks[found.block] if document and found.block < len(document.blocks) else None
    value = block.text[found.start : found.end] if block else ""
    if block is not None and block.kind in {METADATA, TRACE}:
        value = f"{block.name}:{value}"
    return fingerprint_of(value or found.place.code(), found.rule)


def fingerprint_of(value: str, rule: str) -> str:
    """Keyed, so that nobody can try out numbers against it."""
    return blind_index(value, f"{PURPOSE}/{rule}")
