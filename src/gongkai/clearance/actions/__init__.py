"""Every write of clearance. The two-person rule stands here, not in a button: it binds superusers too."""

from gongkai.clearance.actions.commenting import comment, resolve_comment
from gongkai.clearance.actions.deciding import clear, clear_by_signature, send_back
from gongkai.clearance.actions.hurrying import clear_urgently, lapse_after_review
from gongkai.clearance.actions.papers import enter_paper, export_register
from gongkai.clearance.actions.referring import answer_referral, refer
from gongkai.clearance.actions.submitting import Sheet, escalate, submit, take_back, void_pending
from gongkai.clearance.actions.substituting import end_substitution, substitute

__all__ = [
    "Sheet",
    "answer_referral",
    "clear",
    "clear_by_signature",
    "clear_urgently",
    "comment",
    "end_substitution",
    "enter_paper",
    "escalate",
    "export_register",
    "lapse_after_review",
    "refer",
    "resolve_comment",
    "send_back",
    "submit",
    "substitute",
    "take_back",
    "void_pending",
]
