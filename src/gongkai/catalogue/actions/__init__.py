"""Every write to the catalogue. Keyword-only; `by` is the account, `at` the legal time (now, when left out)."""

from gongkai.catalogue.actions.covering import cover_in_file, cover_places, cover_text, drop_hidden, post_list
from gongkai.catalogue.actions.drafting import StaleDraft, draft, revise
from gongkai.catalogue.actions.headings import (
    HeadingInUse,
    add_heading,
    close_heading,
    edit_heading,
    plant_headings,
    remove_heading,
)
from gongkai.catalogue.actions.posting import record_posting
from gongkai.catalogue.actions.publishing import BackdatedPublication, PublicationProblem, publish
from gongkai.catalogue.actions.reclassifying import change_validity, move
from gongkai.catalogue.actions.rescanning import look_again, rescan
from gongkai.catalogue.actions.scheduling import cancel_schedule, publish_due, schedule
from gongkai.catalogue.actions.submitting import facts_of, submit, take_back
from gongkai.catalogue.actions.withdrawing import withdraw, withdraw_expired

__all__ = [
    "BackdatedPublication",
    "HeadingInUse",
    "PublicationProblem",
    "StaleDraft",
    "add_heading",
    "cancel_schedule",
    "change_validity",
    "close_heading",
    "cover_in_file",
    "cover_places",
    "cover_text",
    "draft",
    "drop_hidden",
    "edit_heading",
    "facts_of",
    "look_again",
    "move",
    "plant_headings",
    "post_list",
    "publish",
    "publish_due",
    "record_posting",
    "remove_heading",
    "rescan",
    "revise",
    "schedule",
    "submit",
    "take_back",
    "withdraw",
    "withdraw_expired",
]
