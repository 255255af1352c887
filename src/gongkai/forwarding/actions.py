"""Registering old addresses and taking them back."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from gongkai.audit import actions as audit
from gongkai.forwarding import addresses, signals
from gongkai.forwarding.models import OldAddress
from gongkai.organs import queries as organs
from gongkai.organs import rules
from gongkai.organs.models import Organ

MOST_ROWS = 20_000  # of one call
AT_ONCE = 500  # rows of one query
LONGEST_NOTE = 200


@dataclass(frozen=True)
class Row:
    """One line somebody wrote: where it stood, the old address, the new one, and why."""

    line: int
    old: str
    new: str
    note: str = ""


@dataclass
class Outcome:
    """What became of the lines. `refused`: line and sentence."""

    added: int = 0
    changed: int = 0
    same: int = 0
    refused: list[tuple[int, str]] = field(default_factory=list)


@transaction.atomic
def forward(*, organ: Organ, rows: Sequence[Row], by) -> Outcome:
    """Have old addresses lead to new ones. What cannot be taken is told line by line, and the rest is taken.

    An old address that leads to another old address is kept with where that one leads, so a reader is sent on once;
    a circle is refused. An address of another organ, or one this site answers itself, is refused. Twice is harmless.
    """
    organs.require(by, rules.MANAGE_CATALOGUE, organ)
    if len(rows) > MOST_ROWS:
        raise ValidationError(_("一次最多登记 %d 个网址。") % MOST_ROWS)
    outcome = Outcome()
    wanted = _read(rows, outcome)
    known = _known([*wanted, *(addresses.path_in(target).rstrip("/") for _row, target in wanted.values())])
    slugs = set(Organ.objects.filter(is_open=True).values_list("slug", flat=True))
    made, changed = [], []
    for path, (row, _target) in wanted.items():
        try:
            target = _end(path, wanted, known, slugs)
            _refuse_own(path, slugs)
            mine = known.get(path)
            if mine is not None and mine.organ_id != organ.pk and mine.released_at is None:
                raise ValidationError(_("这个旧网址已由%s登记。") % mine.organ.name)
        except ValidationError as refusal:
            outcome.refused.append((row.line, refusal.messages[0]))
            continue
        if mine is None:
            made.append(OldAddress(organ=organ, path=path, target=target, note=row.note[:LONGEST_NOTE], by=by))
        elif (mine.target, mine.released_at) == (target, None):
            outcome.same += 1
        else:
            mine.organ, mine.target, mine.note, mine.by = organ, target, row.note[:LONGEST_NOTE], by
            mine.at, mine.released_at = timezone.now(), None
            changed.append(mine)
    _write(organ, made, changed, outcome, by)
    return outcome


@transaction.atomic
def release(*, old: OldAddress, by) -> None:
    """An old address leads nowhere any more. Twice is harmless."""
    organs.require(by, rules.MANAGE_CATALOGUE, old.organ)
    if not OldAddress.objects.filter(pk=old.pk, released_at=None).update(released_at=timezone.now()):
        return
    audit.record(
        verb="old_address.released", by=by, organ=old.organ.slug, subject=f"old_address:{old.pk}", path=old.path
    )
    signals.released.send(sender=OldAddress, keys=[old.pk])


def _read(rows: Sequence[Row], outcome: Outcome) -> dict[str, tuple[Row, str]]:
    """Line and target by old address, without the lines that cannot be read."""
    found: dict[str, tuple[Row, str]] = {}
    for row in rows:
        try:
            path, target = addresses.key_of(row.old), addresses.target_of(row.new)
        except ValidationError as refusal:
            outcome.refused.append((row.line, refusal.messages[0]))
            continue
        earlier = found.setdefault(path, (row, target))
        if earlier[1] != target:
            outcome.refused.append(
                (row.line, _("与第 %d 行是同一个旧网址，但现网址不同，以前面一行为准。") % earlier[0].line)
            )
    return found


def _known(paths: Sequence[str]) -> dict[str, OldAddress]:
    found: dict[str, OldAddress] = {}
    unique = list(dict.fromkeys(paths))
    for begin in range(0, len(unique), AT_ONCE):
        rows = OldAddress.objects.filter(path__in=unique[begin : begin + AT_ONCE]).select_related("organ")
        found.update((row.path, row) for row in rows)
    return found


def _end(path: str, wanted: dict[str, tuple[Row, str]], known: dict[str, OldAddress], slugs: set[str]) -> str:
    """The page of this site a reader comes to in the end. Raises ValidationError for a circle and for no page."""
    passed, at = {path}, wanted[path][1]
    while True:
        key = addresses.path_in(at).rstrip("/")
        if key in passed:
            raise ValidationError(_("旧网址和现网址互相指向，读者会来回跳转。"))
        if key in wanted:
            at = wanted[key][1]
        elif key in known and known[key].released_at is None:
            at = known[key].target
        elif addresses.is_page(addresses.path_in(at), slugs):
            return at
        else:
            raise ValidationError(_("现网址“%s”不是本平台的页面。") % at[:60])
        passed.add(key)


def _refuse_own(path: str, slugs: set[str]) -> None:
    if addresses.is_taken(path.partition("?")[0], slugs):
        raise ValidationError(_("“%s”是本平台现在使用的网址，不能再转到别处。") % path[:60])


def _write(organ: Organ, made: list[OldAddress], changed: list[OldAddress], outcome: Outcome, by) -> None:
    OldAddress.objects.bulk_create(made, batch_size=AT_ONCE)
    OldAddress.objects.bulk_update(
        changed, ["organ", "target", "note", "by", "at", "released_at"], batch_size=AT_ONCE
    )  # fmt: skip
    written = [*made, *changed]
    outcome.added, outcome.changed = len(made), len(changed)
    if not written:
        return
    keys = [row.pk for row in written] + _carried_on(written)
    first = {"path": written[0].path, "target": written[0].target} if len(written) == 1 else {}
    audit.record(
        verb="old_address.forwarded", by=by, organ=organ.slug, subject=f"old_address:{written[0].pk}",
        added=len(made), changed=len(changed), **first,
    )  # fmt: skip
    signals.forwarded.send(sender=OldAddress, keys=keys)


def _carried_on(written: list[OldAddress]) -> list[int]:
    """Rows that led to one of these lead on with it: it was a page of an organ whose sub-site has been closed since."""
    keys: list[int] = []
    for row in written:
        if not row.path.startswith("/o/") or row.reads_query:
            continue
        address = addresses.file_address(row.path)
        earlier = OldAddress.objects.filter(target__in=[address, address.rstrip("/")])
        found = list(earlier.values_list("pk", flat=True))
        if found:
            OldAddress.objects.filter(pk__in=found).update(target=row.target)
            keys += found
    return keys
