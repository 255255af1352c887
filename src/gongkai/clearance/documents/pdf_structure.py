"""What a PDF holds beside its pages: properties, annotations, forms, files inside, scripts, bookmarks, private data.

Every object of the file is looked at, also one that nothing refers to any more: deleting in a PDF mostly means forgetting.
"""

import hashlib
import io
import re
from collections.abc import Iterator
from itertools import islice
from typing import Any

import pikepdf

from gongkai.clearance.documents import budget, xmp
from gongkai.clearance.documents.document import METADATA, TRACE, Document, Unread
from gongkai.clearance.documents.pdf_annotations import Annotations, text_of
from gongkai.clearance.documents.places import Place

INFO = re.compile(rb"/Info\s+(\d{1,8})\s+(\d{1,5})\s+R")
INFO_KEYS = {
    "/Author",
    "/Creator",
    "/Producer",
    "/Title",
    "/Subject",
    "/Keywords",
    "/Company",
    "/CreationDate",
    "/ModDate",
}
MOST_OBJECTS = 300_000
MOST_LOST = 50  # pages nothing refers to
FONTS = {"/Font", "/FontDescriptor", "/XObject", "/ExtGState", "/ObjStm", "/XRef"}
DAMAGED = re.compile(r"damaged|reconstruct|unable to find|expected endstream|error decoding", re.I)
DEEPEST = 60


def read(data: bytes, depth: int, met: set[bytes]) -> tuple[Document, bool]:
    """The document of all that, and whether layers are switched off. Raises what pikepdf raises when it cannot open.

    `met`: digests of files inside that have been read already; those read now are added.
    """
    with pikepdf.open(io.BytesIO(data), suppress_warnings=True) as pdf:
        structure = _Structure(pdf, depth, met)
        structure.read(data)
        if any(DAMAGED.search(str(warning)) for warning in pdf.get_warnings()):
            structure.document.unread.append(Unread(Place(), "PDF 有损坏，可能没有全部读出，请重新导出后再检查"))
        elif b"startxref" not in data[-4096:]:
            structure.document.unread.append(Unread(Place(), "PDF 不完整，末尾缺失，请重新导出后再检查"))
        return structure.document, structure.has_layers_off()


def lost_pages(data: bytes) -> bytes:
    """Pages that stand in no page tree any more, as a PDF of their own; empty when there are none."""
    with pikepdf.open(io.BytesIO(data), suppress_warnings=True) as pdf:
        kept = {page.objgen for page in pdf.pages}
        lost = [
            thing for thing in islice(pdf.objects, MOST_OBJECTS) if _is(thing, "/Page") and thing.objgen not in kept
        ]
        if not lost:
            return b""
        with pikepdf.new() as apart:
            for page in lost[:MOST_LOST]:
                apart.pages.append(pikepdf.Page(page))
            saved = io.BytesIO()
            apart.save(saved)
            return saved.getvalue()


def _is(thing: Any, kind: str) -> bool:
    return isinstance(thing, pikepdf.Dictionary) and str(thing.get("/Type", "")) == kind


