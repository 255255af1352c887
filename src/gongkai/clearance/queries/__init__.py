"""The question every exit asks, the reviewer's list, the register of a month."""

from gongkai.clearance.queries.matters import (
    comment_in,
    comments_of,
    overdue_after_reviews,
    referral_in,
    referrals_overdue,
    substitution_in,
    substitutions_in,
)
from gongkai.clearance.queries.records import (
    cleared_among,
    history,
    is_cleared,
    latest_of,
    open_in,
    pending,
    record_in,
    turns_of,
    waiting_for,
    with_steps,
)
from gongkai.clearance.queries.register import Figures, figures, submitted_in

__all__ = [
    "Figures",
    "cleared_among",
    "comment_in",
    "comments_of",
    "figures",
    "history",
    "is_cleared",
    "latest_of",
    "open_in",
    "overdue_after_reviews",
    "pending",
    "record_in",
    "referral_in",
    "referrals_overdue",
    "submitted_in",
    "substitution_in",
    "substitutions_in",
    "turns_of",
    "waiting_for",
    "with_steps",
]
