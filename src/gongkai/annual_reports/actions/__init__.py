"""Every write to an annual report. Keyword-only; `by` is the account, `at` the legal time (now, when left out)."""

from gongkai.annual_reports.actions.correcting import draft_erratum, drop_erratum, sign_erratum
from gongkai.annual_reports.actions.entering import enter, enter_many
from gongkai.annual_reports.actions.handing_in import accept, hand_in, hand_up, return_report, take_in
from gongkai.annual_reports.actions.listing import list_in_catalogue
from gongkai.annual_reports.actions.reviewing import pass_review, return_to_writer, submit_for_review
from gongkai.annual_reports.actions.rolling_up import count_elsewhere, exempt, set_dates, transfer, undo
from gongkai.annual_reports.actions.signing import NotSignable, publish, reopen, sign
from gongkai.annual_reports.actions.writing import (
    StaleSection,
    add_sentence,
    change_outline,
    digest,
    renew_sentences,
    start,
    write_section,
)

__all__ = [
    "NotSignable",
    "StaleSection",
    "accept",
    "add_sentence",
    "change_outline",
    "count_elsewhere",
    "digest",
    "draft_erratum",
    "drop_erratum",
    "enter",
    "enter_many",
    "exempt",
    "hand_in",
    "hand_up",
    "list_in_catalogue",
    "pass_review",
    "publish",
    "renew_sentences",
    "reopen",
    "return_report",
    "return_to_writer",
    "set_dates",
    "sign",
    "sign_erratum",
    "start",
    "submit_for_review",
    "take_in",
    "transfer",
    "undo",
    "write_section",
]
