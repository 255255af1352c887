"""年度报告: the years that are owed, and the workshop of one year: figures beside the words, checks, signature."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from gongkai.annual_reports import actions, checks, history, papers, queries, reviews, sentences
from gongkai.annual_reports.actions import listing
from gongkai.annual_reports.behind import numbers
from gongkai.annual_reports.compile import NotYet
from gongkai.annual_reports.document import ReportDocument
from gongkai.annual_reports.models import AnnualReport
from gongkai.annual_reports.sentences import OPENING
from gongkai.organs import rules
from gongkai.statute.annual_report.forms import NoForm, form_for
from gongkai.statute.annual_report.identities import Breach
from gongkai.workbench import public_side, report_desk, report_tables
from gongkai.workbench.forms.reports import ReasonForm
from gongkai.workbench.gate import needs
from gongkai.workbench.views import report_errata
from gongkai.workbench.views.applications.letters import sent
from gongkai.workbench.views.report_files import document_of


@needs(rules.READ_DRAFTS)
def years(request: HttpRequest) -> HttpResponse:
    return render(request, "workbench/report_list.html", {"years": queries.owed_years(request.desk.organ)})


@needs(rules.READ_DRAFTS)
def report(request: HttpRequest, year: int) -> HttpResponse:
    """One year. A refused act leaves everything typed on the page, with the reason above it."""
    desk, typed = request.desk, Typed()
    if request.method == "POST":
        act = ACTS.get(request.POST.get("do", ""))
        if act is None:
            raise Http404
        try:
            messages.success(request, act(request, year, typed))
            return redirect("office_report", year)
        except PermissionDenied as refusal:
            typed.refusals = [str(refusal)]
        except (NoForm, NotYet) as problem:
            raise Http404 from problem
        except ValidationError as refusal:
            typed.refusals = refusal.messages
    return render(request, "workbench/report_page.html", _context(desk, year, typed))


@needs(rules.READ_DRAFTS)
def preview(request: HttpRequest, year: int) -> HttpResponse:
    return HttpResponse(document_of(request.desk.organ, year).standalone())


@needs(rules.READ_DRAFTS)
def proof(request: HttpRequest, year: int) -> HttpResponse:
    """公布证明: address, time and digest of a published report on one sheet, to print and hand in with it (Art. 49)."""
    stored = queries.report_of(request.desk.organ, year)
    if stored is None or stored.state != AnnualReport.State.PUBLISHED:
        raise Http404
    document = queries.document(stored)
    context = {
        "year": year,
        "report": stored,
        "document": document,
        "address": public_side.absolute("report", request.desk.organ.slug, year),
        "is_intact": queries.is_intact(stored),
        "days_late": max(0, (document.published_on - document.compiled.deadline.legal).days),
        "now": timezone.now(),
    }
    return render(request, "workbench/report_proof.html", context)


@needs(rules.READ_DRAFTS)
def frozen(request: HttpRequest, year: int) -> HttpResponse:
    """The copy the signature covers, byte for byte: its SHA-256 is the digest."""
    stored = queries.report_of(request.desk.organ, year)
    if stored is None or not stored.frozen:
        raise Http404
    name = f"{request.desk.organ.slug}-{year}-{stored.sha256[:12]}.json"
    return sent(stored.frozen.encode(), "application/json; charset=utf-8", name)


@dataclass
class Typed:
    """What a refused form held: shown again, so that nobody types twice."""

    refusals: list[str] = field(default_factory=list)
    texts: dict[str, str] = field(default_factory=dict)
    reason: str = ""
    note: str = ""
    erratum: Mapping[str, str] = field(default_factory=dict)


def _context(desk, year: int, typed: Typed) -> dict:
    document, stored = document_of(desk.organ, year), queries.report_of(desk.organ, year)
    is_draft = stored is not None and stored.is_draft
    form = form_for(year)
    before = history.year_before(desk.organ, year)
    offers = sentences.offered(desk.organ, document.compiled, document.outline, before)
    findings = checks.findings(stored, document.outline, before) if is_draft else []
    where = reviews.standing(stored, document) if is_draft else None
    writes = is_draft and desk.may(rules.COMPILE_REPORT)
    writes_it = is_draft and stored.writers.filter(pk=desk.user.pk).exists()
    row = next((row for row in queries.owed_years(desk.organ) if row.year == year), None)
    return {
        "document": document,
        "formats": papers.FORMATS.values(),
        "report": stored,
        "year": year,
        "owed": row,
        "typed": typed,
        "sections": report_desk.sections(document, desk.organ, before, offers, typed.texts, findings),
        "before": before,
        "outlines": form.outlines_of(year),
        "tables": report_tables.linked(document.compiled),
        "fees": report_tables.fees(document.compiled),
        "total_link": report_tables.address(year, "items.total"),
        "withdrawn_link": report_tables.address(year, "items.withdrawn"),
        "counts": report_tables.counts(desk.organ, document.compiled),
        "writes": writes,
        "may_start": stored is None and desk.may(rules.COMPILE_REPORT),
        "may_enter": (stored is None or is_draft) and desk.may(rules.COMPILE_REPORT) and bool(form.table_two),
        "checks": _checks(document, writes=writes),
        "word_hints": len(findings) if writes else 0,
        "standing": where,
        "content_hash": reviews.content_hash(document) if is_draft else "",
        "may_submit": is_draft and desk.may(rules.COMPILE_REPORT) and not (where.waits or where.is_passed),
        "may_review": is_draft and where.waits and desk.clears and not writes_it,
        "may_return": is_draft
        and (where.waits or where.is_passed)
        and not writes_it
        and (desk.clears or desk.may(rules.SIGN_REPORT)),
        "may_sign": is_draft and desk.may(rules.SIGN_REPORT),
        "may_reopen": stored is not None and stored.state == AnnualReport.State.SIGNED and desk.may(rules.SIGN_REPORT),
        "may_publish": stored is not None and stored.state == AnnualReport.State.SIGNED and desk.may(rules.PUBLISH),
        "errata": report_errata.context(stored, document, desk, typed.erratum),
        "listing": _listing(stored, desk),
        "is_intact": stored is None or is_draft or queries.is_intact(stored),
    }


def _listing(stored: AnnualReport | None, desk) -> dict | None:
    """How a published report stands in the catalogue, and whether this account can put it there."""
    if stored is None or stored.state != AnnualReport.State.PUBLISHED or not queries.is_intact(stored):
        return None
    is_current = listing.is_current(stored)
    obstacle = "" if is_current else listing.obstacle(stored, desk.user)
    return {"item": stored.item, "is_current": is_current, "obstacle": obstacle, "may": not is_current and not obstacle}


def _checks(document: ReportDocument, *, writes: bool) -> list[tuple[Breach, str]]:
    """What does not hold, with the address of the place: a section of this page, or the number. Words that want a look
    stand at their sections already when those are open for writing."""
    known = {part.path for part in numbers(document.compiled)}
    found = []
    for breach in document.breaches:
        if writes and breach.rule.startswith("L."):
            continue
        place = report_tables.address(document.year, breach.at) if breach.at in known else ""
        found.append((breach, f"#section-{breach.at}" if writes and breach.at in document.sections else place))
    return found


def _on_erratum(act: Callable[[HttpRequest, AnnualReport], str]) -> Callable[[HttpRequest, int, Typed], str]:
    def done(request: HttpRequest, year: int, typed: Typed) -> str:
        typed.erratum = request.POST
        return act(request, _stored(request, year))

    return done


def _stored(request: HttpRequest, year: int) -> AnnualReport:
    stored = queries.report_of(request.desk.organ, year)
    if stored is None:
        raise Http404
    return stored


def _start(request: HttpRequest, year: int, _typed: Typed) -> str:
    actions.start(organ=request.desk.organ, year=year, by=request.user)
    return _("已建立%d年度报告的草稿，数据句已写好，其余由您补充。") % year


def _write(request: HttpRequest, year: int, typed: Typed) -> str:
    stored = _stored(request, year)
    keys = [
        key for key in (OPENING, *(s.key for s in queries.outline_of(stored).sections)) if f"text-{key}" in request.POST
    ]
    typed.texts = {key: request.POST[f"text-{key}"] for key in keys}
    for key in keys:
        seen = request.POST.get(f"seen-{key}", "")
        text = typed.texts[key].replace("\r\n", "\n").strip()
        if actions.digest(text) != seen:  # a section this person did not touch is left to whoever did
            actions.write_section(report=stored, section=key, text=text, by=request.user, replaces=seen)
            stored = _stored(request, year)
    if sentence := request.POST.get("sentence", ""):
        actions.add_sentence(report=stored, key=sentence, by=request.user)
        return _("已保存，并加入了这句话。")
    return _("已保存。")


def _renew(request: HttpRequest, year: int, _typed: Typed) -> str:
    actions.renew_sentences(report=_stored(request, year), by=request.user)
    return _("引用的数据句已按现有记录更新，其他文字没有改动。")


def _outline(request: HttpRequest, year: int, _typed: Typed) -> str:
    try:
        actions.change_outline(report=_stored(request, year), outline=request.POST.get("outline", ""), by=request.user)
    except LookupError as problem:
        raise ValidationError(str(problem))
    return _("已改用所选提纲，文字随原来的部分保留。")


def _submit(request: HttpRequest, year: int, _typed: Typed) -> str:
    actions.submit_for_review(report=_stored(request, year), by=request.user)
    return _("已送审：审核人能在“要我办的”里看到；此后文字或者数据一有改动，就要重新送审。")


def _pass(request: HttpRequest, year: int, typed: Typed) -> str:
    typed.note = request.POST.get("note", "")
    actions.pass_review(
        report=_stored(request, year), by=request.user, seen=request.POST.get("seen", ""), note=typed.note
    )
    return _("已审核通过，由主要负责人签发。")


def _return(request: HttpRequest, year: int, typed: Typed) -> str:
    typed.note = request.POST.get("note", "")
    actions.return_to_writer(report=_stored(request, year), by=request.user, note=typed.note)
    return _("已退回编写人修改。")


def _sign(request: HttpRequest, year: int, typed: Typed) -> str:
    typed.reason = _reason(request)
    actions.sign(report=_stored(request, year), by=request.user, explanation=typed.reason)
    return _("已签发，数据和文字从此封存。")


def _reopen(request: HttpRequest, year: int, typed: Typed) -> str:
    typed.reason = _reason(request)
    actions.reopen(report=_stored(request, year), by=request.user, because=typed.reason)
    return _("已撤销签发，报告回到草稿。")


def _publish(request: HttpRequest, year: int, typed: Typed) -> str:
    typed.reason = _reason(request)
    stored = actions.publish(report=_stored(request, year), by=request.user, explanation=typed.reason)
    if stored.item is not None:
        return _("已公布，公众现在就能在“政府信息公开年报”看到；报告同时列入了公开目录。")
    return _("已公布，公众现在就能在“政府信息公开年报”看到。") + listing.obstacle(stored, request.user)


def _list(request: HttpRequest, year: int, _typed: Typed) -> str:
    actions.list_in_catalogue(report=_stored(request, year), by=request.user)
    return _("公开目录里的文本现在与报告一致。")


def _reason(request: HttpRequest) -> str:
    form = ReasonForm(request.POST)
    if not form.is_valid():
        raise ValidationError(form.errors["reason"].as_data())
    return form.cleaned_data["reason"]


ACTS: dict[str, Callable[[HttpRequest, int, Typed], str]] = {
    "start": _start, "write": _write, "renew": _renew, "outline": _outline, "submit": _submit, "pass": _pass,
    "return": _return, "sign": _sign, "reopen": _reopen, "publish": _publish, "list": _list,
    "erratum": _on_erratum(report_errata.draft), "erratum_sign": _on_erratum(report_errata.sign),
    "erratum_drop": _on_erratum(report_errata.drop),
}  # fmt: skip
