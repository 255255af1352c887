"""The pages of a PDF as blocks: lines of text, rows of ruled tables, the text of pictures; what is hidden has its trace."""

import ctypes
import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby, pairwise

import pypdfium2
from PIL import Image
from pypdfium2 import raw

from gongkai.clearance.documents import budget, images, ocr
from gongkai.clearance.documents.document import PAGE, ROW, Block, Document, Piece, Unread
from gongkai.clearance.documents.pdf_letters import Box, Letter, Painted, Thing, area, common, painted
from gongkai.clearance.documents.pdf_sight import LARGE, mark
from gongkai.clearance.documents.places import Place
from gongkai.clearance.documents.rulings import Glyph, Grid, grids

WIDE = 1.6  # of a letter's height: a gap like that stands between two columns
FEW = 20  # letters: less than this, and the picture is the page's text
SMALLEST = (60, 18)  # pixels: nothing is written on anything smaller
MOST_THINGS_IN_TABLE = 8000
READ_SIDE = 2340  # pixels: A4 at 200 dots an inch
UNMAPPED = 0.15  # of the letters of a page without a known meaning: it is read as a picture
FRAGMENTS = 30  # painted shapes on a page without letters: writing turned into outlines


@dataclass
class Seen:
    """What was met before in this file, so that a letterhead is read once and an old version tells only what it had more."""

    pictures: set[bytes] = field(default_factory=set)
    files: set[bytes] = field(default_factory=set)  # digests of the attachments
    has_layers_off: bool = False
    tables: int = 0


def read_page(page: pypdfium2.PdfPage, number: int, document: Document, seen: Seen) -> None:
    place = Place.of(("page", number))
    what, box = painted(page), _shown(page)
    if not what.is_whole:
        document.unread.append(Unread(place, "这一页由太多图形组成，没有全部读出"))
    mark(page, what, box, has_layers_off=seen.has_layers_off)
    text = list(_blocks(page, what, place, seen))
    pictures = Document()
    _pictures(page, what, box, place, pictures, seen)
    written = _tight(block.text for block in pictures.blocks)
    document.blocks += _reconciled(text, what, written) if written else text
    said = _tight(block.text for block in text)
    document.blocks += [block for block in (_news(block, said) for block in pictures.blocks) if block is not None]
    document.unread += pictures.unread
    _appearances(page, number - 1, place, document, said)


def _shown(page: pypdfium2.PdfPage) -> Box:
    left, low, right, high = page.get_bbox()
    return (left, low, right, high) if right > left and high > low else (0.0, 0.0, 612.0, 792.0)


def _tight(texts: Iterator[str]) -> str:
    return "".join("".join(text.split()) for text in texts)


def _blocks(page: pypdfium2.PdfPage, what: Painted, place: Place, seen: Seen) -> Iterator[Block]:
    """Text and tables in the order in which the page was written."""
    tables, _ = grids(page, what.letters) if 0 < len(what.things) <= MOST_THINGS_IN_TABLE else ([], [])
    _kept_together(what.letters, tables)
    inside = {id(letter): table for table in tables for letters in table.letters.values() for letter in letters}
    done: set[int] = set()
    line, pieces = 0, list[Piece]()
    for letters in _lines(what.letters):
        for table, run in groupby(letters, key=lambda letter: inside.get(id(letter))):
            if table is None:
                line += 1
                pieces += _pieces(list(run), place.then("line", line), "\n" if pieces else "")
            elif id(table) not in done:
                if pieces:
                    yield Block(pieces, PAGE)
                    pieces = []
                done.add(id(table))
                seen.tables += 1
                yield from _rows(table, place, len(done), seen.tables)
    if pieces:
        yield Block(pieces, PAGE)


def _lines(letters: Sequence[Letter]) -> Iterator[list[Letter]]:
    line: list[Letter] = []
    for letter in letters:
        if letter.breaks and line:
            yield line
            line = []
        line.append(letter)
    if line:
        yield line


