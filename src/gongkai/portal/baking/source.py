"""The public face as a source of pages for `static_site`."""

import hashlib
from collections.abc import Iterable, Sequence
from contextlib import AbstractContextManager
from importlib.resources import files

from gongkai import __version__
from gongkai.portal.baking import answering, everything, frame, looking, touching
from gongkai.static_site.sources import Answer, Failure


class PortalSource:
    def parts_of(self, what: str) -> Iterable[str]:
        return touching.parts_of(what)

    def chunks(self) -> Iterable[str]:
        return everything.chunks()

    def look(self, whats: Sequence[str], *, in_bulk: bool = False) -> AbstractContextManager[Iterable[str]]:
        return looking.look(whats, kept=frame.kept_in_bulk() if in_bulk else None)

    def forget(self) -> None:
        frame.forget_bulk()

    def answer(self, address: str) -> Answer | Failure:
        return answering.answer(address)

    def fingerprint(self) -> str:
        """Over the version, the templates and the names of the static files, which carry their digests."""
        digest = hashlib.sha256(__version__.encode())
        for name in sorted(everything.assets()):
            digest.update(name.encode())
        for template in sorted(files("gongkai.portal").joinpath("templates").rglob("*.html")):  # type: ignore[attr-defined]
            digest.update(template.read_bytes())
        return digest.hexdigest()
