"""Compressed copies beside the files of text: what a web server sends to whoever accepts them, packed once."""

import gzip
from collections.abc import Callable

import brotli

COMPRESSED = (".html", ".xml", ".json", ".css", ".js", ".txt", ".svg", ".csv")
LONGEST_NAME = 255  # bytes, on the usual file systems
QUALITY = 5  # of brotli: from here on it costs much more than it saves


def gzipped(content: bytes) -> bytes:
    return gzip.compress(content, 6, mtime=0)  # no time in it: equal files have equal copies


def brotlied(content: bytes) -> bytes:
    return bytes(brotli.compress(content, mode=brotli.MODE_TEXT, quality=QUALITY))


PACKERS: dict[str, Callable[[bytes], bytes]] = {".gz": gzipped, ".br": brotlied}


def has_copies(path: str) -> bool:
    """Attachments are compressed in themselves; a name may be too long to take an ending more."""
    is_text = path.endswith(COMPRESSED) and not path.startswith("files/")
    return is_text and len(path.rpartition("/")[2].encode()) + 3 <= LONGEST_NAME
