"""The letters of one paragraph: runs as spans, fields as what they show, pictures, marks of footnotes, boxes put aside."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from gongkai.pages.importing.blocks import HEAVY, KAI, Picture, Source, Span
from gongkai.pages.importing.pictures import Album
from gongkai.pages.importing.word.package import SPACES, Element, Link, Package, r, w
from gongkai.pages.importing.word.styles import Looks, Styles

WHITE = {"FFFFFF", "FEFEFE", "FDFDFD", "FCFCFC"}
TINIEST = 5  # half-points: smaller letters are there to be missed
RED = re.compile(
    r"^(?:FF0000|F[0-9A-F]0[0-9A-F]0[0-9A-F]|E[0-9A-F]0[0-9A-F]0[0-9A-F]|C0{5}|D[0-9A-F]0[0-9A-F]0[0-9A-F]|C00000)$"
)
SYMBOLS = {"F0FE": "☑", "F052": "☑", "F0A8": "□", "F06F": "□", "F0A3": "□", "F0FC": "√", "F0FB": "×", "F0D8": "➢", "F06C": "●", "F0B7": "•", "F06E": "■", "F0E0": "→"}  # fmt: skip
WEB = re.compile(r"^(?:https?://|mailto:)", re.I)
DRAWING = {f"{{{SPACES['w']}}}drawing", f"{{{SPACES['w']}}}pict", f"{{{SPACES['w']}}}object"}
DROPPED = {
    w("del"),
    w("moveFrom"),
    w("delText"),
    w("instrText"),
    w("rPr"),
    w("pPr"),
    w("commentReference"),
    w("rubyPr"),
    w("rt"),
}


@dataclass(frozen=True)
class State:
    """What holds around a paragraph."""

    shaded: bool = False

    def within(self, *, shaded: bool) -> "State":
        return replace(self, shaded=shaded)


@dataclass
class Written:
    spans: list[Span] = field(default_factory=list)
    boxes: list[Element] = field(default_factory=list)
    size: int = 0  # half-points, of most letters
    mark: str = ""
    red: bool = False


@dataclass
class _Field:
    """A complex field that is open: its instruction until it shows something."""

    instruction: str = ""
    shows: bool = False

    @property
    def link(self) -> str:
        found = re.match(r'\s*HYPERLINK\s+"([^"]+)"', self.instruction)
        return found[1] if found and WEB.match(found[1]) else ""


class Letters:
    def __init__(self, package: Package, styles: Styles, source: Source, album: Album, links: dict[str, Link]) -> None:
        self._package, self._styles, self._source, self._album, self._links = package, styles, source, album, links
        self._fields: list[_Field] = []  # a field may run over paragraphs
        self.footnotes: list[tuple[str, str]] = []  # kind and id, in the order of their marks

    def of(self, paragraph: Element, base: Looks, state: State) -> Written:
        written, seen = Written(), Counter[str]()
        sizes, total = Counter[int](), 0
        for span, looks in self._spans(paragraph, base, state, written):
            if written.spans and written.spans[-1].looks_like(span):
                written.spans[-1].text += span.text
            else:
                written.spans.append(span)
            letters = len("".join(span.text.split()))
            total += letters
            sizes[looks.size] += letters
            seen[HEAVY] += letters * looks.heavy
            seen[KAI] += letters * looks.kai
            seen["red"] += letters * bool(RED.match(looks.color))
        written.size = sizes.most_common(1)[0][0] if total else 0
        written.mark = next((mark for mark in (HEAVY, KAI) if total and seen[mark] >= total * 0.8), "")
        written.red = bool(total) and seen["red"] >= total * 0.8
        return written

    def _spans(
        self, parent: Element, base: Looks, state: State, written: Written, link: str = ""
    ) -> Iterator[tuple[Span, Looks]]:
        for element in parent:
            tag = element.tag
            if not isinstance(tag, str) or tag in DROPPED:
                continue
            if tag == w("r"):
                yield from self._run(element, base, state, written, link)
            elif tag == w("hyperlink"):
                target = self._links.get(element.get(r("id"), ""))
                inner = target.target if target and target.external and WEB.match(target.target) else ""
                yield from self._spans(element, base, state, written, inner or link)
            elif tag in {f"{{{SPACES['m']}}}oMath", f"{{{SPACES['m']}}}oMathPara"}:
                words = "".join(text.text or "" for text in element.iter(f"{{{SPACES['m']}}}t"))
                if words:
                    self._source.left_out["公式的格式（文字已保留）"] += 1
                    yield Span(words), base
            elif tag == w("sdt"):
                content = element.find(w("sdtContent"))
                if content is not None:
                    yield from self._spans(content, base, state, written, link)
            elif tag in {w("ins"), w("moveTo"), w("smartTag"), w("customXml"), w("fldSimple"), w("dir"), w("bdo")}:
                yield from self._spans(element, base, state, written, link)

    def _run(
        self, run: Element, base: Looks, state: State, written: Written, link: str
    ) -> Iterator[tuple[Span, Looks]]:
        looks = self._styles.run_looks(run, base)
        shown = Span(
            strong=looks.heavy, emphasis=looks.italic, underline=looks.underline, strike=looks.strike, raised=looks.raised,
            link=link or next((one.link for one in self._fields if one.link), ""),
        )  # fmt: skip
        text = ""
        for element in run:
            tag = element.tag
            if tag == w("fldChar"):
                self._field(element)
                continue
            if tag == w("instrText"):
                if self._fields and not self._fields[-1].shows:
                    self._fields[-1].instruction += element.text or ""
                continue
            if any(not one.shows for one in self._fields):
                continue
            if tag in DRAWING or tag == f"{{{SPACES['mc']}}}AlternateContent":
                if text and (span := self._seen(text, shown, looks, state)):
                    yield span, looks
                text = ""
                for picture in self._drawing(element, written):
                    if not looks.hidden:
                        yield Span(picture=picture), looks
            elif tag == w("ruby"):
                for part in element.iter(w("rubyBase")):
                    yield from self._spans(part, base, state, written, link)
            elif tag in {w("footnoteReference"), w("endnoteReference")}:
                self.footnotes.append((tag.rpartition("}")[2].removesuffix("Reference"), element.get(w("id"), "")))
                yield Span(f"[{len(self.footnotes)}]", raised="sup"), looks
            else:
                text += _words(element)
        if text and (span := self._seen(text, shown, looks, state)):
            yield span, looks

    def _seen(self, text: str, span: Span, looks: Looks, state: State) -> Span | None:
        """None, and counted, for what a reader of the paper does not see."""
        if not text.strip():
            return None if looks.hidden else replace(span, text=text)
        if looks.hidden:
            self._source.left_out["隐藏文字"] += 1
            return None
        if looks.color in WHITE and not looks.shaded and not state.shaded:
            self._source.left_out["白色的文字"] += 1
            return None
        if 0 < looks.size <= TINIEST:
            self._source.left_out["小得看不见的文字"] += 1
            return None
        return replace(span, text=text)

    def _field(self, element: Element) -> None:
        kind = element.get(w("fldCharType"))
        if kind == "begin":
            self._fields.append(_Field())
        elif kind == "separate" and self._fields:
            self._fields[-1].shows = True
        elif kind == "end" and self._fields:
            self._fields.pop()

    def _drawing(self, element: Element, written: Written) -> list[Picture]:
        """Pictures here; text of boxes is put aside. Of two versions of one drawing the newer is taken."""
        found: list[Picture] = []
        if element.tag == w("object"):
            self._source.left_out["嵌入的对象"] += 1
        for node in _chosen(element):
            if node.tag == w("txbxContent"):
                written.boxes.append(node)
            elif node.tag == f"{{{SPACES['a']}}}blip":
                found += self._picture(node.get(r("embed")), node.get(r("link")), _alt(node), _crop(node))
            elif node.tag == f"{{{SPACES['v']}}}imagedata":
                shape = node.getparent()
                alt = shape.get("alt", "") if shape is not None else ""
                found += self._picture(node.get(r("id")), None, alt, (0, 0, 0, 0))
            elif node.tag.endswith(("}chart", "}relIds")) and "drawingml" in node.tag:
                self._source.left_out["图表（请截成图片再插入）"] += 1
        return found

    def _picture(
        self, key: str | None, elsewhere: str | None, alt: str, crop: tuple[float, float, float, float]
    ) -> list[Picture]:
        link = self._links.get(key or "")
        data = self._package.read(link.target) if link and not link.external else None
        if data is None:
            if key or elsewhere:
                self._source.left_out["没有存在文件里的图片"] += 1
            return []
        picture = self._album.take(data, alt, crop)
        return [picture] if picture else []


def _words(element: Element) -> str:
    tag = element.tag
    if tag == w("t"):
        return element.text or ""
    if tag in {w("tab"), w("ptab")}:
        return "\t"
    if tag in {w("br"), w("cr")}:
        return "" if element.get(w("type")) in {"page", "column"} else "\n"
    if tag == w("noBreakHyphen"):
        return "-"
    if tag == w("sym"):
        return SYMBOLS.get(element.get(w("char"), "").upper(), "")
    return ""


def _chosen(element: Element) -> Iterator[Element]:
    """The nodes of a drawing in order, without the fallbacks, and without entering the text of boxes."""
    for child in element:
        if not isinstance(child.tag, str):
            continue
        if child.tag == f"{{{SPACES['mc']}}}Fallback" and element.find(f"{{{SPACES['mc']}}}Choice") is not None:
            continue
        yield child
        if child.tag != w("txbxContent"):
            yield from _chosen(child)


def _alt(blip: Element) -> str:
    for above in blip.iterancestors():
        if above.tag.endswith(("}inline", "}anchor")):
            described = above.find(f"{{{SPACES['wp']}}}docPr")
            return "" if described is None else described.get("descr", "") or described.get("title", "")
    return ""


def _crop(blip: Element) -> tuple[float, float, float, float]:
    parent = blip.getparent()
    cut = None if parent is None else parent.find(f"{{{SPACES['a']}}}srcRect")
    if cut is None:
        return 0, 0, 0, 0
    sides = (cut.get(side, "0").rstrip("%") for side in "ltrb")
    left, top, right, bottom = (int(side) / 100_000 if side.lstrip("-").isdigit() else 0 for side in sides)
    return left, top, right, bottom
