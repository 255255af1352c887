"""Packages that would fill memory or disk when opened are found before anything opens them.

First the directory at the end of the file is measured, then what its entries say of themselves, then whether they keep
to it. Office documents may hold other documents one level down; archives within archives are not taken.
"""

import struct
import tempfile
import zipfile
import zlib
from typing import BinaryIO

from django.utils.translation import gettext as _

MOST_ENTRIES = 2000
MOST_BYTES = 200 * 1024 * 1024
MOST_RATIO = 100
HARMLESS_BYTES = 1024 * 1024  # below this no ratio does harm: an empty form is mostly repetition
MOST_DIRECTORY_BYTES = MOST_ENTRIES * 512
DEEPEST = 1
NESTED = {"zip", "rar", "7z", "tar", "gz", "tgz", "bz2", "xz", "zst", "cab", "iso", "jar"}
END, END_64, LOCATOR_64 = b"PK\x05\x06", b"PK\x06\x06", b"PK\x06\x07"
PIECE = 256 * 1024


def fault(stream: BinaryIO, *, depth: int = 0, already: int = 0) -> str:
    """A clause saying why this package is not taken, or an empty text. What is no ZIP at all is for others to judge.

    `already`: bytes that the packages around this one unfold to.
    """
    size = stream.seek(0, 2)
    entries, directory = _directory(stream, size)
    if entries > MOST_ENTRIES or directory > MOST_DIRECTORY_BYTES:
        return _("里面的文件超过 %(most)d 个") % {"most": MOST_ENTRIES}
    try:
        with zipfile.ZipFile(stream) as package:
            return _fault_of(package, stream, size, depth, already)
    except (zipfile.BadZipFile, zlib.error, struct.error, NotImplementedError, RuntimeError, EOFError, ValueError):
        return ""  # damaged or locked: the check of its kind has the say


def _fault_of(package: zipfile.ZipFile, stream: BinaryIO, size: int, depth: int, already: int) -> str:
    entries = package.infolist()
    total = already + sum(entry.file_size for entry in entries)
    if len(entries) > MOST_ENTRIES:
        return _("里面的文件超过 %(most)d 个") % {"most": MOST_ENTRIES}
    if total > MOST_BYTES:
        return _("解开后超过 %(most)d MB") % {"most": MOST_BYTES // 1024 // 1024}
    if (total > HARMLESS_BYTES and total > MOST_RATIO * size) or sum(entry.compress_size for entry in entries) > size:
        return _("压缩比异常，解开后会膨胀到 %(ratio)d 倍以上") % {"ratio": MOST_RATIO}
    for entry in entries:
        if entry.filename.rpartition(".")[2].lower() in NESTED:
            return _("里面还有压缩包“%(name)s”") % {"name": entry.filename.rpartition("/")[2]}
        if _unfolds_to_more(entry, stream):
            return _("里面的内容比它自己标明的大")
    for entry in entries:
        if not entry.flag_bits & 1 and (found := _fault_within(package, entry, depth, total)):
            return found
    return ""


def _fault_within(package: zipfile.ZipFile, entry: zipfile.ZipInfo, depth: int, already: int) -> str:
    with package.open(entry) as inner, tempfile.SpooledTemporaryFile(max_size=4 * 1024 * 1024) as copy:
        head = inner.read(4)
        if head != b"PK\x03\x04":
            return ""
        if depth >= DEEPEST:
            return _("里面的文档层层嵌套")
        copy.write(head)
        while piece := inner.read(PIECE):
            copy.write(piece)
        return fault(copy, depth=depth + 1, already=already)


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
