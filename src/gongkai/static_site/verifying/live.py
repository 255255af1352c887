"""A site that is being served, seen as a tree: each listed file is fetched from its address as a reader would.

Each address is asked for once as it is and, where a compressed copy may be sent, once with gzip. What nobody listed cannot
be found this way. The pace is bounded: a verification must not be a burden.
"""

import gzip
import http.client
import io
import re
import secrets
import ssl
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO
from urllib.parse import quote, unquote, urljoin, urlsplit

from gongkai.static_site.chain import Head
from gongkai.static_site.segments import lines
from gongkai.static_site.sidecars import COMPRESSED
from gongkai.static_site.verifying.comparing import Progress, compare
from gongkai.static_site.verifying.reading import CHUNK
from gongkai.static_site.verifying.report import Report
from gongkai.static_site.verifying.trees import LocalTree, NotPlain

NO_ADDRESS = frozenset({"404.html", "offline.html"})  # sent in the place of others
INDEX, GONE, MOVED = "index.html", "gone.html", "moved.html"
MOVED_TO = re.compile(rb"<!-- moved: (\S+) -->")
WORKERS, TRIES, SECONDS, GIVE_UP = 8, 3, 20, 20
LONGEST = 512 * 1024 * 1024  # bytes of one answer
USER_AGENT = "gongkai-verify"


class SiteDown(Exception):
    """The site does not answer, or answers for another address; the message is a sentence."""


def address_of(path: str) -> tuple[str, int]:
    """The address of a file below www, percent-encoded, and the status it is sent with."""
    folder, _, name = path.rpartition("/")
    special = {INDEX: 200, GONE: 410, MOVED: 301}.get(name)
    address = (f"/{folder}/" if folder else "/") if special else f"/{path}"
    return quote(address), special or 200


def ask(
    url: str, manifest: Path, *, www: Path, known: Head | None = None, sample: int = 0, rate: int = 50,
    progress: Progress | None = None,
) -> Report:  # fmt: skip
    """Verify the site at `url` (http or https, with or without a path) at most `rate` requests a second.

    `www` is the local copy, asked where a moved page leads. Raises SiteDown, NoManifest, BrokenChain.
    """
    tree = LiveTree(url, manifest, www, rate)
    tree.knock()
    report = compare(
        tree, manifest, known=known, sample=sample, only=lambda path: path not in NO_ADDRESS, workers=WORKERS, progress=progress
    )  # fmt: skip
    report.notes.append("按地址核验看不到清单以外多出的文件；出错页和离线页没有自己的地址，没有核验")
    return report


