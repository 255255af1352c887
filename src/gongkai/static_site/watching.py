"""夜间核验: every night a slice of the public site is read, in DAYS nights all of it; what was added is looked for each night.

What it last found stands in the errand's row, for the office's page; what is wrong also goes to the log and the trail.
"""

import json
import logging
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from zlib import crc32

from django.utils import timezone

from gongkai.audit import actions as audit
from gongkai.casework import errands
from gongkai.static_site.chain import BrokenChain
from gongkai.static_site.segments import NoManifest
from gongkai.static_site.verifying.comparing import Pending, compare, nothing_pending
from gongkai.static_site.verifying.heads import kept_head
from gongkai.static_site.verifying.places import locate
from gongkai.static_site.verifying.report import KINDS, Report, shown
from gongkai.static_site.verifying.trees import LocalTree

ERRAND = "site.watch"
DAYS = 7
NAMED = 20  # faults that are told one by one
log = logging.getLogger("gongkai.static_site")


@dataclass(frozen=True)
class Watch:
    """What the last night found: how many files were read, how many faults, the first of them in words; `cannot_tell`
    is the reason when nobody could tell."""

    day: str
    checked: int = 0
    faults: int = 0
    named: tuple[str, ...] = ()
    cannot_tell: str = ""

    @property
    def is_alarm(self) -> bool:
        return bool(self.faults or self.cannot_tell)


def last_watch() -> Watch | None:
    """What was found last; None before the first night."""
    kept = errands.last(ERRAND)
    if not kept:
        return None
    told = json.loads(kept)
    return Watch(**told | {"named": tuple(told["named"])})


def watch(site: Path, *, pending: Pending = nothing_pending, today: date | None = None) -> Watch | None:
    """Once a day; None when it has been done today. Missed or broken off, it is simply still to be done."""
    today = today or timezone.localdate()
    last = last_watch()
    if last is not None and last.day >= today.isoformat():
        return None
    try:
        release = locate(site)
        report = compare(
            LocalTree(release.www), release.manifest, known=kept_head(release.name), pending=pending,
            only=lambda path: is_due(path, today),
        )  # fmt: skip
        found = _found(report, today)
    except (NoManifest, BrokenChain, OSError) as problem:
        found = Watch(today.isoformat(), cannot_tell=str(problem))
    if found.is_alarm:
        why = found.cannot_tell or "；".join(found.named)
        log.error("site verification: %d faults. %s", found.faults, why)
        audit.record(verb="site.alarm", by=None, subject="site", faults=found.faults, why=why[:2000])
    errands.done(ERRAND, json.dumps(asdict(found), ensure_ascii=False))
    return found


def is_due(path: str, today: date) -> bool:
    """Whether this path belongs to the slice of the day: by its name, so that nothing has to be remembered."""
    return crc32(path.encode("utf-8", "surrogateescape")) % DAYS == today.toordinal() % DAYS


def _found(report: Report, today: date) -> Watch:
    wrong = [f"{KINDS[fault.kind]} {shown(fault.path)}：{fault.reason}" for fault in report.faults]
    wrong += [f"不能核验 {shown(path)}：{why}" for path, why in report.unknown]
    return Watch(today.isoformat(), report.checked, len(wrong), tuple(wrong[:NAMED]))
