"""Masking inside Word and Excel files: a cleaned copy is rewritten, in every part of it, and proven.

A value is covered wherever it stands: text, tables, headers, notes, text boxes, chart labels, alternative texts,
addresses of links. One that is broken over runs or cells is covered across them; what is put instead takes the looks of
the run where the value began.
"""

import io
import warnings
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from openpyxl import load_workbook  # type: ignore[import-untyped]

from gongkai.clearance.cleaning import Cleaned, Refusal, clean
from gongkai.clearance.cleaning.elements import local
from gongkai.clearance.cleaning.packages import TYPES, packed, parsed, unpacked, written
from gongkai.clearance.redaction.masks import Names, masked
from gongkai.clearance.redaction.matching import Wanted, covered, key
from gongkai.clearance.redaction.proof import proven
from gongkai.clearance.redaction.text import by_value, redact_text

PARAGRAPHS = {"p", "si", "is", "rich"}
WORDS = {
    "t",
    "v",
    "delText",
    "instrText",
    "oddHeader",
    "oddFooter",
    "evenHeader",
    "evenFooter",
    "firstHeader",
    "firstFooter",
    "f",
}


class CannotRedact(Exception):
    """This file cannot be masked as it is. Carries the reason in a Chinese clause."""


@dataclass(frozen=True)
class Redacted:
    """A file that went through its proof. `counts`: how often each asked value was covered, by its number."""

    data: bytes
    name: str
    counts: dict[int, int]
    refused: tuple[Refusal, ...] = ()


def redact_office(
    data: bytes, name: str, wanted: Sequence[tuple[str, str]], *, names: Names | None = None, tell_apart: bool = False,
    drop: Iterable[str] = (), keep: Iterable[str] = (), tools: bool = True,
    reread: bool = True,
) -> Redacted:  # fmt: skip
    """A cleaned copy of a document, sheet or text file with (value, way) pairs masked. See `masks.WAYS` for the ways.

    `drop` and `keep` go to `clean`; what that still refuses is in `refused`: the copy is masked, but not yet fit to
    publish. Raises `CannotRedact` and `NotGone`.
    """
    bare = clean(data, name, drop=tuple(drop), keep=tuple(keep))
    if not bare.data:
        raise CannotRedact(bare.refused[0].why)
    names = names or Names.of((value for value, way in wanted if way == "name"), tell_apart=tell_apart)
    instead = [masked(value, way, names) for value, way in wanted]
    way = WAYS_BY_ENDING.get(bare.name.rpartition(".")[2].lower())
    if way is None:
        raise CannotRedact("这种文件不能按文字遮盖，请用画框的办法")
    counts: dict[int, int] = {}
    result = way(bare, wanted, instead, names, counts)
    gone = [value for value, how in wanted if how != "keep" and key(value) not in key(masked(value, how, names))]
    final = [refusal for refusal in bare.refused if not refusal.what]
    left: list[Refusal] = []
    if any(refusal.what for refusal in bare.refused):  # what was masked or dropped may have been just that
        left = [refusal for refusal in clean(result, bare.name, keep=tuple(keep)).refused if refusal.what]
    new_name = covered([bare.name], Wanted(value for value, _ in wanted), instead)[0][0].replace("*", "x")
    return Redacted(proven(result, new_name, gone, tools=tools, reread=reread), new_name, counts, tuple(final + left))


def _package(
    bare: Cleaned, wanted: Sequence[tuple[str, str]], instead: list[str], names: Names, counts: dict[int, int]
) -> bytes:
    looked = Wanted(value for value, _ in wanted)
    parts = unpacked(bare.data)
    for name, part in parts.items():
        if name.endswith((".xml", ".rels")) and name != TYPES:
            root = parsed(part)
            if _cover(root, looked, instead, counts):
                parts[name] = written(root)
    return packed(parts, first=TYPES)


