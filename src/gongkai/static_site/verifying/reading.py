"""The content of one file against its digest: as it is, or as a compressed copy of it."""

import hashlib
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, BinaryIO

import brotli
from cryptography.hazmat.primitives import hashes

from gongkai.static_site.addresses import is_sidecar
from gongkai.static_site.chain import Entry

CHUNK = 256 * 1024


class Unreadable(Exception):
    """A compressed copy cannot be unpacked; the message is a sentence."""


@dataclass(frozen=True)
class Content:
    """SHA-256 in hex and length in bytes; of a content longer than was allowed, `size` is more than that.

    `sm3` (hex, GB/T 32905) only where it was asked for.
    """

    sha256: str
    size: int
    sm3: str = ""

    def is_of(self, entry: Entry) -> bool:
        """SM3 counts where it is both listed and known: a version of before it was asked for has none."""
        is_same_sm3 = not (self.sm3 and entry.sm3) or self.sm3 == entry.sm3
        return (self.sha256, self.size) == (entry.sha256, entry.size) and is_same_sm3


def original_of(path: str) -> tuple[str, str]:
    """("a.html", ".gz") for a compressed copy by its name, (path, "") for any other."""
    if not is_sidecar(path):
        return path, ""
    return path[:-3], path[-3:]


def content_of(file: BinaryIO, ending: str = "", most: int | None = None, *, with_sm3: bool = False) -> Content:
    """Read a file to its end, unpacked when it is a sidecar. Stops beyond `most` bytes. Raises Unreadable."""
    digest, size = hashlib.sha256(), 0
    national = hashes.Hash(hashes.SM3()) if with_sm3 else None
    for piece in _unpacked(_pieces(file), ending):
        digest.update(piece)
        if national:
            national.update(piece)
        size += len(piece)
        if most is not None and size > most:
            break
    return Content(digest.hexdigest(), size, national.finalize().hex() if national else "")


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
