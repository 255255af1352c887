"""The reply as it would leave, while it is still being written: nothing is kept, what is missing stands in brackets."""

from collections.abc import Mapping
from typing import Any

from gongkai.applications import identity
from gongkai.applications.book import BOOK
from gongkai.applications.letters.compose import MissingFact, compose
from gongkai.applications.letters.demands import is_empty
from gongkai.applications.letters.history import history
from gongkai.applications.models import Application
from gongkai.applications.reading import masked
from gongkai.statute.decisions import decision as decision_row
from gongkai.writers.letter import Letter as Paper

__all__ = ["MissingFact", "reply_preview"]


def reply_preview(
    case: Application, code: str, facts: Mapping[str, Any], *, by, enclosures: tuple[str, ...] = ()
) -> Paper:
    """The reply of this kind with these facts. Masked for whoever is not at the case; opening the form leaves the line in
    the trail (`identity.read`), not every letter typed. LookupError for no kind of reply, MissingFact where the office's
    settings or a choice lack.
    """
    row = decision_row(code)
    filled = dict(facts)
    for need in row.facts:
        if is_empty(filled.get(need.key)) and not need.optional and need.kind != "choice":
            gap = f"【{need.label}】"
            filled[need.key] = [gap] if need.kind == "lines" else gap
    paper = compose(
        row.letter, application=case, applicant=case.applicant, facts=history(BOOK.replay(case)) | filled,
        decision=row.code, received_on=case.received_on, is_draft=True, enclosures=enclosures,
        served_online=case.delivery_way == "online",
    )  # fmt: skip
    return paper if identity.may_read(by, case) else masked(paper, case)
