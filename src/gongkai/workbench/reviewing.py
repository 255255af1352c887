"""What pages say of submissions: whose turn it is, how old they are, where they went out, what was said of which words."""

from html import unescape

from django.utils.html import strip_tags

from gongkai.catalogue.models import DisclosureEvent, DisclosureItem
from gongkai.clearance import anchors, clocks
from gongkai.clearance.bench import Bench
from gongkai.organs.models import Organ
from gongkai.workbench import public_side

OUT = (DisclosureEvent.Kind.DISCLOSED, DisclosureEvent.Kind.CORRECTED)


def with_turns(organ: Organ, records: list, user) -> list:
    """The same submissions; each gets `turn` (its open step), `names` and `seat` of whoever may take it, `pace`."""
    bench, known = Bench(organ), clocks.known()
    for record in records:
        record.turn = record.current_step
        record.names = bench.names(record, record.turn)
        record.seat = bench.seat_of(user, record, record.turn)
        record.nobody = bench.why_nobody(record, record.turn) if record.turn and not record.names else ""
        record.pace = clocks.pace(record, known)
        record.is_my_text = user.pk in record.author_keys
    return records


def items_of(records) -> dict[str, DisclosureItem]:
    """The items that were submitted, by subject."""
    keys = {record.subject.partition(":")[2] for record in records if record.subject.startswith("item:")}
    items = DisclosureItem.objects.filter(pk__in=[key for key in keys if key.isdigit()]).select_related("organ")
    return {item.reference: item for item in items.defer("body")}


def with_publications(records: list) -> list:
    """The same submissions; `published` is address and moment of what went out by each, `item` what was submitted."""
    items = items_of(records)
    events = DisclosureEvent.objects.filter(item__in=items.values(), kind__in=OUT).order_by("happened_at")
    first: dict[tuple, DisclosureEvent] = {}
    for event in events:
        first.setdefault((f"item:{event.item_id}", event.facts.get("content")), event)
    for record in records:
        record.item = items.get(record.subject)
        event = first.get((record.subject, record.content_hash)) if record.decision == record.Decision.CLEARED else None
        if event is not None and record.item is not None:
            address = public_side.absolute("item", record.item.organ.slug, record.item.pk)
            record.published = (address, event.happened_at)
    return records


def plain_text(item: DisclosureItem) -> str:
    """What a reader can quote from: the text first, by which review.js counts places, then title and summary."""
    return "\n".join([unescape(strip_tags(item.body)), item.title, item.summary])


def with_places(comments, item: DisclosureItem) -> list:
    """The same comments; `place` is what stands around the quote in this text, None when it is gone."""
    text, rows = plain_text(item), list(comments)
    for row in rows:
        row.place = anchors.around(text, row.quote, row.occurrence) if row.quote else None
        row.is_gone = bool(row.quote) and row.place is None
    return rows
