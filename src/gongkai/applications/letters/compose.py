"""One letter of one case: its text, filled; its remedy, by the law of the day; nothing told that must not be.

compose("withheld_internal_affairs", application=…, applicant=…, facts={…}, received_on=…, signed_on=…)
"""

from collections.abc import Mapping
from datetime import date
from types import SimpleNamespace
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from gongkai.applications.letters import fill, privacy, values
from gongkai.applications.letters.demands import BY_LETTER, fields_for
from gongkai.applications.letters.promised import LABELS
from gongkai.applications.letters.templates import TEMPLATES, Template
from gongkai.applications.models import ApplicationOffice
from gongkai.statute.clocks import Due
from gongkai.statute.decisions import Decision, Family
from gongkai.statute.decisions import decision as decision_row
from gongkai.statute.grounds import ground
from gongkai.statute.instruments import INSTRUMENTS
from gongkai.statute.remedies import Remedy, Standing, remedy_paragraph
from gongkai.writers.letter import Letter

REFUSALS = ("14", "15", "16")  # the articles whose refusal must first go to reconsideration
COMPUTED = {
    "ground_in_full": "ground", "fee_table": "slices", "fee_words": "slices", "fee_count": "slices", "fee_these": "slices",
}  # fmt: skip
VERTICAL = ("税务局", "国家安全局", "海关")  # 行政复议法第二十七条


class MissingFact(ValidationError):
    """Facts a letter cannot do without. `names` are their Chinese labels; the message is a sentence for the writer."""

    def __init__(self, kind: str, names: tuple[str, ...]) -> None:
        self.names = names
        super().__init__(
            _("《%(kind)s》还缺：%(names)s。请补充后再生成文书。") % {"kind": kind, "names": "、".join(names)}
        )

    def __str__(self) -> str:
        return "".join(self.messages)


def compose(
    template: str,
    *,
    application: Any,
    applicant: Any,
    facts: Mapping[str, Any],
    decision: str = "",
    party: Any = None,
    number: str = "",
    signed_on: date | None = None,
    received_on: date | None = None,
    due: Due | None = None,
    enclosures: tuple[str, ...] = (),
    served_online: bool = False,
    is_draft: bool = False,
) -> Letter:
    """The letter `template` of this case. `application` may be anything with an organ and a number (a correction of
    Art. 41 has its own row); `facts` are those of `demands.fields_for`, dates as dates or ISO text.

    MissingFact names what is not there, KeyError a letter there is not, ValidationError a letter that would tell a
    third party who applied or one dated before the Regulations of 2019.
    """
    text = TEMPLATES[template]
    row = _decision(template, decision)
    on = signed_on or timezone.localdate()
    if on < INSTRUMENTS["2019"].since:
        raise ValidationError(_("2019年5月15日以前的文书按2007年的条例制作，没有那时的文本；请登记文书原件。"))
    office = ApplicationOffice.of(application.organ)
    known = (
        values.of_organ(application.organ, office)
        | values.of_case(application, party=party, signed_on=on, received_on=received_on, due=due)
        | (values.of_applicant(application, applicant, received_on) if text.to in {"applicant", "file"} else {})
        | values.of_decision(row, facts, on)
        | values.of_facts(text, facts, received_on)
    )
    addressee = _addressee(text, known, applicant, party)
    known.setdefault("addressee", addressee)
    # Whether it goes out online was the applicant's wish; a third party is written to on paper.
    served_online = served_online and text.to == "applicant"
    gaps = fill.Gaps()
    if text.remedy is not Remedy.NONE:
        known["remedy"] = _remedy(text, row, facts, application.organ, office, on, served_online=served_online)
    letter = Letter(
        organ=application.organ.name,
        kind=text.kind,
        number=number,
        addressee="" if text.to == "file" else addressee,
        blocks=fill.blocks(text, known, _may_stay_empty(text), gaps),
        signed_by=fill.sentence(text.signed or "{organ}", known, gaps),
        # Whoever fills in a form writes the day himself.
        signed_on=None if text.signed else signed_on,
        attachments=(*text.encloses, *enclosures),
        note=fill.sentences(text.note, known, gaps),
        is_draft=is_draft,
        receipt_slip=text.slip and not served_online,
        qr=str(known.get("status_address", "")) if text.qr == "status" else "",
    ).printable()
    for name in _not_said(text, known, addressee):
        gaps.add(name)
    if gaps.names:
        raise MissingFact(text.kind, tuple(dict.fromkeys(_label(text, name) for name in gaps.names)))
    if text.to in {"party", "organ", "us"} and applicant is not None:
        privacy.refuse_naming(letter, applicant, addressee=addressee)
    return privacy.without_numbers(letter, applicant)


