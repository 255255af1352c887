"""文书: a letter to look at, as PDF and as Word; the envelope for those that go by post."""

from urllib.parse import quote

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from gongkai.applications import identity, papers, queries, reading
from gongkai.applications.letters import render as forms_of_letters
from gongkai.organs import rules
from gongkai.workbench.cases.page import kind_of
from gongkai.workbench.gate import needs
from gongkai.writers.envelope import Envelope, to_envelope_pdf

PDF = "application/pdf"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def _letter(case, letter: int):
    found = queries.letter_of(case, letter)
    if found is None:
        raise Http404
    return found


@needs(rules.READ_CASES)
def look(request: HttpRequest, case, letter: int) -> HttpResponse:
    """As the receiver sees it; whoever is not at the case sees who is addressed masked."""
    row = _letter(case, letter)
    paper = reading.letter_for(row, by=request.user, why=_("查看文书"))
    context = {"case": case, "html": forms_of_letters.as_html(paper.as_data()), "problem": ""}
    return render(request, "workbench/applications/letter_page.html", context)


@needs(rules.READ_CASES)
def pdf(request: HttpRequest, case, letter: int) -> HttpResponse:
    row = _letter(case, letter)
    paper = reading.letter_for(row, by=request.user, why=_("打印文书"))
    return sent(forms_of_letters.as_pdf(paper.as_data()), PDF, f"{file_name(row)}.pdf", inline=True)


@needs(rules.READ_CASES)
def word(request: HttpRequest, case, letter: int) -> HttpResponse:
    row = _letter(case, letter)
    paper = reading.letter_for(row, by=request.user, why=_("导出文书"))
    return sent(forms_of_letters.as_docx(paper.as_data()), WORD, f"{file_name(row)}.docx")


@needs(rules.READ_CASES)
def handling_form(request: HttpRequest, case) -> HttpResponse:
    """呈批单, to be signed by hand where an office keeps its approvals on paper."""
    paper = papers.handling_form(case, by=request.user, why=_("打印呈批单"))
    return sent(forms_of_letters.as_pdf(paper.as_data()), PDF, f"{case.number}-{paper.kind}.pdf", inline=True)


@needs(rules.READ_CASES)
def proof_of_service(request: HttpRequest, case, letter: int) -> HttpResponse:
    """送达回证 of a letter that left or is to leave."""
    row = _letter(case, letter)
    paper = papers.proof_of_service(row, by=request.user, why=_("打印送达回证"))
    return sent(forms_of_letters.as_pdf(paper.as_data()), PDF, f"{file_name(row)}-{paper.kind}.pdf", inline=True)


def file_name(row) -> str:
    """登记编号, kind and number; no name."""
    number = row.number or ("" if row.signed_on else _("草稿"))
    return "-".join(part for part in (row.application.number, kind_of(row), number) if part)


@needs(rules.HANDLE_APPLICATIONS)
def envelope(request: HttpRequest, case) -> HttpResponse:
    """信封: the applicant's address in full, so it leaves a line in the trail."""
    person = identity.read(case, by=request.user, why=_("打印信封"))
    office = getattr(case.organ, "disclosure_office", None)
    to = person.agent_name or person.name
    cover = Envelope(
        sender=tuple(line for line in (office.address if office else "", case.organ.name) if line),
        recipient=tuple(line for line in (person.address, person.contact_person, _("%s（收）") % to) if line),
        postcode=person.postcode,
        note=case.number,
        sender_postcode=office.postcode if office else "",
    )
    shape = request.GET.get("shape", "dl")
    made = to_envelope_pdf(cover, shape=shape if shape in {"dl", "c5", "window"} else "dl")
    return sent(made, PDF, f"{case.number}-{_('信封')}.pdf", inline=True)


def sent(data: bytes, kind: str, name: str, *, inline: bool = False) -> HttpResponse:
    response = HttpResponse(data, content_type=kind)
    response["Content-Disposition"] = f"{'inline' if inline else 'attachment'}; filename*=UTF-8''{quote(name)}"
    response["Cache-Control"] = "private, no-store"
    return response
