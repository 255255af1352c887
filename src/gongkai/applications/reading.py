"""Letters read inside the office: whoever is not at the case sees the addressee masked; who is, leaves a line in the trail."""

from typing import Any

from gongkai.applications import identity
from gongkai.applications.actions.steps import words
from gongkai.applications.models import Applicant, Letter
from gongkai.applications.rules import shown_code
from gongkai.sealing import masking
from gongkai.writers.letter import Letter as Paper

SHOWN_MASKED = ("address", "phone", "email", "contact_person", "agent_name")


def letter_for(letter: Letter, *, by, why: str) -> Paper:
    """The letter as it left, or as it would leave, for this reader. A reviewer clears its words without learning a name."""
    paper = Paper.from_data(letter.value) if letter.value else words(letter, is_draft=True)
    return for_reader(paper, letter.application, by=by, why=why, names_applicant=letter.to == Letter.To.APPLICANT)


def for_reader(paper: Paper, application, *, by, why: str, names_applicant: bool = True) -> Paper:
    """The paper as `by` may read it. A natural person's name, read by somebody at the case, leaves a line in the trail."""
    if not identity.may_read(by, application):
        return masked(paper, application)
    if names_applicant and application.applicant.is_person:
        identity.read(application, by=by, why=why)
    return paper


def masked(paper: Paper, application) -> Paper:
    """The same letter without what tells who applied, or opens the case on the status page."""
    instead = _replacements(application.applicant) | {shown_code(application.query_code): masking.COVERED}
    return Paper.from_data(_masked(paper.as_data(), instead))


def _replacements(applicant: Applicant) -> dict[str, str]:
    """What of this applicant may stand in a letter, and what is shown in its place; the longest first."""
    found = {applicant.name: applicant.masked_name} if applicant.name else {}
    for field in SHOWN_MASKED:
        value = getattr(applicant, field)
        if len(value) > 1:
            found.setdefault(value, masking.COVERED)
    return dict(sorted(found.items(), key=lambda pair: -len(pair[0])))


def _masked(data: Any, instead: dict[str, str]) -> Any:
    if isinstance(data, str):
        for plain, shown in instead.items():
            data = data.replace(plain, shown)
        return data
    if isinstance(data, dict):
        return {key: _masked(value, instead) for key, value in data.items()}
    return [_masked(value, instead) for value in data] if isinstance(data, list | tuple) else data
