"""Plain text and CSV: one encoding, nothing that is not seen."""

from gongkai.clearance.cleaning.cleaned import CannotClean, Notes
from gongkai.clearance.documents.places import Place
from gongkai.clearance.scanners.sight import ZERO_WIDTH

DROPPED = {code: None for code in ZERO_WIDTH if code != 0x200D} | dict.fromkeys(
    [*range(9), 11, 12, *range(14, 32), 127]
)


def clean_text(data: bytes, notes: Notes, *, is_list: bool = False) -> bytes:
    """Characters without a shape are taken out. What is UTF-8 stays so; the rest, and lists, get the mark that Excel needs."""
    text = decoded(data)
    bare = text.translate(DROPPED)
    notes.removed("hidden_text", Place(), len(text) - len(bare))
    said = bare.encode("utf-8")
    was_plain = (not is_list or bare.isascii()) and data in (said, text.encode("utf-8"))
    return said if was_plain else b"\xef\xbb\xbf" + said


def decoded(data: bytes) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _tried(data, "utf-16")
    if b"\0" in data[:4096]:
        raise CannotClean("不是纯文本文件")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return _tried(data, "gb18030")


def _tried(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as fault:
        raise CannotClean("文字编码无法识别") from fault
