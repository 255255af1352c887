"""What stands around a number: its label, the head of its column, the words near it.

A label is the word right before a number ("编号：…"), or the cell to its left; only a label says that a number is
something *else*. Words near it, and the head of its column, may raise how bad it is.
"""

import re
from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property, lru_cache

from gongkai.clearance.documents.document import PAGE, ROW, Block, Document
from gongkai.clearance.scanners import words
from gongkai.clearance.scanners.sight import sight_of

HEAD_ROWS = 5  # the heads of a table are within its first rows
NEAR = 48
LABEL = 26
BETWEEN = " :：为是()（）[]【】“”\"'\t\n\r=-—#*、/|│"
LONG = re.compile(r"[0-9Xx][0-9Xx \-]{6,}[0-9Xx]")
DATA = re.compile(r"(?:^|\t)[ ]*[0-9Xx][0-9Xx \-.]{6,}(?=\t|$)")  # a cell that is a number, not a title with a date
# 13885512345.0 is a number that went through a spreadsheet, 13885512345.00 an amount
AMOUNT_AFTER = re.compile(
    rf"(?:{words.UNITS})| +(?:{words.UNITS_APART})|\.(?!0(?![0-9]))[0-9]{{1,4}}(?![0-9])|,[0-9]{{3}}(?![0-9])",
    re.IGNORECASE,
)
AMOUNT_BEFORE = re.compile(r"(?:[¥￥$]|[0-9],|人民币|RMB)\s*$", re.IGNORECASE)
URL = re.compile(r"(?:https?://|ftp://|www\.|/[A-Za-z0-9_\-]+/)[A-Za-z0-9_\-./?=&%#:~+]*$")
ASKED = re.compile(r"(?:phone|mobile|tel|sj|sfzh?|id_?card|idno|card)[=/:]$", re.IGNORECASE)


def either(parts: Iterable[str]) -> str:
    return "|".join(parts)


ENDS = [(kind, re.compile(f"(?:{either(parts)})$", re.IGNORECASE)) for kind, parts in words.WORDS.items()]
HOLDING = {kind: re.compile(either(parts), re.IGNORECASE) for kind, parts in words.WORDS.items()}
PUBLIC = re.compile(either(words.PUBLIC_ACCOUNT))
PERSONS, PRIVATE = re.compile(either(words.PERSON_HEADS)), re.compile(either(words.PRIVATE_HEADS))
OFFICES, HOMES = re.compile(either(words.OFFICE_HEADS)), re.compile(either(words.HOME_HEADS))


def kinds_in(text: str) -> frozenset[str]:
    """Every kind of word in a text; spaces within a word (身 份 证) do not matter."""
    text = "".join(text.split())
    return frozenset(kind for kind, pattern in HOLDING.items() if pattern.search(text))


def kind_at_end(text: str) -> str:
    """The kind of label a text ends with, past punctuation and other long numbers; "" for none."""
    text = text[-LABEL * 3 :]
    while True:
        shorter = text.rstrip(BETWEEN)
        long = LONG.search(shorter[-24:])
        if long and long.end() == len(shorter[-24:]):
            shorter = shorter[: len(shorter) - len(long[0])]
        if shorter == text:
            break
        text = shorter
    return _kind_of("".join(text[-LABEL:].split()))


@lru_cache(maxsize=4096)
def _kind_of(text: str) -> str:
    return next((kind for kind, pattern in ENDS if pattern.search(text)), "") if text else ""


def column_of(block: Block, offset: int) -> str:
    """Which column of its table a place in a ROW is in: the letters of its cell, its column's number, or its count."""
    for step in reversed(block.piece_at(offset).place.steps):
        if step.kind == "cell" and (letters := step.name.rstrip("0123456789").upper()):
            return letters
        if step.kind == "column":
            return step.name
    return f"#{block.text.count(chr(9), 0, offset)}"


@dataclass(frozen=True)
class Table:
    """`heads`: for each column the kinds of its head words, and the words; `persons`, `offices`: whom it is about."""

    heads: dict[str, frozenset[str]]
    heads_text: dict[str, str]
    persons: bool
    offices: bool


NO_TABLE = Table({}, {}, persons=False, offices=False)


def read_heads(rows: list[Block]) -> Table:
    columns: dict[str, str] = {}
    for row in rows[:HEAD_ROWS]:
        if DATA.search(sight_of(row).plain.text):
            break
        at = 0
        for cell in row.cells():
            if cell.strip() and len(cell) <= 24:
                column = column_of(row, min(at, max(0, len(row.text) - 1)))
                columns[column] = f"{columns.get(column, '')} {cell}"
            at += len(cell) + 1
    said = " ".join(columns.values())
    persons = bool(PERSONS.search(said) and PRIVATE.search(said))
    offices = bool(OFFICES.search(said)) and not HOMES.search(said)
    return Table({column: kinds_in(text) for column, text in columns.items()}, columns, persons, offices)


