"""The body as HTML: headings without gaps between levels, tables with heads and spans, lists, 落款, pictures as paragraphs of their own."""

import re
from dataclasses import replace
from html import escape

from gongkai.pages.importing import words
from gongkai.pages.importing.blocks import HEAVY, Block, Paragraph, Span, Table
from gongkai.pages.importing.shape import usual_size
from gongkai.pages.importing.tabling import table_html

BLANKS = re.compile(r"[ \t\u3000\xa0]+")
CAPTION = re.compile(
    r"(?:附?表\s*\d*[-－\d.]*\s*[：:]?\s*)?.{2,60}(?:表|名单|一览|目录|清单|情况|统计|汇总|明细|安排|标准|对照)|附?表\s*\d+.{0,60}"
)
UNIT = re.compile(r"[（(]?\s*(?:计量)?单位\s*[：:].{1,20}[）)]?")


def write(body: list[Block], signed: set[int] = frozenset()) -> str:  # type: ignore[assignment]
    """`signed`: places in `body` of the lines of 落款."""
    levels = _levels(body, signed)
    parts: list[str] = []
    items: list[str] = []
    taken: set[int] = set()
    shown = 1  # the page's own title
    for place, block in enumerate(body):
        if items and not (isinstance(block, Paragraph) and block.bullet):
            parts.append(f"<ul>{''.join(items)}</ul>")
            items = []
        if place in taken:
            continue
        if isinstance(block, Table):
            parts.append(table_html(block))
        elif (caption := _caption(body, place)) is not None:
            table = body[place + caption[1]]
            assert isinstance(table, Table)
            table.caption = caption[0]
            taken.update(range(place + 1, place + caption[1]))
        elif place in levels:
            shown = min(levels[place], shown + 1)
            text = escape(words.spaced_out(block.text), quote=False)
            if words.ENCLOSURE_HEAD.fullmatch(words.close(block.text)) and _is_title_below(body, place, levels):
                following = body[place + 1]
                text = f"{text.rstrip('：:')}\u3000{escape(words.spaced_out(following.text), quote=False)}"
                taken.add(place + 1)
            where = ' class="align-center"' if block.align == "center" else ""
            parts.append(f"<h{shown}{where}>{text}</h{shown}>")
            parts += [_figure(span) for span in block.spans if span.picture]
        elif block.bullet:
            items.append(f"<li>{inline(block.spans)}</li>")
        else:
            parts.append(paragraph_html(block, is_signed=place in signed))
    if items:
        parts.append(f"<ul>{''.join(items)}</ul>")
    return "".join(parts)


def _is_title_below(body: list[Block], place: int, levels: dict[int, int]) -> bool:
    return place + 1 in levels and isinstance(body[place + 1], Paragraph) and body[place + 1].align == "center"  # type: ignore[union-attr]


def _levels(body: list[Block], signed: set[int]) -> dict[int, int]:
    """Place in `body` -> level 2 to 4 of what is a heading."""
    usual = usual_size(body)
    own = sorted({block.level for block in body if isinstance(block, Paragraph) and block.level and _may_head(block)})
    rank = {level: min(place + 2, 4) for place, level in enumerate(own)}
    found: dict[int, int] = {}
    for place, block in enumerate(body):
        if not isinstance(block, Paragraph) or place in signed or block.bullet or not _may_head(block):
            continue
        following = body[place + 1] if place + 1 < len(body) else None
        before = body[place - 1] if place else None
        if (
            block.align == "center"
            and isinstance(before, Paragraph)
            and words.ENCLOSURE_HEAD.fullmatch(words.close(before.text))
        ):
            found[place] = 2  # the title of an enclosure
        elif block.level:
            found[place] = rank[block.level]
        elif level := _level_by_looks(block, before, following, usual):
            found[place] = level
    return found


def _may_head(block: Paragraph) -> bool:
    text = block.text.strip()
    if not text or len(text) > words.LONGEST_HEADING or "\n" in text.strip():
        return False
    return block.align != "right" and (text[-1] not in words.SENTENCE_END or bool(words.ENCLOSURE_HEAD.fullmatch(text)))


def _level_by_looks(block: Paragraph, before: Block | None, following: Block | None, usual: float) -> int:
    text = block.text.strip(" \t\u3000\xa0")
    close = words.close(text)
    if words.ENCLOSURE_HEAD.fullmatch(close):
        return 2 if isinstance(following, Paragraph | Table) else 0
    if words.CHAPTER.fullmatch(text) and len(close) <= 30:
        return 2 if block.align == "center" or block.mark or _heads(before, following, words.CHAPTER) else 0
    if words.SECTION.fullmatch(text) and len(close) <= 30 and (block.align == "center" or block.mark):
        return 3
    if words.FIRST.fullmatch(text):
        return 2 if block.mark or _heads(before, following, words.FIRST) else 0
    if words.SECOND.fullmatch(text):
        return 3 if block.mark or (_heads(before, following, words.SECOND) and len(close) <= 30) else 0
    if following is None or (isinstance(following, Table) and block.align == "center"):
        return 0  # the name of the table
    if words.THIRD.fullmatch(text):
        return 4 if block.mark and len(close) <= 40 else 0
    larger = bool(usual) and block.size >= usual + 1.5
    if block.align == "center":
        return 2 if (block.mark or larger) and not words.MARK.fullmatch(close) and close[0] not in "（(" else 0
    if (
        (block.mark == HEAVY or (usual and block.size >= usual + 3))
        and len(close) <= 30
        and not words.MARK.fullmatch(close)
    ):
        return 3
    return 0


