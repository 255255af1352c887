"""What a file holds, as far as somebody could get it out: visible text, hidden text and metadata, each with its place.

A `Document` is a row of `Block`s; a block is what reads together (a paragraph, a row of a table, a page, one property);
a `Piece` is a stretch of a block with one place and one way of being hidden. Scanners see `Block.text`, so a number that
is broken over runs, lines or cells is one number to them; offsets lead back to the piece. What could not be read is in
`unread`: such a file is never clean.
"""

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

from gongkai.clearance.documents.places import Place

# How a piece came to be where a reader of the page does not see it, or what was done to it. The words are for people.
TRACES = {
    "hidden_sheet": "隐藏的工作表",
    "hidden_row": "隐藏的行",
    "hidden_column": "隐藏的列",
    "defined_name": "隐藏的定义名称",
    "pivot_cache": "数据透视表缓存里的原始数据",
    "external_cache": "外部链接缓存里的数据",
    "hidden_text": "隐藏文字",
    "white": "与底色相同的文字",
    "tiny": "小得看不见的文字",
    "outside": "页面以外的文字",
    "covered": "遮盖物下面的文字",
    "cropped": "图片被裁掉的部分",
    "deleted": "修订中删除的文字",
    "inserted": "修订中插入的文字",
    "comment": "批注",
    "annotation": "PDF 注释",
    "field": "域代码或者表单域",
    "notes": "备注",
    "revision": "文件里保存的旧版本",
    "attachment": "文件里内嵌的附件",
    "script": "脚本、宏或者自动执行的动作",
    "template": "模板或者不显示的部件",
    "alt_text": "图片的替代文字",
}
SEEN = {"inserted", "alt_text"}  # traces of pieces that a reader does see, or hears read aloud

PARAGRAPH, ROW, PAGE, METADATA, TRACE = "paragraph", "row", "page", "metadata", "trace"


@dataclass(frozen=True, slots=True)
class Piece:
    """`joint` stands before the piece in its block: "" within a line, "\\n" a line break, "\\t" the next cell."""

    text: str
    place: Place
    trace: str = ""  # a key of TRACES
    joint: str = ""

    @property
    def hidden(self) -> bool:
        return bool(self.trace and self.trace not in SEEN) or self.place.is_hidden


@dataclass(eq=False)
class Block:
    """`table` and `row` number the tables of a document and their rows, so that a scanner can see a column whole.

    In a ROW each cell is one piece or several; `cells()` puts them together. A block that is there `again` repeats pieces
    of blocks before it in another joining: what lies wholly in one of those was already seen there, and only what crosses
    their bounds is new. It is no row of a table and no line of the visible text.
    """

    pieces: list[Piece]
    kind: str = PARAGRAPH
    table: int | None = None
    row: int | None = None
    name: str = ""  # of a METADATA block: the property, in the file format's own word
    again: bool = False

    @cached_property
    def text(self) -> str:
        return "".join(piece.joint + piece.text for piece in self.pieces)

    @cached_property
    def _starts(self) -> list[int]:
        starts, at = [], 0
        for piece in self.pieces:
            at += len(piece.joint)
            starts.append(at)
            at += len(piece.text)
        return starts

    def piece_at(self, offset: int) -> Piece:
        """The piece in which this offset of `text` lies; a joint belongs to the piece before it."""
        return self.pieces[max(0, bisect_right(self._starts, offset) - 1)]

    def start_of(self, index: int) -> int:
        """Where piece number `index` begins in `text`."""
        return self._starts[index]

    def pieces_in(self, start: int, end: int) -> list[Piece]:
        first = max(0, bisect_right(self._starts, start) - 1)
        last = max(first + 1, bisect_right(self._starts, max(start, end - 1)))
        return self.pieces[first:last]

    def cells(self) -> list[str]:
        """The cells of a ROW as text, in order."""
        return self.text.split("\t")


@dataclass(frozen=True)
class Unread:
    """A part that could not be read: where, and why in words."""

    place: Place
    why: str


@dataclass
class Document:
    """`kind` is the extension by content ("docx", "pdf", …); `name` the file's name, which is scanned as well."""

    name: str = ""
    kind: str = ""
    blocks: list[Block] = field(default_factory=list)
    unread: list[Unread] = field(default_factory=list)

    def add(self, text: str, place: Place, *, trace: str = "", kind: str = PARAGRAPH, name: str = "") -> None:
        """One block of one piece, the commonest case. Metadata without a word are no block."""
        if text.strip() or kind == TRACE:
            self.blocks.append(Block([Piece(text, place, trace)], kind, name=name))

    def take_in(self, inner: "Document", place: Place, *, trace: str = "") -> None:
        """All of a file found inside this one, at `place`; with a trace, all of it is hidden that way."""
        shift = 1 + max((block.table or 0 for block in self.blocks), default=0)
        for block in inner.blocks:
            pieces = [
                Piece(piece.text, piece.place.inside(place), piece.trace or trace, piece.joint)
                for piece in block.pieces
            ]
            table = None if block.table is None else block.table + shift
            self.blocks.append(Block(pieces, block.kind, table, block.row, block.name, block.again))
        self.unread += [Unread(part.place.inside(place), part.why) for part in inner.unread]

    def tables(self) -> Iterator[list[Block]]:
        """Each table as its rows, in order."""
        rows: dict[int, list[Block]] = {}
        for block in self.blocks:
            if block.table is not None:
                rows.setdefault(block.table, []).append(block)
        yield from rows.values()

    def visible_text(self) -> str:
        """What a reader of the file sees, a line a block; hidden pieces and metadata left out."""
        lines = (
            "".join(piece.joint + piece.text for piece in block.pieces if not piece.hidden)
            for block in self.blocks
            if block.kind not in {METADATA, TRACE} and not block.again and not _is_aside(block)
        )
        return "\n".join(line.strip() for line in lines if line.strip())


def _is_aside(block: Block) -> bool:
    """Names of files and addresses of links are scanned, yet they are no text of the page."""
    return any(step.kind in {"filename", "link"} for piece in block.pieces[:1] for step in piece.place.steps)
