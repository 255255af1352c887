"""What a scanner says. A `Finding` never holds the value itself, only where it stands and what of it may be shown."""

from dataclasses import dataclass

from gongkai.clearance.documents.document import Block
from gongkai.clearance.documents.places import Place

BLOCK, WARN, INFO = "block", "warn", "info"
SEVERITIES = (BLOCK, WARN, INFO)  # the worst first


@dataclass(frozen=True)
class Hit:
    """A scanner's answer: a stretch of one block's own text (not of a view), how bad, and why in a Chinese clause."""

    block: Block
    start: int
    end: int
    severity: str
    note: str = ""

    @property
    def value(self) -> str:
        return self.block.text[self.start : self.end]


@dataclass(frozen=True)
class Finding:
    """`block`, `start`, `end`: the index of the block in the document and the stretch of its text."""

    rule: str
    severity: str
    place: Place
    masked: str
    hidden: bool
    block: int
    start: int
    end: int
    note: str = ""

    def as_data(self) -> dict[str, object]:
        """The published shape of a finding: `gongkai scan --json`."""
        return {
            "rule": self.rule, "severity": self.severity, "where": self.place.code(), "masked": self.masked,
            "hidden": self.hidden,
        }  # fmt: skip


@dataclass(frozen=True)
class Known:
    """What an organ has said of itself, so that its own numbers are no alarm. All lower case, digits only for phones."""

    phones: frozenset[str] = frozenset()
    accounts: frozenset[str] = frozenset()
    domains: frozenset[str] = frozenset({"gov.cn"})
    plates: frozenset[str] = frozenset()
    forbidden: tuple[tuple[str, str], ...] = ()  # an organ's own words: (word, why or what instead)
    allowed: frozenset[str] = frozenset()  # whole values somebody has settled for this organ
