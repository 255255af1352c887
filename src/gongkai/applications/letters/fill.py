"""A text and the values of a case become the blocks of a letter. Values are put in once and never read as text."""

import re
from collections.abc import Iterator, Mapping

from gongkai.applications.letters.templates import PLACE, Line, Template
from gongkai.writers.letter import Block, ListBlock, Paragraph, Table, printable

Value = str | tuple[str, ...] | Table
STOPS = "。！？；：…"
SOFT_END = " \u3000。；，、.;,"
BLANKS = re.compile(r"[ \t\u3000]*\n\s*")


class Gaps:
    """The names a text needed and got no value for, in the order of the text."""

    def __init__(self) -> None:
        self.names: list[str] = []

    def add(self, name: str) -> None:
        if name not in self.names:
            self.names.append(name)


def blocks(
    template: Template, values: Mapping[str, Value], may_be_empty: frozenset[str], gaps: Gaps
) -> tuple[Block, ...]:
    """The body. What is empty and must not be goes to `gaps`; in a form to be filled in by hand a cell may stay blank."""
    found: list[Block] = []
    for line in template.body:
        if _wanted(line, values):
            found += _written(line, values, may_be_empty, gaps)
    return tuple(found)


def sentences(lines: tuple[Line, ...], values: Mapping[str, Value], gaps: Gaps) -> str:
    """Lines of text alone, such as the remark under the date."""
    return "\n".join(sentence(line.text, values, gaps) for line in lines if _wanted(line, values))


def plain(value: Value) -> str:
    """A value inside a sentence: one line, nothing unprintable."""
    text = "；".join(value) if isinstance(value, tuple) else value if isinstance(value, str) else ""
    return BLANKS.sub(" ", printable(text)).strip()


def _wanted(line: Line, values: Mapping[str, Value]) -> bool:
    if line.only_if and not values.get(line.only_if):
        return False
    if line.unless and values.get(line.unless):
        return False
    return not line.optional or all(values.get(name) for name in line.names)


def _written(line: Line, values: Mapping[str, Value], may_be_empty: frozenset[str], gaps: Gaps) -> Iterator[Block]:
    if line.form == "remedy":
        yield Paragraph(plain(values["remedy"]))
    elif line.form == "heading":
        yield Paragraph(sentence(line.text, values, gaps), heading=True)
    elif line.form == "table":
        table = values.get(line.names[0])
        if isinstance(table, Table):
            yield table
        else:
            gaps.add(line.names[0])
    elif line.form == "grid":
        yield _grid(line, values, may_be_empty, gaps)
    elif line.form == "list":
        yield from _list(line.names[0], values, gaps)
    elif PLACE.fullmatch(line.text):
        yield from _own_paragraphs(line.names[0], values, gaps)
    else:
        yield Paragraph(sentence(line.text, values, gaps))


def _list(name: str, values: Mapping[str, Value], gaps: Gaps) -> Iterator[Block]:
    """Each entry ends with ； and the last with 。; a single one needs no number."""
    entries = _entries(values.get(name, ""))
    if not entries:
        gaps.add(name)
    elif len(entries) == 1:
        yield Paragraph(_ended(entries[0]))
    else:
        bare = [entry.rstrip(SOFT_END) or entry for entry in entries]
        yield ListBlock((*(f"{entry}；" for entry in bare[:-1]), f"{bare[-1]}。"))


def _own_paragraphs(name: str, values: Mapping[str, Value], gaps: Gaps) -> Iterator[Block]:
    """A fact that stands by itself keeps its lines, each a paragraph."""
    entries = _entries(values.get(name, ""))
    if not entries:
        gaps.add(name)
    for entry in entries:
        yield Paragraph(_ended(entry))


def _entries(value: Value) -> list[str]:
    if isinstance(value, Table):
        return []
    lines = value if isinstance(value, tuple) else printable(value).split("\n")
    return [text for text in map(plain, lines) if text]


def _grid(line: Line, values: Mapping[str, Value], may_be_empty: frozenset[str], gaps: Gaps) -> Table:
    def cell(text: str) -> str:
        return sentence(text, values, gaps, may_be_empty)

    rows = []
    for place, row in enumerate(line.rows):
        names = [name for text in row for name in PLACE.findall(text)]
        if place in line.optional_rows and not all(values.get(name) for name in names):
            continue
        rows.append(tuple(map(cell, row)))
    return Table(head=line.head, rows=tuple(rows), widths=line.widths)


def sentence(text: str, values: Mapping[str, Value], gaps: Gaps, may_be_empty: frozenset[str] = frozenset()) -> str:
    """A text with its names filled in."""

    def put(match: re.Match[str]) -> str:
        value = plain(values.get(match[1], ""))
        if not value and match[1] not in may_be_empty:
            gaps.add(match[1])
        after = text[match.end() : match.end() + 1]
        # A fact typed with its full stop, where the sentence goes on or has its own.
        return value.rstrip(SOFT_END) or value if after and after in "。；，、）" else value

    return PLACE.sub(put, text)


def _ended(text: str) -> str:
    return text if text[-1] in STOPS else f"{text.rstrip(SOFT_END) or text}。"
