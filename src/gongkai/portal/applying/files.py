"""The files of a form over several tries: sealed when they first come, then carried along as signed keys.

A file that was taken in is not asked for again because another field was wrong.
"""

from dataclasses import dataclass, field

from django.core import signing
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext as _

from gongkai.applications import actions
from gongkai.applications.vocabulary import Purpose
from gongkai.organs.models import Organ
from gongkai.pages.models import StoredFile
from gongkai.portal.applying import personal

SALT = "gongkai.portal.unsent"
LASTS = 12 * 3600  # seconds, as long as a form may stay open
MOST = 5
KEPT, DROPPED = "kept_file", "drop_file"
LIMIT_BYTES = MOST * 10 * 1024 * 1024


@dataclass(frozen=True)
class KeptFile:
    stored: StoredFile
    purpose: str
    token: str

    @property
    def purpose_label(self) -> str:
        return str(Purpose(self.purpose).label)


@dataclass
class Tray:
    """`problems`: purpose to sentences. Files of a field that had a problem and those of other fields are kept alike."""

    kept: list[KeptFile] = field(default_factory=list)
    problems: dict[str, list[str]] = field(default_factory=dict)

    def of(self, purpose: str) -> list[KeptFile]:
        return [row for row in self.kept if row.purpose == purpose]

    def has(self, purpose: str) -> bool:
        return bool(self.of(purpose))

    @property
    def stored(self) -> list[tuple[StoredFile, str]]:
        return [(row.stored, row.purpose) for row in self.kept]

    def add_problem(self, purpose: str, sentence: str) -> None:
        self.problems.setdefault(purpose, []).append(sentence)


def gather(request: HttpRequest, organ: Organ, purposes: dict[str, str]) -> Tray:
    """The tray of this post: what was kept and not dropped, and what has come now. `purposes`: field name to purpose."""
    tray = carried(request, organ)
    for name, purpose in purposes.items():
        for upload in request.FILES.getlist(name):
            if len(tray.kept) >= MOST:
                tray.add_problem(purpose, _("最多上传 %d 个文件，多出的没有保存。可以移除几个再上传。") % MOST)
                break
            if not (verdict := personal.count(request, personal.FILES_A_DAY)).allowed:
                tray.add_problem(
                    purpose, _("这个网络今天上传的文件太多，“%(name)s”没有保存。请在%(wait)s后再试，也可以随信函提交。")
                    % {"name": upload.name, "wait": personal.waiting(verdict.retry_after_seconds)},
                )  # fmt: skip
                break
            try:
                stored = actions.keep_unsent(upload, organ=organ)
            except ValidationError as problem:
                tray.add_problem(purpose, "".join(problem.messages))
                continue
            tray.kept.append(KeptFile(stored, purpose, _token(stored, purpose)))
    return tray


def carried(request: HttpRequest, organ: Organ) -> Tray:
    """Only what was kept before and not dropped; nothing new is taken in."""
    dropped = set(request.POST.getlist(DROPPED))
    named: dict[str, tuple[str, str]] = {}
    for token in request.POST.getlist(KEPT)[:MOST]:
        try:
            said = signing.loads(token, salt=SALT, max_age=LASTS)
        except signing.BadSignature:
            continue
        if token not in dropped:
            named[said["k"]] = (said["p"], token)
    found = actions.unsent(named, organ=organ) if named else {}
    return Tray([KeptFile(found[key], purpose, token) for key, (purpose, token) in named.items() if key in found])


def _token(stored: StoredFile, purpose: str) -> str:
    return signing.dumps({"k": str(stored.key), "p": purpose}, salt=SALT)