class Surroundings:
    """The tables of a document and the order of its blocks, worked out once."""

    def __init__(self, document: Document) -> None:
        self.count = len(document.blocks)
        self.blocks = document.blocks
        self.tables: dict[int, Table] = {
            rows[0].table: read_heads(rows) for rows in document.tables() if rows[0].table is not None
        }

    @cached_property
    def order(self) -> dict[int, int]:
        return {id(block): number for number, block in enumerate(self.blocks)}

    def table_of(self, block: Block) -> Table:
        return self.tables.get(block.table, NO_TABLE) if block.table is not None else NO_TABLE

    def before(self, block: Block) -> str:
        """The text of the block before, for a label that stands on a line of its own."""
        number = self.order.get(id(block), 0)
        return sight_of(self.blocks[number - 1]).plain.text[-LABEL:] if number else ""


def surroundings_of(document: Document) -> Surroundings:
    known = document.__dict__.get("_surroundings")
    if not isinstance(known, Surroundings) or known.count != len(document.blocks):
        known = document.__dict__["_surroundings"] = Surroundings(document)
    return known


class Setting:
    """What stands around one stretch of a block's text (offsets of the block, not of a view)."""

    def __init__(self, document: Document, block: Block, start: int, end: int) -> None:
        self.block, self.around = block, surroundings_of(document)
        view = sight_of(block).plain
        self.text = view.text
        if isinstance(view.origin, range):
            self.start, self.end = start, end
        else:
            self.start, self.end = bisect_left(view.origin, start), bisect_left(view.origin, end)

    @cached_property
    def label(self) -> str:
        """The kind of the word right before; in a table the head of the column comes before the cell to the left."""
        before = self.text[max(0, self.start - LABEL * 3) : self.start]
        if self.block.kind == ROW:
            left, tab, cell = before.rpartition("\t")
            own = kind_at_end(cell)
            if own or self.head:
                return own
            return kind_at_end(left) if tab and len(left.rpartition("\t")[2]) <= LABEL else ""
        if not before.strip(BETWEEN):
            return kind_at_end(self.around.before(self.block))
        return kind_at_end(before)

    @cached_property
    def head(self) -> frozenset[str]:
        if self.block.kind != ROW:
            return frozenset()
        column = column_of(self.block, sight_of(self.block).plain.origin[self.start])
        return self.table.heads.get(column, frozenset())

    @property
    def table(self) -> Table:
        return self.around.table_of(self.block)

    @cached_property
    def nearby(self) -> str:
        """The same sentence shortly before, and right after, without other long numbers and blanks."""
        before = LONG.sub("", self.text[max(0, self.start - NEAR * 2) : self.start])[-NEAR:]
        for stop in "。；;":
            before = before.rpartition(stop)[2]
        after = self.text[self.end : self.end + 10].partition("。")[0]
        return "".join(before.split()) + "\n" + "".join(after.split())

    def near(self, *kinds: str) -> bool:
        return any(HOLDING[kind].search(self.nearby) for kind in kinds)

    def earlier(self, *kinds: str) -> bool:
        """Whether such words stand anywhere before on the same page: a table read as lines has its heads far above."""
        if self.block.kind != PAGE and "\n" not in self.text:
            return False
        first: dict[str, int] = self.block.__dict__.setdefault("_first_words", {})
        for kind in kinds:
            if kind not in first:
                match = HOLDING[kind].search(self.text)
                first[kind] = match.start() if match else len(self.text)
        return any(first[kind] < self.start for kind in kinds)

    def says(self, *kinds: str) -> bool:
        """Whether label, head of the column or words near say that it is one of these."""
        if self.label:
            return self.label in kinds
        if self.head:
            return not self.head.isdisjoint(kinds)
        return self.near(*kinds)

    def called(self, *kinds: str) -> bool:
        """Whether label or head call it one of these, in so many words."""
        return self.label in kinds or (not self.label and not self.head.isdisjoint(kinds))

    @cached_property
    def is_amount(self) -> bool:
        after = self.text[self.end : self.end + 8]
        before = self.text[max(0, self.start - 6) : self.start]
        return bool(AMOUNT_AFTER.match(after) or AMOUNT_BEFORE.search(before)) or self.called(words.AMOUNT)

    @cached_property
    def is_decimal(self) -> bool:
        """0.1380… and 107.9680…; but "2.1380…" at the beginning of a line is an item of a list."""
        before = self.text[max(0, self.start - 12) : self.start]
        number = re.search(r"([^0-9]?)([0-9]+)\.$", before)
        if not number:
            return False
        listed = number[1] in {"", "\n", "\t", "\r", "。", "；"} and number[2] != "0" and len(number[2]) < 3
        return not listed

    @cached_property
    def in_url(self) -> bool:
        before = self.text[max(0, self.start - 200) : self.start]
        return bool(URL.search(before)) and not ASKED.search(before)

    @cached_property
    def public_account(self) -> bool:
        """Whether the account is called a public one or held by an organisation, in the same sentence or line."""
        before = re.split(r"[。；;\n]", self.text[max(0, self.start - 80) : self.start])[-1]
        after = re.split(r"[。；;\n]", self.text[self.end : self.end + 60])[0]
        return bool(PUBLIC.search(before) or PUBLIC.search(after))

    @cached_property
    def personal(self) -> bool:
        """Whether it stands in a row or a paragraph about a person."""
        if self.block.kind == ROW:
            return self.table.persons and not self.table.offices
        kinds = (words.IDENTITY, words.DISABILITY, words.PRIVATE)
        return self.near(*kinds) or self.earlier(*kinds)
