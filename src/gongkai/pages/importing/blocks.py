"""What every reader makes of a file: paragraphs and tables in reading order, pictures beside them, and a count of what stayed behind."""

import uuid
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date

LONGEST = 4_000_000  # letters of a text that is still a page to read
DEEPEST = 40  # levels of anything inside anything


class Unreadable(ValueError):
    """The file cannot be imported; the message says why and what to do, in a sentence without its full stop."""


@dataclass
class Picture:
    """`alt` is what the file says the picture shows, often nothing. The HTML shows it as `/files/<key>/<name>`."""

    key: uuid.UUID
    data: bytes
    extension: str
    alt: str = ""
    kept_at: str = ""  # already stored by us: where it is, without bytes

    @property
    def name(self) -> str:
        return f"picture.{self.extension}"

    @property
    def address(self) -> str:
        return self.kept_at or f"/files/{self.key}/{self.name}"


@dataclass
class Span:
    """Letters that look alike; "\\n" is a line break. A picture stands in a span without text."""

    text: str = ""
    strong: bool = False
    emphasis: bool = False
    underline: bool = False
    strike: bool = False
    raised: str = ""  # sup, sub
    link: str = ""
    picture: Picture | None = None

    def looks_like(self, other: "Span") -> bool:
        return not self.picture and replace(self, text="") == replace(other, text="")


HEAVY, KAI = "heavy", "kai"


@dataclass
class Paragraph:
    """`size` in points, 0 where unknown; `mark` when nearly all of it is bold or 黑体 (HEAVY) or 楷体 (KAI).

    `level` is what the file itself calls a heading (1 the highest), `is_title` what it calls the title. `inset` is a
    large distance from the left margin, as 落款 has; `number` is what an automatic list would print before it.
    """

    spans: list[Span] = field(default_factory=list)
    align: str = ""  # center, right
    size: float = 0
    mark: str = ""
    level: int = 0
    is_title: bool = False
    inset: bool = False
    number: str = ""
    bullet: bool = False
    red: bool = False

    @property
    def text(self) -> str:
        return self.number + "".join(span.text for span in self.spans)

    @property
    def pictures(self) -> list[Picture]:
        return [span.picture for span in self.spans if span.picture]

    @property
    def is_empty(self) -> bool:
        return not self.pictures and not self.text.strip()


@dataclass
class Cell:
    blocks: list["Block"] = field(default_factory=list)
    colspan: int = 1
    rowspan: int = 1
    heavy: bool = False

    @property
    def paragraphs(self) -> list[Paragraph]:
        return [block for block in self.blocks if isinstance(block, Paragraph)]

    @property
    def text(self) -> str:
        return "\n".join(block.text for block in self.blocks).strip()


@dataclass
class Table:
    """`head_rows` as the file itself says; the writer guesses when it says nothing."""

    rows: list[list[Cell]] = field(default_factory=list)
    head_rows: int = 0
    caption: str = ""

    @property
    def text(self) -> str:
        return "\n".join("\t".join(cell.text for cell in row) for row in self.rows)

    @property
    def width(self) -> int:
        return max((sum(cell.colspan for cell in row) for row in self.rows), default=0)

    @property
    def is_empty(self) -> bool:
        return not self.text.strip() and not any(
            paragraph.pictures for row in self.rows for cell in row for paragraph in cell.paragraphs
        )


Block = Paragraph | Table


@dataclass
class Source:
    """A file as read. `left_out` counts what was not taken along by its Chinese name; `remarks` are whole sentences."""

    blocks: list[Block] = field(default_factory=list)
    left_out: Counter[str] = field(default_factory=Counter)
    remarks: list[str] = field(default_factory=list)
    title: str = ""  # what the file's own format calls the title of the text, not the property of that name

    def paragraphs(self) -> Iterator[Paragraph]:
        return (block for block in self.blocks if isinstance(block, Paragraph))

    def pictures(self) -> list[Picture]:
        return list(_pictures(self.blocks))


def _pictures(blocks: list[Block]) -> Iterator[Picture]:
    for block in blocks:
        if isinstance(block, Paragraph):
            yield from block.pictures
        else:
            for row in block.rows:
                for cell in row:
                    yield from _pictures(cell.blocks)


@dataclass
class Imported:
    """What is proposed for a draft. `html` is clean; its pictures are named by their keys. `notes` are sentences for the clerk."""

    html: str
    pictures: list[Picture] = field(default_factory=list)
    title: str = ""
    document_number: str = ""
    formed_on: date | None = None
    effective_on: date | None = None
    issuing_organ: str = ""
    keywords: str = ""
    summary: str = ""
    notes: list[str] = field(default_factory=list)
