"""A PDF with text: lines put back into paragraphs, ruled tables cell by cell, headings by their letters, running heads dropped."""

import re
from collections import Counter
from dataclasses import dataclass, field

import pypdfium2

from gongkai.pages.importing.blocks import HEAVY, KAI, Block, Cell, Paragraph, Picture, Source, Span, Table, Unreadable
from gongkai.pages.importing.pdf_page import Letter, Shown, letters_of, pictures_of
from gongkai.pages.importing.pictures import Album
from gongkai.pages.rulings import Grid, grids

MOST_PAGES = 200
SAME_LINE = 0.45  # of a letter's height: how far the middles of letters of one line may be apart
PAGE_NUMBER = re.compile(
    r"[-—–－·•\s]*\d{1,4}[-—–－·•\s]*|第?\s*\d{1,4}\s*页?\s*[/，,共]*\s*(?:共\s*)?\d{1,4}\s*页?|第\s*[\d一二三四五六七八九十]+\s*页|[ivxIVX]{1,6}"
)
MARKED = re.compile(r"绝密|机密|秘密|内部")


@dataclass
class Line:
    letters: list[Letter]

    @property
    def left(self) -> float:
        return self.letters[0].left

    @property
    def right(self) -> float:
        return self.letters[-1].right

    @property
    def middle(self) -> float:
        return self.letters[0].middle

    @property
    def size(self) -> float:
        return Counter(letter.size for letter in self.letters).most_common(1)[0][0]

    @property
    def text(self) -> str:
        return written(self.letters)


@dataclass
class Page:
    height: float
    lines: list[Line] = field(default_factory=list)
    tables: list[Grid] = field(default_factory=list)
    pictures: list[Shown] = field(default_factory=list)


def read(data: bytes) -> Source:
    source = Source()
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as fault:
        locked = "password" in str(fault).lower()
        raise Unreadable(
            "PDF 加了密；请先去掉打开密码再导入" if locked else "PDF 打不开，可能损坏或者没有传完整；请重新导出后再试"
        ) from fault
    try:
        if len(document) > MOST_PAGES:
            raise Unreadable(f"PDF 有 {len(document)} 页，超过 {MOST_PAGES} 页的文件不适合放进正文；请作为附件上传")
        document.init_forms()
        pages = [_page(document[number], source) for number in range(len(document))]
    finally:
        document.close()
    if not any(page.lines or page.tables for page in pages):
        raise Unreadable("PDF 里没有文字，是扫描件或者图片；请找原来的 Word 文件导入，或者作为附件上传")
    _drop_running(pages)
    source.blocks = _blocks(pages, source)
    return source


def _page(page: pypdfium2.PdfPage, source: Source) -> Page:
    letters = letters_of(page, source.left_out)
    tables, rest = grids(page, letters)
    shown, is_scan = pictures_of(page)
    remark = "扫描件，文字为识别结果，请逐字核对"
    if is_scan and letters and remark not in source.remarks:
        source.remarks.append(remark)
    return Page(page.get_height(), lines_of(rest), tables, shown)  # type: ignore[arg-type]


def lines_of(letters: list[Letter]) -> list[Line]:
    lines: list[list[Letter]] = []
    for letter in sorted(letters, key=lambda one: -one.middle):
        height = max(letter.high - letter.low, 4)
        if lines and abs(lines[-1][0].middle - letter.middle) < height * SAME_LINE:
            lines[-1].append(letter)
        else:
            lines.append([letter])
    return [Line(sorted(line, key=lambda one: one.left)) for line in lines]


def written(letters: list[Letter]) -> str:
    """The letters of one line as text; a gap between them is a space where a writer would have put one."""
    text = ""
    for place, letter in enumerate(letters):
        if place:
            before = letters[place - 1]
            gap = (letter.left - before.right) / max(letter.size, 4)
            narrow = before.text.isascii() and letter.text.isascii()
            if gap > (0.18 if narrow else 0.8):
                text += " "
        text += letter.text
    return text


