"""Every write of this context. Keyword-only; `by` is the account, `at` or `on` the legal time (now, when left out)."""

from gongkai.accountability.actions.liability import close_case, decide, open_case
from gongkai.accountability.actions.reading import answer_feedback, give_feedback, take_in_views
from gongkai.accountability.actions.scoring import close_sheet, open_sheet, score, take_back_score
from gongkai.accountability.actions.targets import drop_target, issue, set_target, start_letter

__all__ = [
    "answer_feedback",
    "close_case",
    "close_sheet",
    "decide",
    "drop_target",
    "give_feedback",
    "issue",
    "open_case",
    "open_sheet",
    "score",
    "set_target",
    "start_letter",
    "take_back_score",
    "take_in_views",
]
