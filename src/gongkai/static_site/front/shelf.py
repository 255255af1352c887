"""Baked answers, found by address. Small ones are kept in memory.

What is kept is never trusted: each time the disk is asked whether the files are still the same ones (time, size, inode),
by way of the link `current`, so that a new release, a new version of a page and a withdrawal are seen by the next request.
"""

import os
import re
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote

from gongkai.static_site.front import headers, negotiation, routes
from gongkai.static_site.front.addresses import address as address_of
from gongkai.static_site.front.files import Identity, Opened, http_date, identity, open_under

SMALL = 128 * 1024  # bytes; a larger file is opened anew for each answer and sent in pieces
KEPT = 16 * 1024 * 1024  # bytes one process keeps
_OF_CONTENT = frozenset({"Content-Type", "Content-Disposition", "Content-Encoding"})  # a 304 has no content
_MOVED = re.compile(rb"<!-- moved: (/[^\s<>\\]*) -->")

Headers = list[tuple[str, str]]


@dataclass(slots=True)
class Baked:
    """One answer as it lies on the disk. A large file comes `opened` and without a `body`: whoever got it closes it."""

    status: str
    headers: Headers
    body: bytes = b""
    opened: Opened | None = None
    etag: str = ""
    last_modified: str = ""
    modified: int = 0  # seconds since 1970
    size: int = 0
    is_page: bool = False
    reads_query: bool = False
    has_ranges: bool = False
    keeps_query: bool = False  # a redirect to the same page
    watched: tuple[tuple[str, Identity], ...] = ()  # by way of `current`: while these are the same, this answer holds
    unchanged: Headers = field(default_factory=list)  # the headers of a 304


