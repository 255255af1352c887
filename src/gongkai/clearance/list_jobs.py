"""What the worker of `apart` does with a full table of persons: showing what a posted list of it would be, and making it.

Jobs as in `jobs`: (bytes, options) to (plain data, bytes). Plain Python.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from gongkai.clearance.jobs import Answer, or_because
from gongkai.clearance.redaction.list_rules import KINDS, kind_of_list
from gongkai.clearance.redaction.list_written import MaskedList, as_csv, as_html, as_sheets
from gongkai.clearance.redaction.lists import ListSpec, masked_list, proposed_spec, refusal
from gongkai.clearance.redaction.matching import Wanted, key
from gongkai.clearance.redaction.minors import orphans_in
from gongkai.clearance.redaction.office import CannotRedact
from gongkai.clearance.redaction.proof import NotGone, Remains
from gongkai.clearance.redaction.tables import Table, tables_in
from gongkai.clearance.redaction.text import by_shape, redact_text

SHOWN_ROWS = 20
MOST_ROWS_OF_TEXT = 1000  # a longer table makes no page that anybody reads
TELLING = 8  # folded characters from which on a value is looked for in the result
PERSONAL = "personal"  # the reason of each mark
FORMS = ("xlsx", "csv")


@dataclass(frozen=True)
class _Chosen:
    """A table with what was chosen for it; `used` is false for a sheet that is left out."""

    table: Table
    spec: ListSpec
    title: str
    used: bool = True


def table_shown(data: bytes, options: dict[str, Any]) -> Answer:
    """Options: name, is_clean, kind ("" to go by the words of the table), sheets and tell_apart as for `table_masked`.

    Gives kind, refused (a sentence or ""), `without` (sheets without heads) and the sheets: name, title, columns
    ([head, way, ways, note]), unknown, heads and rows of the preview, count of rows, parts, left (lines left out), orphans (rows left out), more (rows not shown), used.
    """

    def show() -> Answer:
        kind, refused, chosen, without = _read(data, options)
        sheets = [_shown(one) for one in chosen] if not refused else []
        return {"kind": kind, "refused": refused, "without": without, "sheets": sheets}, b""

    return or_because(show)


def table_masked(data: bytes, options: dict[str, Any]) -> Answer:
    """The list as a file. Options: name, is_clean, kind, tell_apart, sheets, form ("xlsx", "csv"), with_html.

    `sheets`: for each table of the file in its order {"title", "ways", "used"}. Gives name, marks (one a column that is
    not as it was), count of rows, and html when asked for. What was hidden is proven gone.
    """

    def make() -> Answer:
        _kind, refused, chosen, _without = _read(data, options)
        chosen = [one for one in chosen if one.used]
        if refused:
            raise CannotRedact(refused)
        if not chosen:
            raise CannotRedact("没有选要公示的工作表")
        if len(chosen) > 1 and options["form"] == "csv":
            raise CannotRedact("csv 只能放一张表，请改选 xlsx 或者只选一张工作表")
        lists = [_made(one) for one in chosen]
        if not any(made.heads for made in lists):
            raise CannotRedact("每一列都删去了，没有可公示的内容")
        count = sum(len(made.rows) - len(made.parts) for made in lists)
        if options.get("with_html") and count > MOST_ROWS_OF_TEXT:
            raise CannotRedact(f"名单有 {count} 行，超过 {MOST_ROWS_OF_TEXT} 行不放进正文，请选择替换附件")
        result = as_csv(lists[0]) if options["form"] == "csv" else as_sheets(lists)
        name = f"{options['name'].rpartition('.')[0] or options['name']}（公示名单）.{options['form']}"
        _prove(lists, chosen)
        marks = [mark for one in chosen for mark in _marks(one, several=len(chosen) > 1)]
        html = as_html(lists) if options.get("with_html") else ""
        return {"name": _bare(name), "marks": marks, "count": count, "html": html}, result

    return or_because(make)


def _read(data: bytes, options: dict[str, Any]) -> tuple[str, str, list[_Chosen], list[str]]:
    name = options["name"]
    tables, without = tables_in(data, name, is_clean=options.get("is_clean", False))
    if not tables:
        raise CannotRedact("没有认出带表头的名单：请让每一列上面都有名称，如“姓名”“村（社区）”")
    orphans = _take_out_orphans(tables)
    words = [name, *(f"{table.title}\n{table.sheet}" for table in tables)]
    heads = ["".join(table.heads) for table in tables]
    kind = options.get("kind") or kind_of_list([*words, *heads])
    if kind not in KINDS:
        raise CannotRedact("没有这一类名单")
    chosen = list(_chosen(tables, kind, options))
    refused = next((why for one in chosen if one.used and (why := refusal(kind, one.spec, words))), "")
    if orphans and not any(table.rows for table in tables):
        refused = KINDS["children"].refused
    return kind, refused, chosen, without


def _take_out_orphans(tables: Sequence[Table]) -> int:
    """Their rows are on no list; the table remembers how many they were."""
    for table in tables:
        gone = orphans_in(table.rows)
        left = [number for number in range(len(table.rows)) if number not in gone]
        table.parts = {place for place, number in enumerate(left) if number in table.parts}
        table.rows, table.orphans = [table.rows[number] for number in left], len(gone)
    return sum(table.orphans for table in tables)


def _chosen(tables: Sequence[Table], kind: str, options: dict[str, Any]) -> Iterator[_Chosen]:
    asked = options.get("sheets")
    if asked is not None and len(asked) != len(tables):
        raise CannotRedact("表格和选择对不上，请重新打开这一页")
    for number, table in enumerate(tables):
        spec = proposed_spec(table.heads, table.rows, kind, table.title)
        title = (
            table.title
            or (table.sheet if not table.sheet.lower().startswith("sheet") else "")
            or _stem(options["name"])
        )
        if asked is None:
            yield _Chosen(table, spec, _bare(title))
            continue
        try:
            spec = spec.chosen(asked[number]["ways"], tell_apart=bool(options.get("tell_apart")))
        except ValueError as fault:
            raise CannotRedact(str(fault)) from fault
        yield _Chosen(table, spec, _bare(asked[number]["title"].strip() or title), bool(asked[number]["used"]))


def _stem(name: str) -> str:
    return name.rpartition(".")[0] or name


def _bare(text: str) -> str:
    """Numbers of persons are masked in titles and names as well. A file's name may hold no asterisk."""
    return redact_text(text, by_shape(text))[0].replace("*", "x")


