"""报送情况: every organ below an office with how far its report has come, what does not hold in it, and how late it is."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from gongkai.annual_reports.below import Below, Dates, below, calendars, dates, in_pieces, transfers
from gongkai.annual_reports.models import AnnualReport, Exemption, HandedIn
from gongkai.organs.models import Organ
from gongkai.statute.annual_report.carrying import carry, in_force, net
from gongkai.statute.annual_report.forms import form_for
from gongkai.statute.annual_report.identities import Severity

STATES = {
    "missing": _("未报送"), "broken": _("有错"), "received": _("已报送"), "returned": _("已退回"), "accepted": _("已接受"),
    "out": _("不列入"),
}  # fmt: skip
NOT_IN = {"missing", "returned"}


@dataclass(frozen=True)
class Standing:
    """One organ. `found` are the findings on its current hand-in, those against last year's included."""

    organ: Organ
    depth: int
    state: str
    scope: str
    dates: Dates
    days_late: int
    hand_in: HandedIn | None = None
    found: tuple[dict, ...] = ()
    published_on: date | None = None
    exemption: Exemption | None = None

    @property
    def label(self) -> str:
        return str(STATES[self.state])

    @property
    def errors(self) -> list[dict]:
        return [row for row in self.found if row["severity"] == Severity.ERROR]

    @property
    def is_in(self) -> bool:
        return self.state not in NOT_IN

    @property
    def is_published_late(self) -> bool:
        """D.late: past the date the office has set, or the legal one."""
        return self.published_on is not None and self.published_on > (self.dates.publish or self.dates.legal)


@dataclass(frozen=True)
class Worklist:
    office: Organ
    year: int
    rows: tuple[Standing, ...]

    @property
    def reporting(self) -> list[Standing]:
        return [row for row in self.rows if row.state != "out"]

    @property
    def handed_in(self) -> int:
        return sum(row.is_in for row in self.reporting)

    @property
    def counts(self) -> dict[str, int]:
        """How many organs stand in each state, in the order of the work."""
        return {state: sum(row.state == state for row in self.rows) for state in STATES}


def scope_of(tree: Below, organ: Organ) -> str:
    """A government with organs below hands in the sum of its area; everybody else its own matters."""
    return HandedIn.Scope.AREA if tree.has_below(organ) else HandedIn.Scope.OWN


def worklist(office: Organ, year: int, today: date | None = None) -> Worklist:
    """In the order of the tree. A dozen queries and two for each 200 organs."""
    today = today or timezone.localdate()
    tree, known, moved = below(office, year), calendars(year), transfers(year)
    rows = []
    for piece in in_pieces(tree.organs):
        now, before = current(piece, year), current(piece, year - 1)
        published = _published(piece, year)
        for organ in piece:
            scope, due = scope_of(tree, organ), dates(tree, organ, known)
            depth = organ.lineage.count("/") - office.lineage.count("/")
            if organ.pk in tree.out:
                rows.append(Standing(organ, depth, "out", scope, due, 0, exemption=tree.out[organ.pk]))
                continue
            row = now.get((organ.pk, scope))
            found = tuple(_findings(tree, organ, row, before.get((organ.pk, scope)), moved)) if row else ()
            rows.append(
                Standing(
                    organ, depth, _state(row, found), scope, due, _days_late(row, due, today), row, found,
                    (row.published_on if row else None) or published.get(organ.pk),
                )
            )  # fmt: skip
    return Worklist(office, year, tuple(rows))


def current(organs: list[Organ], year: int) -> dict[tuple[int, str], HandedIn]:
    rows = HandedIn.objects.filter(organ__in=organs, year=year, is_current=True)
    return {(row.organ_id, row.scope): row for row in rows}


def history(organ: Organ, year: int) -> list[HandedIn]:
    """Everything an organ has handed in for a year, the newest first."""
    return list(HandedIn.objects.filter(organ=organ, year=year).select_related("organ__parent", "by", "decided_by"))


def _published(organs: list[Organ], year: int) -> dict[int, date]:
    rows = AnnualReport.objects.filter(organ__in=organs, year=year, state=AnnualReport.State.PUBLISHED)
    return {pk: timezone.localdate(at) for pk, at in rows.values_list("organ_id", "published_at")}


def _findings(tree: Below, organ: Organ, now: HandedIn, before: HandedIn | None, moved) -> Iterator[dict]:
    """What was found when it came in, and what does not go with the report of the year before as it stands today."""
    yield from now.violations
    if before is None or before.is_returned:
        return
    form = form_for(now.year)
    inside = {organ.pk}
    if now.scope == HandedIn.Scope.AREA:
        inside |= {other.pk for other in tree.organs if other.lineage.startswith(organ.lineage)}
    shift = net(moved, lambda key: int(key) in inside)
    for breach in (*carry(form, now.tables, before.tables, shift), *in_force(form, now.tables, before.tables)):
        yield {
            "rule": breach.rule, "at": breach.at, "expected": breach.expected, "found": breach.found,
            "message": breach.message, "severity": str(breach.severity),
        }  # fmt: skip


def _state(row: HandedIn | None, found: tuple[dict, ...]) -> str:
    if row is None:
        return "missing"
    if row.state == HandedIn.State.RECEIVED and any(one["severity"] == Severity.ERROR for one in found):
        return "broken"
    return row.state


def _days_late(row: HandedIn | None, due: Dates, today: date) -> int:
    """Days after the date set by the office, or the legal one: until it came in, or until today while it has not."""
    came = timezone.localdate(row.received_at) if row is not None and not row.is_returned else today
    return max(0, (came - due.due).days)
