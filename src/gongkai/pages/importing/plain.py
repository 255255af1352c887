"""Plain text, in whichever encoding an office machine has saved it: a line a paragraph."""

from gongkai.pages.importing.blocks import Paragraph, Source, Span, Unreadable


def read(data: bytes) -> Source:
    return Source([Paragraph([Span(line)], align=_place(line)) for line in decoded(data).splitlines() if line.strip()])


def decoded(data: bytes) -> str:
    """UTF-8, UTF-16 with its mark, or GB 18030."""
    encodings = ("utf-16",) if data.startswith((b"\xff\xfe", b"\xfe\xff")) else ("utf-8-sig", "gb18030")
    for encoding in encodings:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise Unreadable("看不出文字的编码；请用记事本打开，另存为 UTF-8 再导入")


def _place(line: str) -> str:
    """Lines pushed in by spaces: far in is a title or 落款, which of them the words decide."""
    pushed = len(line) - len(line.lstrip(" \t\u3000"))
    return "" if pushed < 6 else "center" if pushed < 24 and not line.rstrip().endswith("日") else "right"
