"""What changed between two texts of an item, said in words and marks: by line first, by character within a changed line."""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher

from gongkai.catalogue.models import Attachment, DisclosureItem
from gongkai.pages import html

SAME, GONE, NEW = "same", "gone", "new"
WORD = re.compile(r"[A-Za-z0-9]+|.", re.DOTALL)
CLOSE_ENOUGH = 4000  # characters of a line up to which single characters are compared


@dataclass(frozen=True)
class Piece:
    kind: str
    text: str


@dataclass(frozen=True)
class Change:
    """One field: its label and its lines, each a list of pieces; None stands for lines left out between changes."""

    label: str
    lines: list[list[Piece] | None]


def changes(before: DisclosureItem, after: DisclosureItem) -> list[Change]:
    """The fields that differ, in the order of the page. Attachments by title and content, text without its tags."""
    found = []
    for label, old, new in _pairs(before, after):
        if old != new:
            found.append(Change(label, _compared(old, new)))
    return found


def _pairs(before: DisclosureItem, after: DisclosureItem):
    for name in (*DisclosureItem.CONTENT_FIELDS, "genre", "subject", "stat_class", "expire_at"):
        field = DisclosureItem._meta.get_field(name.removesuffix("_id"))
        yield str(field.verbose_name), _text(before, name), _text(after, name)
    yield str(Attachment._meta.verbose_name), _attachments(before), _attachments(after)


def _text(item: DisclosureItem, name: str) -> str:
    if name == "body":
        return html.to_text(item.body) + "".join(f"\n〔图片或文件 {key}〕" for key in html.file_keys(item.body))
    if name == "interprets_id":
        return item.interprets.title if item.interprets_id else ""
    value = getattr(item, name)
    return str(getattr(item, f"get_{name}_display", lambda: value)() or "")


def _attachments(item: DisclosureItem) -> str:
    return "\n".join(f"{row.title}（{row.file.name}，{row.file.sha256[:8]}）" for row in item.attachments.all())


def _compared(old: str, new: str) -> list[list[Piece] | None]:
    before, after = old.splitlines() or [""], new.splitlines() or [""]
    lines: list[list[Piece] | None] = []
    for op, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if op == "equal":
            kept = before[a:b]
            lines += [[Piece(SAME, line)] for line in kept[:1]]
            if len(kept) > 2:
                lines.append(None)
            lines += [[Piece(SAME, line)] for line in kept[1:][-1:]]
        elif op == "replace" and b - a == d - c:
            lines += [_within(x, y) for x, y in zip(before[a:b], after[c:d], strict=True)]
        else:
            lines += [[Piece(GONE, line)] for line in before[a:b]] + [[Piece(NEW, line)] for line in after[c:d]]
    return [line for line in lines if line is None or any(piece.text for piece in line)]


def _within(old: str, new: str) -> list[Piece]:
    if max(len(old), len(new)) > CLOSE_ENOUGH:
        return [Piece(GONE, old), Piece(NEW, new)]
    before, after = WORD.findall(old), WORD.findall(new)
    pieces = []
    for op, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if op == "equal":
            pieces.append(Piece(SAME, "".join(before[a:b])))
            continue
        pieces += [Piece(GONE, "".join(before[a:b]))] if b > a else []
        pieces += [Piece(NEW, "".join(after[c:d]))] if d > c else []
    return pieces
