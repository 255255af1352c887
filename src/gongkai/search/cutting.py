"""The plain texts of an item as the tokens an engine keeps. Plain Python: a rebuild has it done by several processes."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from gongkai.pages import html
from gongkai.search import numbers, pinyin, segmentation
from gongkai.search.engines.port import Document


@dataclass(frozen=True, slots=True)
class Texts:
    """What a document is made from. `numbered`: 文号 and 索引号; `beside`: keywords and the like; `filed`: facets.

    `html` is a text with its markup, which is taken away where the text is cut; it follows `body`.
    """

    title: str
    numbered: Sequence[str] = ()
    summary: str = ""
    beside: Sequence[str] = ()
    body: str = ""
    html: str = ""
    files: Sequence[str] = ()
    filed: Sequence[str] = ()


def cut(place: int, fingerprint: str, texts: Texts) -> Document:
    tokens = segmentation.cut
    return Document(
        place=place,
        fingerprint=fingerprint,
        title=tokens(texts.title),
        numbers=" ".join(numbers.tokens(*texts.numbered)),
        summary=_all(texts.summary, *texts.numbered, *texts.beside),
        body=_all(texts.body, html.to_text(texts.html)),
        files=_all(*texts.files),
        pinyin=" ".join(pinyin.of_title(texts.title)),
        facets=" ".join(texts.filed),
    )


def cut_row(row: Callable[[Document], Any], given: tuple[int, str, Texts]) -> Any:
    """`cut`, and what an engine makes of it (`Engine.row`): for a pool of processes."""
    return row(cut(*given))


def _all(*texts: str) -> str:
    """Several texts as one; each is cut by itself, since words do not go on from one to the next."""
    return " ".join(filter(None, map(segmentation.cut, texts)))
