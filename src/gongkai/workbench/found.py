"""What the scanners found in an item, grouped as a clerk works through it, and the text with every finding marked in it."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from gongkai.catalogue import screening
from gongkai.catalogue.models import DisclosureItem
from gongkai.clearance.documents.document import METADATA, TRACE, Block, Document
from gongkai.clearance.redaction.masks import USUAL, WAYS_SAID, masked
from gongkai.clearance.screening import covering, scanning
from gongkai.clearance.screening.standing import UNCLEANED, Exhibit, Standing, standings

SHOWN_OF_A_GROUP = 50
UNCOVERABLE = frozenset({"METADATA", "LEXICON", "LINK", "SECRET", "SECRET-LINE", "INTERNAL", "NOTPUBLIC", "COPYNO"})
LISTS = frozenset({"NAME-LIST"})  # a list is made anew by its columns, its heads are nothing to cover


@dataclass
class Group:
    """Findings of one rule in one exhibit: handled with one click."""

    exhibit: Exhibit
    rule: str
    severity: str
    rows: list[Standing] = field(default_factory=list)

    @property
    def exhibit_key(self) -> str:
        return str(self.exhibit.file.key) if self.exhibit.file else "text"

    @property
    def key(self) -> str:
        return f"{self.exhibit_key}-{self.rule}-{self.severity}"

    @property
    def first(self) -> Standing:
        return self.rows[0]

    @property
    def shown(self) -> list[Standing]:
        return self.rows[:SHOWN_OF_A_GROUP]

    @property
    def more(self) -> int:
        return max(0, len(self.rows) - SHOWN_OF_A_GROUP)

    @property
    def is_open(self) -> bool:
        return any(row.is_open for row in self.rows)

    @property
    def open_count(self) -> int:
        return sum(row.is_open for row in self.rows)

    @property
    def can_cover(self) -> bool:
        """Text is covered on the spot, a file by a redacted copy; what cleaning left is taken out. Not what was not read."""
        if self.rule == UNCLEANED:
            return True
        if self.first.finding is None or self.rule in LISTS or self.rule in UNCOVERABLE:
            return False
        return self.exhibit.file is None or self.exhibit.file.extension in covering.BY_BOXES | covering.BY_WORDS

    @property
    def becomes(self) -> str:
        """How a covered value of this rule will read, in words."""
        return WAYS_SAID[covering.way_of(self.rule)]

    @property
    def by_columns(self) -> bool:
        return self.exhibit.file is not None and self.exhibit.file.extension in covering.BY_COLUMNS

    @property
    def by_boxes(self) -> bool:
        return (
            self.exhibit.file is not None
            and self.exhibit.file.extension in covering.BY_BOXES
            and self.rule != UNCLEANED
        )


@dataclass
class Found:
    """Everything found in one text of an item. `groups` with something open come first."""

    groups: list[Group]
    text: list["MarkedBlock"]

    @property
    def open_count(self) -> int:
        return sum(group.open_count for group in self.groups)

    def to_cover(self, exhibit_key: str) -> list[Standing]:
        """Everything open in one exhibit that can be covered as words, for one click."""
        return [
            row
            for group in self.groups
            if group.exhibit_key == exhibit_key and group.can_cover and not group.by_boxes and group.rule != UNCLEANED
            for row in group.rows
            if row.is_open
        ]

    @property
    def at_once(self) -> list[tuple[Group, int]]:
        """For each exhibit with several such things: a group of it, and how many there are."""
        firsts = {group.exhibit_key: group for group in reversed(self.groups)}
        return [(group, count) for key, group in firsts.items() if (count := len(self.to_cover(key))) > 1]

    @property
    def has_marks(self) -> bool:
        return any(stretch.standing for block in self.text for stretch in block.stretches)

    @property
    def hint_count(self) -> int:
        return sum(len(group.rows) for group in self.groups if group.severity == "warn")


@dataclass(frozen=True)
class Stretch:
    """`becomes` is what the words will read when they are covered: the preview, beside the words themselves."""

    text: str
    standing: Standing | None = None
    becomes: str = ""


@dataclass(frozen=True)
class MarkedBlock:
    """A paragraph or a row of a table: which field it belongs to, and its stretches, marked or not."""

    field: str
    is_row: bool
    stretches: tuple[Stretch, ...]


def found_in(item: DisclosureItem, exhibits: Sequence[Exhibit] | None = None) -> Found:
    """For the text of an item as it reads now, or for the exhibits of a submission."""
    exhibits = list(exhibits) if exhibits is not None else screening.exhibits_of(item)
    return found_of(item.reference, exhibits, scanning.document_of(screening.texts_of(item)))


def found_of(subject: str, exhibits: Sequence[Exhibit], text: Document | None = None) -> Found:
    """Findings of any subject in groups, what is open first; with `text`, that text with its findings marked."""
    rows = standings(subject, exhibits)
    groups: dict[str, Group] = {}
    for row in rows:
        group = Group(row.exhibit, row.rule, row.severity)
        groups.setdefault(group.key, group).rows.append(row)
    in_order = sorted(
        groups.values(), key=lambda one: (not one.is_open, one.severity != "block", one.severity == "info")
    )
    of_text = [row for row in rows if row.exhibit.file is None and row.finding is not None]
    return Found(in_order, list(marked(text, of_text)) if text is not None else [])


def marked(document: Document, rows: Iterable[Standing]) -> Iterator[MarkedBlock]:
    """The text block by block, with what was found in it."""
    by_block: dict[int, list[Standing]] = {}
    for row in rows:
        by_block.setdefault(row.finding.block, []).append(row)
    for index, block in enumerate(document.blocks):
        if block.kind in {METADATA, TRACE} or not block.text.strip():
            continue
        stretches = tuple(_stretches(block, sorted(by_block.get(index, []), key=lambda row: row.finding.start)))
        steps = block.pieces[0].place.steps
        yield MarkedBlock(steps[0].name if steps else "", block.table is not None, stretches)


def _stretches(block: Block, rows: Sequence[Standing]) -> Iterator[Stretch]:
    at = 0
    for row in rows:
        start, end = max(at, row.finding.start), row.finding.end
        if end <= at:
            continue
        if start > at:
            yield Stretch(block.text[at:start])
        way = covering.way_of(row.rule)
        yield Stretch(block.text[start:end], row, masked(block.text[start:end], way) if row.rule in USUAL else "")
        at = end
    if at < len(block.text):
        yield Stretch(block.text[at:])
