"""Every write to an annual report. Keyword-only; `by` is the account, `at` the legal time (now, when left out)."""

from gongkai.annual_reports.actions.entering import enter, enter_many
from gongkai.annual_reports.actions.reviewing import pass_review, return_to_writer, submit_for_review
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
    "add_sentence",
    "change_outline",
    "digest",
    "enter",
    "enter_many",
    "pass_review",
    "publish",
    "renew_sentences",
    "reopen",
    "return_to_writer",
    "sign",
    "start",
    "submit_for_review",
    "write_section",
]
