"""遮盖, 区分处理 (Art. 37): a new file from which what was chosen is gone, proven, and the record of what was covered and why."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.utils.translation import gettext as _

from gongkai.audit import actions as audit
from gongkai.clearance.apart import Broken
from gongkai.clearance.documents.document import METADATA, Document
from gongkai.clearance.documents.places import Place
from gongkai.clearance.models import CleanedCopy, Finding, Redaction, Scan
from gongkai.clearance.redaction.masks import USUAL
from gongkai.clearance.redaction.severance import REASONS, Severed, severed_rows
from gongkai.clearance.scanners.finding import INFO, Known
from gongkai.clearance.scanning import Result
from gongkai.clearance.screening import intake, room, scanning
from gongkai.clearance.screening.full_table import FullTable, ListWanted
from gongkai.clearance.screening.known import known_of
from gongkai.organs.models import Organ
from gongkai.pages import uploads
from gongkai.pages.models import StoredFile

PRIVACY = "privacy"
BY_BOXES = frozenset({"pdf", "jpg", "jpeg", "png", "gif"})
BY_WORDS = frozenset({"docx", "xlsx", "csv", "txt"})
BY_COLUMNS = frozenset({"xlsx", "xls", "et", "csv"})
QUICK = 1500  # milliseconds
COVER = "cover"  # the way for what has no usual mask


@dataclass(frozen=True)
class Sheet:
    """A file ready for drawing boxes: sizes of its pages in `unit`, and the boxes proposed, each with its finding's label."""

    unit: str
    pages: list[tuple[float, float]]
    boxes: list[tuple[int, float, float, float, float, str]]


def way_of(rule: str) -> str:
    return USUAL.get(rule, COVER)


def sheet_of(stored: StoredFile, organ: Organ) -> Sheet:
    """The pages of a file and where the scanners' hits stand on them. Raises ValidationError when it cannot be drawn."""
    data = _bytes(stored)
    with room.reader() as reader:
        result = reader.scan(data, stored.shown_name, known_of(organ))
        options = {"name": stored.shown_name, "values": _by_rule(result)}
        answer, _nothing = _run(reader, "proposed_places", data, options)
    boxes = [(int(page), *edges, str(label)) for page, *edges, label in answer["boxes"]]
    return Sheet(answer["unit"], [(width, height) for width, height in answer["pages"]], boxes)


def page_of(stored: StoredFile, number: int) -> bytes:
    """One page as a picture for the screen."""
    with room.reader() as reader:
        return _run(reader, "shown_page", _bytes(stored), {"name": stored.shown_name, "page": number})[1]


def cover_places(
    *,
    stored: StoredFile,
    boxes: Sequence[tuple[int, float, float, float, float, str]],
    organ: Organ,
    by,
    name: str = "",
) -> StoredFile:
    """A copy made of pictures in which these boxes are black and nothing lies beneath. `boxes` end with their reason's code.

    What the scanners had found under a box is proven gone. Raises ValidationError with the reason; nothing is kept then.
    """
    if not boxes:
        raise ValidationError(_("还没有选要遮盖的地方：在页面上画框，或者勾选列出的位置。"))
    for *_edges, reason in boxes:
        if reason not in REASONS:
            raise ValidationError(_("每个遮盖框都要有理由（条例第三十七条）。"))
    source, values = _bytes(stored), []
    with room.reader() as reader:
        if _is_quick(stored):
            result = reader.scan(source, stored.shown_name, known_of(organ))
            values = sorted({value for group in _by_rule(result).values() for value in group})
        options = {"name": stored.shown_name, "boxes": [list(box) for box in boxes], "values": values}
        answer, data = _run(reader, "covered_places", source, options)
    marks = [{"page": page, "box": edges, "reason": reason} for page, *edges, reason in boxes]
    return _keep(stored, data, name or answer["name"], marks, organ, by)


