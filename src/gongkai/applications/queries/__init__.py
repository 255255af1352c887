"""What others may ask of applications: the board, one case, the register, the figures, who asked the same before."""

from gongkai.applications.queries.at_hand import AtHand, at_hand
from gongkai.applications.queries.board import Page, Row, board, counts, due_between, overdue, waiting_for_approval
from gongkai.applications.queries.case import Step, case_of, found_by_code, public_timeline, steps, timeline
from gongkai.applications.queries.find import by_number
from gongkai.applications.queries.letters import cases_behind, letter_of, letters_of, waiting_reply
from gongkai.applications.queries.own import (
    OwnLetter,
    own_case,
    own_file,
    own_files,
    own_letter,
    own_letters,
    own_parts,
    payment_instructions,
)
from gongkai.applications.queries.performance import (
    OUTCOMES,
    AnswerTimes,
    Stretch,
    answer_times,
    answers_by_handler,
    open_and_overdue,
    percent,
)
from gongkai.applications.queries.register import Filters, Register, register
from gongkai.applications.queries.registers import (
    has_own_office,
    office_of,
    reassessments_due,
    rectification_of,
    rectifications,
    withheld,
    withheld_of,
)
from gongkai.applications.queries.report import fee_cells, open_on, table_three, table_three_cases
from gongkai.applications.queries.similar import Alike, alike, asked_by_several, earlier_in_month, same_applicant
from gongkai.applications.queries.statistics import Statistics, statistics
from gongkai.applications.queries.status import Status, status

__all__ = [
    "OUTCOMES",
    "Alike",
    "AnswerTimes",
    "AtHand",
    "Filters",
    "OwnLetter",
    "Page",
    "Register",
    "Row",
    "Statistics",
    "Status",
    "Step",
    "Stretch",
    "alike",
    "answer_times",
    "answers_by_handler",
    "asked_by_several",
    "at_hand",
    "board",
    "by_number",
    "case_of",
    "cases_behind",
    "counts",
    "due_between",
    "earlier_in_month",
    "fee_cells",
    "found_by_code",
    "has_own_office",
    "letter_of",
    "letters_of",
    "office_of",
    "open_and_overdue",
    "open_on",
    "overdue",
    "own_case",
    "own_file",
    "own_files",
    "own_letter",
    "own_letters",
    "own_parts",
    "payment_instructions",
    "percent",
    "public_timeline",
    "reassessments_due",
    "rectification_of",
    "rectifications",
    "register",
    "same_applicant",
    "statistics",
    "status",
    "steps",
    "table_three",
    "table_three_cases",
    "timeline",
    "waiting_for_approval",
    "waiting_reply",
    "withheld",
    "withheld_of",
]  # fmt: skip
