"""Bytes of plain text as text. Chinese files come as UTF-8 with and without a mark, as GB 18030, and as UTF-16."""

import codecs

MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
CONTROL = frozenset(map(chr, (*range(9), *range(14, 27), 28, 29, 30, 31, 127)))
COMMON = frozenset("的一是在有人不了为年月日号民政县市区公开和及事会村组街道姓名身份证电话第条规定政府社局办通知中国")


def as_text(data: bytes, *, whole: bool = True) -> str | None:
    """The text, or None when this is no text. `whole`: False when `data` is only a beginning, cut anywhere."""
    for mark, encoding in MARKS:
        if data.startswith(mark):
            return data.decode(encoding, "replace")
    if b"\0" in data[:4096]:
        return _utf16(data)
    tail = 0 if whole else 4
    for encoding in ("utf-8", "gb18030", "big5"):
        try:
            text = codecs.getincrementaldecoder(encoding)("strict").decode(data, final=not tail)
        except UnicodeDecodeError:
            continue
        if _is_text(text):
            return text
    # a few broken bytes do not make a text unreadable; the reader says that there were some
    for encoding in ("utf-8", "gb18030"):
        text = data.decode(encoding, "replace")
        if text.count("\ufffd") * 50 <= len(text) and _is_text(text):
            return text
    return None


def _utf16(data: bytes) -> str | None:
    """UTF-16 without its mark: the order of bytes that gives words."""
    for encoding in ("utf-16-le", "utf-16-be"):
        text = data[: len(data) // 2 * 2].decode(encoding, "replace")
        said = text[:4000]
        good = sum(
            (letter.isascii() and letter.isprintable()) or letter in COMMON or letter in "\r\n\t，。" for letter in said
        )
        if good * 4 >= len(said) and _is_text(text):
            return text
    return None


def _is_text(text: str) -> bool:
    head = text[:8000]
    return sum(letter in CONTROL for letter in head) * 200 <= len(head)
