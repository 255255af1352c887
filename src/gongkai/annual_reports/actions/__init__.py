"""Every write to an annual report. Keyword-only; `by` is the account, `at` the legal time (now, when left out)."""

from gongkai.annual_reports.actions.correcting import draft_erratum, drop_erratum, sign_erratum
from gongkai.annual_reports.actions.entering import enter
from gongkai.annual_reports.actions.listing import list_in_catalogue
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
    "draft_erratum",
    "drop_erratum",
    "enter",
    "list_in_catalogue",
    "publish",
    "renew_sentences",
    "reopen",
    "sign",
    "sign_erratum",
    "start",
    "write_section",
]
