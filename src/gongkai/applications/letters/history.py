"""What a reply says of the case's own past: a correction received, an extension told, a decision that ordered it anew.

These are facts of the record, not of the writer, and come from the case's standing; `words` of an action lays them
under the facts of the letter.
"""

from gongkai.applications.standing import Standing


def history(now: Standing) -> dict[str, str]:
    """The optional facts every reply may state, dates as ISO text; what did not happen is left out."""
    found: dict[str, str] = {}
    if now.correction is not None and now.correction.received_on is not None:
        found["corrected_on"] = now.correction.received_on.isoformat()
    if now.extension is not None:
        found["extended_on"] = now.extension[0].isoformat()
    if now.fee is not None and now.fee.paid_on is not None:
        found["paid_on"] = now.fee.paid_on.isoformat()
    if now.order is not None:
        found["order"] = now.order.document
    return found
