"""What others may ask: targets with their progress, sheets with their scores, the register, what readers make of items."""

from gongkai.accountability.queries.ledger import Entry, Ledger, ledger, open_errors, rows_for_export
from gongkai.accountability.queries.liability import cases_of, visible_case
from gongkai.accountability.queries.scores import Row, Sheet, sheet, sheets_of
from gongkai.accountability.queries.targets import Branch, Line, Progress, letter_of, letters, progress

__all__ = [
    "Branch",
    "Entry",
    "Ledger",
    "Line",
    "Progress",
    "Row",
    "Sheet",
    "cases_of",
    "ledger",
    "letter_of",
    "letters",
    "open_errors",
    "progress",
    "rows_for_export",
    "sheet",
    "sheets_of",
    "visible_case",
]
