"""A small baked site as the baker lays it out, and a reader that asks a WSGI application without a server."""

import gzip
import io
import os
import shutil
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote_to_bytes
from wsgiref.headers import Headers

import brotli

from gongkai.config import headers
from gongkai.static_site.front.application import Front

ATTACHMENT = "files/0f8b6c2e-1d34-4c59-9a3e-0123456789ab"


def page(words: str) -> str:
    return f"<!DOCTYPE html><html lang=zh-CN><title>{words}</title><p>{words}" + "。" * 200


@dataclass
class Site:
    """A site directory. Files are put into a release as a baker puts them: written beside, then renamed."""

    root: Path

    def put(self, path: str, content: str | bytes, *, release: int = 1, with_sidecars: bool = False) -> Path:
        target = self.root / "releases" / str(release) / "www" / path
        target.parent.mkdir(parents=True, exist_ok=True)
        content = content.encode() if isinstance(content, str) else content
        copies = {"": content}
        if with_sidecars:
            copies |= {".gz": gzip.compress(content, mtime=0), ".br": brotli.compress(content)}
        for ending, bytes_ in reversed(copies.items()):
            beside = target.with_name(f".new{ending}")
            beside.write_bytes(bytes_)
            beside.replace(f"{target}{ending}")
        return target

    def remove(self, path: str, *, release: int = 1) -> None:
        for ending in ("", ".gz", ".br"):
            (self.root / "releases" / str(release) / "www" / f"{path}{ending}").unlink(missing_ok=True)

    def switch(self, release: int) -> None:
        beside = self.root / ".current.new"
        beside.unlink(missing_ok=True)
        beside.symlink_to(f"releases/{release}")
        beside.replace(self.root / "current")

    def drop(self, release: int) -> None:
        shutil.rmtree(self.root / "releases" / str(release))


def built(root: Path) -> Site:
    """A site with one thing of each kind the layout knows."""
    site = Site(root)
    site.put("index.html", page("首页"), with_sidecars=True)
    site.put("o/rongjiang-mzj/index.html", page("县民政局"), with_sidecars=True)
    site.put("o/rongjiang-mzj/h/公示/index.html", page("公示"), with_sidecars=True)
    site.put("o/rongjiang-mzj/i/7/index.html", page("低保"))
    site.put("o/rongjiang-mzj/i/8/gone.html", page("已经撤下"))
    site.put("o/rongjiang-mzj/i/9/moved.html", "<!-- moved: /o/rongjiang-mzj/i/7/ -->\n" + page("已经移走"))
    site.put("art/1.html/moved.html", "<!-- moved: /o/rongjiang-mzj/i/7/ -->\n" + page("已经移走"))
    site.put("o/rongjiang-mzj/i/10/moved.html", "<!-- moved: //evil.example/ -->\n" + page("已经移走"))
    site.put("catalogue/index.html", page("公开目录"), with_sidecars=True)
    site.put("o/rongjiang-mzj/feed.atom", "<feed/>", with_sidecars=True)
    site.put("o/rongjiang-mzj/i/7/data.json", '{"a": 1}', with_sidecars=True)
    site.put("o/rongjiang-mzj/reports/2019.docx", b"PK\x03\x04")
    site.put("robots.txt", "User-agent: *\n", with_sidecars=True)
    site.put("static/portal/css/base.0123456789ab.css", "p{}", with_sidecars=True)
    site.put(f"{ATTACHMENT}/低保名单.pdf", bytes(range(256)) * 4)
    site.put(f"{ATTACHMENT}/big.zip", os.urandom(1024) * 1024)
    site.put("404.html", page("没有找到"))
    site.put("offline.html", page("暂时不能使用"))
    (site.root / "releases" / "1" / "manifest").mkdir()
    (site.root / "releases" / "1" / "manifest" / "secret").write_text("chain", encoding="ascii")
    (site.root / "outside.txt").write_text("outside", encoding="ascii")
    site.switch(1)
    return site


@dataclass
class Answer:
    status: int
    headers: Headers
    body: bytes

    @property
    def text(self) -> str:
        body = {"gzip": gzip.decompress, "br": brotli.decompress}.get(self.headers["Content-Encoding"], bytes)(
            self.body
        )
        return body.decode()


def environ(path: str, method: str = "GET", **more: str) -> dict:
    path, _mark, query = path.partition("?")
    return {
        "REQUEST_METHOD": method,
        "PATH_INFO": unquote_to_bytes(path).decode("latin-1"),
        "QUERY_STRING": query,
        "SERVER_NAME": "localhost",
        "SERVER_PORT": "80",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "wsgi.url_scheme": "http",
        "wsgi.input": io.BytesIO(),
        "wsgi.errors": io.StringIO(),
        **{f"HTTP_{name.upper()}": value for name, value in more.items()},
    }


def ask(application, path: str, method: str = "GET", *, scheme: str = "http", **more: str) -> Answer:
    """What the application answers. Further words are request headers: `if_none_match="…"`."""
    started: list = []
    body = application(
        environ(path, method, **more) | {"wsgi.url_scheme": scheme}, lambda status, told, _exc=None: started.append((status, told))
    )  # fmt: skip
    try:
        content = b"".join(body)
    finally:
        getattr(body, "close", lambda: None)()
    (status, told), *twice = started
    assert not twice, "an answer starts once"
    return Answer(int(status[:3]), Headers(told), content)


def django_says(words: str = "django", status: str = "200 OK", *, asked: list | None = None):
    """A stand-in for Django that answers the same to everything, and writes down what it was asked."""

    def application(environ, start_response):
        if asked is not None:
            asked.append((environ["REQUEST_METHOD"], environ["PATH_INFO"], environ["QUERY_STRING"]))
        start_response(status, [("Content-Type", "text/plain")])
        return [words.encode()]

    return application


def front(site: Site, office=None, **options) -> Front:
    return Front(site.root, lambda: office or django_says(), common=headers.PUBLIC, **options)