def _drop_running(pages: list[Page]) -> None:
    """Page numbers, and heads and feet that stand at one place on page after page. A mark of secrecy stays."""
    seen: Counter[tuple[str, int]] = Counter()
    for page in pages:
        for line in _edges(page):
            seen[re.sub(r"\d+", "#", line.text), round(line.middle / 6)] += 1
    least = max(3, len(pages) // 2)
    for page in pages:
        edges = _edges(page)
        page.lines = [
            line for line in page.lines
            if line not in edges or MARKED.search(line.text)
            or not (_is_number(line, page) or (len(pages) > 2 and seen[re.sub(r"\d+", "#", line.text), round(line.middle / 6)] >= least))
        ]  # fmt: skip


def _edges(page: Page) -> list[Line]:
    return [line for line in page.lines if line.middle > page.height * 0.9 or line.middle < page.height * 0.12]


def _is_number(line: Line, page: Page) -> bool:
    return bool(PAGE_NUMBER.fullmatch(line.text.strip())) and (
        line.middle < page.height * 0.12 or line.middle > page.height * 0.93
    )


def _blocks(pages: list[Page], source: Source) -> list[Block]:
    album = Album(source)
    every = [line for page in pages for line in page.lines]
    left, right = _margins(every)
    usual = Counter(
        {size: sum(len(line.letters) for line in every if line.size == size) for size in {line.size for line in every}}
    )
    plain = usual.most_common(1)[0][0] if usual else 0
    blocks: list[Block] = []
    last: Line | None = None  # the line the open paragraph ended with
    for page in pages:
        things: list[tuple[float, object]] = [(-line.middle, line) for line in page.lines]
        things += [(-table.top, table) for table in page.tables] + [(-shown.top, shown) for shown in page.pictures]
        is_first = True
        for _at, thing in sorted(things, key=lambda one: one[0]):
            if isinstance(thing, Grid):
                made = _table(thing)
                if is_first and blocks and isinstance(blocks[-1], Table) and blocks[-1].width == made.width:
                    _continue(blocks[-1], made)
                elif made.rows:
                    blocks.append(made)
                last = None
            elif isinstance(thing, Shown):
                picture = album.take(thing.data)
                if picture is not None:
                    blocks.append(_picture(picture))
                    last = None
            elif isinstance(thing, Line):
                last = _line(thing, last, blocks, (left, right, plain))
            is_first = False
    return blocks


def _margins(lines: list[Line]) -> tuple[float, float]:
    """Where full lines of text begin and end."""
    if not lines:
        return 0, 0
    long = sorted(lines, key=lambda line: line.right - line.left)[-max(3, len(lines) // 3) :]
    lefts = Counter(round(line.left / 4) * 4 for line in long)
    rights = Counter(round(line.right / 4) * 4 for line in long)
    left = min(place for place, count in lefts.items() if count >= max(1, len(long) // 8))
    right = max(place for place, count in rights.items() if count >= max(1, len(long) // 8))
    return float(left), float(max(right, max(line.right for line in long) - 8))


def _line(line: Line, last: Line | None, blocks: list[Block], frame: tuple[float, float, float]) -> Line:
    """`frame`: where full lines begin and end, and the size of plain text."""
    left, right, _plain = frame
    align = _align(line, *frame)
    size = max(line.size, 4)
    before = blocks[-1] if blocks else None
    goes_on = (
        isinstance(before, Paragraph) and last is not None and not align and not before.align
        and last.right >= right - size * 1.6 and line.left <= left + size * 0.9 and abs(last.size - line.size) < 1
    )  # fmt: skip
    spans = _spans(line.letters)
    if goes_on and isinstance(before, Paragraph):
        joint = (
            " "
            if last is not None
            and last.letters[-1].text.isascii()
            and line.letters[0].text.isascii()
            and last.letters[-1].text.isalpha()
            else ""
        )
        before.spans += [Span(joint), *spans] if joint else spans
        if before.mark != _mark(line.letters):
            before.mark = ""
    else:
        paragraph = Paragraph(spans, align=align, size=round(line.size * 2) / 2, mark=_mark(line.letters))
        paragraph.red = all(letter.red for letter in line.letters)
        blocks.append(paragraph)
    return line


def _align(line: Line, left: float, right: float, plain: float) -> str:
    size = max(line.size, 4)
    off = (line.left + line.right) / 2 - (left + right) / 2
    if line.size >= plain + 2.5 and abs(off) < size * 0.8:
        return "center"
    if (
        line.left > left + size * 1.2
        and right - line.right > size * 0.8
        and abs(off) < size * 1.1
        and abs(line.left - left - 2 * size) > size * 0.4
    ):
        return "center"
    if abs(off) < size * 0.6 and line.left > left + size * 2.5:
        return "center"
    return "right" if line.left > (left + right) / 2 - size and line.right > right - size * 9 else ""


def _spans(letters: list[Letter]) -> list[Span]:
    spans: list[Span] = []
    start = 0
    for place in range(1, len(letters) + 1):
        if place == len(letters) or letters[place].heavy != letters[start].heavy:
            text = written(letters[start:place])
            if start and written(letters[start - 1 : start + 1])[1:2] == " ":
                text = " " + text
            spans.append(Span(text, strong=letters[start].heavy))
            start = place
    return spans


def _mark(letters: list[Letter]) -> str:
    for mark, has in ((HEAVY, sum(one.heavy for one in letters)), (KAI, sum(one.kai for one in letters))):
        if has >= len(letters) * 0.8:
            return mark
    return ""


def _table(grid: Grid) -> Table:
    made = Table()
    for row in range(len(grid.rows) - 1):
        cells = []
        for column in range(len(grid.columns) - 1):
            if grid.corner[row, column] != (row, column):
                continue
            places = [place for place, corner in grid.corner.items() if corner == (row, column)]
            cell = _cell(grid.letters.get((row, column), []))  # type: ignore[arg-type]
            cell.rowspan = max(place[0] for place in places) - row + 1
            cell.colspan = max(place[1] for place in places) - column + 1
            cells.append(cell)
        made.rows.append(cells)
    return made


def _cell(letters: list[Letter]) -> Cell:
    """Lines of a cell run on: a narrow column breaks words, not sentences."""
    text = ""
    for line in lines_of(letters):
        gap = " " if text and text[-1].isascii() and line.text[:1].isascii() and text[-1].isalpha() else ""
        text += gap + line.text
    cell = Cell([Paragraph([Span(text)])] if text else [])
    cell.heavy = bool(letters) and _mark(letters) == HEAVY
    return cell


def _continue(table: Table, more: Table) -> None:
    """A table that goes on over the page, without the head it repeats there."""
    repeated = bool(more.rows and table.rows) and [cell.text for cell in more.rows[0]] == [
        cell.text for cell in table.rows[0]
    ]
    table.rows += more.rows[1:] if repeated else more.rows


def _picture(picture: Picture) -> Paragraph:
    return Paragraph([Span(picture=picture)])
