"""公示名单 made from the full table by rule: columns left out, the others masked. The rules are data in `list_rules`."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from gongkai.clearance.documents.document import PARAGRAPH, ROW, Block, Document, Piece
from gongkai.clearance.documents.places import Place
from gongkai.clearance.redaction.list_rules import KINDS, OTHER, PRIVATE_WORDS, REMARKS, kind_of_list, ruled
from gongkai.clearance.redaction.masks import USUAL, WAYS_SAID, Names, masked
from gongkai.clearance.redaction.minors import minors_in
from gongkai.clearance.redaction.text import by_shape, redact_text
from gongkai.clearance.scanners import RULES, scan
from gongkai.clearance.scanners.finding import BLOCK, INFO
from gongkai.clearance.scanners.names import is_name

# The ways of a column: those of a value, and the name that is written out for grown people only.
LIST_WAYS = WAYS_SAID | {"grown": "姓名照写，未成年人只留姓氏", "drop": "删去这一列"}
NAMED = {"name", "grown"}
LOOKED_AT = 2000  # rows the scanners look at for the proposal; the result is scanned whole
TOTAL = re.compile(r"[合总小共]\s*计|累\s*计|平均")
MAY_BE_PERSONAL = re.compile(r"\d{3}|[＠@０-９]")
MASKED_ONCE = {"name", "phone", "id", "card"}  # what is masked already is not masked further
MASK = re.compile(r"[某*＊×○〇□■]")
NO_AGE = "表里没有年龄、出生日期和身份证号，认不出未成年人，请核对"


@dataclass(frozen=True)
class Column:
    """`ways` are those offered for it; `note` says why the way is proposed, or what to look at."""

    head: str
    way: str
    ways: tuple[str, ...] = ()
    note: str = ""


@dataclass(frozen=True)
class ListSpec:
    """One entry a column of the full table, in its order. `unknown` names heads no rule fits: a person looks."""

    columns: tuple[Column, ...]
    unknown: tuple[str, ...] = ()
    tell_apart: bool = False

    def chosen(self, ways: Sequence[str], *, tell_apart: bool = False) -> "ListSpec":
        """With the ways a person has chosen. Raises `ValueError` for one that is not offered for its column."""
        if len(ways) != len(self.columns) or any(
            way not in column.ways for column, way in zip(self.columns, ways, strict=True)
        ):
            raise ValueError("名单的遮蔽规则不完整，请重新打开这一页")
        columns = [
            Column(column.head, way, column.ways, column.note) for column, way in zip(self.columns, ways, strict=True)
        ]
        return ListSpec(tuple(columns), self.unknown, tell_apart)

    @property
    def is_of_people(self) -> bool:
        """Whether there is more to hide in it than remarks: tables of totals have none."""
        return any(one.way in NAMED or (one.way == "drop" and not REMARKS.search(one.head)) for one in self.columns)


def proposed_spec(
    heads: Sequence[str], rows: Sequence[Sequence[object]], kind: str = OTHER, title: str = ""
) -> ListSpec:
    """What to show of each column: by its head first, then by what the scanners see in it."""
    hits = _hits(heads, rows, title)
    ages = bool(re.search(r"年\s*龄|周岁|出生|生日|身份证|公民身份", "".join(heads)))
    columns, unknown = [], []
    for at, head in enumerate(heads):
        rule = ruled(head, kind)
        way, note = rule.way, rule.why
        found = hits.get(at, {})
        if way == "keep" and not rule.is_known and _are_names(rows, at):
            way, note = "name", "内容像是姓名"
        elif way == "keep" and found:
            way = "village" if set(found) == {"ADDRESS"} else "drop"
            note = f"内容里有{'、'.join(RULES[code].label for code in found)}"
        elif way == "keep" and any(PRIVATE_WORDS.search(text) for text in _texts(rows, at)):
            way, note = "drop", "内容里有病情、残疾一类的情况"
        elif way == "keep" and not rule.is_known:
            unknown.append(head)
            note = "没有见过这样的列名，请核对"
        elif way == "grown" and not ages:
            note = NO_AGE
        columns.append(Column(head, way, tuple(dict.fromkeys([*rule.ways, way])), note))
    return ListSpec(tuple(columns), tuple(unknown))


def refusal(kind: str, spec: ListSpec, words: Iterable[str]) -> str:
    """Why no list may be made of this table, or "": it is of a kind that is never posted, by choice or by its own words."""
    of = KINDS[kind] if KINDS[kind].refused else KINDS[kind_of_list([*words, *(one.head for one in spec.columns)])]
    return of.refused if spec.is_of_people else ""


def _hits(heads: Sequence[str], rows: Sequence[Sequence[object]], title: str) -> dict[int, dict[str, None]]:
    """The rules of personal data that strike in each column."""
    blocks = [Block([Piece(title, Place())], PARAGRAPH)] if title else []
    for number, row in enumerate([heads, *rows[:LOOKED_AT]], 1):
        pieces = [
            Piece(
                _written(value).replace("\t", " "),
                Place.of(("row", number), ("column", column)),
                "",
                "\t" * (column > 1),
            )
            for column, value in enumerate(row, 1)
        ]
        blocks.append(Block(pieces, ROW, 1, number))
    document = Document("", "csv", blocks)
    found: dict[int, dict[str, None]] = {}
    for hit in scan(document):
        block = document.blocks[hit.block]
        of_list = hit.rule == "NAME-LIST" and hit.severity == BLOCK  # a milder one is no word against the names
        if hit.severity == INFO or block.kind != ROW or not (of_list or hit.rule in USUAL):
            continue
        found.setdefault(block.text[: hit.start].count("\t"), {})[hit.rule] = None
    return found


def _texts(rows: Sequence[Sequence[object]], at: int) -> list[str]:
    return [text for row in rows[:LOOKED_AT] if at < len(row) and (text := _written(row[at]).strip())]


def _are_names(rows: Sequence[Sequence[object]], at: int) -> bool:
    said = _texts(rows, at)
    return len(said) > 0 and sum(is_name(text) for text in said) >= 0.7 * len(said)


def masked_list(
    heads: Sequence[str], rows: Iterable[Sequence[object]], spec: ListSpec, *, on: date | None = None, most: int | None = None,
) -> tuple[list[str], list[list[object]]]:  # fmt: skip
    """Heads and rows to publish. A column to drop is not there at all; a number of a person in any other is masked too.

    `on` is the day on which somebody is a minor or not; `most` rows are made, names told apart among all of them.
    Raises `ValueError` when the heads are not those the spec was made for.
    """
    if [column.head for column in spec.columns] != list(heads):
        raise ValueError("表头和遮蔽规则对不上，请重新核对")
    table = [list(row) for row in rows]
    named = [at for at, column in enumerate(spec.columns) if column.way in NAMED]
    names = Names.of(
        (str(row[at]) for row in table for at in named if at < len(row) and row[at]), tell_apart=spec.tell_apart
    )
    young = minors_in(heads, table, on or date.today()) if any(one.way == "grown" for one in spec.columns) else set()
    shown = [at for at, column in enumerate(spec.columns) if column.way != "drop"]
    made = [
        [_cell(row[at] if at < len(row) else "", _way(spec.columns[at].way, number in young), names) for at in shown]
        for number, row in enumerate(table[:most])
    ]
    for row, whole in zip(made, table, strict=False):
        _keep_total(row, whole)
    return [heads[at] for at in shown], made


def _way(way: str, is_minor: bool) -> str:
    return ("name" if is_minor else "keep") if way == "grown" else way


def _keep_total(shown: list[object], whole: list[object]) -> None:
    """合计 may have stood in a column that is left out."""
    said = next((_written(value) for value in whole if TOTAL.fullmatch(_written(value).strip())), "")
    if said and shown and said not in shown and not _written(shown[0]).strip():
        shown[0] = said


def _written(value: object) -> str:
    if value is None:
        return ""
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)


def _cell(value: object, way: str, names: Names) -> object:
    said = _written(value)
    bare = said.strip()
    if not bare or TOTAL.fullmatch(bare) or (way in MASKED_ONCE and MASK.search(bare)):
        return value
    after = masked(said, way, names)
    if MAY_BE_PERSONAL.search(after):
        after = redact_text(after, by_shape(after))[0]
    return value if way == "keep" and after == said else after
