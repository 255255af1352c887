"""The content of one file against its digest: as it is, or as a compressed copy of it."""

import hashlib
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, BinaryIO

import brotli

from gongkai.static_site.chain import Entry

CHUNK = 256 * 1024
SIDECARS = (".gz", ".br")


class Unreadable(Exception):
    """A compressed copy cannot be unpacked; the message is a sentence."""


@dataclass(frozen=True)
class Content:
    """SHA-256 in hex and length in bytes; of a content longer than was allowed, `size` is more than that."""

    sha256: str
    size: int

    def is_of(self, entry: Entry) -> bool:
        return (self.sha256, self.size) == (entry.sha256, entry.size)


def original_of(path: str) -> tuple[str, str]:
    """("a.html", ".gz") for a compressed copy by its name, (path, "") for any other."""
    for ending in SIDECARS:
        if path.endswith(ending):
            return path.removesuffix(ending), ending
    return path, ""


def content_of(file: BinaryIO, ending: str = "", most: int | None = None) -> Content:
    """Read a file to its end, unpacked when it is a sidecar. Stops beyond `most` bytes. Raises Unreadable."""
    digest, size = hashlib.sha256(), 0
    for piece in _unpacked(_pieces(file), ending):
        digest.update(piece)
        size += len(piece)
        if most is not None and size > most:
            break
    return Content(digest.hexdigest(), size)


def _pieces(file: BinaryIO) -> Iterator[bytes]:
    while piece := file.read(CHUNK):
        yield piece


def _unpacked(pieces: Iterable[bytes], ending: str) -> Iterator[bytes]:
    if ending == ".gz":
        return _from_gzip(pieces)
    return _from_brotli(pieces) if ending == ".br" else iter(pieces)


def _from_gzip(pieces: Iterable[bytes]) -> Iterator[bytes]:
    unpacker = zlib.decompressobj(wbits=31)
    try:
        for piece in pieces:
            if unpacker.eof:
                raise Unreadable("压缩副本的末尾多出内容")
            waiting = piece
            while waiting:
                yield unpacker.decompress(waiting, CHUNK)
                waiting = unpacker.unconsumed_tail
            if unpacker.unused_data:
                raise Unreadable("压缩副本的末尾多出内容")
    except zlib.error:
        raise Unreadable("压缩副本解不开") from None
    if not unpacker.eof:
        raise Unreadable("压缩副本不完整")


def _from_brotli(pieces: Iterable[bytes]) -> Iterator[bytes]:
    unpacker: Any = brotli.Decompressor()
    try:
        for piece in pieces:
            content = unpacker.process(piece, output_buffer_limit=CHUNK)
            yield content
            while content or not unpacker.can_accept_more_data():
                content = unpacker.process(b"", output_buffer_limit=CHUNK)
                yield content
    except brotli.error:
        raise Unreadable("压缩副本解不开") from None
    if not unpacker.is_finished():
        raise Unreadable("压缩副本不完整")