def cover_values(
    *, stored: StoredFile, findings: Iterable[Finding], organ: Organ, by, reason: str = PRIVACY, name: str = ""
) -> StoredFile:
    """A copy of a Word file, sheet or text in which the values of these findings are masked wherever they stand."""
    chosen = list(findings)
    data, known = _bytes(stored), known_of(organ)
    with room.reader() as reader:
        result = reader.scan(data, stored.shown_name, known)
        wanted = _wanted(result.document, result.findings, chosen)
        if not wanted:
            raise ValidationError(_("这些位置在文件里已经找不到了，请刷新后再看。"))
        options = {"name": stored.shown_name, "wanted": list(wanted.items())}
        answer, masked = _run(reader, "covered_words", data, options)
    marks = [{"place": one.where.code(), "rule": one.rule, "reason": reason} for one in chosen]
    return _keep(stored, masked, name or answer["name"], marks, organ, by, refused=answer["refused"])


def table_of(stored: StoredFile, wanted: ListWanted) -> FullTable:
    """A full table as a list to be posted, its first rows masked. Raises ValidationError when there is none in the file."""
    with room.reader() as reader:
        options = _list_options(stored, wanted)
        answer, _nothing = _run(reader, "list_jobs:table_shown", _bytes(stored), options)
    return FullTable.of(answer)


def make_list(
    *, stored: StoredFile, wanted: ListWanted, form: str, organ: Organ, by, with_html: bool = False
) -> tuple[StoredFile, str]:
    """The list as a new file ("xlsx", "csv"), and as a table for the text when asked for (else "")."""
    with room.reader() as reader:
        options = _list_options(stored, wanted) | {"form": form, "with_html": with_html}
        answer, data = _run(reader, "list_jobs:table_masked", _bytes(stored), options)
    return _keep(stored, data, answer["name"], answer["marks"], organ, by), answer["html"]


def _list_options(stored: StoredFile, wanted: ListWanted) -> dict:
    cleaned = CleanedCopy.objects.filter(sha256=stored.sha256).first()
    return {
        "name": stored.shown_name, "kind": wanted.kind, "sheets": wanted.sheets, "tell_apart": wanted.tell_apart,
        "is_clean": cleaned is not None and not cleaned.refused and stored.extension in {"xlsx", "csv"},
    }  # fmt: skip


def drop_hidden(*, stored: StoredFile, organ: Organ, by) -> StoredFile:
    """A copy cleaned anew, this time without what cleaning had left for a person to decide."""
    left = CleanedCopy.objects.filter(sha256=stored.sha256).first()
    source = stored.original or stored
    drop = [row["what"] for row in (left.refused if left else []) if row.get("what")]
    if not drop:
        raise ValidationError(_("这个文件里没有可以直接去掉的内容，请在原来的软件里改好，重新上传。"))
    data = _bytes(source)
    with room.reader() as reader:
        answer, copy = _run(reader, "cleaned", data, {"name": source.shown_name, "drop": drop})
    if not copy:
        raise ValidationError(answer["refused"][0]["why"])
    marks = [{"place": "", "rule": what, "reason": "not_government"} for what in drop]
    return _keep(stored, copy, answer["name"], marks, organ, by, removed=answer["removed"], refused=answer["refused"])


def latest_results(files: Iterable[StoredFile]) -> set[int]:
    """Keys (pk) of those among these files that are redacted copies and have not been redacted further."""
    keys = {stored.pk for stored in files}
    results = set(Redaction.objects.filter(result__in=keys).values_list("result_id", flat=True))
    return results - set(Redaction.objects.filter(original__in=results).values_list("original_id", flat=True))


def redaction_of(stored: StoredFile) -> Redaction | None:
    return Redaction.objects.filter(result=stored).select_related("result").first()


def log_of(redaction: Redaction) -> list[list[str]]:
    """The covered places as rows for the list that goes out with an answer: number, file, place, way, reason, basis."""
    rows = []
    for mark in redaction.marks:
        place = Place.of(("page", mark["page"])) if "page" in mark else Place.of(("part", mark["place"]))
        rows.append(Severed(redaction.result.shown_name, place, mark["reason"]))
    return severed_rows(rows)


