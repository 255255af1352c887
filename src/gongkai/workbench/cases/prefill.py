"""What can be written of a reply before anybody writes: searches made, opinions received, the earlier reply, the address."""

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from gongkai.applications import queries, screening, vocabulary
from gongkai.applications.events import CONSULTED, THIRD_PARTY
from gongkai.catalogue.models import DisclosureItem
from gongkai.statute.decisions import NEEDS
from gongkai.statute.wording import chinese_date
from gongkai.workbench import public_side


def facts(case, standing, lines, *, item: str = "", earlier: str = "") -> dict[str, Any]:
    """Facts by their keys. `item` names a public item that answers, `earlier` a case that was answered before."""
    found: dict[str, Any] = {
        "search_record": _searches(lines),
        "consultation_result": _opinions(standing),
        "reasons_given": _of(lines, "receive_reasons", "text"),
        "numbers_given": _of(lines, "ask_reasons", "numbers"),
    }
    found |= _sent_back(case)
    if item.isdigit():
        found |= _of_item(case, int(item))
    if earlier.isdigit():
        found |= _of_earlier(case, int(earlier))
    return {name: value for name, value in found.items() if value}


def _standing_lines(lines, event: str) -> list:
    return [line for line in lines if line.row.event == event and line.corrected_by is None]


def _searches(lines) -> str:
    rows = []
    for line in _standing_lines(lines, "record_search"):
        said = line.facts
        parts = [
            said.scope,
            said.method,
            _("检索词：%s") % said.words if said.words else "",
            _("检索人：%s") % said.who,
        ]
        day = chinese_date(line.row.happened_on, weekday=False)
        rows.append("；".join([day, *(part for part in parts if part), said.result]))
    return "\n".join(rows)


def _opinions(standing) -> str:
    rows = []
    for row in standing.consultations:
        if row.kind != THIRD_PARTY:
            continue
        asked = _("本机关于%(day)s书面征求%(who)s意见") % {
            "day": chinese_date(row.sent_on, weekday=False), "who": CONSULTED[row.kind],
        }  # fmt: skip
        if row.view:
            came = _("%(who)s于%(day)s答复：%(view)s") % {
                "who": CONSULTED[row.kind], "day": chinese_date(row.ended_on, weekday=False),
                "view": vocabulary.VIEWS[row.view],
            }  # fmt: skip
        else:
            came = _("逾期未提出意见") if row.ended_on else _("尚未答复")
        rows.append(f"{asked}，{came}")
    return "；".join(rows)


def _of(lines, event: str, name: str) -> str:
    rows = _standing_lines(lines, event)
    return getattr(rows[-1].facts, name) if rows else ""


def _sent_back(case) -> dict[str, Any]:
    """The words of the last draft, where one came back or was taken back: nobody writes them twice."""
    last = case.letters.filter(signed_on=None).exclude(decision="").order_by("-pk").first()
    if last is None or case.state != "in_process":
        return {}
    shown = {key: "\n".join(value) if isinstance(value, list) else value for key, value in last.facts.items()}
    return {"decision": last.decision, **{key: value for key, value in shown.items() if key in NEEDS}}


def enclosed_before(case) -> list:
    """The files of the last draft that came back, and copies redacted since, to go with the next one."""
    last = case.letters.filter(signed_on=None).exclude(decision="").order_by("-pk").first()
    before = [] if last is None or case.state != "in_process" else list(last.enclosures.select_related("file"))
    files = [row.file for row in before if row.purpose == "released"]
    return files + [stored for stored in screening.covered_for(case) if stored not in files]


def _of_item(case, pk: int) -> dict[str, Any]:
    item = DisclosureItem.objects.filter(organ=case.organ, pk=pk, live=True, published_at__isnull=False).first()
    if item is None:
        return {}
    address = public_side.absolute("item", case.organ.slug, item.pk)
    return {
        "decision": "already_public",
        "address": f"《{item.title}》，{address}",
        "published_on": timezone.localdate(item.published_at).isoformat(),
    }


def _of_earlier(case, pk: int) -> dict[str, Any]:
    before = queries.case_of(case.organ, pk)
    letter = before.letters.exclude(decision="").exclude(signed_on=None).order_by("-pk").first() if before else None
    if letter is None:
        return {}
    return {
        "decision": "not_processed.repeated", "earlier_number": letter.number, "earlier_date": letter.signed_on.isoformat(),
    }  # fmt: skip
