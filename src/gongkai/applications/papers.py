"""Papers for the file (呈批单, 送达回证), printed from the case as it stands, to be signed by hand: nothing is kept of them."""

from gongkai.applications import clocks
from gongkai.applications.book import BOOK, office_calendar
from gongkai.applications.letters.compose import compose
from gongkai.applications.letters.demands import BY_LETTER
from gongkai.applications.letters.history import history
from gongkai.applications.letters.templates import TEMPLATES
from gongkai.applications.models import Application, Letter
from gongkai.applications.reading import for_reader
from gongkai.writers.letter import Letter as Paper


def handling_form(case: Application, *, by, why: str) -> Paper:
    """呈批单: what was asked, the answer proposed so far, and room for the opinions. `by` outside the case reads it masked."""
    standing = BOOK.replay(case)
    letter = case.letters.filter(template__in=BY_LETTER).order_by("-pk").first()
    paper = compose(
        "handling_form", application=case, applicant=case.applicant, facts=history(standing), received_on=case.received_on,
        decision=letter.decision if letter else case.decision, due=clocks.reply_due(standing, office_calendar()),
    )  # fmt: skip
    return for_reader(paper, case, by=by, why=why)


def proof_of_service(letter: Letter, *, by, why: str) -> Paper:
    """送达回证 of one letter: which, to whom, and room for the receiver, the server and a refusal."""
    case = letter.application
    facts = {
        "document": TEMPLATES[letter.template].kind,
        "document_number": letter.number or case.number,
        "way": case.get_delivery_way_display() if letter.to == Letter.To.APPLICANT else "",
    }
    paper = compose("proof_of_service", application=case, applicant=case.applicant, facts=facts, party=letter.party)
    return for_reader(paper, case, by=by, why=why)