def blank_form(organ: Any, name: str = "application_form") -> Letter:
    """A form of the organ to print and fill in by hand: nothing in it but the organ's own data."""
    return compose(name, application=SimpleNamespace(organ=organ), applicant=None, facts={}, received_on=None)


def _decision(template: str, code: str) -> Decision | None:
    """The kind of reply the letter gives; for an internal form the one it proposes. ValueError when the two differ."""
    own = BY_LETTER.get(template)
    if own is not None and code and code != own.code:
        raise ValueError(f"the text {template} is that of {own.code}, not of {code}")
    return own or (decision_row(code) if code else None)


def _addressee(text: Template, known: Mapping[str, fill.Value], applicant: Any, party: Any) -> str:
    """Who is addressed: an applicant in care of his agent, where he has one."""
    if text.to == "us":
        return str(known["organ"])
    if party is not None:
        return str(party.name).strip()
    if text.to in {"party", "organ"}:
        return str(known.get("addressee", ""))
    name = str(getattr(applicant, "name", "") or getattr(applicant, "masked_name", "")).strip()
    agent = str(getattr(applicant, "agent_name", "") or "").strip()
    return f"{name}（由代理人{agent}转）" if name and agent else name


def _may_stay_empty(text: Template) -> frozenset[str]:
    """The optional facts; in a form to be filled in by hand whatever the case does not know yet."""
    facts = fields_for(text.name)
    free = {need.key for need in facts if need.optional}
    if text.to == "file":
        free |= set(text.promises) - {need.key for need in facts if not need.optional}
    return frozenset(free)


def _not_said(text: Template, known: Mapping[str, fill.Value], addressee: str) -> list[str]:
    """Facts that are demanded though the text does not print them (it opens a line by them), and nobody to address."""
    demanded = [need.key for need in fields_for(text.name) if not need.optional and not need.for_file_only]
    silent = [name for name in demanded if not known.get(name)]
    return silent + ["addressee"] * (text.to != "file" and not addressee)


def _label(text: Template, name: str) -> str:
    """What the writer must fill in: for a value that is computed, the fact it is computed from."""
    name = COMPUTED.get(name, name)
    own = {need.key: need.label for need in fields_for(text.name)}
    return own.get(name) or LABELS.get(name, name)


def _remedy(
    text: Template,
    row: Decision | None,
    facts: Mapping[str, Any],
    organ: Any,
    office: ApplicationOffice,
    on: date,
    *,
    served_online: bool,
) -> str:
    """The paragraph of a letter dated `on`; a part withheld for another reason than Articles 14 to 16 binds to nothing."""
    wanted = {"行政复议机关": office.reconsideration_at, "有管辖权的人民法院": office.court}
    if served_online and on >= INSTRUMENTS["reconsideration"].since:
        wanted["网上申请行政复议的渠道（在依申请公开办理设置中填写，行政复议法第二十二条）"] = (
            office.reconsideration_online
        )
    if lacking := tuple(label for label, value in wanted.items() if not value):
        raise MissingFact(text.kind, lacking)
    remedy, partial = text.remedy, False
    if row is not None and row.family is Family.GRANTED_IN_PART:
        partial = _is_refusal(facts.get("ground"))
        remedy = remedy if partial else Remedy.EITHER
    return remedy_paragraph(
        remedy,
        on,
        reconsideration_at=office.reconsideration_at,
        court=office.court,
        organ=_standing(organ),
        higher_department=office.higher_department,
        online_channel=office.reconsideration_online if served_online else "",
        served_online=served_online,
        partial=partial,
        act=text.act,
    )


def _is_refusal(chosen: Any) -> bool:
    if not chosen:
        return True
    return ground(str(chosen)).article.split(".")[0] in REFUSALS


def _standing(organ: Any) -> Standing:
    if organ.kind == "government":
        return Standing.GOVERNMENT
    if organ.name.endswith("司法局"):
        return Standing.JUSTICE
    return Standing.VERTICAL if organ.name.endswith(VERTICAL) else Standing.DEPARTMENT