class _Structure:
    def __init__(self, pdf: pikepdf.Pdf, depth: int, met: set[bytes]) -> None:
        self.pdf, self.depth, self.met = pdf, depth, met
        self.document = Document()
        self.annotations = Annotations(self.document)
        self.said: set[tuple[str, str]] = set()
        self.files: set[tuple[int, int]] = set()
        self.nameless: list[pikepdf.Stream] = []
        self.pages: set[tuple[int, int]] = set()
        self.placed: set[tuple[int, int]] = set()  # annotations whose page is known

    def has_layers_off(self) -> bool:
        layers = self.pdf.Root.get("/OCProperties")
        if not isinstance(layers, pikepdf.Dictionary):
            return False
        usual = layers.get("/D")
        if not isinstance(usual, pikepdf.Dictionary):
            return False
        off = usual.get("/OFF")
        return (
            (isinstance(off, pikepdf.Array) and len(off) > 0)
            or str(usual.get("/BaseState", "")) == "/OFF"
            or "/AS" in usual
        )

    def read(self, data: bytes) -> None:
        self._infos(data)
        for number, page in enumerate(self.pdf.pages, start=1):
            self._page(page.obj, number)
        root = self.pdf.Root
        if isinstance(form := root.get("/AcroForm"), pikepdf.Dictionary):
            self.annotations.fields(form)
        self._outlines()
        for prefix in _labels(root.get("/PageLabels"), 0):
            self.document.add(prefix, Place.of(("part", "页码标签")))
        self._every_object()

    def _infos(self, data: bytes) -> None:
        """The properties of every version: each trailer may name another dictionary, and the last one none."""
        self._info(self.pdf.trailer.get("/Info"))
        for number, generation in sorted({(int(n), int(g)) for n, g in INFO.findall(data)}):
            self._info(self.pdf.get_object((number, generation)))

    def _info(self, info: Any) -> None:
        if isinstance(info, pikepdf.Dictionary) and not isinstance(info, pikepdf.Stream):
            for key, value in info.items():
                self._property(key[1:], text_of(value))

    def _property(self, name: str, text: str) -> None:
        if text.strip() and (name, text) not in self.said:
            self.said.add((name, text))
            self.document.add(text, Place.of(("metadata", name)), kind=METADATA, name=name)

    def _page(self, page: Any, number: int) -> None:
        place = Place.of(("page", number))
        self.pages.add(page.objgen)
        self.annotations.of_page(page, place)
        found = page.get("/Annots")
        for annotation in found if isinstance(found, pikepdf.Array) else []:
            if isinstance(annotation, pikepdf.Dictionary):
                self.placed.add(annotation.objgen)
                self._within(annotation, place, 0)
        contents = page.get("/Contents")
        for stream in contents if isinstance(contents, pikepdf.Array) else [contents]:
            if isinstance(stream, pikepdf.Stream):
                self._content(stream, place)

    def _content(self, stream: pikepdf.Stream, place: Place) -> None:
        try:
            written = stream.read_bytes()
        except pikepdf.PdfError:
            self.document.unread.append(Unread(place, "这一页的内容已经损坏，没有全部读出"))
            return
        if b"/ActualText" in written or b"/Alt" in written:
            for _, operator in _tagged(stream):
                for key in ("/ActualText", "/Alt", "/E"):
                    self.document.add(text_of(operator.get(key)), place, trace="alt_text")

    def _outlines(self) -> None:
        outlines = self.pdf.Root.get("/Outlines")
        item = outlines.get("/First") if isinstance(outlines, pikepdf.Dictionary) else None
        waiting, met = [item], set[tuple[int, int]]()
        while waiting and len(met) < 20_000:
            item = waiting.pop()
            if not isinstance(item, pikepdf.Dictionary) or item.objgen in met:
                continue
            met.add(item.objgen)
            self.document.add(text_of(item.get("/Title")), Place.of(("part", f"书签{len(met)}")))
            waiting += [item.get("/Next"), item.get("/First")]

    def _every_object(self) -> None:
        for count, thing in enumerate(self.pdf.objects):
            if count >= MOST_OBJECTS or (count % 500 == 0 and budget.is_spent()):
                self.document.unread.append(Unread(Place(), "PDF 的内部对象太多，没有全部检查"))
                return
            if isinstance(thing, pikepdf.Object) and thing.objgen not in self.placed:
                self._within(thing, Place(), 0)
        for stream in self.nameless:
            self._file(stream, "未命名", Place())

    def _within(self, thing: Any, place: Place, depth: int) -> None:
        """An object and what lies directly in it; what it only refers to comes on its own."""
        if depth > DEEPEST:
            return
        if isinstance(thing, pikepdf.Array):
            for part in thing if len(thing) < 5000 else []:
                if isinstance(part, (pikepdf.Dictionary, pikepdf.Array)) and not part.is_indirect:
                    self._within(part, place, depth + 1)
        elif isinstance(thing, (pikepdf.Dictionary, pikepdf.Stream)):
            self._dictionary(thing, place, depth)

    def _dictionary(self, thing: Any, place: Place, depth: int) -> None:
        kind = str(thing.get("/Type", ""))
        if isinstance(thing, pikepdf.Stream) and kind == "/Metadata":
            for name, text in xmp.properties(_bytes(thing)):
                self._property(name, text)
        elif isinstance(thing, pikepdf.Stream) and kind == "/EmbeddedFile":
            self.nameless.append(thing)  # a specification that comes later may know its name
        elif "/EF" in thing:
            self._files(thing, place)
        elif "/S" in thing and isinstance(thing.get("/S"), pikepdf.Name):
            self.annotations.action(thing, place)
        elif kind == "/Annot" and not place.steps and depth == 0 and thing.objgen not in self.placed:
            self.annotations.annotation(thing, Place.of(("annotation", f"未使用{thing.objgen[0]}")))
        elif (
            kind == ""
            and len(INFO_KEYS & set(thing.keys())) >= 2
            and "/Parent" not in thing
            and not place.steps
            and depth == 0
        ):
            self._info(thing)
        for key in ("/ActualText", "/Alt"):
            if key in thing and kind != "/Annot":
                self.document.add(text_of(thing.get(key)), place, trace="alt_text")
        if "/PieceInfo" in thing:
            self._private(thing.get("/PieceInfo"), place, 0)
        if kind in FONTS:
            return
        is_page = kind == "/Page" and thing.objgen in self.pages
        for key, part in thing.items():
            passed = key in {"/Resources", "/PieceInfo", "/W", "/Widths"} or (is_page and key == "/Annots")
            if not passed and isinstance(part, (pikepdf.Dictionary, pikepdf.Array)) and not part.is_indirect:
                self._within(part, place, depth + 1)

    def _files(self, specification: Any, place: Place) -> None:
        name = text_of(specification.get("/UF")) or text_of(specification.get("/F")) or "未命名"
        self.document.add(text_of(specification.get("/Desc")), place.then("attachment", name), trace="attachment")
        streams = specification.get("/EF")
        for key in ("/UF", "/F", "/Unix", "/Mac", "/DOS") if isinstance(streams, pikepdf.Dictionary) else ():
            if isinstance(stream := streams.get(key), pikepdf.Stream):
                self._file(stream, name, place)

    def _file(self, stream: pikepdf.Stream, name: str, place: Place) -> None:
        if stream.objgen in self.files:
            return
        self.files.add(stream.objgen)
        here = place.then("attachment", name)
        self.document.add(name, here, trace="attachment", kind=TRACE)
        try:
            inside = stream.read_bytes()
        except pikepdf.PdfError:
            self.document.unread.append(Unread(here, "内嵌附件损坏，没有读出"))
            return
        digest = hashlib.blake2b(inside, digest_size=16).digest()
        if digest in self.met:
            return
        self.met.add(digest)
        from gongkai.clearance.documents import read as read_any

        self.document.take_in(read_any(inside, name, depth=self.depth + 1), here, trace="attachment")

    def _private(self, private: Any, place: Place, depth: int) -> None:
        """What a program put away for itself: often the whole editable original."""
        if depth > 6 or not isinstance(private, (pikepdf.Dictionary, pikepdf.Array)):
            return
        for part in private.values() if isinstance(private, pikepdf.Dictionary) else private:
            if isinstance(part, pikepdf.Stream):
                text = text_of(part)
                said = text if text.isprintable() or "\n" in text[:2000] else ""
                self.document.add(said, place.then("part", "PieceInfo"), trace="template", kind=TRACE)
            elif isinstance(part, pikepdf.String):
                self.document.add(text_of(part), place.then("part", "PieceInfo"), trace="template")
            else:
                self._private(part, place, depth + 1)


def _bytes(stream: pikepdf.Stream) -> bytes:
    try:
        return stream.read_bytes()
    except pikepdf.PdfError:
        return b""


def _tagged(stream: pikepdf.Stream) -> Iterator[tuple[str, Any]]:
    """The properties given with marked content of a page."""
    try:
        for instruction in pikepdf.parse_content_stream(stream):
            operands = getattr(instruction, "operands", [])
            if (
                str(getattr(instruction, "operator", "")) == "BDC"
                and len(operands) == 2
                and isinstance(operands[1], pikepdf.Dictionary)
            ):
                yield str(operands[0]), operands[1]
    except pikepdf.PdfError:
        return


def _labels(tree: Any, depth: int) -> Iterator[str]:
    if not isinstance(tree, pikepdf.Dictionary) or depth > 20:
        return
    numbers = tree.get("/Nums")
    for part in numbers if isinstance(numbers, pikepdf.Array) else []:
        if isinstance(part, pikepdf.Dictionary):
            yield text_of(part.get("/P"))
    kids = tree.get("/Kids")
    for kid in kids if isinstance(kids, pikepdf.Array) else []:
        yield from _labels(kid, depth + 1)
