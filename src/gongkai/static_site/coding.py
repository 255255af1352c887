"""Compressed copies of a file, made once when it is written: a server then sends them as they lie there."""

import gzip
import zlib

import brotli

COMPRESSIBLE = (".html", ".xml", ".atom", ".rss", ".json", ".csv", ".txt", ".css", ".js", ".svg")
SMALLEST = 1400  # bytes: what fits into one packet arrives no sooner compressed
GZIP_LEVEL, BROTLI_QUALITY = 6, 5


def compressible(path: str) -> bool:
    return path.endswith(COMPRESSIBLE) and not path.startswith("files/")


def sidecars(path: str, content: bytes) -> dict[str, bytes]:
    """The copies of one file by path. The same content always gives the same bytes: no time stands in them."""
    if not compressible(path) or len(content) < SMALLEST:
        return {}
    packed = zlib.compressobj(GZIP_LEVEL, zlib.DEFLATED, 31)
    return {
        f"{path}.gz": packed.compress(content) + packed.flush(),
        f"{path}.br": brotli.compress(content, quality=BROTLI_QUALITY),
    }


def unpacked(path: str, content: bytes) -> bytes:
    """What a sidecar holds. Raises ValueError when it holds nothing readable."""
    try:
        return gzip.decompress(content) if path.endswith(".gz") else brotli.decompress(content)
    except (OSError, EOFError, zlib.error, brotli.error) as problem:
        raise ValueError(f"{path}: {problem}") from None