def _heads(before: Block | None, following: Block | None, pattern: re.Pattern[str]) -> bool:
    """Whether a line that looks like text is a heading: text follows it, and it is not one of a row of such lines."""
    if before is not None and pattern.fullmatch(before.text.strip(" \t\u3000\xa0")):
        return False
    if isinstance(following, Table):
        return True
    after = "" if following is None else following.text.strip(" \t\u3000\xa0")
    order = (words.CHAPTER, words.FIRST, words.SECOND)
    return bool(after) and not any(one.fullmatch(after) for one in order[: order.index(pattern) + 1])


def _caption(body: list[Block], place: int) -> tuple[str, int] | None:
    """The name of the table that follows, with the unit if a line for it stands between, and how far away the table is."""
    block = body[place]
    if (
        not isinstance(block, Paragraph)
        or block.pictures
        or block.align == "right"
        or UNIT.fullmatch(block.text.strip())
    ):
        return None
    text = words.spaced_out(block.text)
    if len(text) > 60 or not CAPTION.fullmatch(text) or text[-1] in words.SENTENCE_END:
        return None
    if not (block.align == "center" or block.mark or text.startswith(("表", "附表"))):
        return None
    if place + 1 < len(body) and isinstance(body[place + 1], Table):
        return text, 1
    if place + 2 < len(body) and isinstance(body[place + 2], Table) and isinstance(body[place + 1], Paragraph):
        unit = words.close(body[place + 1].text).strip("（）()")
        if UNIT.fullmatch(unit):
            return f"{text}（{unit}）", 2
    return None


def paragraph_html(block: Paragraph, *, is_signed: bool = False) -> str:
    """A paragraph; its pictures stand below it."""
    css = "signature" if is_signed else f"align-{block.align}" if block.align in {"center", "right"} else ""
    kind = f' class="{css}"' if css else ""
    words_only = [span for span in block.spans if not span.picture]
    text = escape(block.number, quote=False) + inline(words_only)
    made = f"<p{kind}>{text}</p>" if text.strip() else ""
    return made + "".join(_figure(span, kind) for span in block.spans if span.picture)


def _figure(span: Span, kind: str = "") -> str:
    assert span.picture is not None
    return f'<p{kind}><img src="{span.picture.address}" alt="{escape(span.picture.alt)}"></p>'


def inline(spans: list[Span], *, bold: bool = True) -> str:
    """Spans as HTML. Blank letters at the ends go; blanks under a line are the line of a form to fill in."""
    made = "".join(_span(span, bold=bold) for span in _trimmed(spans))
    for tag in ("strong", "em", "u", "s"):
        made = made.replace(f"</{tag}><{tag}>", "")
    return made


def _trimmed(spans: list[Span]) -> list[Span]:
    """Without the blanks at both ends, but for blanks under a line."""
    kept = list(spans)
    for end, strip in ((0, str.lstrip), (-1, str.rstrip)):
        while kept and not kept[end].picture and not (kept[end].underline and kept[end].text):
            text = strip(kept[end].text, " \t\u3000\xa0\n\u200b")
            if text:
                kept[end] = replace(kept[end], text=text)
                break
            del kept[end]
    return kept


def _blank(found: re.Match[str]) -> str:
    """One blank; 第一条　内容 keeps its wide one."""
    return "\u3000" if "\u3000" in found[0] else " "


def _span(span: Span, *, bold: bool = True) -> str:
    if span.picture:
        return f'<img src="{span.picture.address}" alt="{escape(span.picture.alt)}">'
    if span.underline and span.text and not span.text.strip():
        return "_" * max(2, 2 * len(span.text.replace("\u3000", "  ").replace("\t", "    ")) // 3)
    text = escape(BLANKS.sub(_blank, span.text.replace("\u200b", "")), quote=False).replace("\n", "<br>")
    if not text.strip():
        return text
    for on, tag in (
        (span.strong and bold, "strong"),
        (span.emphasis, "em"),
        (span.underline, "u"),
        (span.strike, "s"),
        (span.raised, span.raised),
    ):
        if on:
            text = f"<{tag}>{text}</{tag}>"
    return f'<a href="{escape(span.link)}">{text}</a>' if span.link else text