def _cover(root: Any, looked: Wanted, instead: list[str], counts: dict[int, int]) -> bool:
    """Paragraph by paragraph first, then all of the part, for what is broken over paragraphs and cells."""
    leaves = [element for element in root.iter() if local(element) in WORDS and element.text]
    groups: dict[Any, list[Any]] = {}
    for leaf in leaves:
        home = next((up for up in leaf.iterancestors() if local(up) in PARAGRAPHS), leaf)
        groups.setdefault(home, []).append(leaf)
    found = [number for group in groups.values() for number in _in_leaves(group, looked, instead, "")]
    found += _in_leaves([leaf for leaf in leaves if leaf.text], looked, instead, "\n")
    for element in root.iter():
        for name, value in element.attrib.items():
            after, hits = covered([value], looked, instead)
            if not hits and "%" in value:
                after, hits = _in_address(value, looked, instead)
            if hits:
                element.set(name, after[0])
                found += hits
        if local(element) not in WORDS and element.text and element.text.strip():
            after, hits = covered([element.text], looked, instead)
            if hits:
                element.text = after[0]
                found += hits
    for number in found:
        counts[number] = counts.get(number, 0) + 1
    return bool(found)


def _in_leaves(leaves: list[Any], looked: Wanted, instead: list[str], joint: str) -> list[int]:
    texts: list[str] = []
    for leaf in leaves:
        texts += [leaf.text, joint]
    after, found = covered(texts, looked, instead)
    if found:
        for at, leaf in enumerate(leaves):
            if after[2 * at] != leaf.text:
                leaf.text = after[2 * at]
                leaf.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    return found


def _in_address(value: str, looked: Wanted, instead: list[str]) -> tuple[list[str], list[int]]:
    """The address of a link writes Chinese in percent signs."""
    hits = [number for number, wanted in enumerate(looked.values) if quote(wanted).lower() in value.lower()]
    return (["#"], hits) if hits else ([value], [])


def _book(
    bare: Cleaned, wanted: Sequence[tuple[str, str]], instead: list[str], names: Names, counts: dict[int, int]
) -> bytes:
    """Cells first, as values (a phone may be a number, an identity number cut into three cells), then the rest as XML."""
    looked = Wanted(value for value, _ in wanted)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        book = load_workbook(io.BytesIO(bare.data), rich_text=True)
    changed = False
    for sheet in book.worksheets:
        for row in sheet.iter_rows():
            cells = [cell for cell in row if cell.value is not None]
            texts: list[str] = []
            for cell in cells:
                texts += [_written(cell.value), "\t"]
            after, found = covered(texts, looked, instead)
            if not found:
                continue
            changed = True
            for number in found:
                counts[number] = counts.get(number, 0) + 1
            for at, cell in enumerate(cells):
                if after[2 * at] != texts[2 * at]:
                    cell.value = after[2 * at]
                    cell.data_type = "s"
        title, found = covered([sheet.title], looked, instead)
        if found:
            sheet.title = title[0].replace("*", "×")[:31]  # a sheet's name may hold no asterisk
            changed = True
    data = bare.data
    if changed:
        target = io.BytesIO()
        book.save(target)
        data = clean(target.getvalue(), bare.name, keep=("white", "tiny", "hidden_text")).data
    return _package(Cleaned(data, bare.name, [], []), wanted, instead, names, counts)


def _written(value: object) -> str:
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def _plain(
    bare: Cleaned, wanted: Sequence[tuple[str, str]], instead: list[str], names: Names, counts: dict[int, int]
) -> bytes:
    text = bare.data.decode("utf-8-sig")
    looked = Wanted(value for value, _ in wanted)
    for hit in looked.within(text):
        counts[hit.value] = counts.get(hit.value, 0) + 1
    after, _ = redact_text(text, by_value(text, wanted), names=names)
    return b"\xef\xbb\xbf" + after.encode("utf-8")


WAYS_BY_ENDING: dict[str, Callable[[Cleaned, Sequence[tuple[str, str]], list[str], Names, dict[int, int]], bytes]] = {
    "docx": _package, "xlsx": _book, "csv": _plain, "txt": _plain, "tsv": _plain, "text": _plain, "md": _plain, "ofd": _package,
}  # fmt: skip