def _pieces(letters: Sequence[Letter], place: Place, joint: str) -> Iterator[Piece]:
    """A line as pieces: a new one where the hiding changes, and where a wide gap shows the next column."""
    text, before = "", None
    for letter in letters:
        if before is not None:
            is_wide = abs(letter.left - before.right) > WIDE * max(letter.high - letter.low, 4)
            if is_wide or letter.trace != before.trace:
                yield Piece(text, place, before.trace, joint)
                text, joint = "", "\t" if is_wide else " " if letter.spaced else ""
            elif letter.spaced:
                text += " "
        text += letter.text
        before = letter
    if before is not None:
        yield Piece(text, place, before.trace, joint)


def _rows(table: Grid, place: Place, on_page: int, number: int) -> Iterator[Block]:
    for row, cells in enumerate(table.lines(), start=1):
        where = place.then("table", on_page).then("row", row)
        pieces: list[Piece] = []
        for index, (_, letters) in enumerate(cells):
            joint = "\t" if index else ""
            for letters_of_line in _cell_lines(letters):
                found = list(_pieces(letters_of_line, where, joint))
                pieces += [
                    Piece(piece.text, where, piece.trace, piece.joint.replace("\t", " ") if n else piece.joint)
                    for n, piece in enumerate(found)
                ]
                joint = "\n"
            if not letters:
                pieces.append(Piece("", where, "", joint))
        if any(piece.text for piece in pieces):
            yield Block(pieces, ROW, number, row)


def _kept_together(letters: Sequence[Letter], tables: Sequence[Grid]) -> None:
    """A word that runs over the edge of its cell stays in the cell in which it begins."""
    cell = {id(letter): (table, at) for table in tables for at, inside in table.letters.items() for letter in inside}
    for before, letter in pairwise(letters):
        home, here = cell.get(id(before)), cell.get(id(letter))
        if home is not None and here != home and _goes_on(before, letter):
            if here is not None:
                here[0].letters[here[1]].remove(letter)
            home[0].letters[home[1]].append(letter)
            cell[id(letter)] = home


def _goes_on(before: Letter, letter: Letter) -> bool:
    height = max(letter.high - letter.low, 4)
    if letter.breaks or letter.spaced or letter.thing is not before.thing:
        return False
    return abs(letter.left - before.right) < 0.15 * height and abs(letter.middle - before.middle) < 0.2 * height


def _cell_lines(letters: Sequence[Glyph]) -> Iterator[list[Letter]]:
    """The letters of a cell line by line, from the top; words keep together where two overlap."""
    runs: list[list[Letter]] = []
    for letter in letters:
        if isinstance(letter, Letter):
            if runs and _goes_on(runs[-1][-1], letter):
                runs[-1].append(letter)
            else:
                runs.append([letter])
    lines: list[list[list[Letter]]] = []
    for run in sorted(runs, key=lambda one: -one[0].middle):
        if lines and abs(lines[-1][0][0].middle - run[0].middle) < 0.45 * max(run[0].high - run[0].low, 4):
            lines[-1].append(run)
        else:
            lines.append([run])
    for line in lines:
        yield [letter for run in sorted(line, key=lambda one: one[0].left) for letter in run]


def _pictures(page: pypdfium2.PdfPage, what: Painted, box: Box, place: Place, document: Document, seen: Seen) -> None:
    """Text that is drawn and not written. A page that is one picture is read as it looks, and once more below its covers."""
    shown = [thing for thing in what.things if thing.kind == raw.FPDF_PAGEOBJ_IMAGE]
    whole = area(box)
    covered = sum(area(common(thing.box, box)) for thing in shown)
    own = [letter for letter in what.letters if not letter.trace and not letter.laid]
    unmapped = sum(letter.unmapped for letter in what.letters)
    is_picture = covered >= LARGE * whole and len(own) < FEW
    is_drawing = (
        len(own) < FEW
        and sum(thing.kind not in {raw.FPDF_PAGEOBJ_TEXT, raw.FPDF_PAGEOBJ_IMAGE} for thing in what.things) >= FRAGMENTS
    )
    if is_picture or is_drawing or unmapped > UNMAPPED * max(len(what.letters), FEW):
        prints = [_print(thing, page) for thing in shown]
        if (
            is_picture
            and prints
            and not is_drawing
            and len(own) == 0
            and all(known in seen.pictures for known in prints)
            and not _covers(what, shown)
        ):
            return
        if not _is_blank(page, box):
            images.text_of(document, _drawn(page, box), place)
        shown = [thing for thing in shown if _hides_something(thing, what, box)]
        _each(page, shown, what, box, place, document, seen, beneath=True)
        seen.pictures.update(prints)
    else:
        _each(page, shown, what, box, place, document, seen, beneath=False)


