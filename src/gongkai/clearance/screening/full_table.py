"""A full table of persons as the screen shows it, and what a person chooses of it: 按列生成公示名单."""

from dataclasses import dataclass


@dataclass(frozen=True)
class ListColumn:
    """`way` is the one chosen or proposed among `ways`; `note` says why, or what to look at."""

    head: str
    way: str
    ways: list[str]
    note: str


@dataclass(frozen=True)
class ListSheet:
    """A sheet with its columns, and under `heads` the first `rows` as they would be posted; `parts`: rows that are headings."""

    name: str
    title: str
    used: bool
    columns: list[ListColumn]
    unknown: list[str]
    heads: list[str]
    rows: list[list[str]]
    parts: list[int]
    count: int
    left: int
    orphans: int
    more: int


@dataclass(frozen=True)
class FullTable:
    """`refused` says why no list may be made of it; `without` names sheets in which no heads were found."""

    kind: str
    refused: str
    without: list[str]
    sheets: list[ListSheet]

    @classmethod
    def of(cls, answer: dict) -> "FullTable":
        """From what the worker has said of the file."""
        sheets = [
            ListSheet(**sheet | {"columns": [ListColumn(*column) for column in sheet["columns"]]})
            for sheet in answer["sheets"]
        ]
        return cls(answer["kind"], answer["refused"], answer["without"], sheets)


@dataclass(frozen=True)
class ListWanted:
    """What a person has chosen. `sheets` for each sheet of the table: {"title", "ways", "used"}."""

    kind: str
    sheets: list[dict] | None = None
    tell_apart: bool = False
