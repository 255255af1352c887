"""A reader who polls all the time: files of the site as nginx sends them, and answers of the front."""

import gzip
import json
import random
import threading
import time
from pathlib import Path
from xml.etree import ElementTree

import brotli

from gongkai.config import headers
from gongkai.static_site.front.application import Front
from tests.static_site.front_site import ask, django_says

HOT = ("", "o/rongjiang-mzj/", "catalogue/", "o/rongjiang-mzj/h/0314/", "o/rongjiang-mzj/h/0313/")
PAUSE = 0.002  # seconds: the processors belong to those who are watched


class Reader(threading.Thread):
    """`seen` counts answers by kind; `complaints` are sentences."""

    def __init__(self, data: Path, *, site: Path | None = None) -> None:
        super().__init__(daemon=True)
        self.site, self.told = site or data / "site", data / "told.jsonl"
        self.front = Front(self.site, lambda: django_says(status="503 Service Unavailable"), common=headers.PUBLIC)
        self.seen = {"files": 0, "answers": 0}
        self.complaints: list[str] = []
        self._hidden: set[str] = set()
        self._read = 0
        self._at_end = threading.Event()
        self._paths: list[str] = []
        self._listed = 0.0

    def run(self) -> None:
        rng = random.Random()
        while not self._at_end.is_set():
            try:
                hidden = self.hidden()  # what was said before we looked
                self._list()
                if rng.random() < 0.5:
                    self._file(rng.choice(self._paths), hidden)
                else:
                    path = rng.choice(self._paths)
                    name = path.rpartition("/")[2]
                    address = path.removesuffix(name) if name in ("index.html", "gone.html") else path
                    address = rng.choice(HOT) if rng.random() < 0.4 else address
                    self._answer(address, rng.choice(("", "gzip", "br")), hidden)
            except Exception as problem:
                self.complaints.append(f"{type(problem).__name__}: {problem}")
            time.sleep(PAUSE)

    def end(self) -> None:
        self._at_end.set()
        self.join()

    def hide(self, titles: list[str]) -> None:
        self._hidden = self._hidden | set(titles)

    def hidden(self) -> set[str]:
        if self.told.exists():
            with self.told.open("rb") as file:
                file.seek(self._read)
                for line in file:
                    if not line.endswith(b"\n"):
                        break
                    self._read += len(line)
                    self._hidden = self._hidden | set(json.loads(line)["hidden"])
        return self._hidden

    def look_at_all(self) -> None:
        hidden = self.hidden()
        self._listed = 0
        self._list()
        for path in self._paths:
            self._file(path, hidden)

    def _list(self) -> None:
        if time.monotonic() - self._listed > 0.5:
            www = (self.site / "current").resolve() / "www"
            found = [str(path.relative_to(www)) for path in www.rglob("*.*") if not path.is_dir()]
            self._paths = found or self._paths  # a release that went while we listed it
            self._listed = time.monotonic()

    def _file(self, path: str, hidden: set[str]) -> None:
        try:
            content = (self.site / "current/www" / path).read_bytes()
        except (FileNotFoundError, NotADirectoryError):
            return  # taken away since it was listed
        self.seen["files"] += 1
        original = path
        if not path.startswith("files/"):
            original = path.removesuffix(".gz").removesuffix(".br")
            content = _unpacked(content, path[len(original) :])
        self._look(path, original, content, hidden)

    def _answer(self, address: str, coding: str, hidden: set[str]) -> None:
        answer = ask(self.front, f"/{address}", accept_encoding=coding)
        self.seen["answers"] += 1
        if address in HOT and answer.status != 200:
            self.complaints.append(f"/{address} was answered with {answer.status}")
        if len(answer.body) != int(answer.headers["Content-Length"] or len(answer.body)):
            self.complaints.append(f"/{address} was shorter than it said")
        content = _unpacked(answer.body, {"gzip": ".gz", "br": ".br"}.get(answer.headers["Content-Encoding"] or "", ""))
        if answer.status in (200, 410):
            is_page = "html" in answer.headers["Content-Type"]
            self._look(f"/{address}", "page.html" if is_page else address, content, hidden)

    def _look(self, shown: str, name: str, content: bytes, hidden: set[str]) -> None:
        if problem := why_not_whole(name, content):
            self.complaints.append(f"{shown}: {problem}")
        if name.startswith(("static/", "files/")):
            return
        text = content.decode("utf-8", "replace")
        self.complaints += [f"{shown} shows {title}" for title in hidden if title in text]


def why_not_whole(name: str, content: bytes) -> str:
    """Why this cannot be all of it; empty when it can."""
    if not content:
        return "empty"
    if name.endswith(".html") and not content.rstrip().endswith(b"</html>"):
        return f"a page that ends with {content[-40:]!r}"
    try:
        if name.endswith(".json"):
            json.loads(content)
        elif name.endswith((".xml", ".atom", ".rss")):
            ElementTree.fromstring(content)
    except (ValueError, ElementTree.ParseError) as problem:
        return str(problem)
    return ""


def _unpacked(content: bytes, ending: str) -> bytes:
    return {".gz": gzip.decompress, ".br": brotli.decompress}.get(ending, bytes)(content)