class Shelf:
    """The baked files of one site directory. `common`: headers every answer of the public side has."""

    def __init__(self, site: Path, *, common: Sequence[tuple[str, str]] = ()) -> None:
        self._current = os.path.join(os.path.abspath(site), "current")
        self._www = f"{self._current}/www"
        self._common = list(common)
        self._kept: dict[tuple[str, tuple[str, ...]], Baked] = {}
        self._kept_bytes = 0
        self._keeping = threading.Lock()
        self._known = ("", "")  # a release and the real path of its www

    def find(self, path_info: str, accept: str) -> Baked | None:
        """What is baked at this address, in the best coding the reader takes; None when nothing is."""
        key = (path_info, negotiation.codings(accept))
        kept = self._kept.get(key)
        if kept is not None:
            if self._holds(kept):
                return kept
            self._forget(key)
        address = address_of(path_info)
        if address is None:
            return None
        found = self._settled(lambda root: self._look(root, address, key[1]))
        if found is not None and found.watched:
            self._keep(key, found)
        return found

    def notice(self, name: str, status: str, *, extra: Sequence[tuple[str, str]] = ()) -> Baked | None:
        """A page at the top that stands in for others: `404.html`, `offline.html`."""
        return self._settled(lambda root: self._standing_in(root, f"/{name}", status, extra))

    def has_site(self) -> bool:
        return os.path.isdir(self._www)

    # Looking

    def _settled(self, look: Callable[[str], Baked | None]) -> Baked | None:
        """Looks under one release from beginning to end; should that be replaced and removed meanwhile, under the next."""
        release = self._release()
        while True:
            known = self._known
            if release != known[0]:
                known = self._known = release, os.path.realpath(self._www)
            found = look(known[1])
            now = self._release()
            if found is not None or now == release:
                return found
            release = now

    def _release(self) -> str:
        """What `current` points to at this moment; its own name where it is no link."""
        try:
            return os.readlink(self._current)
        except OSError:
            return self._current

    def _look(self, root: str, address: str, codings: tuple[str, ...]) -> Baked | None:
        if address.endswith("/"):
            return self._at_directory(root, address, codings)
        opened = None if address.endswith(".html") else open_under(root, address)
        if opened is not None:
            return self._file(root, address, opened, headers.of_file(address), codings)
        is_page = any(os.path.exists(f"{root}{address}/{name}.html") for name in ("index", "gone", "moved"))
        return self._redirect(f"{address}/") if is_page else None

    def _at_directory(self, root: str, address: str, codings: tuple[str, ...]) -> Baked | None:
        opened = open_under(root, f"{address}index.html")
        if opened is not None:
            page = self._file(root, f"{address}index.html", opened, headers.of_page(), codings)
            if page is not None:
                page.is_page = True
                page.reads_query = address in routes.READ_QUERIES
            return page
        if gone := self._standing_in(root, f"{address}gone.html", "410 Gone"):
            return gone
        return self._moved(root, f"{address}moved.html")

    def _file(self, root: str, path: str, opened: Opened, kind: Headers, codings: tuple[str, ...]) -> Baked | None:
        """The file, or its sidecar in the best coding. The plain file must be there: a sidecar alone is a left-over."""
        watched = [(self._www + path, identity(opened.facts))]
        ending, coded = "", kind
        for coding in codings:
            sidecar = open_under(root, path + negotiation.CODINGS[coding])
            if sidecar is not None:
                opened.close()
                opened, ending = sidecar, negotiation.CODINGS[coding]
                coded = [*kind, ("Content-Encoding", coding)]
                watched.append((self._www + path + ending, identity(opened.facts)))
                break
        return self._answer(opened, "200 OK", coded, ending=ending, watched=tuple(watched))

    def _standing_in(self, root: str, path: str, status: str, extra: Sequence[tuple[str, str]] = ()) -> Baked | None:
        opened = open_under(root, path)
        return self._answer(opened, status, [*headers.of_notice(), *extra]) if opened else None

    def _answer(
        self, opened: Opened, status: str, kind: Headers, *,
        ending: str = "", watched: tuple[tuple[str, Identity], ...] = (),
    ) -> Baked | None:  # fmt: skip
        """Everything about an opened file that no request changes. A small one is read and closed."""
        facts = opened.facts
        is_small = facts.st_size <= SMALL
        body = b""
        if is_small:
            try:
                body = opened.read()
            except OSError:
                return None
            finally:
                opened.close()
        etag = f'"{facts.st_mtime_ns:x}-{facts.st_size:x}{ending.replace(".", "-")}"'
        written = http_date(facts)
        own = {name for name, _value in kind}
        keeping = [("ETag", etag), ("Last-Modified", written)] if status == "200 OK" else []
        keeping += [(name, value) for name, value in self._common if name not in own]
        return Baked(
            status=status,
            headers=[*kind, ("Content-Length", str(facts.st_size)), *keeping],
            body=body,
            opened=None if is_small else opened,
            etag=etag,
            last_modified=written,
            modified=int(facts.st_mtime),
            size=facts.st_size,
            has_ranges=("Accept-Ranges", "bytes") in kind,
            watched=watched if is_small else (),
            unchanged=[*(one for one in kind if one[0] not in _OF_CONTENT), *keeping],
        )

    def _moved(self, root: str, path: str) -> Baked | None:
        """Where the page at this address went; only an address of this site is believed."""
        page = self._standing_in(root, path, "301 Moved Permanently")
        if page is None:
            return None
        named = _MOVED.match(page.body)
        if named is None or named[1].startswith(b"//"):
            page.status = "200 OK"  # the page itself leads on by a link
            return page
        page.headers.append(("Location", _written(named[1].decode("utf-8", "replace"))))
        return page

    def _redirect(self, address: str) -> Baked:
        kind = [("Location", _written(address)), ("Content-Length", "0"), ("Cache-Control", headers.PAGE)]
        return Baked("301 Moved Permanently", [*kind, *self._common], keeps_query=True)

    # Keeping

    def _holds(self, kept: Baked) -> bool:
        try:
            for path, known in kept.watched:
                now = os.stat(path)
                if now.st_mtime_ns != known[0] or now.st_size != known[1] or now.st_ino != known[2]:
                    return False
        except OSError:
            return False
        return True

    def _keep(self, key: tuple[str, tuple[str, ...]], found: Baked) -> None:
        with self._keeping:
            self._forget_unlocked(key)
            self._kept[key] = found
            self._kept_bytes += _weight(found)
            while self._kept_bytes > KEPT:
                self._forget_unlocked(next(iter(self._kept)))

    def _forget(self, key: tuple[str, tuple[str, ...]]) -> None:
        with self._keeping:
            self._forget_unlocked(key)

    def _forget_unlocked(self, key: tuple[str, tuple[str, ...]]) -> None:
        old = self._kept.pop(key, None)
        if old is not None:
            self._kept_bytes -= _weight(old)


def _weight(found: Baked) -> int:
    return len(found.body) + 2048  # the headers and the places in the table


def _written(address: str) -> str:
    """An address of this site as a header can hold it; what is percent-encoded already stays so."""
    return quote(address, safe="/%?&=#:@!$'()*+,;~-._")
