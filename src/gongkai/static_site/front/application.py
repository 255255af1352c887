"""The WSGI application: a baked file when there is one, the office otherwise, and words that help when it is not there."""

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

from gongkai.static_site.front import headers, negotiation, routes
from gongkai.static_site.front.addresses import address
from gongkai.static_site.front.files import Stream
from gongkai.static_site.front.office import Application, Environ, Office
from gongkai.static_site.front.shelf import Baked, Shelf

StartResponse = Callable[..., Any]

LAST_WORDS = (
    "<!DOCTYPE html><html lang=zh-CN><meta charset=utf-8><title>暂时不能使用</title>"
    "<p>网上申请、检索等功能暂时不能使用，请过几分钟再试；也可以打电话给各机关的公开工作机构。"
)
NOT_FOUND = (
    "<!DOCTYPE html><html lang=zh-CN><meta charset=utf-8><title>404</title><p>没有找到这个页面。<a href=/>回到首页</a>"
)
RETRY_AFTER = ("Retry-After", str(headers.RETRY_SECONDS))


class Front:
    """Serves `site` (the directory that holds `current`) and falls through to what `load` gives.

    `common`: headers of every baked answer. `hsts`: the Strict-Transport-Security value of answers over HTTPS, if any;
    with `behind_proxy` the proxy's X-Forwarded-Proto says what is HTTPS.
    """

    def __init__(
        self, site: Path, load: Callable[[], Application], *,
        common: Sequence[tuple[str, str]] = (), hsts: str = "", behind_proxy: bool = False,
    ) -> None:  # fmt: skip
        self.shelf = Shelf(site, common=common)
        self.office = Office(load)
        self._common = list(common)
        self._hsts = [("Strict-Transport-Security", hsts)] if hsts else []
        self._behind_proxy = behind_proxy

    def __call__(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        method = environ["REQUEST_METHOD"]
        if method == "GET" or method == "HEAD":
            baked = self.shelf.find(environ["PATH_INFO"], environ.get("HTTP_ACCEPT_ENCODING", ""))
            if baked is not None:
                if baked.is_page:
                    if baked.reads_query and environ.get("QUERY_STRING"):
                        _closed(baked)
                        return self._from_office(environ, start_response)
                    if routes.chose_display(environ.get("HTTP_COOKIE", "")):
                        return self._from_office(environ, start_response, instead=baked)
                return self._send(baked, environ, start_response)
        return self._from_office(environ, start_response)

    # Baked

    def _send(self, baked: Baked, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        get = environ.get
        if baked.etag and baked.status == "200 OK":
            none_match, since = get("HTTP_IF_NONE_MATCH"), get("HTTP_IF_MODIFIED_SINCE")
            if (none_match is not None or since is not None) and negotiation.is_fresh(
                none_match, since, etag=baked.etag, modified=baked.modified
            ):
                self._start(start_response, "304 Not Modified", baked.unchanged, environ)
                return _closed(baked)
            if baked.has_ranges and "HTTP_RANGE" in environ and environ["REQUEST_METHOD"] == "GET":
                return self._part(baked, environ, start_response)
        elif baked.status.startswith("301") and get("QUERY_STRING"):
            return self._redirect(baked, environ, start_response)
        self._start(start_response, baked.status, baked.headers, environ)
        if environ["REQUEST_METHOD"] == "HEAD":
            return _closed(baked)
        if baked.opened is not None:
            return Stream(baked.opened, 0, baked.size)
        return [baked.body]

    def _part(self, baked: Baked, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        """The range that was asked for, the whole when it cannot be given, 416 when it lies behind the end."""
        try:
            asked = negotiation.span(
                environ["HTTP_RANGE"], environ.get("HTTP_IF_RANGE"),
                size=baked.size, etag=baked.etag, last_modified=baked.last_modified,
            )  # fmt: skip
        except negotiation.Unsatisfiable:
            told = [("Content-Range", f"bytes */{baked.size}"), ("Content-Length", "0"), *self._common]
            self._start(start_response, "416 Range Not Satisfiable", told, environ)
            return _closed(baked)
        if asked is None:
            self._start(start_response, baked.status, baked.headers, environ)
            return Stream(baked.opened, 0, baked.size) if baked.opened else [baked.body]
        first, last = asked
        told = [one for one in baked.headers if one[0] != "Content-Length"]
        told += [("Content-Length", str(last - first + 1)), ("Content-Range", f"bytes {first}-{last}/{baked.size}")]
        self._start(start_response, "206 Partial Content", told, environ)
        return Stream(baked.opened, first, last - first + 1) if baked.opened else [baked.body[first : last + 1]]

    def _redirect(self, baked: Baked, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        """The slash that was missing is added, and the query kept; a page that moved leaves the query behind."""
        query = environ["QUERY_STRING"]
        told = [
            (name, f"{value}?{query}" if name == "Location" and baked.keeps_query else value)
            for name, value in baked.headers
        ]
        self._start(start_response, baked.status, told, environ)
        return [] if environ["REQUEST_METHOD"] == "HEAD" else [baked.body]

    # Not baked

    def _from_office(
        self, environ: Environ, start_response: StartResponse, *, instead: Baked | None = None
    ) -> Iterable[bytes]:
        """The office's answer. When there is none: the baked page it stood for, or words that fit the address."""
        unusable = _is_trouble if instead else _never if environ["PATH_INFO"].startswith(routes.OFFICE) else _is_closed
        answer = self.office.answer(environ, but_not=unusable)
        if answer is not None:
            if instead is not None:
                _closed(instead)
            return answer.send(start_response)
        if instead is not None:
            return self._send(instead, environ, start_response)
        return self._closed(environ, start_response)

    def _closed(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        asked = address(environ["PATH_INFO"]) or ""
        is_read = environ["REQUEST_METHOD"] in ("GET", "HEAD")
        if asked.startswith(routes.API):
            return self._words(
                "503 Service Unavailable",
                headers.FOR_PROGRAMS,
                environ,
                start_response,
                kind="application/problem+json",
            )
        is_form = (
            routes.is_dynamic(asked) or not is_read or (asked in routes.READ_QUERIES and environ.get("QUERY_STRING"))
        )
        if not is_form:
            page = self.shelf.notice("404.html", "404 Not Found")
            if page is not None:
                return self._send(page, environ, start_response)
            if self.shelf.has_site():
                return self._words("404 Not Found", NOT_FOUND, environ, start_response)
        page = self.shelf.notice("offline.html", "503 Service Unavailable", extra=[RETRY_AFTER])
        if page is not None:
            return self._send(page, environ, start_response)
        return self._words("503 Service Unavailable", LAST_WORDS, environ, start_response)

    def _words(
        self, status: str, words: str, environ: Environ, start_response: StartResponse, *, kind: str = headers.MEDIA_TYPES["html"]
    ) -> Iterable[bytes]:  # fmt: skip
        body = words.encode()
        told = [
            ("Content-Type", kind),
            ("Content-Length", str(len(body))),
            ("Cache-Control", "no-cache"),
            *self._common,
        ]
        self._start(start_response, status, [*told, RETRY_AFTER] if status.startswith("503") else told, environ)
        return [] if environ["REQUEST_METHOD"] == "HEAD" else [body]

    def _start(self, start_response: StartResponse, status: str, told: headers.Headers, environ: Environ) -> None:
        if self._hsts and self._is_https(environ):
            told = told + self._hsts
        start_response(status, told)

    def _is_https(self, environ: Environ) -> bool:
        """As Django decides it (SECURE_PROXY_SSL_HEADER): the proxy's word when there is one, else the connection."""
        forwarded = environ.get("HTTP_X_FORWARDED_PROTO") if self._behind_proxy else None
        if forwarded is not None:
            return bool(forwarded.split(",", 1)[0].strip() == "https")
        return bool(environ.get("wsgi.url_scheme") == "https")


def _closed(baked: Baked) -> list[bytes]:
    """No body: what was opened for it is closed."""
    if baked.opened is not None:
        baked.opened.close()
    return []


def _is_closed(status: int) -> bool:
    return status == 503


def _never(_status: int) -> bool:
    return False  # staff are told in the office's own words


def _is_trouble(status: int) -> bool:
    return status >= 500
