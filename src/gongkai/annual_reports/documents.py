"""行政规范性文件 of an organ in numbers, folded from the recorded events of its heading for them."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time

from django.utils import timezone

from gongkai.catalogue.models import DisclosureEvent, DisclosureItem, Heading
from gongkai.catalogue.vocabulary import Validity
from gongkai.organs.models import Organ
from gongkai.statute.annual_report.shape import Number

Kind = DisclosureEvent.Kind
ENDED = {Validity.REPEALED, Validity.LAPSED}
NAMES = ("规范性文件", "行政规范性文件")
ROW = "table_two.art20_1.normative_document"


@dataclass
class _Document:
    formed_on: date
    validity: str
    disclosed_on: date | None = None
    heading: str = ""
    stands: bool = False
    ended_on: date | None = None


COLUMNS = ("made", "issued", "disclosed", "disclosed_total", "repealed", "in_force")


def count(organ: Organ, year: int, as_of: date) -> Iterator[tuple[str, Number]]:
    """Cells of 第二十条第（一）项 for either form; the form in force picks its own."""
    found = Counter(path for path, _item in behind(organ, year, as_of))
    for column in COLUMNS:
        yield f"{ROW}.{column}", found[f"{ROW}.{column}"]


def behind(organ: Organ, year: int, as_of: date) -> Iterator[tuple[str, int]]:
    """The path of a cell and the key of an item it counts.

    Made (制发) goes by the date of the document, whenever it was disclosed; disclosed and in force by what stands on
    `as_of`; repealed by the day the change of validity took effect.
    """
    codes = set(
        Heading.objects.filter(organ=organ, kind=Heading.Kind.POLICY, name__in=NAMES).values_list("code", flat=True)
    )
    for pk, document in _fold(organ, codes, None).items():
        if document.stands and document.formed_on.year == year and document.formed_on <= as_of:
            yield f"{ROW}.made", pk
            yield f"{ROW}.issued", pk
    for pk, document in _fold(organ, codes, as_of).items():
        if not document.stands:
            continue
        yield f"{ROW}.disclosed_total", pk
        if document.disclosed_on is not None and document.disclosed_on.year == year:
            yield f"{ROW}.disclosed", pk
        if document.ended_on is not None and document.ended_on.year == year:
            yield f"{ROW}.repealed", pk
        if document.ended_on is None and document.validity not in ENDED:
            yield f"{ROW}.in_force", pk


def _fold(organ: Organ, codes: set[str], as_of: date | None) -> dict[int, _Document]:
    """By key, the documents ever hung under one of the headings, as they were at the end of `as_of` (now, when left out)."""
    if not codes:
        return {}
    items = set(
        DisclosureEvent.objects.filter(organ=organ, facts__heading__in=sorted(codes)).values_list("item_id", flat=True)
    )
    found = {
        pk: _Document(formed_on, validity)
        for pk, formed_on, validity in DisclosureItem.objects.filter(pk__in=items).values_list(
            "pk", "formed_on", "validity"
        )
    }
    end = timezone.make_aware(datetime.combine(as_of, time.max)) if as_of else None
    undone: set[int] = set()
    for event in (
        DisclosureEvent.objects.filter(item_id__in=items).order_by("happened_at", "pk").iterator(chunk_size=2000)
    ):
        document = found[event.item_id]
        if end is None or event.happened_at <= end:
            _apply(document, event)
        elif event.kind == Kind.VALIDITY_CHANGED and event.item_id not in undone:
            undone.add(event.item_id)
            document.validity = event.facts["from"]  # what it was before the first later change
    return {pk: document for pk, document in found.items() if document.heading in codes}


def _apply(document: _Document, event: DisclosureEvent) -> None:
    day = timezone.localdate(event.happened_at)
    if event.kind in {Kind.DISCLOSED, Kind.CORRECTED, Kind.MOVED}:
        document.heading = event.facts["heading"]
        if event.kind != Kind.MOVED:
            document.stands = True
            document.disclosed_on = document.disclosed_on or day
    elif event.kind == Kind.WITHDRAWN:
        document.stands = False
    elif event.kind == Kind.VALIDITY_CHANGED:
        document.validity = event.facts["to"]
        document.ended_on = day if event.facts["to"] in ENDED else None
