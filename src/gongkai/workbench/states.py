"""Where an item stands, in the words clerks use: derived from the row and its newest clearance record, never stored."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from gongkai.catalogue.models import DisclosureItem
from gongkai.clearance import queries as clearance

DRAFT, PENDING, SENT_BACK, CLEARED, PUBLIC, WITHDRAWN = (
    "draft",
    "pending",
    "sent_back",
    "cleared",
    "public",
    "withdrawn",
)
LABELS = {
    DRAFT: _("草稿"),
    PENDING: _("待审"),
    SENT_BACK: _("已退回"),
    CLEARED: _("已审待发"),
    PUBLIC: _("已公开"),
    WITHDRAWN: _("已撤下"),
}


@dataclass(frozen=True)
class State:
    """`code` is what happens to the newest text; `live` tells whether the public sees a text meanwhile."""

    code: str
    live: bool
    record: object | None

    @property
    def label(self) -> str:
        if self.code == DRAFT and self.live:
            return _("已公开，有未送审的修改")
        return LABELS[self.code]


def state_of(item: DisclosureItem, record) -> State:
    """The state of an item, given its newest clearance record (or None)."""
    return State(_code(item, record), item.live, record)


def _code(item: DisclosureItem, record) -> str:
    if record is not None and record.decision == record.Decision.PENDING:
        return PENDING
    if item.live and not item.has_unpublished_changes:
        return PUBLIC
    decided_last = record is not None and (
        item.latest_revision is None or item.latest_revision.created_at <= record.submitted_at
    )
    if record is not None and record.decision == record.Decision.SENT_BACK:
        return SENT_BACK
    if decided_last and record.decision == record.Decision.CLEARED and not _taken_down_since(item, record):
        return CLEARED
    return WITHDRAWN if item.is_withdrawn else DRAFT


def _taken_down_since(item: DisclosureItem, record) -> bool:
    return item.is_withdrawn and record.decided_at <= item.withdrawn_at


def states(items) -> dict[int, State]:
    """The states of a page of items in one query. Items must come with `latest_revision` selected."""
    records = clearance.latest_of(item.reference for item in items)
    return {item.pk: state_of(item, records.get(item.reference)) for item in items}


def state(item: DisclosureItem) -> State:
    """The state of one item, by its content: a text saved again without a change is still the cleared one."""
    found = states([item])[item.pk]
    record = found.record
    was_cleared = record is not None and record.decision == record.Decision.CLEARED
    if found.code == DRAFT and was_cleared and item.get_latest_revision_as_object().is_cleared():
        return State(CLEARED, item.live, record)
    return found
