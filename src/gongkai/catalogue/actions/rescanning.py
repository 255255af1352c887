"""夜间复查: public items read again when the rules or the organ's own lists have changed since they were read.

Goes through one organ's items in order of their keys and writes down how far it came, so that it can stop at any moment
and go on the next minute or the next night. An organ whose rules have not moved costs one query.
"""

from dataclasses import dataclass

from gongkai.casework import errands
from gongkai.catalogue import screening
from gongkai.catalogue.models import DisclosureItem
from gongkai.clearance.screening import alarms
from gongkai.clearance.screening.known import known_of, ruleset_of
from gongkai.organs.models import Organ

AT_ONCE = 200


@dataclass(frozen=True)
class Rescanned:
    looked: int
    alarmed: int


def rescan(*, at_most: int = AT_ONCE) -> Rescanned:
    """Look at up to `at_most` public items whose rules have moved. Taking one down stays with a person: it is told, at once."""
    looked = alarmed = 0
    for organ in Organ.objects.order_by("pk"):
        if looked >= at_most:
            break
        ruleset = ruleset_of(known_of(organ))
        passed, _colon, reached = errands.last(_errand(organ)).partition(":")
        if passed == ruleset and reached == "end":
            continue
        after = int(reached) if passed == ruleset and reached.isdigit() else 0
        room = at_most - looked
        items = list(DisclosureItem.objects.filter(organ=organ, live=True, pk__gt=after).order_by("pk")[:room])
        for item in items:
            alarmed += look_again(item) > 0
        looked += len(items)
        errands.done(_errand(organ), f"{ruleset}:{items[-1].pk if len(items) == room else 'end'}")
    return Rescanned(looked, alarmed)


def look_again(item: DisclosureItem) -> int:
    """Open findings in what the public sees of this item now; its alarm is raised or lowered accordingly."""
    count = sum(row.is_open for row in screening.standings_of(item)) if item.live else 0
    alarms.tell(subject=item.reference, organ=item.organ, count=count)
    return count


def _errand(organ: Organ) -> str:
    return f"rescan.{organ.pk}"