def _keep(
    stored: StoredFile, data: bytes, name: str, marks: list[dict], organ: Organ, by, *, removed: Sequence[Mapping] = (),
    refused: Sequence[Mapping] = (),
) -> StoredFile:  # fmt: skip
    """The new file beside its original, scanned like an upload: what is left is found again."""
    name, known = uploads.clean_name(name), known_of(organ)
    with room.reader() as reader:
        seen = reader.scan(data, name, known)
    with transaction.atomic():
        return _kept(stored, data, name, marks, organ, by, removed, refused, seen, known)


def _kept(
    stored: StoredFile, data: bytes, name: str, marks: list[dict], organ: Organ, by, removed: Sequence[Mapping],
    refused: Sequence[Mapping], seen: Result, known: Known,
) -> StoredFile:  # fmt: skip
    result = uploads.store(
        SimpleUploadedFile(name, data),
        owner=stored.owner,
        by=by,
        sealed=stored.sealed,
        original=stored.original or stored,
    )
    intake.keep_scan(result.sha256, seen, known)
    intake.note_cleaned(result, original=stored.original or stored, removed=removed, refused=refused)
    Redaction.objects.create(original=stored, result=result, marks=marks, by=by)
    audit.record(
        verb="file.covered",
        by=by,
        organ=organ.slug,
        subject=f"file:{stored.pk}",
        count=len(marks),
        sha256=result.sha256,
    )
    return result


def _wanted(document: Document | None, now: Sequence, chosen: Sequence[Finding]) -> dict[str, str]:
    """Values and ways of the chosen findings, found again in a new reading by the digest of their values."""
    if document is None:
        return {}
    asked = {(one.rule, one.fingerprint) for one in chosen}
    return {
        _value(document, found): way_of(found.rule)
        for found in now
        if (found.rule, scanning.fingerprint(document, found)) in asked and _value(document, found).strip()
    }


def _is_quick(stored: StoredFile) -> bool:
    """Whether reading it takes no recognition of scans. Then what stood under the boxes is looked for in the result by name;
    else the scan of the result, which reads its pictures, says what is left."""
    seen = Scan.objects.filter(sha256=stored.sha256).order_by("-pk").first()
    return seen is not None and seen.milliseconds < QUICK


def _by_rule(result: Result) -> dict[str, list[str]]:
    """The values found in a file that a box can cover, by rule; what stands in properties is no matter of boxes."""
    values: dict[str, dict[str, None]] = {}
    for found in result.findings if result.document is not None else ():
        if found.severity != INFO and found.rule in USUAL and result.document.blocks[found.block].kind != METADATA:
            values.setdefault(found.rule, {})[_value(result.document, found)] = None
    return {rule: list(group) for rule, group in values.items()}


def cover_texts(texts: Mapping[str, str], wanted: Mapping[str, str]) -> dict[str, str]:
    """The texts with these values (value to way) masked, by their names. Raises ValidationError when one is still there."""
    with room.reader() as reader:
        options = {"texts": dict(texts), "wanted": list(wanted.items())}
        return _run(reader, "covered_texts", b"", options)[0]["texts"]


def _value(document: Document, found) -> str:
    return document.blocks[found.block].text[found.start : found.end]


def _bytes(stored: StoredFile) -> bytes:
    with stored.open() as stream:
        return stream.read()


def _run(reader, job: str, data: bytes, options: dict) -> tuple[dict, bytes]:
    try:
        answer, result = reader.run(f"gongkai.clearance.{job if ':' in job else f'jobs:{job}'}", data, options)
    except Broken as limit:
        raise ValidationError(str(limit)) from limit
    if "because" in answer:
        raise ValidationError(_("没有完成遮盖：%s。原件没有改动。") % answer["because"])
    return answer, result
