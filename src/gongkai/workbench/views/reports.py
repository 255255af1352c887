"""年度报告: the years that are owed, and the workshop of one year: figures beside the words, checks, signature."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from gongkai.annual_reports import actions, entries, papers, queries, sentences
from gongkai.annual_reports.actions import listing
from gongkai.annual_reports.compile import NotYet
from gongkai.annual_reports.document import ReportDocument
from gongkai.annual_reports.models import AnnualReport
from gongkai.annual_reports.sentences import OPENING
from gongkai.catalogue.vocabulary import CHANNELS
from gongkai.organs import rules
from gongkai.statute.annual_report.forms import NoForm, form_for
from gongkai.statute.annual_report.tables import cells
from gongkai.workbench.forms.reports import EntryForm, ReasonForm
from gongkai.workbench.gate import needs
from gongkai.workbench.views import report_errata
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


@dataclass
class Typed:
    """What a refused form held: shown again, so that nobody types twice."""

    refusals: list[str] = field(default_factory=list)
    texts: dict[str, str] = field(default_factory=dict)
    reason: str = ""
    entry: EntryForm | None = None
    erratum: Mapping[str, str] = field(default_factory=dict)


def _context(desk, year: int, typed: Typed) -> dict:
    document, stored = document_of(desk.organ, year), queries.report_of(desk.organ, year)
    is_draft = stored is not None and stored.is_draft
    form = form_for(year)
    offers = sentences.offered(desk.organ, document.compiled, document.outline)
    row = next((row for row in queries.owed_years(desk.organ) if row.year == year), None)
    return {
        "document": document,
        "formats": papers.FORMATS.values(),
        "report": stored,
        "year": year,
        "owed": row,
        "typed": typed,
        "sections": [_section(document, key, title, offers, typed) for key, title in _titles(document)],
        "outlines": form.outlines_of(year),
        "entry_form": typed.entry or EntryForm(form=form, organ=desk.organ, year=year),
        "entered": _entered(desk.organ, year),
        "channels": [(CHANNELS.get(key, key), n) for key, n in document.compiled.counts.by_channel.items()],
        "writes": is_draft and desk.may(rules.COMPILE_REPORT),
        "may_start": stored is None and desk.may(rules.COMPILE_REPORT),
        "may_enter": (stored is None or is_draft) and desk.may(rules.COMPILE_REPORT) and bool(form.table_two),
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


def _on_erratum(act: Callable[[HttpRequest, AnnualReport], str]) -> Callable[[HttpRequest, int, Typed], str]:
    def done(request: HttpRequest, year: int, typed: Typed) -> str:
        typed.erratum = request.POST
        return act(request, _stored(request, year))

    return done


def _titles(document: ReportDocument) -> list[tuple[str, str]]:
    return [(OPENING, _("开头")), *((section.key, section.title) for section in document.outline.sections)]


def _section(document: ReportDocument, key: str, title: str, offers, typed: Typed) -> dict:
    text = document.sections.get(key, "")
    return {
        "key": key,
        "title": title,
        "text": typed.texts.get(key, text),
        "stored": text if typed.texts.get(key, text).replace("\r\n", "\n").strip() != text else None,
        "digest": actions.digest(text),
        "offers": [offer for offer in offers if offer.section == key and offer.text not in text],
        "breaches": [breach for breach in document.breaches if breach.at == key],
        "help": _helps(document, key),
        "rows": min(16, max(3, sum(1 + len(line) // 55 for line in text.splitlines()) + 1)),
    }


def _helps(document: ReportDocument, key: str) -> str:
    if key == OPENING:
        return _("放在第一部分之前：依据、统计期限和联系方式。")
    section = document.outline.section(key)
    if section.table and not section.must:
        return _("这一部分刊印法定表格，一般不另写文字。")
    if key == "overview" and document.outline.topics:
        return _("依次写明：%s。") % "、".join(document.outline.topics)
    return ""


def _entered(organ, year: int) -> list[dict]:
    form = form_for(year)
    known = cells(form)
    return [
        {"labels": " · ".join(known[path].labels), "entry": entry}
        for path, entry in entries.current(organ, form, year).items()
    ]


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


def _enter(request: HttpRequest, year: int, typed: Typed) -> str:
    typed.entry = EntryForm(request.POST, form=form_for(year), organ=request.desk.organ, year=year)
    if not typed.entry.is_valid():
        raise ValidationError(_("填报的数据有误，没有保存，请看表单里的提示。"))
    entry = typed.entry.cleaned_data
    actions.enter(
        organ=request.desk.organ,
        year=year,
        cell=entry["cell"],
        value=entry["value"],
        note=entry["note"],
        by=request.user,
    )
    return _("已填报，表格和合计随之更新。")


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
    "start": _start, "write": _write, "renew": _renew, "outline": _outline, "enter": _enter, "sign": _sign,
    "reopen": _reopen, "publish": _publish, "list": _list, "erratum": _on_erratum(report_errata.draft),
    "erratum_sign": _on_erratum(report_errata.sign), "erratum_drop": _on_erratum(report_errata.drop),
}  # fmt: skip
