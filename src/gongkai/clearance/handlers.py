"""What clearance demands of lower contexts, and answers when they ask; connected in apps.py and nowhere else."""

from gongkai.audit import actions as audit
from gongkai.clearance.models import CleanedCopy
from gongkai.organs import queries as organs
from gongkai.organs import rules
from gongkai.organs.models import Organ
from gongkai.pages import gates, signals
from gongkai.pages.models import StoredFile


def connect() -> None:
    gates.register(colleague_may_read)
    gates.require(has_been_cleaned)
    signals.original_read.connect(note_original_read)


def has_been_cleaned(stored: StoredFile) -> bool:
    """The last look before a file leaves: these bytes were scanned and cleaned, not only put into use by some row."""
    return CleanedCopy.objects.filter(sha256=stored.sha256).exists()


def note_original_read(sender, stored: StoredFile, by, **_more) -> None:
    """Who opened an original, with everything that its copy no longer shows (个人信息保护法 Art. 51)."""
    organ = stored.owner.partition(":")[2] if stored.owner.startswith("organ:") else ""
    audit.record(verb="file.original_read", by=by, organ=organ, subject=f"file:{stored.pk}", sha256=stored.sha256)


def colleague_may_read(user, stored) -> bool:
    """A scan or an answer of a review is for those who may read drafts in the organ whose review it is."""
    kind, _colon, slug = stored.owner.partition(":")
    organ = Organ.objects.filter(slug=slug).first() if kind == "review" else None
    return organ is not None and organs.may(user, rules.READ_DRAFTS, organ)
