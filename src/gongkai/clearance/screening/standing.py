"""What was found in a subject joined with what people have settled: the list a clerk works through and a reviewer reads."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gongkai.audit import actions as audit
from gongkai.clearance.documents.places import Place
from gongkai.clearance.grounds import GROUNDS, Ground, grounds_for
from gongkai.clearance.models import CleanedCopy, ClearanceRecord, Finding, Scan, Settlement
from gongkai.clearance.scanners import RULES
from gongkai.clearance.scanners.finding import BLOCK, SEVERITIES
from gongkai.organs import queries as organs
from gongkai.organs import rules
from gongkai.organs.models import Organ
from gongkai.sealing.blind import blind_index

UNREAD, UNCLEANED = "UNREAD", "UNCLEANED"
OWN_RULES = {
    UNREAD: (gettext_lazy("没有读出的部分"), gettext_lazy("读不全的文件不能当作没有问题（条例第十七条）。")),
    UNCLEANED: (gettext_lazy("没有清除的部分"), gettext_lazy("公开的副本里还留着不显示的内容或者作者信息，去掉会改变文意，要由人决定。")),
}  # fmt: skip


@dataclass(frozen=True)
class Exhibit:
    """One part of a subject: its text ("") or one of its files, with what a scan found there."""

    label: str
    scan: Scan
    file: object | None = None  # pages.StoredFile


@dataclass(frozen=True)
class Standing:
    """One thing somebody has to look at. `finding` is None for what could not be read or cleaned."""

    exhibit: Exhibit
    rule: str
    severity: str
    place: str
    masked: str
    hidden: bool
    note: str
    fingerprint: str
    finding: Finding | None
    settlement: Settlement | None

    @property
    def label(self) -> str:
        return str(OWN_RULES[self.rule][0]) if self.rule in OWN_RULES else RULES[self.rule].label

    @property
    def why(self) -> str:
        return str(OWN_RULES[self.rule][1]) if self.rule in OWN_RULES else RULES[self.rule].why

    @property
    def is_open(self) -> bool:
        return self.severity == BLOCK and self.settlement is None

    @property
    def ground(self) -> Ground | None:
        return GROUNDS.get(self.settlement.ground) if self.settlement else None

    @property
    def grounds(self) -> list[Ground]:
        return grounds_for(self.rule, self.severity)


def standings(subject: str, exhibits: Iterable[Exhibit]) -> list[Standing]:
    """Everything found in these exhibits, the worst first, each with its settlement when there is one."""
    settled = {
        (row.rule, row.fingerprint): row for row in Settlement.objects.filter(subject=subject).select_related("by")
    }
    found: list[Standing] = []
    for exhibit in exhibits:
        for finding in exhibit.scan.findings.all():
            key = (finding.rule, finding.fingerprint)
            found.append(
                Standing(
                    exhibit, finding.rule, finding.severity, finding.where.words(), finding.masked, finding.hidden,
                    finding.note, finding.fingerprint, finding, settled.get(key),
                )
            )  # fmt: skip
        found += [_own(exhibit, UNREAD, part["why"], part["place"], settled) for part in exhibit.scan.unread]
        found += [_own(exhibit, UNCLEANED, part["why"], part["place"], settled) for part in _refused(exhibit)]
    return sorted(found, key=lambda one: (not one.is_open, SEVERITIES.index(one.severity)))


def exhibits_of(record: ClearanceRecord) -> list[Exhibit]:
    """What was laid before the reviewers of a submission, as it was scanned then."""
    rows = record.exhibits.select_related("scan", "file").prefetch_related("scan__findings")
    return [Exhibit(row.label, row.scan, row.file) for row in rows]


def _own(exhibit: Exhibit, rule: str, why: str, place: list, settled: dict) -> Standing:
    where = Place.from_data(place).words()
    fingerprint = blind_index(f"{exhibit.scan.sha256}/{where}/{why}", f"finding/{rule}")
    return Standing(
        exhibit, rule, BLOCK, where, "", False, why, fingerprint, None, settled.get((rule, fingerprint))
    )  # fmt: skip


def _refused(exhibit: Exhibit) -> list[dict]:
    if exhibit.file is None:
        return []
    copy = CleanedCopy.objects.filter(sha256=exhibit.scan.sha256).first()
    return copy.refused if copy else [{"why": _("这个文件还没有做过清理。"), "place": []}]


def problems(found: Iterable[Standing]) -> list[str]:
    """A sentence for each thing that still forbids clearing, alike ones together."""
    counted: dict[tuple[str, str], int] = {}
    for one in found:
        if one.is_open:
            where = one.exhibit.label or _("正文")
            counted[(one.label, where)] = counted.get((one.label, where), 0) + 1
    return [
        _("%(where)s：%(label)s %(count)d 处，要遮盖，或者写明可以公开的理由。")
        % {"where": where, "label": label, "count": count}
        for (label, where), count in counted.items()
    ]


@transaction.atomic
def settle(*, subject: str, organ: Organ, standing: Standing, ground: str, note: str, by) -> Settlement:
    """说明理由. Raises ValidationError when this ground is no answer to this finding."""
    organs.require(by, rules.READ_DRAFTS, organ)
    if not (organs.may(by, rules.WRITE, organ) or organs.may(by, rules.CLEAR, organ)):
        organs.require(by, rules.WRITE, organ)
    if not standing.grounds:
        raise ValidationError(
            _("密级标志不能用说明理由放行：带密级标志的内容不得存入本系统（保守国家秘密法第三十一条）。")
        )
    if ground not in {one.code for one in standing.grounds}:
        raise ValidationError(_("“%s”要选一个说得通的理由，或者把它遮盖掉。") % standing.label)
    row, _is_new = Settlement.objects.update_or_create(
        subject=subject, rule=standing.rule, fingerprint=standing.fingerprint,
        defaults={"ground": ground, "note": note.strip()[:300], "by": by},
    )  # fmt: skip
    audit.record(
        verb="finding.settled", by=by, organ=organ.slug, subject=subject, rule=standing.rule, ground=ground,
        where=standing.place[:120],
    )  # fmt: skip
    return row


@transaction.atomic
def unsettle(*, subject: str, organ: Organ, standing: Standing, by) -> None:
    """Take a justification back: the finding stands open again."""
    organs.require(by, rules.READ_DRAFTS, organ)
    if standing.settlement is not None:
        standing.settlement.delete()
        audit.record(verb="finding.unsettled", by=by, organ=organ.slug, subject=subject, rule=standing.rule)
