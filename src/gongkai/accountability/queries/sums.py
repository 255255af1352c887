"""Whether the parts come to the whole: what a letter of targets must settle before it is issued. Pure; targets in, sentences out."""

from collections.abc import Iterable, Iterator
from decimal import Decimal

from django.utils.translation import gettext as _

from gongkai.accountability.measures import MEASURES, Measure
from gongkai.accountability.models import Target


def findings(targets: Iterable[Target]) -> list[str]:
    """One sentence for each place where the targets of the parts do not make the target above them."""
    by_measure: dict[str, list[Target]] = {}
    for target in targets:
        by_measure.setdefault(target.measure, []).append(target)
    return [text for key, rows in by_measure.items() if key in MEASURES for text in of_measure(MEASURES[key], rows)]


def of_measure(measure: Measure, targets: list[Target]) -> Iterator[str]:
    whole = next((row for row in targets if row.unit_id is None and row.person_id is None), None)
    units = [row for row in targets if row.unit_id is not None and row.person_id is None]
    people = [row for row in targets if row.person_id is not None]
    leaders = [row for row in people if row.unit_id is None]
    if whole is None:
        yield _("“%s”：分解了却没有全局目标。") % measure.label
    elif not measure.only_whole:
        yield from _compared(measure, _("全局"), whole, units + leaders, _("股室"))
    of_units = {row.unit_id: row for row in units}
    for unit in dict.fromkeys(row.unit_id for row in people if row.unit_id is not None):
        own = [row for row in people if row.unit_id == unit]
        if unit not in of_units:
            yield _("“%(measure)s”：%(unit)s的人员有目标，股室没有。") % {"measure": measure.label, "unit": own[0].unit}
        else:
            yield from _compared(measure, str(own[0].unit), of_units[unit], own, _("个人"))


def _compared(measure: Measure, name: str, above: Target, parts: list[Target], below: str) -> Iterator[str]:
    words = {
        "measure": measure.label,
        "name": name,
        "above": shown(above.number),
        "counter": measure.counter,
        "below": below,
    }
    if not parts:
        if name == _("全局"):
            yield _("“%(measure)s”：全局目标%(above)s%(counter)s还没有分解到%(below)s。") % words
        return
    if not measure.adds:
        for part in parts:
            if part.number < above.number:
                yield _("“%(measure)s”：%(part)s的目标%(number)s%(counter)s低于%(name)s的%(above)s%(counter)s。") % (
                    words | {"part": part.person or part.unit, "number": shown(part.number)}
                )
        return
    total = sum((part.number for part in parts), Decimal(0))
    words |= {"total": shown(total), "gap": shown(abs(above.number - total))}
    if total < above.number:
        yield (
            _(
                "“%(measure)s”：%(name)s%(above)s%(counter)s，分解到%(below)s共%(total)s%(counter)s，有%(gap)s%(counter)s没有落实。"
            )
            % words
        )
    elif total > above.number:
        yield (
            _(
                "“%(measure)s”：%(name)s%(above)s%(counter)s，分解到%(below)s共%(total)s%(counter)s，多出%(gap)s%(counter)s。"
            )
            % words
        )


def shown(number: Decimal) -> str:
    """120 for 120.0, 98.5 as it is."""
    return f"{number.normalize():f}" if number else "0"
