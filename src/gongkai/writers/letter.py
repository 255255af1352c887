"""An official letter as one plain value. The Word file and the PDF are both made from it, so they cannot say two things."""

import re
from dataclasses import asdict, dataclass, fields
from datetime import date
from typing import Any, Self

DRAFT_LINE = "【草稿】未经签发，不得送达"
CUT_LINE = "沿此线裁开"
SLIP_TITLE = "回　执"
# What no page can show or what would let a text look other than it is: control characters, halves of surrogate
# pairs, non-characters, and the marks that turn the direction of writing.
UNPRINTABLE = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff"
    "\ufff9-\ufffb\ufffe\uffff\ud800-\udfff\U000e0001]"
)
LINE_ENDS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
NUMBER = re.compile(r"[-+]?[0-9][0-9,]*(\.[0-9]+)?%?")


def printable(text: str) -> str:
    """`text` with one kind of line end and nothing unprintable. Rare Han characters and emoji stay as they are."""
    return UNPRINTABLE.sub("", LINE_ENDS.sub("\n", text).replace("\t", " "))


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A line end inside `text` is a new line of the same paragraph. A heading is of the second rank if it opens with （."""

    text: str
    heading: bool = False
    indent: bool = True

    @property
    def rank(self) -> int:
        """1 for 一、 (黑体), 2 for （一） (楷体), 0 for text."""
        return (2 if self.text.lstrip().startswith("（") else 1) if self.heading else 0


@dataclass(frozen=True, slots=True)
class ListBlock:
    """Items one below the other, marked 1. 2. 3. or with a dash."""

    items: tuple[str, ...]
    numbered: bool = True

    @property
    def marks(self) -> tuple[str, ...]:
        return tuple(f"{place}." if self.numbered else "—" for place in range(1, len(self.items) + 1))


@dataclass(frozen=True, slots=True)
class Table:
    """`widths` are shares of the line, all equal when left out. Every row has as many cells as `head` (or the first row)."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[float, ...] = ()
    caption: str = ""

    def __post_init__(self) -> None:
        if any(len(row) != self.breadth for row in self.rows):
            raise ValueError(f"Every row of the table {self.caption!r} needs {self.breadth} cells.")
        if self.widths and (len(self.widths) != self.breadth or min(self.widths) <= 0):
            raise ValueError(f"The table {self.caption!r} needs {self.breadth} widths above nought.")

    @property
    def breadth(self) -> int:
        return len(self.head) or len(self.rows[0] if self.rows else ())

    @property
    def shares(self) -> tuple[float, ...]:
        return self.widths or (1.0,) * self.breadth

    @property
    def figures(self) -> tuple[bool, ...]:
        """Per column, whether it holds numbers only and stands at the right."""
        columns = [[row[place] for row in self.rows if row[place]] for place in range(self.breadth)]
        return tuple(bool(cells) and all(NUMBER.fullmatch(cell) for cell in cells) for cells in columns)


Block = Paragraph | Table | ListBlock
BLOCKS: dict[str, type[Paragraph] | type[Table] | type[ListBlock]] = {
    "paragraph": Paragraph,
    "table": Table,
    "list": ListBlock,
}


@dataclass(frozen=True, slots=True)
class Letter:
    """
    `organ` and `signed_by` are full names; `number` is empty until the letter is signed; `addressee` without colon.
    `note` is the 附注 under the date, without its brackets. `qr` is the text of a code, usually an address.
    """

    organ: str
    kind: str
    number: str
    addressee: str
    blocks: tuple[Block, ...]
    signed_by: str
    signed_on: date | None = None
    attachments: tuple[str, ...] = ()
    note: str = ""
    is_draft: bool = False
    receipt_slip: bool = False
    qr: str = ""

    @property
    def title(self) -> str:
        return f"{self.organ}{self.kind}"

    @property
    def salutation(self) -> str:
        return f"{self.addressee.rstrip('：:')}：" if self.addressee else ""

    @property
    def dated(self) -> str:
        """2024年9月16日, or the words with room between them."""
        day = self.signed_on
        return f"{day.year}年{day.month}月{day.day}日" if day else "　　　　年　　月　　日"

    @property
    def remark(self) -> str:
        return f"（{self.note.removeprefix('（').removesuffix('）')}）" if self.note else ""

    @property
    def slip_lines(self) -> tuple[str, ...]:
        number = f"（{self.number}）" if self.number else ""
        return (
            f"今收到{self.organ}《{self.kind}》{number}一份。",
            "签收人（签名或者盖章）：＿＿＿＿＿＿＿＿＿＿",
            "代收人与受送达人的关系：＿＿＿＿＿＿＿＿＿＿",
            "签收日期：＿＿＿＿＿年＿＿＿月＿＿＿日",
            f"请签收后将本回执退回{self.signed_by}。",
        )

    def as_data(self) -> dict[str, Any]:
        """The letter as JSON has it; `from_data` gives the same letter back."""
        names = {kind: name for name, kind in BLOCKS.items()}
        return asdict(self) | {
            "blocks": [{"block": names[type(block)]} | asdict(block) for block in self.blocks],
            "signed_on": self.signed_on.isoformat() if self.signed_on else None,
        }

    @classmethod
    def from_data(cls, data: dict[str, Any]) -> Self:
        """A letter from what `as_data` gave, also after JSON. Raises KeyError or TypeError for what is no letter."""
        values = {field.name: data[field.name] for field in fields(cls) if field.name in data}
        values["blocks"] = tuple(_block(block) for block in values["blocks"])
        values["attachments"] = tuple(values.get("attachments", ()))
        values["signed_on"] = date.fromisoformat(values["signed_on"]) if values.get("signed_on") else None
        return cls(**values)

    def printable(self) -> Self:
        """The same letter with every text fit for a page."""
        return self.from_data(_each_text(self.as_data()))


def _block(data: dict[str, Any]) -> Block:
    values = {key: _tuples(value) for key, value in data.items() if key != "block"}
    return BLOCKS[data["block"]](**values)


def _tuples(value: Any) -> Any:
    return tuple(_tuples(part) for part in value) if isinstance(value, list | tuple) else value


def _each_text(value: Any) -> Any:
    if isinstance(value, str):
        return printable(value)
    if isinstance(value, dict):
        return {key: _each_text(part) for key, part in value.items()}
    return [_each_text(part) for part in value] if isinstance(value, list | tuple) else value