class LiveTree:
    """`open` asks for the address of a file; the name of a compressed copy asks for the same address with gzip."""

    def __init__(self, url: str, manifest: Path, www: Path, rate: int) -> None:
        parts = urlsplit(url)
        if parts.scheme not in {"http", "https"} or not parts.hostname:
            raise SiteDown(f"“{url}”不是网址")
        self.host, self.port, self.is_https = parts.hostname, parts.port, parts.scheme == "https"
        self.url, self.below = f"{parts.scheme}://{parts.netloc}", parts.path.rstrip("/")
        self.manifest, self.www = manifest, LocalTree(www)
        self._mine = threading.local()
        self._gate, self._next, self._pause = threading.Lock(), 0.0, 1 / rate
        self._failed = 0

    def knock(self) -> None:
        """Is anybody there, and is it the right door? Raises SiteDown."""
        try:
            status, headers, _body = self._ask("/", "identity")
        except OSError as problem:
            raise SiteDown(f"{self.url} 没有应答（{problem}）") from None
        target = headers.get("Location", "")
        if status in {301, 302, 307, 308} and urlsplit(target).scheme not in {"", urlsplit(self.url).scheme}:
            raise SiteDown(f"{self.url} 转向 {target}，请直接核验那个网址")

    def paths(self) -> Iterator[str]:
        """The compressed copies a reader may be sent."""
        listed: dict[str, bool] = {}
        for line in lines(self.manifest):
            if line.entry.path.endswith(COMPRESSED):
                listed[line.entry.path] = not line.entry.is_removal
        return (f"{path}.gz" for path, is_there in listed.items() if is_there and path not in NO_ADDRESS)

    def open(self, path: str) -> BinaryIO:
        is_copy = path.endswith(".gz") and path.removesuffix(".gz").endswith(COMPRESSED)
        if path.endswith(".br"):
            raise FileNotFoundError(path)
        path = path.removesuffix(".gz") if is_copy else path
        address, wanted = address_of(path)
        status, headers, body = self._ask(address, "gzip" if is_copy else "identity")
        where = f"地址 {unquote(address)} "
        if wanted == 301:
            if status in {301, 302, 307, 308}:
                return self._moved(path, headers.get("Location", ""), address, is_copy)
            wanted = 200
        if status in {404, 410} and wanted == 200:
            raise FileNotFoundError(path)
        if status != wanted:
            raise NotPlain(f"{where}应答复 {wanted}，实际答复 {status}")
        coding = headers.get("Content-Encoding", "identity").lower()
        if coding not in {"identity", "gzip"}:
            raise NotPlain(f"{where}用没有要求的方式压缩（{coding}）")
        if is_copy and coding == "identity":
            return io.BytesIO(gzip.compress(body, 1))
        if not is_copy and coding == "gzip":
            return gzip.open(io.BytesIO(body), "rb")  # type: ignore[return-value]
        return io.BytesIO(body)

    def _moved(self, path: str, location: str, address: str, is_copy: bool) -> BinaryIO:
        """A server that redirects instead of sending the small page: right when it leads where the page does."""
        try:
            with self.www.open(path) as file:
                page = file.read()
        except OSError:
            raise OSError("只答复了转向，本地没有文件可核对去向") from None
        leads = MOVED_TO.match(page)
        target = leads[1].decode("utf-8", "replace") if leads else ""
        if not target or _plain(urljoin(self.url + address, location)) != _plain(urljoin(self.url + address, target)):
            raise NotPlain(f"地址 {unquote(address)} 转向 {location}，应转向 {target}")
        return io.BytesIO(gzip.compress(page, 1) if is_copy else page)

    def _ask(self, address: str, coding: str) -> tuple[int, http.client.HTTPMessage, bytes]:
        """Status, headers and body. Raises OSError after TRIES, SiteDown when nothing answers any more."""
        why = ""
        for turn in range(TRIES):
            self._wait(turn)
            try:
                answer = self._once(address, coding)
            except (OSError, http.client.HTTPException) as problem:
                self._mine.connection = None
                why = str(problem) or type(problem).__name__
                continue
            if answer[0] == 429 or answer[0] >= 500:
                why = f"答复 {answer[0]}"
                continue
            self._failed = 0
            return answer
        self._failed += 1
        if self._failed >= GIVE_UP:
            raise SiteDown(f"{self.url} 连续 {GIVE_UP} 个地址没有正常应答（{why}）")
        raise OSError(why)

    def _once(self, address: str, coding: str) -> tuple[int, http.client.HTTPMessage, bytes]:
        connection = getattr(self._mine, "connection", None) or self._connect()
        headers = {"Accept-Encoding": coding, "User-Agent": USER_AGENT, "Cache-Control": "no-cache"}
        connection.request("GET", self.below + address, headers=headers)
        response = connection.getresponse()
        body = bytearray()
        while piece := response.read(CHUNK):
            body += piece
            if len(body) > LONGEST:
                connection.close()
                raise OSError("答复的内容没有尽头")
        self._mine.connection = None if response.will_close else connection
        return response.status, response.headers, bytes(body)

    def _connect(self) -> http.client.HTTPConnection:
        if self.is_https:
            context = ssl.create_default_context()
            return http.client.HTTPSConnection(self.host, self.port, timeout=SECONDS, context=context)
        return http.client.HTTPConnection(self.host, self.port, timeout=SECONDS)

    def _wait(self, turn: int) -> None:
        """The turn of this request: `rate` a second over all threads, a little longer after a failure."""
        with self._gate:
            now = time.monotonic()
            start = max(now, self._next)
            self._next = start + self._pause
        time.sleep(start - now + 0.2 * turn * (1 + secrets.randbelow(100) / 100))


def _plain(address: str) -> str:
    parts = urlsplit(address)
    return unquote(f"{parts.scheme}://{parts.netloc}{parts.path}")
