"""What an organ has said of itself, as the scanners take it; and the name of the rules in force for it."""

import hashlib
import re
from dataclasses import asdict

from gongkai.clearance.models import KnownValue
from gongkai.clearance.scanners.edition import EDITION
from gongkai.clearance.scanners.finding import Known
from gongkai.organs.models import DisclosureOffice, Organ, SiteFacts, Unit

Kind = KnownValue.Kind


def known_of(organ: Organ | None) -> Known:
    """Duty phones and mail domains come from the organ's own pages, the rest from what it has entered."""
    if organ is None:
        return Known()
    rows: dict[str, list[tuple[str, str]]] = {}
    for kind, value, note in KnownValue.objects.filter(organ=organ).values_list("kind", "value", "note"):
        rows.setdefault(kind, []).append((value, note))
    phones = {_digits(value) for value, _note in rows.get(Kind.PHONE, [])} | _own_phones(organ)
    domains = {"gov.cn"} | {value.lower().lstrip("@.") for value, _note in rows.get(Kind.DOMAIN, [])}
    return Known(
        phones=frozenset(phones - {""}),
        accounts=frozenset(_digits(value) for value, _note in rows.get(Kind.ACCOUNT, [])),
        domains=frozenset(domains | _own_domains(organ)),
        plates=frozenset(value.upper() for value, _note in rows.get(Kind.PLATE, [])),
        forbidden=tuple(sorted(rows.get(Kind.FORBIDDEN, []))),
    )


def ruleset_of(known: Known) -> str:
    """A short digest of the scanners' edition and of what the organ has said: when either moves, texts are read again."""
    said = {name: sorted(value) for name, value in asdict(known).items()}
    return f"{EDITION}-{hashlib.sha256(repr(sorted(said.items())).encode()).hexdigest()[:12]}"


def _digits(value: str) -> str:
    return re.sub(r"\D", "", value)


def _own_phones(organ: Organ) -> set[str]:
    said = [
        *DisclosureOffice.objects.filter(organ=organ).values_list("telephone", "fax"),
        *SiteFacts.objects.filter(organ=organ).values_list("contact_phone"),
        *Unit.objects.filter(organ=organ).values_list("phone"),
    ]
    return {_digits(part) for row in said for cell in row for part in re.split(r"[,，、;；/ ]+", cell or "")}


def _own_domains(organ: Organ) -> set[str]:
    boxes = DisclosureOffice.objects.filter(organ=organ).values_list("email", flat=True)
    return {box.rpartition("@")[2].lower() for box in boxes if "@" in box and not _is_public_mail(box)}


def _is_public_mail(box: str) -> bool:
    """A bureau's box at a mail house is known by its whole address only, not by the house's domain."""
    return box.rpartition("@")[2].lower() in {
        "qq.com",
        "163.com",
        "126.com",
        "sina.com",
        "139.com",
        "189.cn",
        "foxmail.com",
    }