def _covers(what: Painted, shown: Sequence[Thing]) -> bool:
    last = max((thing.order for thing in shown), default=0)
    return any(thing.opaque and thing.order > last for thing in what.things)


def _hides_something(image: Thing, what: Painted, box: Box) -> bool:
    """Whether more is in the picture's data than the page shows of it: something lies over it, or its edges are cut."""
    seen = common(image.box, box if image.clip is None else common(box, image.clip))
    if area(seen) < 0.95 * area(image.box):
        return True
    return any(
        other.opaque and other.order > image.order and area(common(other.box, image.box)) > 0.0005 * area(image.box)
        for other in what.things
    )


def _each(
    page: pypdfium2.PdfPage, shown: Sequence[Thing], what: Painted, box: Box, place: Place, document: Document, seen: Seen,
    *, beneath: bool,
) -> None:  # fmt: skip
    """Picture by picture from its own data. `beneath`: only what the drawn page did not show is wanted."""
    visible = _tight(block.text for block in document.blocks)
    for number, thing in enumerate(shown, start=1):
        width, height = _size(thing)
        if width < SMALLEST[0] or height < SMALLEST[1]:
            continue
        fingerprint = _print(thing, page)
        if fingerprint in seen.pictures:
            continue
        seen.pictures.add(fingerprint)
        here = place.then("image", number)
        if width * height > images.MOST_PIXELS:
            document.unread.append(Unread(here, f"图片过大（{width}×{height}），没有识别文字"))
            continue
        found = Document()
        picture = _taken(thing, page)
        if picture is None:
            document.unread.append(Unread(here, "这张图片取不出来，没有识别文字"))
            continue
        images.text_of(found, picture, here, _beneath if beneath else _Hidden(thing, what, box, picture.size))
        blocks = [_news(block, visible) for block in found.blocks] if beneath else list(found.blocks)
        document.blocks += [block for block in blocks if block is not None]
        document.unread += found.unread


def _beneath(line: Box) -> str:
    return "covered"


class _Hidden:
    """How a part of an upright picture is hidden on the page: cut off at an edge, or under something painted later."""

    def __init__(self, image: Thing, what: Painted, box: Box, size: tuple[int, int]) -> None:
        self.image, self.size = image, size
        self.shown = box if image.clip is None else common(box, image.clip)
        self.over = [
            thing for thing in what.things[image.order :] if thing.opaque and area(common(thing.box, image.box)) > 0
        ]

    def __call__(self, line: Box) -> str:
        left, low, right, high = self.image.box
        across, up = (right - left) / self.size[0], (high - low) / self.size[1]
        here = left + line[0] * across, high - line[3] * up, left + line[2] * across, high - line[1] * up
        if area(common(here, self.shown)) < 0.5 * area(here):
            return "cropped"
        return "covered" if any(area(common(here, thing.box)) >= 0.3 * area(here) for thing in self.over) else ""


def _size(thing: Thing) -> tuple[int, int]:
    width, height = ctypes.c_uint(), ctypes.c_uint()
    raw.FPDFImageObj_GetImagePixelSize(thing.raw, width, height)
    return width.value, height.value


def _print(thing: Thing, page: pypdfium2.PdfPage) -> bytes:
    length = raw.FPDFImageObj_GetImageDataRaw(thing.raw, None, 0)
    buffer = ctypes.create_string_buffer(max(length, 1))
    raw.FPDFImageObj_GetImageDataRaw(thing.raw, buffer, length)
    return hashlib.blake2b(buffer.raw[:length], digest_size=16).digest() + repr(_size(thing)).encode()


