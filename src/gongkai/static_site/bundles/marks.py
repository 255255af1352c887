"""Where a site stands: release and end of its manifest, as it is written in a bundle and on the command line."""

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

from gongkai.static_site.chain import DIGEST, Head
from gongkai.static_site.segments import head_of
from gongkai.static_site.verifying.places import locate

RELEASE = re.compile(r"[0-9]{1,9}")


@dataclass(frozen=True)
class Mark:
    """`release` is a number as text; releases only count upwards."""

    release: str
    head: Head

    def __str__(self) -> str:
        return f"{self.release}:{self.head.n}:{self.head.chain}"

    @property
    def rank(self) -> int:
        return int(self.release)

    def as_data(self) -> dict[str, Any]:
        return {"release": self.release, "n": self.head.n, "chain": self.head.chain}

    @classmethod
    def read(cls, text: str) -> Self:
        """From 发布号:行号:链值. Raises ValueError."""
        release, number, chain = text.split(":")
        return cls.of({"release": release, "n": int(number), "chain": chain})

    @classmethod
    def of(cls, data: Any) -> Self:
        """Raises ValueError for anything that is no mark: it decides about the names of folders."""
        try:
            release, number, chain = data["release"], data["n"], data["chain"]
        except (TypeError, KeyError):
            raise ValueError("no mark") from None
        if not (isinstance(release, str) and RELEASE.fullmatch(release) and isinstance(number, int) and number > 0):
            raise ValueError("no mark")
        if not (isinstance(chain, str) and DIGEST.fullmatch(chain)):
            raise ValueError("no mark")
        return cls(release, Head(number, chain))


def mark_of(site: Path) -> Mark:
    """Where the site in this directory stands. Raises NoManifest, BrokenChain."""
    release = locate(site)
    return Mark(release.name, head_of(release.manifest))
