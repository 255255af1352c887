"""How a mark on a document stands: as a mark, on its own, or quoted in a sentence about marks.

A mark stands on a line or in a cell of its own, in brackets, in a header, a text box, a property or a file name. GB/T
9704-2012 puts it at the top left of the first page. Words that are only read about (a lesson on 定密, a paragraph of the
law) stand in a sentence.
"""

import re
from collections.abc import Iterator

from gongkai.clearance.documents.document import METADATA, TRACE, Block, Document

ALONE = frozenset({"header", "footer", "textbox", "metadata", "filename"})  # places where nobody writes lessons
TOP_LINES = 8
GAP = re.compile(r"\n|\r|\t|\||｜| {2,}")
OPENING, CLOSING = "「『“\"‘'《〈", "」』”\"’'》〉"
BRACKETED = re.compile(r"[（(【\[〔]([^（）()【】\[\]〔〕\n]{2,40})[）)】\]〕]")
BOX, TICK = re.compile(r"[□☐☑√✓✔☒■]"), "☑√✓✔☒"
BEFORE_BOXES = re.compile(r"(?:^|[:：\t|]|密\s?级|属性|方式|类别|选项|形式)$")
EXTENSION = re.compile(r"\.[A-Za-z0-9]{1,5}$")


def apart(block: Block, offset: int) -> bool:
    """Whether this place of a block is a header, footer, text box, property or file name."""
    return block.kind == METADATA or any(step.kind in ALONE for step in block.piece_at(offset).place.steps)


def in_name(block: Block) -> bool:
    return bool(block.pieces) and any(step.kind == "filename" for step in block.pieces[0].place.steps)


def segments(text: str) -> Iterator[tuple[int, int]]:
    """Stretches between line breaks, cells and wide gaps, without the blanks around them."""
    at = 0
    for gap in [*GAP.finditer(text), None]:
        end = gap.start() if gap else len(text)
        piece = text[at:end]
        if piece.strip():
            yield at + len(piece) - len(piece.lstrip()), at + len(piece.rstrip())
        at = gap.end() if gap else end


def segment_around(text: str, start: int, end: int) -> tuple[str, str]:
    """What stands before and after a stretch within its own line, cell or column."""
    before = GAP.split(text[max(0, start - 200) : start])[-1]
    after = GAP.split(text[end : end + 200])[0]
    return before, after


def quoted(text: str, start: int, end: int) -> bool:
    return text[start - 1 : start] in set(OPENING) or text[end : end + 1] in set(CLOSING)


def file_of(block: Block) -> tuple[str, ...]:
    """Which file inside the file a block is from: names of archives' members and attachments, outermost first."""
    steps = block.pieces[0].place.steps if block.pieces else ()
    return tuple(step.name for step in steps if step.kind in {"file", "attachment"})


def tops_of(document: Document) -> dict[int, int]:
    """The first blocks with text of each file, by identity: how many lines stand before each."""
    known = document.__dict__.get("_tops")
    if isinstance(known, tuple) and known[0] == len(document.blocks):
        return dict(known[1])
    lines: dict[tuple[str, ...], int] = {}
    tops: dict[int, int] = {}
    for block in document.blocks:
        if block.kind in {METADATA, TRACE} or not block.pieces or in_name(block):
            continue
        file = file_of(block)
        before = lines.get(file, 0)
        if before < TOP_LINES:
            tops[id(block)] = before
            lines[file] = before + 1 + block.text.strip().count("\n")
    document.__dict__["_tops"] = (len(document.blocks), tops)
    return tops


def at_top(document: Document, block: Block, start: int) -> bool:
    before = tops_of(document).get(id(block))
    return before is not None and before + block.text.count("\n", 0, start) < TOP_LINES


def ticked(text: str, option: re.Pattern[str]) -> Iterator[re.Match[str]]:
    """The options of a form that are ticked: ☑机密 □秘密, or 机密☑ 秘密□; the first box of the line tells which it is."""
    at = 0
    for line in text.split("\n"):
        first = BOX.search(line)
        if first:
            boxes_first = bool(BEFORE_BOXES.search(line[: first.start()].rstrip(" ")))
            ticks = TICK + ("■" if "□" in line or "☐" in line else "")
            for match in option.finditer(text, at, at + len(line)):
                beside = (
                    text[at : match.start()].rstrip(" ")[-1:]
                    if boxes_first
                    else text[match.end() : at + len(line)].lstrip(" ")[:1]
                )
                if beside and beside in ticks:
                    yield match
        at += len(line) + 1
