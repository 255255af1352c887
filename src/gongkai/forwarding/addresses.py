"""The one form in which an old address is kept and asked for, and which addresses are this site's own."""

import re
from collections.abc import Collection
from urllib.parse import parse_qsl, quote, unquote, unquote_to_bytes, urlencode, urlsplit

from django.conf import settings
from django.core.exceptions import ValidationError
from django.urls import Resolver404, resolve
from django.utils.encoding import iri_to_uri, repercent_broken_unicode
from django.utils.translation import gettext as _

from gongkai.forwarding.models import LONGEST

_ENTRANCE = re.compile(r"/index\.html?$", re.IGNORECASE)  # on nearly every server another name of its directory
_CLIMBS = re.compile(r"//|/\.|[\\\x00-\x1f\x7f]")
# What the server itself answers before any page; how baked pages and their copies are called on the disk.
_KEPT = re.compile(r"^/(?:static|files|office|api)(?:/|$)|^/(?:404|offline)\.html$|/(?:gone|moved)\.html$|\.(?:gz|br)$")
MOST_FIELDS = 50


def key_of(text: str) -> str:
    """The form in which an old address is kept: no host, percent signs read, no slash at the end, the query in order.

    Letters the old site wrote in another encoding than UTF-8 stay percent-encoded. Raises ValidationError, with a
    sentence, for what is no address a reader could ask for.
    """
    parts = _split(text)
    path = _plain(repercent_broken_unicode(unquote_to_bytes(parts.path)).decode())
    if not path.startswith("/") or _CLIMBS.search(path):
        raise ValidationError(
            _("“%s”不是完整的网址。应以 http:// 、https:// 或 / 开头，不含“..”和反斜线。") % text[:60]
        )
    key = _with_query(path, parts.query)
    if len(key) > LONGEST:
        raise ValidationError(_("网址太长，最多 %d 个字。") % LONGEST)
    return key


def keys_asked(path: str, query: str) -> list[str]:
    """The forms under which a request may be known, the closest first. `path` as Django has it, decoded."""
    plain = _plain(path)
    return list(dict.fromkeys([_with_query(plain, query), plain])) if plain else []


def is_page(path: str, slugs: Collection[str]) -> bool:
    """Whether this site has a page or file of its own at a decoded path. `slugs`: the organs with an open sub-site.

    The addresses of an organ that is not among them are free: they may lead to who took over.
    """
    for one in dict.fromkeys([path, f"{path.rstrip('/')}/"]):
        try:
            match = resolve(one, settings.PUBLIC_URLCONF)
        except Resolver404:
            continue
        if match.kwargs.get("slug", "") in {"", *slugs}:
            return True
    return False


def is_taken(path: str, slugs: Collection[str]) -> bool:
    """Whether a decoded path can be no old address, because something else answers it."""
    return _KEPT.search(path) is not None or is_page(path, slugs)


def target_of(text: str) -> str:
    """A new address as it stands in links, without the host of this site. Raises ValidationError for another site's."""
    parts = _split(text)
    if parts.netloc and parts.netloc.lower() != urlsplit(settings.BASE_URL).netloc.lower():
        raise ValidationError(_("现网址应是本平台的网址，不能转到其他网站（%s）。") % parts.netloc[:60])
    path = unquote(parts.path)
    if not path.startswith("/") or _CLIMBS.search(path) or "\ufffd" in path:
        raise ValidationError(_("“%s”不是本平台的网址。") % text[:60])
    if not path.endswith("/") and _resolves(f"{path}/") and not _resolves(path):
        path += "/"
    found = iri_to_uri(quote(path, safe="/~") + (f"?{parts.query}" if parts.query else ""))
    if len(found) > LONGEST:
        raise ValidationError(_("网址太长，最多 %d 个字。") % LONGEST)
    return found


def path_in(target: str) -> str:
    """The decoded path of a kept target."""
    return unquote(target.partition("?")[0])


def file_address(path: str) -> str:
    """The address, with a slash, under which the page of an old address without a query is baked."""
    return quote(path) + "/"


def _split(text: str):
    try:
        return urlsplit(text.strip())
    except ValueError:
        raise ValidationError(_("“%s”不是完整的网址。") % text[:60])


def _plain(path: str) -> str:
    return _ENTRANCE.sub("/", path).rstrip("/")


def _with_query(path: str, query: str) -> str:
    """Fields in alphabetical order; Latin-1 there and back keeps the bytes of any encoding."""
    try:
        fields = parse_qsl(
            quote(query, safe="%&=+;,:/?@!$'()*~"),
            keep_blank_values=True,
            encoding="latin-1",
            max_num_fields=MOST_FIELDS,
        )
    except ValueError:
        fields = []
    return f"{path}?{urlencode(sorted(fields), encoding='latin-1')}" if fields else path


def _resolves(path: str) -> bool:
    try:
        resolve(path, settings.PUBLIC_URLCONF)
    except Resolver404:
        return False
    return True
