"""From the path of a request to a place under the site's root, or to nothing: what could lead elsewhere is no address."""

import re

LONGEST = 4096  # bytes, as file systems have it
# Hidden and climbing names (`.`, `..`, `.git`), empty names, other systems' separators, control characters.
_FORBIDDEN = re.compile(r"/[./]|[\\\x00-\x1f\x7f]")
# How pages and their sidecars lie on the disk is nobody's address. A former site's `…/a.html` may lead on, though.
_INNER = re.compile(r"/(?:index|gone|moved|404|offline)\.html$|\.(?:gz|br)$")


def address(path_info: str) -> str | None:
    """The decoded address that begins with a slash, or None when nothing of that name can have been baked.

    `path_info` is what WSGI gives: percent-decoded bytes, each shown as one Latin-1 character.
    """
    if not path_info.startswith("/") or len(path_info) > LONGEST:
        return None
    if not path_info.isascii():
        try:
            path_info = path_info.encode("latin-1").decode("utf-8")
        except UnicodeError:
            return None
    if _FORBIDDEN.search(path_info) or _INNER.search(path_info):
        return None
    return path_info
