"""What stands at an address, asked of the same view that answers a reader."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from html import escape
from inspect import unwrap
from pathlib import Path
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.contrib.staticfiles import finders
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.urls import get_urlconf, resolve, set_urlconf
from django.utils.translation import gettext as _

from gongkai.catalogue import exits
from gongkai.forwarding import queries as forwarding
from gongkai.pages import gates
from gongkai.pages.models import StoredFile
from gongkai.portal.missing import Missing
from gongkai.portal.views import errors
from gongkai.static_site.addresses import GONE, INDEX, MOVED, NoFile, all_of, path_of
from gongkai.static_site.sources import Answer, Failure
from gongkai.static_site.storage import Content

NOT_FOUND, OFFLINE = "/404.html", "/offline.html"
ITEM = re.compile(r"/o/[-\w]+/i/(?P<pk>\d+)/", re.ASCII)
PERMANENT = {301, 308}


class BakeRequest(HttpRequest):
    """A reader without cookies who asks under the site's own address."""

    def __init__(self, address: str) -> None:
        super().__init__()
        base = urlsplit(settings.BASE_URL)
        self.method, self.path, self.path_info = "GET", address, address
        self.META = {"SERVER_NAME": base.hostname, "SERVER_PORT": str(base.port or 80), "REQUEST_METHOD": "GET"}
        self.GET, self.COOKIES = QueryDict(), {}
        self.user = AnonymousUser()
        self._scheme = base.scheme
        self._host = base.netloc

    def _get_scheme(self) -> str:
        return self._scheme

    def get_host(self) -> str:
        return self._host


@contextmanager
def public_routes() -> Iterator[None]:
    """Addresses are those of the public side, also in a process that serves the office alone."""
    before = get_urlconf()
    set_urlconf(settings.PUBLIC_URLCONF)
    try:
        yield
    finally:
        set_urlconf(before)


def answer(address: str) -> Answer | Failure:
    """The files of an address. Whatever goes wrong is told as a Failure: one page must not stop the others."""
    try:
        return Answer(address, _files(address), *_rooms(address))
    except NoFile:
        return Answer(address, {})
    except Exception as problem:
        return Failure(address, f"{type(problem).__name__}: {problem}")


def _files(address: str) -> dict[str, Content | None]:
    if address.startswith(settings.STATIC_URL):
        return {path_of(address): _static(address)}
    if address == NOT_FOUND:
        page = errors.not_found(BakeRequest(address), Missing(""))
        return {path_of(address): page.content}
    if address == OFFLINE:
        return {path_of(address): errors.render_offline().encode()}
    nothing: dict[str, Content | None] = dict.fromkeys(all_of(address))
    if address.startswith("/files/"):
        return nothing | _attachment(address)
    try:
        match = resolve(unquote(address))
        response = unwrap(match.func)(BakeRequest(address), *match.args, **match.kwargs)
    except Http404:
        target = forwarding.target_of(unquote(address))
        return nothing if target is None else nothing | {path_of(address, MOVED): _moved(target)}
    return nothing | _as_file(address, response)


def _rooms(address: str) -> tuple[str, frozenset[str]]:
    """The reading copies an item has now: those of attachments it had before are removed with them."""
    if not (found := ITEM.fullmatch(address)):
        return "", frozenset()
    shown = exits.whole([int(found["pk"])]).get(int(found["pk"]))
    rooms = [str(row.pk) for row in shown.attachments.all() if row.file.reading_copy] if shown else []
    return f"{address[1:]}a", frozenset(rooms)


def _as_file(address: str, response: HttpResponse) -> dict[str, Content | None]:
    if response.status_code in PERMANENT:
        return {path_of(address, MOVED): _moved(response["Location"])} if address.endswith("/") else {}
    # Not closed: that would announce the end of a request, upon which Django looks after its connections and caches.
    content = b"".join(response.streaming_content) if response.streaming else response.content
    if response.status_code == 410:
        return {path_of(address, GONE): content} if address.endswith("/") else {}
    if response.status_code != 200:
        raise ValueError(f"answered with {response.status_code}")
    return {path_of(address, INDEX): content}


def _attachment(address: str) -> dict[str, Content | None]:
    """The bytes of a file that anybody may read now; through the gate, like a reader."""
    key, _slash, name = address.removeprefix("/files/").partition("/")
    stored = StoredFile.objects.filter(key=key).first()
    if stored is None or stored.name != unquote(name) or not gates.is_public(stored):
        return {}
    return {path_of(address): stored.open}


def _moved(target: str) -> bytes:
    """A page that leads on: for readers whose server sends it as it lies here. The first line is for servers that can do more."""
    sentence, link = escape(_("这个页面已经移到新的网址。")), escape(target)
    return (
        f"<!-- moved: {target} -->\n<!DOCTYPE html>\n<html lang=\"zh-CN\"><head><meta charset=\"utf-8\">"
        f"<title>{sentence}</title><meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">"
        f"<meta http-equiv=\"refresh\" content=\"0; url={link}\"><link rel=\"canonical\" href=\"{link}\"></head>"
        f"<body><p>{sentence}<a href=\"{link}\">{link}</a></p></body></html>\n"
    ).encode()  # fmt: skip


def _static(address: str) -> bytes:
    name = unquote(address).removeprefix(settings.STATIC_URL)
    collected = Path(settings.STATIC_ROOT) / name
    found = collected if collected.is_file() else finders.find(name)
    if not found:
        raise FileNotFoundError(name)
    return Path(found).read_bytes()