def _taken(thing: Thing, page: pypdfium2.PdfPage) -> Image.Image | None:
    """The picture as it lies in the file, whole and uncovered; turned over where the page turns it over."""
    bitmap = raw.FPDFImageObj_GetBitmap(thing.raw)
    if not bitmap:
        bitmap = raw.FPDFImageObj_GetRenderedBitmap(page.pdf.raw, page.raw, thing.raw)
    if not bitmap:
        return None
    try:
        picture: Image.Image = pypdfium2.PdfBitmap.from_raw(bitmap).to_pil().copy()
    finally:
        raw.FPDFBitmap_Destroy(bitmap)
    own = raw.FS_MATRIX()
    raw.FPDFPageObj_GetMatrix(thing.raw, own)
    if own.d * thing.matrix[3] < 0 and own.b == 0:
        picture = picture.transpose(Image.Transpose.FLIP_TOP_BOTTOM)
    if own.a * thing.matrix[0] < 0 and own.b == 0:
        picture = picture.transpose(Image.Transpose.FLIP_LEFT_RIGHT)
    return picture


def _drawn(page: pypdfium2.PdfPage, box: Box) -> Image.Image:
    side = max(box[2] - box[0], box[3] - box[1], 1)
    bitmap = page.render(scale=min(READ_SIDE / side, 4.0), may_draw_forms=False, draw_annots=True)
    picture: Image.Image = bitmap.to_pil().copy()
    bitmap.close()
    return picture


def _is_blank(page: pypdfium2.PdfPage, box: Box) -> bool:
    side = max(box[2] - box[0], box[3] - box[1], 1)
    bitmap = page.render(scale=min(400 / side, 1.0), draw_annots=True, grayscale=True)
    extremes = bitmap.to_pil().getextrema()
    bitmap.close()
    return bool(extremes[1] - extremes[0] < ocr.BLANK)


def _news(block: Block, said: str) -> Block | None:
    """A read block without the lines that stand in the written text already."""
    pieces = [piece for piece in block.pieces if "".join(piece.text.split()) not in said]
    if not pieces:
        return None
    first = Piece(pieces[0].text, pieces[0].place, pieces[0].trace)
    return Block([first, *pieces[1:]], block.kind)


def _reconciled(blocks: list[Block], what: Painted, written: str) -> list[Block]:
    """Unpainted text that passes for the text of the scan, but says something the scan does not, is hidden text."""
    if not any(letter.laid for letter in what.letters):
        return blocks
    return [
        Block([_doubted(piece, written) for piece in block.pieces], block.kind, block.table, block.row) for block in blocks
    ]  # fmt: skip


def _doubted(piece: Piece, written: str) -> Piece:
    tight = "".join(piece.text.split())
    pairs = [tight[place : place + 2] for place in range(len(tight) - 1)]
    if piece.trace or len(pairs) < 5 or sum(pair in written for pair in pairs) > 0.3 * len(pairs):
        return piece
    return Piece(piece.text, piece.place, "hidden_text", piece.joint)


def _appearances(page: pypdfium2.PdfPage, index: int, place: Place, document: Document, said: str) -> None:
    """Text that only the drawn form of an annotation holds: stamps, filled fields. The page in memory is changed by it."""
    if (
        raw.FPDFPage_GetAnnotCount(page.raw) <= 0
        or raw.FPDFPage_Flatten(page.raw, raw.FLAT_NORMALDISPLAY) != raw.FLATTEN_SUCCESS
    ):
        return
    flat = page.pdf[index]
    try:
        for number, line in enumerate(_lines(painted(flat).letters), start=1):
            text = "".join(letter.text for letter in line)
            if text not in said:
                document.add(text, place.then("annotation", f"外观{number}"), trace="annotation")
    finally:
        flat.close()


def read_pages(pdf: pypdfium2.PdfDocument, document: Document, seen: Seen) -> None:
    """All pages, as long as there is time; the rest are named as unread."""
    count = len(pdf)
    for index in range(count):
        if budget.is_spent():
            rest = f"从第{index + 1}页到第{count}页" if index + 1 < count else "这一页"
            document.unread.append(Unread(Place.of(("page", index + 1)), f"{budget.LATE}：{rest}没有检查"))
            return
        try:
            page = pdf[index]
            try:
                read_page(page, index + 1, document, seen)
            finally:
                page.close()
        except MemoryError:
            raise
        except Exception as fault:
            why = f"这一页损坏，没有全部读出（{type(fault).__name__}）"
            document.unread.append(Unread(Place.of(("page", index + 1)), why))
