"""The text of a page without its line ends, for words that are broken over two lines (大寨 ⏎ 村三组)."""

import re
from collections.abc import Iterator

from gongkai.clearance.documents.document import ROW, Block
from gongkai.clearance.scanners.sight import View, sight_of

_LINE_END = re.compile(r"[ \t]*\r?\n[ \t]*")


def flow_of(block: Block) -> View:
    """The plain view without line ends between two characters of Chinese or a digit; made when first asked for."""
    if "_flow" not in block.__dict__:
        block.__dict__["_flow"] = _flow(sight_of(block).plain)
    view: View = block.__dict__["_flow"]
    return view


def is_again(block: Block) -> bool:
    """Whether a block only repeats others in another joining; what may be anywhere has been seen there."""
    return block.again


def _flow(plain: View) -> View:
    if "\n" not in plain.text:
        return plain
    letters: list[str] = []
    origin: list[int] = []
    at = 0
    for match in _LINE_END.finditer(plain.text):
        letters.append(plain.text[at : match.start()])
        origin.extend(plain.origin[at : match.start()])
        at = match.end()
    letters.append(plain.text[at:])
    origin.extend(plain.origin[at:])
    return View("".join(letters), origin)


def views_of(block: Block) -> Iterator[View]:
    """The text as it stands, then as it flows where that differs. A row of a table flows nowhere."""
    plain = sight_of(block).plain
    yield plain
    if block.kind != ROW and "\n" in plain.text:
        yield flow_of(block)
