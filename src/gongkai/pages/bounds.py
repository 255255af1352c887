"""Packages that would fill memory or disk when opened are found before anything opens them.

First the directory at the end of the file is measured, then what its entries say of themselves, then whether they keep
to it. Office documents may hold other documents one level down; archives within archives are not taken. Plain Python: the
words for people are `archives`' on the website, `Excess.words` where there is no website.
"""

import struct
import tempfile
import zipfile
import zlib
from typing import BinaryIO, NamedTuple

MOST_ENTRIES = 2000
MOST_BYTES = 200 * 1024 * 1024
MOST_RATIO = 100
HARMLESS_BYTES = 1024 * 1024  # below this no ratio does harm: an empty form is mostly repetition
MOST_DIRECTORY_BYTES = MOST_ENTRIES * 512
DEEPEST = 1
NESTED = {"zip", "rar", "7z", "tar", "gz", "tgz", "bz2", "xz", "zst", "cab", "iso", "jar"}
END, END_64, LOCATOR_64 = b"PK\x05\x06", b"PK\x06\x06", b"PK\x06\x07"
PIECE = 256 * 1024

WORDS = {
    "entries": "里面的文件超过 {} 个",
    "bytes": "解开后超过 {} MB",
    "ratio": "压缩比异常，解开后会膨胀到 {} 倍以上",
    "archive": "里面还有压缩包“{}”",
    "untrue": "里面的内容比它自己标明的大",
    "nested": "里面的文档层层嵌套",
}


class Excess(NamedTuple):
    """What is too much about a package: a key of WORDS and the limit or the name that belongs to it."""

    kind: str
    detail: str = ""

    def words(self) -> str:
        return WORDS[self.kind].format(self.detail)


def excess(stream: BinaryIO, *, depth: int = 0, already: int = 0, archives_within: bool = False) -> Excess | None:
    """Why this package is not opened, or None. What is no ZIP at all is for others to judge.

    `already`: bytes that the packages around this one unfold to. `archives_within`: whether archives inside are let be,
    because whoever opens them measures them in turn.
    """
    size = stream.seek(0, 2)
    entries, directory = _directory(stream, size)
    if entries > MOST_ENTRIES or directory > MOST_DIRECTORY_BYTES:
        return Excess("entries", str(MOST_ENTRIES))
    try:
        with zipfile.ZipFile(stream) as package:
            return _excess_of(package, stream, size, depth, already, archives_within)
    except (zipfile.BadZipFile, zlib.error, struct.error, NotImplementedError, RuntimeError, EOFError, ValueError):
        return None  # damaged or locked: the check of its kind has the say


def _excess_of(
    package: zipfile.ZipFile, stream: BinaryIO, size: int, depth: int, already: int, archives_within: bool
) -> Excess | None:
    entries = package.infolist()
    total = already + sum(entry.file_size for entry in entries)
    if len(entries) > MOST_ENTRIES:
        return Excess("entries", str(MOST_ENTRIES))
    if total > MOST_BYTES:
        return Excess("bytes", str(MOST_BYTES // 1024 // 1024))
    if (total > HARMLESS_BYTES and total > MOST_RATIO * size) or sum(entry.compress_size for entry in entries) > size:
        return Excess("ratio", str(MOST_RATIO))
    for entry in entries:
        if not archives_within and entry.filename.rpartition(".")[2].lower() in NESTED:
            return Excess("archive", entry.filename.rpartition("/")[2])
        if _unfolds_to_more(entry, stream):
            return Excess("untrue")
    if archives_within:
        return None
    for entry in entries:
        if not entry.flag_bits & 1 and (found := _excess_within(package, entry, depth, total)):
            return found
    return None


def _excess_within(package: zipfile.ZipFile, entry: zipfile.ZipInfo, depth: int, already: int) -> Excess | None:
    with package.open(entry) as inner, tempfile.SpooledTemporaryFile(max_size=4 * 1024 * 1024) as copy:
        head = inner.read(4)
        if head != b"PK\x03\x04":
            return None
        if depth >= DEEPEST:
            return Excess("nested")
        copy.write(head)
        while piece := inner.read(PIECE):
            copy.write(piece)
        return excess(copy, depth=depth + 1, already=already)


def _unfolds_to_more(entry: zipfile.ZipInfo, stream: BinaryIO) -> bool:
    """Whether a deflated entry gives more bytes than it says: programs that trust the figure would be overrun."""
    if entry.compress_type != zipfile.ZIP_DEFLATED or entry.flag_bits & 1:
        return False
    stream.seek(entry.header_offset)
    header = stream.read(30)
    name, extra = struct.unpack("<HH", header[26:30])
    stream.seek(name + extra, 1)
    inflate, left, unfolded = zlib.decompressobj(-zlib.MAX_WBITS), entry.compress_size, 0
    while left > 0 and not inflate.eof:
        piece = stream.read(min(PIECE, left))
        if not piece:
            break
        left -= len(piece)
        while piece:
            unfolded += len(inflate.decompress(piece, PIECE))
            if unfolded > entry.file_size:
                return True
            piece = inflate.unconsumed_tail
    return False


def _directory(stream: BinaryIO, size: int) -> tuple[int, int]:
    """Number of entries and bytes of the directory as the end record has them; (0, 0) where there is none."""
    tail_at = max(0, size - 65557 - 20)
    stream.seek(tail_at)
    tail = stream.read()
    end = tail.rfind(END)
    if end < 0 or len(tail) < end + 22:
        return 0, 0
    entries, directory = struct.unpack("<HI", tail[end + 10 : end + 16])
    if tail[max(0, end - 20) : end].startswith(LOCATOR_64):
        # Readers believe the large record at once when it is there, so it is what counts. It lies just before its locator.
        stream.seek(max(0, tail_at + end - 20 - 56))
        large = stream.read(56)
        if not large.startswith(END_64):
            return MOST_ENTRIES + 1, 0
        entries, directory = struct.unpack("<QQ", large[32:48])
    return entries, directory
