"""From the blocks of a file to what is proposed: the head becomes fields, the title stands apart, the end is recognised.

Nothing that could be a classification mark is ever taken away here: who reviews the draft must find it.
"""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date

from gongkai.pages.importing import words
from gongkai.pages.importing.blocks import HEAVY, Block, Paragraph, Source, Span, Table
from gongkai.pages.importing.dates import day_in, is_day, number_of

HEAD_BLOCKS = 24  # blocks in which a head and a title may stand
MOST_TITLE_LINES = 5
LONGEST_TITLE = 160


@dataclass
class Shaped:
    body: list[Block] = field(default_factory=list)
    title: str = ""
    document_number: str = ""
    organ: str = ""
    formed_on: date | None = None
    keywords: str = ""
    signed: set[int] = field(default_factory=set)  # places in `body` of 落款
    head: list[str] = field(default_factory=list)  # what was taken off, in words
    start: int = 0  # where in `body` the text itself begins, after what stands below the title


def shape(source: Source) -> Shaped:
    blocks = [block for block in _unframed(source.blocks) if not block.is_empty]
    made = Shaped()
    usual = usual_size(blocks)
    after_head = _read_head(blocks, made)
    first, end = _title(blocks, after_head, usual)
    if end > first:
        made.title = words.joined([words.spaced_out(block.text) for block in blocks[first:end]])  # type: ignore[union-attr]
        _organ_above(blocks, first, made)
    before = [block for place, block in enumerate(blocks[:first]) if block is not None and place >= 0]
    body = [block for block in (*before, *blocks[end:]) if not _belongs_to_head(block, made)]
    body = _below_title(body, made)
    made.body = _without_imprint(body, made)
    sign(made)
    return made


def usual_size(blocks: list[Block]) -> float:
    """The size of most letters of running text; 0 where no size is known."""
    sizes: Counter[float] = Counter()
    for block in blocks:
        if isinstance(block, Paragraph):
            sizes[block.size] += len(block.text)
    return sizes.most_common(1)[0][0] if sizes else 0


def _unframed(blocks: list[Block]) -> list[Block]:
    """Tables that only frame a text are opened, and those of a few lines that lay out the red head."""
    found: list[Block] = []
    for place, block in enumerate(blocks):
        if isinstance(block, Table):
            cells = [cell for row in block.rows for cell in row if cell.blocks]
            lines = [line for line in block.text.replace("\t", "\n").splitlines() if line.strip()]
            one = len(cells) == 1 and (len(cells[0].blocks) > 1 or len(cells[0].text) > 60)
            head = place < 8 and len(lines) <= 8 and lines and all(_head_kind(line) or words.close(line) == "文件" or words.is_organ(line) for line in lines)  # fmt: skip
            imprint = len(lines) <= 8 and lines and all(words.IMPRINT.fullmatch(words.close(line)) or words.KEYWORDS.fullmatch(words.close(line)) or is_day(line.replace("印发", "")) or words.is_organ(line) for line in lines) and any(words.IMPRINT.fullmatch(words.close(line)) for line in lines)  # fmt: skip
            if one or head or imprint:
                for cell in cells:
                    found += _unframed(cell.blocks)
                continue
        found.append(block)
    return found


def _head_kind(text: str) -> str:
    """Which part of a red head this line is, or "". Marks and copy numbers are none: they stay where they are."""
    close = words.close(text)
    if number_of(text):
        return "number"
    if words.SIGNER.fullmatch(close):
        return "signer"
    if words.URGENCY.fullmatch(close):
        return "urgency"
    if words.RULE.fullmatch(text.strip()) and close:
        return "rule"
    return "organ" if words.RED_HEAD.fullmatch(close) else ""


def _read_head(blocks: list[Block], made: Shaped) -> int:
    """Fields of the red head; gives the place after its last line."""
    end = 0
    for place, block in enumerate(blocks[:HEAD_BLOCKS]):
        if not isinstance(block, Paragraph) or len(block.text) > 120 or block.pictures:
            if place > 3:
                break
            continue
        text = block.text.strip()
        kind = _head_kind(text)
        if not kind and (both := words.SIGNER.search(text)):
            number = number_of(text[: both.start()])
            kind = "number" if number else ""
            made.document_number = made.document_number or number
        if kind == "number" and not made.document_number:
            made.document_number = number_of(text)
        if kind == "organ" and not made.organ:
            found = words.RED_HEAD.fullmatch(words.close(text))
            made.organ = found["organ"] if found else ""
        if kind in {"organ", "number", "rule", "urgency", "signer"}:
            end = place + 1
        elif words.ADDRESSEE.fullmatch(text) or text.endswith("。"):
            break
    return end


