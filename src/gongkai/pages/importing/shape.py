"""From the blocks of a file to what is proposed: the head becomes fields, the title stands apart, the end is recognised.

Nothing that could be a classification mark is ever taken away here: who reviews the draft must find it.
"""

from collections import Counter

from gongkai.pages.importing import words
from gongkai.pages.importing.blocks import HEAVY, Block, Paragraph, Source, Table
from gongkai.pages.importing.dates import is_day, number_of
from gongkai.pages.importing.signature import Shaped, sign

HEAD_BLOCKS = 24  # blocks in which a head and a title may stand
MOST_TITLE_LINES = 5
LONGEST_TITLE = 160


def shape(source: Source) -> Shaped:
    blocks = [block for block in _unframed(source.blocks) if not block.is_empty]
    made = Shaped()
    usual = usual_size(blocks)
    after_head = _read_head(blocks, made)
    first, end = _title(blocks, after_head, usual)
    if end > first:
        made.title = words.joined([words.spaced_out(block.text) for block in blocks[first:end]])
        _organ_above(blocks, first, made)
    made.body = [block for block in (*blocks[:first], *blocks[end:]) if not _belongs_to_head(block, made)]
    _date_below_title(made)
    sign(made)
    made.body = _without_imprint(made.body, made)
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


def _date_below_title(made: Shaped) -> None:
    """(2024年5月20日) in brackets below a title is the date of the paper, and stays as it stands."""
    for block in made.body[:6]:
        if isinstance(block, Paragraph) and block.align == "center" and not made.formed_on and len(block.text) < 60:
            made.formed_on = is_day(block.text)


def _without_imprint(body: list[Block], made: Shaped) -> list[Block]:
    """版记: copies, who printed it and how many; only below 落款, or at the very end where there is none."""
    first = max(made.signed) + 1 if made.signed else max(2, len(body) - 8)
    kept = body[:first]
    for block in body[first:]:
        close = words.close(block.text)
        if isinstance(block, Paragraph) and not block.pictures:
            if found := words.KEYWORDS.fullmatch(block.text.strip()):
                made.keywords = "，".join(found["words"].split())[:200]
                made.head.append("主题词")
                continue
            if words.IMPRINT.fullmatch(close):
                made.head.append("版记（抄送、印发）")
                continue
        kept.append(block)
    return kept


def notices(made: Shaped) -> list[str]:
    """What the text itself says of its being open, for the clerk to compare with the field."""
    for block in made.body:
        found = words.NOT_OPEN.search(words.close(block.text)) if isinstance(block, Paragraph) else None
        if found and found["how"] not in {"主动公开", "公开发布"}:
            return [f"文中写有“{found[0]}”，请核对公开属性"]
    return []