def _made(chosen: _Chosen, most: int | None = None) -> MaskedList:
    table = chosen.table
    shown, rows = masked_list(table.heads, table.rows, chosen.spec, most=most)
    serial = [at for at, head in enumerate(shown) if head.replace(" ", "") in {"序号", "编号"}]
    made = MaskedList(chosen.title, [head or "　" for head in shown], [], table.sheet)
    for number, row in enumerate(rows):
        texts = ["" if value is None else str(value) for value in row]
        if number in table.parts and shown:
            made.parts.add(len(made.rows))
            part = next(text for text in table.rows[number] if text)
            made.rows.append([_bare(part), *[""] * (len(shown) - 1)])
        elif any(text.strip() for at, text in enumerate(texts) if at not in serial):
            made.rows.append(texts)  # what is left of a row for a member of the household may be nothing
    return made


def _shown(chosen: _Chosen) -> dict[str, Any]:
    made = _made(chosen, SHOWN_ROWS)
    return {
        "name": chosen.table.sheet, "title": chosen.title, "used": chosen.used, "unknown": list(chosen.spec.unknown),
        "columns": [[one.head, one.way, list(one.ways), one.note] for one in chosen.spec.columns],
        "heads": made.heads, "rows": made.rows, "parts": sorted(made.parts), "left": chosen.table.left,
        "orphans": chosen.table.orphans, "more": max(0, len(chosen.table.rows) - SHOWN_ROWS),
        "count": len(chosen.table.rows) - len(chosen.table.parts),
    }  # fmt: skip


def _marks(chosen: _Chosen, *, several: bool) -> Iterator[dict[str, str]]:
    for number, column in enumerate(chosen.spec.columns, 1):
        if column.way != "keep":
            place = f"column {column.head or number}"
            place = f"sheet {chosen.table.sheet} {place}" if several else place
            yield {"place": place, "rule": "", "reason": PERSONAL, "way": column.way}


def _prove(lists: Sequence[MaskedList], chosen: Sequence[_Chosen]) -> None:
    """Raises `NotGone`. The result is written anew from nothing but these texts, so looking through them is enough."""
    hidden = Wanted(_hidden_values(chosen, lists))
    texts = {text for made in lists for row in [[made.title], made.heads, *made.rows] for text in row}
    left = {hit.value for text in texts for hit in hidden.within(text)}
    if left:
        raise NotGone([Remains(value, "名单") for value in sorted(left)])


def _hidden_values(chosen: Sequence[_Chosen], lists: Sequence[MaskedList]) -> list[str]:
    """The long values of columns that are not as they were, but for those that also stand somewhere to be shown."""
    shown = {key(text) for made in lists for row in made.rows for text in row}
    values: dict[str, str] = {}
    for one in chosen:
        hidden = [at for at, column in enumerate(one.spec.columns) if column.way not in {"keep", "grown"}]
        for row in one.table.rows:
            for at in hidden:
                bare = key(row[at])
                if len(bare) >= TELLING and bare not in shown:
                    values.setdefault(bare, row[at])
    return list(values.values())
