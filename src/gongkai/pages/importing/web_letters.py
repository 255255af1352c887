"""Letters of a web page: how they look by what is around them, gathered into the paragraph that is open."""

import re
from collections import Counter
from dataclasses import dataclass, replace

from lxml import etree

from gongkai.pages.importing.blocks import HEAVY, KAI, Block, Paragraph, Span
from gongkai.pages.importing.css import is_white, points
from gongkai.pages.importing.word.styles import HEAVY_FACES, KAI_FACES

BULLETS = set("·•●◆■□◇○▪➢✓√lnuØØ§oüv-–")
WEB = re.compile(r"^(?:https?://|mailto:|/)", re.I)


@dataclass(frozen=True)
class Look:
    """What holds for the letters here, handed down from what is around them."""

    strong: bool = False
    emphasis: bool = False
    underline: bool = False
    strike: bool = False
    raised: str = ""
    link: str = ""
    size: float = 0
    face: str = ""
    white: bool = False
    shaded: bool = False
    align: str = ""


class Writer:
    """Gathers letters into the paragraph that is open."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self._open: Paragraph | None = None
        self._sizes: Counter[float] = Counter()
        self._marks: Counter[str] = Counter()

    def begin(self, paragraph: Paragraph) -> None:
        self._open = paragraph

    def end(self) -> None:
        if self._open is not None and not self._open.is_empty:
            letters = sum(self._sizes.values())
            self._open.size = self._sizes.most_common(1)[0][0] if letters else 0
            self._open.mark = next(
                (mark for mark in (HEAVY, KAI) if letters and self._marks[mark] >= letters * 0.8), ""
            )
            self.blocks.append(self._open)
        self._open, self._sizes, self._marks = None, Counter(), Counter()

    def say(self, text: str | None, look: Look) -> None:
        if not text:
            return
        text = re.sub(r"(?<=[\u3000-\u9fff\uff00-\uffef])[ \t]*[\r\n]+[ \t]*(?=[\u3000-\u9fff\uff00-\uffef])", "", text)
        text = re.sub(r"[ \t\r\n\f]+", " ", text)
        if not text.strip(" ") and (self._open is None or not self._open.spans):
            return
        if self._open is None:
            self._open = Paragraph(align=look.align)
        spans = self._open.spans
        if text.startswith(" ") and spans and spans[-1].text.endswith(("\n", " ")):
            text = text[1:]
        heavy = look.strong or bool(HEAVY_FACES.search(look.face))
        span = Span(text, heavy, look.emphasis, look.underline, look.strike, look.raised, look.link)
        letters = len("".join(text.split()))
        self._sizes[look.size] += letters
        self._marks[HEAVY] += letters * heavy
        self._marks[KAI] += letters * bool(KAI_FACES.search(look.face))
        if spans and spans[-1].looks_like(span):
            spans[-1].text += text
        else:
            spans.append(span)

    def say_break(self, look: Look) -> None:
        if self._open is None:
            self._open = Paragraph(align=look.align)
        self._open.spans.append(Span("\n"))

    def add(self, span: Span) -> None:
        self._open = self._open or Paragraph()
        self._open.spans.append(span)

    def mark(self, element: etree._Element) -> None:
        """What an automatic list prints: a bullet in a face of signs, or a number that stays as text."""
        text = "".join(element.text_content().split())
        self._open = self._open or Paragraph()
        if text in BULLETS or not text:
            self._open.bullet = True
        else:
            self._open.number = text + ("" if text[-1] in "、．.）)：:" else " ")


def within(look: Look, tag: str, said: dict[str, str], element: etree._Element) -> Look:
    weight, decoration = (
        said.get("font-weight", ""),
        said.get("text-decoration", "") + " " + said.get("text-underline", "").replace("single", "underline"),
    )
    strong = look.strong or tag in {"b", "strong", "th"}
    if weight:
        strong = weight in {"bold", "bolder"} or (weight.isdigit() and int(weight) >= 600)
    link = element.get("href", "") if tag == "a" else ""
    align = (
        {"center": "center", "right": "right", "end": "right"}.get(said["text-align"], "")
        if "text-align" in said
        else look.align
    )
    faces = [said[name] for name in ("mso-fareast-font-family", "font-family") if said.get(name)]
    if tag == "font" and element.get("face"):
        faces.append(element.get("face") or "")
    face = next((one for one in faces if HEAVY_FACES.search(one) or KAI_FACES.search(one)), faces[0] if faces else "")
    if tag == "center":
        align = "center"
    background = f"{said.get('background', '')} {said.get('background-color', '')}".lower().strip() or (
        element.get("bgcolor") or ""
    )
    return replace(
        look, strong=strong, emphasis=look.emphasis or tag in {"i", "em"}, underline=look.underline or tag == "u" or "underline" in decoration,
        strike=look.strike or tag in {"s", "strike"} or "line-through" in decoration,
        raised=tag if tag in {"sup", "sub"} else {"super": "sup", "sub": "sub"}.get(said.get("vertical-align", ""), look.raised),
        link=link if WEB.match(link) else look.link, size=points(said["font-size"]) or look.size if "font-size" in said else look.size,
        face=face or look.face, white=is_white(said) if "color" in said else look.white,
        shaded=look.shaded or bool(background and not re.search(r"white|#fff(?:fff)?\b|transparent|none|windowtext", background)), align=align,
    )  # fmt: skip
