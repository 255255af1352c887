"""This year beside the last: what a reader asks first of a report. From the numbers of the two reports and nothing else."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from gongkai.statute.annual_report.shape import Number

if TYPE_CHECKING:
    from gongkai.annual_reports.value import CompiledReport


@dataclass(frozen=True, slots=True)
class Pair:
    name: str
    before: Number
    now: Number


@dataclass(frozen=True, slots=True)
class Group:
    """Pairs of one measure, drawn to one scale."""

    key: str
    title: str
    pairs: tuple[Pair, ...]

    @property
    def largest(self) -> Number:
        return max(max(pair.before, pair.now) for pair in self.pairs)


def groups(now: "CompiledReport", before: "CompiledReport") -> list[Group]:
    """Items disclosed, applications, and how they ended by the six results of table three; a measure of noughts is left out."""
    old, new = results(before), results(now)
    found = [
        Group("items", _("主动公开（条）"), (Pair(_("主动公开政府信息"), before.total, now.total),)),
        Group(
            "applications", _("公开申请（件）"),
            tuple(
                Pair(name, before.applications[key], now.applications[key])
                for key, name in (("new_received", _("新收")), ("processed", _("办结")), ("carried_out", _("结转下年度")))
            ),
        ),
        Group("results", _("办理结果（件）"), tuple(Pair(name, old.get(name, 0), number) for name, number in new.items())),
    ]  # fmt: skip
    return [group for group in found if group.pairs and group.largest]


def results(compiled: "CompiledReport") -> dict[str, Number]:
    """What the applications of the year came to, by （一） to （六） of table three in both forms."""
    table, held = compiled.form.table_three, compiled.tables.table_three
    if table is None:
        return {}
    found: dict[str, Number] = {}
    for row in table.rows:
        if row.group == "results" and not row.sums:
            own = [row] if row.numbers else [leaf for leaf in table.rows if leaf.group == row.key]
            name = row.label.partition("）")[2].partition("（")[0]
            found[name] = sum((held[leaf.key]["total"] for leaf in own), start=0)
    return found
