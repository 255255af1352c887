"""Addresses of the site and the files that answer them. Plain Python.

/a/b/         a/b/index.html      public
              a/b/gone.html       taken down: to be answered with 410
              a/b/moved.html      moved: to be answered with 301
/a/b.ext      a/b.ext
"""

from collections.abc import Iterator
from urllib.parse import quote, unquote

INDEX, GONE, MOVED = "index.html", "gone.html", "moved.html"
SIDECARS = (".gz", ".br")
LONGEST_NAME = 240  # bytes of one part: file systems stop at 255, and the sidecars add their endings


class NoFile(ValueError):
    """This address cannot be a file of the site."""


def path_of(address: str, name: str = INDEX) -> str:
    """The file of an address, relative to the root of the site. Raises NoFile for what leads elsewhere."""
    plain = unquote(address, errors="strict")
    if not plain.startswith("/") or "\\" in plain or any(ord(sign) < 32 for sign in plain):
        raise NoFile(address)
    parts = plain[1:].split("/")
    if any(part in {".", ".."} or part.startswith(".") for part in parts) or "" in parts[:-1]:
        raise NoFile(address)
    if any(len(part.encode()) > LONGEST_NAME for part in parts):
        raise NoFile(address)
    return plain[1:] + name if not parts[-1] else plain[1:]


def address_of(path: str) -> str:
    """The address a file answers, percent-encoded as it stands in links."""
    folder, _slash, name = path.rpartition("/")
    if name in {INDEX, GONE, MOVED}:
        return quote(f"/{folder}/" if folder else "/")
    return quote(f"/{path}")


def all_of(address: str) -> Iterator[str]:
    """Every file that may answer an address, in one state or another."""
    if address.endswith("/"):
        yield from (path_of(address, name) for name in (INDEX, GONE, MOVED))
    else:
        yield path_of(address)


def is_sidecar(path: str) -> bool:
    """A compressed copy of the file beside it. An attachment may itself be a .gz: those lie under files/."""
    return path.endswith(SIDECARS) and not path.startswith("files/")
