"""勘误 on the page of a published report: the form with its lines, the one that waits for a signature, those published."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext as _

from gongkai.annual_reports import actions, errata, queries
from gongkai.annual_reports.document import ReportDocument
from gongkai.annual_reports.models import AnnualReport
from gongkai.organs import rules
from gongkai.statute.annual_report.tables import cells

LINES = 4  # a form without script has a fixed number of them


@dataclass
class Line:
    """One change as it was typed."""

    number: int
    at: str = ""
    said: str = ""
    says: str = ""

    @property
    def is_empty(self) -> bool:
        return not (self.at or self.said.strip() or self.says.strip())


def typed(posted: Mapping[str, str]) -> list[Line]:
    return [Line(n, *(posted.get(f"{name}-{n}", "") for name in ("at", "said", "says"))) for n in range(1, LINES + 1)]


def context(stored: AnnualReport | None, document: ReportDocument, desk, posted: Mapping[str, str]) -> dict | None:
    """What the card shows; None where there is nothing to correct."""
    if stored is None or stored.state != AnnualReport.State.PUBLISHED or not queries.is_intact(stored):
        return None
    waiting = queries.open_erratum(stored)
    return {
        "published": document.errata,
        "waiting": waiting,
        "waiting_value": errata.from_content(waiting.content) if waiting else None,
        "may_write": desk.may(rules.COMPILE_REPORT),
        "may_sign": waiting is not None and desk.may(rules.SIGN_REPORT) and waiting.drafted_by_id != desk.user.pk,
        "places": _places(document),
        "lines": typed(posted),
        "reason": posted.get("erratum-reason", ""),
        "is_open": "erratum-reason" in posted,
    }


def _places(document: ReportDocument) -> list[tuple[str, list[tuple[str, str]]]]:
    """Cells under the row they stand in, after the sections."""
    named, known = errata.places(document), cells(document.compiled.form)
    groups: dict[str, list[tuple[str, str]]] = {
        _("文字"): [(at, where) for at, where in named.items() if at not in known]
    }
    for path, cell in known.items():
        *outer, last = cell.labels
        groups.setdefault(" · ".join(outer), []).append((path, last))
    return list(groups.items())


def draft(request: HttpRequest, stored: AnnualReport) -> str:
    lines = [line for line in typed(request.POST) if not line.is_empty]
    if any(not line.at for line in lines):
        raise ValidationError(_("请选择要更正的是哪一格或者哪一部分。"))
    actions.draft_erratum(
        report=stored, changes=[(line.at, line.said, line.says) for line in lines],
        reason=request.POST.get("erratum-reason", ""), by=request.user,
    )  # fmt: skip
    return _("勘误已写好，等待另一人签发；签发即公布，报告原文不动。")


def sign(request: HttpRequest, stored: AnnualReport) -> str:
    actions.sign_erratum(erratum=_waiting(stored), by=request.user, seen=request.POST.get("seen", ""))
    return _("勘误已签发并公布，显示在报告后面和各种下载格式里。")


def drop(request: HttpRequest, stored: AnnualReport) -> str:
    actions.drop_erratum(erratum=_waiting(stored), by=request.user)
    return _("这份勘误没有签发，已放弃。")


def _waiting(stored: AnnualReport):
    found = queries.open_erratum(stored)
    if found is None:
        raise ValidationError(_("没有等待签发的勘误：可能已经签发，或者已被放弃。"))
    return found
