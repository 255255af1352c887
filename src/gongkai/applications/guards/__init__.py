"""What a step must satisfy besides the state the case is in. Each guard refuses with what happened, why it cannot be,
what is possible now, and the article. Pure: a guard gets the standing, what is to happen, and the calendar of the office.
"""

from gongkai.applications.guards.charging import fee_lawful, fee_receipt_in_order, paid_in_full, payment_over
from gongkai.applications.guards.consulting import (
    not_yet_asked,
    objectors_are_told,
    opinion_was_asked,
    organ_by_law,
    party_receipt_once,
    silence_is_over,
    third_party_by_law,
    third_party_was_heard,
)
from gongkai.applications.guards.correction import (
    correction_in_time,
    correction_late_with_reason,
    correction_limit_over,
    correction_not_late,
    correction_once,
    correction_worth_sending,
)
from gongkai.applications.guards.days import (
    OFFICE_TIME,
    in_order_of_days,
    not_in_the_future,
    read_back,
    within_the_reply_period,
)
from gongkai.applications.guards.lengthening import (
    delay_is_later,
    extension_allowed,
    extension_once,
    extension_was_proposed,
    reasons_due_or_given,
    reasons_once,
    reasons_worth_asking,
)
from gongkai.applications.guards.replying import (
    decision_fits,
    draft_is_cleared,
    draft_is_the_latest,
    order_is_named,
    reply_has_come_back,
    says_how,
    worth_noting,
)

__all__ = [
    "OFFICE_TIME", "correction_in_time", "correction_late_with_reason", "correction_limit_over", "correction_not_late",
    "correction_once", "correction_worth_sending", "decision_fits", "delay_is_later", "draft_is_cleared",
    "draft_is_the_latest", "extension_allowed", "extension_once", "extension_was_proposed", "fee_lawful", "fee_receipt_in_order",
    "in_order_of_days", "not_in_the_future", "not_yet_asked", "objectors_are_told", "opinion_was_asked", "order_is_named", "organ_by_law",
    "paid_in_full", "party_receipt_once", "payment_over", "read_back", "reasons_due_or_given", "reasons_once",
    "reasons_worth_asking", "reply_has_come_back", "says_how", "silence_is_over", "third_party_by_law", "third_party_was_heard",
    "within_the_reply_period", "worth_noting",
]  # fmt: skip