def _title(blocks: list[Block], after_head: int, usual: float) -> tuple[int, int]:
    """Places of the first title line and after the last; (n, n) when there is none.

    What the file calls its title comes first, then large or centred lines, then a line that reads like a title.
    """
    head = blocks[:HEAD_BLOCKS]
    for test in (_called_title, _looks_like_title, _reads_like_title):
        for place, block in enumerate(head):
            if not isinstance(block, Paragraph):
                if place > 2:
                    break
                continue
            if test is not _called_title and (words.ADDRESSEE.fullmatch(block.text.strip()) or _is_text(block)):
                break
            if test(block, usual) and not _head_kind(block.text):
                end = _title_end(head, place)
                if not _is_letterhead(head, place, end, after_head):
                    return _title_start(head, place, after_head), end
    return after_head, after_head


def _is_text(block: Paragraph) -> bool:
    return len(block.text) > 90 or block.text.rstrip().endswith("。")


def _called_title(block: Paragraph, _usual: float) -> bool:
    return block.is_title and len(block.text) <= LONGEST_TITLE


def _looks_like_title(block: Paragraph, usual: float) -> bool:
    text = block.text.strip()
    if (
        not 2 <= len(text) <= LONGEST_TITLE
        or text[-1:] in "。；，"
        or is_day(text)
        or words.MARK.fullmatch(words.close(text))
    ):
        return False
    if (
        words.ENCLOSURE_HEAD.fullmatch(text)
        or words.VERSION.fullmatch(text)
        or (text[0] in "（(" and text[-1] in "）)")
    ):
        return False
    if words.FIRST.fullmatch(text) or words.SECOND.fullmatch(text) or words.CHAPTER.fullmatch(text):
        return False
    larger = usual and block.size >= usual + 2
    if block.align == "center":
        return bool(
            larger
            or block.mark == HEAVY
            or block.level
            or words.TITLE_LINE.fullmatch(words.close(text))
            or words.ABOUT.fullmatch(text)
        )
    return bool(larger and block.size >= 18) or (
        block.level == 1 and bool(words.TITLE_LINE.fullmatch(words.close(text)))
    )


def _reads_like_title(block: Paragraph, _usual: float) -> bool:
    text = words.close(block.text)
    return (
        4 <= len(text) <= 90
        and block.align != "right"
        and bool(words.TITLE_LINE.fullmatch(text))
        and text[0] not in "（(一二三四五六七八九十附"
    )


def _is_letterhead(head: list[Block], place: int, end: int, after_head: int) -> bool:
    """Whether a line of an organ's name is the head of the paper: above the document number, or above the real title."""
    block = head[place]
    if end > place + 1 or not isinstance(block, Paragraph) or not words.is_organ(block.text):
        return False
    following = head[end] if end < len(head) else None
    return place < after_head or (isinstance(following, Paragraph) and following.align == "center" and bool(words.TITLE_LINE.fullmatch(words.close(following.text))))  # fmt: skip


def _title_start(head: list[Block], place: int, after_head: int) -> int:
    """One line up when the organ's name stands there in the same letters: 榕江县民政局 / 关于……的公告 is one title."""
    block, above = head[place], head[place - 1] if place > after_head else None
    if not isinstance(above, Paragraph) or not isinstance(block, Paragraph) or not words.is_organ(above.text):
        return place
    alike = above.size == block.size and (above.align == block.align or not block.size)
    return place - 1 if alike and words.close(block.text).startswith("关于") else place


def _title_end(head: list[Block], first: int) -> int:
    start = head[first]
    assert isinstance(start, Paragraph)
    text, end = words.close(start.text), first + 1
    while end < len(head) and end - first < MOST_TITLE_LINES:
        block = head[end]
        if not isinstance(block, Paragraph) or block.pictures:
            break
        line = words.close(block.text)
        if words.VERSION.fullmatch(line) and block.align == start.align:
            return end + 1
        finished = bool(words.TITLE_LINE.fullmatch(text)) and not words.is_organ(text)
        same = block.align == start.align and abs(block.size - start.size) < 1.5 and (block.mark == start.mark or not block.size) and bool(block.is_title) == bool(start.is_title)  # fmt: skip
        fits = block.align == "center" or (same and (start.size > 0 or not finished))
        if not same or not fits or finished or len(text) + len(line) > LONGEST_TITLE or line[:1] in "（(—" or number_of(block.text) or is_day(block.text) or words.ADDRESSEE.fullmatch(block.text.strip()) or _is_text(block):  # fmt: skip
            break
        if start.align != "center" and not start.is_title and not start.size:
            break
        text, end = text + line, end + 1
    return end


def _organ_above(blocks: list[Block], first: int, made: Shaped) -> None:
    """A letterhead without the word 文件: the organ's name alone above the number."""
    for block in blocks[:first]:
        if isinstance(block, Paragraph) and words.is_organ(block.text) and not made.organ:
            made.organ = words.close(block.text)
            made.head.append("发文机关标志")


