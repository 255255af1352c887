"""公示名单 made from the full table by rule: columns left out, the others masked (see `columns` for the rules)."""

from collections.abc import Iterable, Sequence

from gongkai.clearance.redaction.columns import Column, ListSpec, spec_for
from gongkai.clearance.redaction.masks import Names, masked
from gongkai.clearance.redaction.text import by_shape, redact_text

__all__ = ["Column", "ListSpec", "masked_list", "spec_for"]


def masked_list(
    heads: Sequence[str], rows: Iterable[Sequence[object]], spec: ListSpec
) -> tuple[list[str], list[list[object]]]:
    """Heads and rows to publish. A column to drop is not there at all; a number of a person in any other is masked too.

    Raises `ValueError` when the heads are not those the spec was made for.
    """
    if [column.head for column in spec.columns] != list(heads):
        raise ValueError("表头和遮蔽规则对不上，请重新核对")
    table = [list(row) for row in rows]
    named = [at for at, column in enumerate(spec.columns) if column.way == "name"]
    names = Names.of(
        (str(row[at]) for row in table for at in named if at < len(row) and row[at]), tell_apart=spec.tell_apart
    )
    shown = [at for at, column in enumerate(spec.columns) if column.way != "drop"]
    return [heads[at] for at in shown], [
        [_cell(row[at] if at < len(row) else "", spec.columns[at].way, names) for at in shown] for row in table
    ]


def _cell(value: object, way: str, names: Names) -> object:
    if value is None or not str(value).strip():
        return value
    written = str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)
    said = masked(written, way, names)
    after, changes = redact_text(said, by_shape(said))
    return value if way == "keep" and not changes else after