def _belongs_to_head(block: Block, made: Shaped) -> bool:
    """Only what stands as a whole in a field or is a rule; the rest of the paper's head stays to be seen."""
    if not isinstance(block, Paragraph) or block.pictures:
        return False
    text = block.text.strip()
    close = words.close(text)
    kind = _head_kind(text)
    if kind == "number" and number_of(text) == made.document_number:
        made.head.append("发文字号")
        return True
    if kind == "organ":
        made.head.append("发文机关标志")
        return words.RED_HEAD.fullmatch(close)["organ"] == made.organ  # type: ignore[index]
    if (
        made.organ
        and close == made.organ
        and (block.align == "center" or block.red)
        and "发文机关标志" in made.head
        and not block.inset
        and block.size >= 20
    ):
        return True
    if kind in {"signer", "urgency"}:
        made.head.append("签发人" if kind == "signer" else "紧急程度")
        return True
    signer = words.SIGNER.search(text)
    if signer and number_of(text[: signer.start()]) == made.document_number and made.document_number:
        made.head += ["发文字号", "签发人"]
        return True
    return kind == "rule"


def _below_title(body: list[Block], made: Shaped) -> list[Block]:
    """(2024年5月20日) in brackets below a title is the date of the paper, and stays as it stands."""
    for block in body[:6]:
        if isinstance(block, Paragraph) and block.align == "center" and not made.formed_on and len(block.text) < 60:
            made.formed_on = is_day(block.text)
    return body


def _without_imprint(body: list[Block], made: Shaped) -> list[Block]:
    """版记: copies, who printed it and how many; only below the text."""
    kept: list[Block] = []
    for place, block in enumerate(body):
        if isinstance(block, Paragraph) and place > 1 and not block.pictures:
            close = words.close(block.text)
            if found := words.KEYWORDS.fullmatch(block.text.strip()):
                made.keywords = "，".join(part for part in found["words"].split() if part)[:200]
                made.head.append("主题词")
                continue
            if words.IMPRINT.fullmatch(close):
                made.head.append("版记（抄送、印发）")
                continue
        kept.append(block)
    return kept


def sign(made: Shaped) -> None:
    """落款: the lines of organs and the date below the text. The first of them counts; later ones are of enclosures."""
    for place, block in enumerate(made.body):
        if not isinstance(block, Paragraph) or place == 0:
            continue
        text = block.text.strip(" \t\u3000\xa0")
        organ, day = _organ_and_day(text)
        if not day:
            continue
        above = place - 1
        lines = [organ] if organ else []
        while not organ and above >= 0 and place - above <= 8 and _signs(made.body[above]):
            lines.insert(0, words.close(made.body[above].text))
            above -= 1
        if not lines and not (block.align == "right" or block.inset or _is_pushed(block)):
            continue
        for line in range(above + 1, place + 1):
            signs = made.body[line]
            if isinstance(signs, Paragraph):
                _tighten(signs)
            made.signed.add(line)
        made.formed_on = day
        found = [
            line.replace("（盖章）", "").replace("（章）", "").replace("(盖章)", "").replace("（印章）", "")
            for line in lines
        ]
        if found:
            made.organ = "、".join(dict.fromkeys(found))
        return


def _organ_and_day(text: str) -> tuple[str, date | None]:
    """The parts of a line that is a date, or an organ and a date."""
    if len(text) > 70:
        return "", None
    if day := is_day(text):
        return "", day
    parts = text.replace("\n", "\u3000").replace("\t", "\u3000").replace("  ", "\u3000").split("\u3000")
    parts = [part for part in parts if part.strip()]
    if len(parts) >= 2 and words.is_organ("".join(parts[:-1])) and (day := is_day(parts[-1])):
        return words.close("".join(parts[:-1])), day
    return "", None


def _signs(block: Block) -> bool:
    if not isinstance(block, Paragraph) or block.pictures or (block.align == "center" and block.level):
        return False
    text = words.close(block.text)
    for stamp in ("（盖章）", "(盖章)", "（章）", "（印章）", "（公章）"):
        text = text.replace(stamp, "")
    return len(text) <= 40 and words.is_organ(text) and day_in(text) is None


def _is_pushed(block: Paragraph) -> bool:
    """Moved to the right by spaces."""
    text = block.text
    return len(text) - len(text.lstrip(" \t\u3000\xa0")) >= 6


def _tighten(block: Paragraph) -> None:
    """Spaces that only pushed the line to its place go; 民 政 局 stays as its writer had it but for the ends."""
    text = block.text.strip(" \t\u3000\xa0")
    block.spans, block.number, block.align = [Span(words.close(text) if is_day(text) else text)], "", "right"


def notices(made: Shaped) -> list[str]:
    """What the text itself says of its being open, for the clerk to compare with the field."""
    for block in made.body:
        found = words.NOT_OPEN.search(words.close(block.text)) if isinstance(block, Paragraph) else None
        if found and found["how"] not in {"主动公开", "公开发布"}:
            return [f"文中写有“{found[0]}”，请核对公开属性"]
    return []
