"""The public search: every word must stand in the title, a number, the summary or the text; newest first, at most 200.

A plain look through the public items. It finds two-character words and document numbers alike, needs no index to be
kept right, and is bounded in what it answers.
"""

import re
import string
from collections.abc import Iterable
from dataclasses import dataclass
from html import escape

from django.db.models import Q

from gongkai.catalogue.models import DisclosureItem
from gongkai.catalogue.vocabulary import Openness
from gongkai.organs.models import Organ
from gongkai.pages import html

MIN_LENGTH, MAX_LENGTH, MAX_HITS, MAX_TERMS = 1, 80, 200, 6
FIELDS = ("title", "document_number", "index_number", "summary")
# Full-width letters and digits as an input method may leave them; full-width punctuation belongs to Chinese text.
HALF_WIDTH = {ord(character) + 0xFEE0: character for character in string.ascii_letters + string.digits}
EXCERPT = 72  # characters of text around the first word found
YEAR_IN_BRACKETS = re.compile(r"[\[(【〔（［]\s*((?:19|20)\d\d)\s*[\])】〕）］]")


@dataclass(frozen=True)
class Hit:
    item: DisclosureItem
    excerpt: str


@dataclass(frozen=True)
class Found:
    terms: list[str]
    hits: list[Hit]
    is_cut: bool = False


def terms_of(query: str) -> list[str]:
    """The words of a query, at most six. A year in any brackets is taken as a document number writes it: 〔2019〕."""
    text = query[:MAX_LENGTH].replace("\x00", "").translate(HALF_WIDTH)
    text = YEAR_IN_BRACKETS.sub(r"〔\1〕", text)
    return list(dict.fromkeys(text.split()))[:MAX_TERMS]


def search(query: str, *, organ: Organ | None = None, year: int | None = None, limit: int = MAX_HITS) -> Found:
    """Public items that hold every word of the query. An empty query finds nothing."""
    terms = terms_of(query)
    if not terms:
        return Found([], [])
    items = DisclosureItem.objects.filter(
        live=True, withdrawn_at=None, published_at__isnull=False, openness=Openness.PROACTIVE
    )
    if organ is not None:
        items = items.filter(organ=organ)
    if year is not None:
        items = items.filter(year=year)
    for term in terms:
        anywhere = Q(body__icontains=escape(term, quote=False))
        for name in FIELDS:
            anywhere |= Q(**{f"{name}__icontains": term})
        items = items.filter(anywhere)
    rows = items.select_related("organ", "heading").order_by("-published_at", "-pk")[: limit + 1]
    hits = [hit for hit in (_hit(item, terms) for item in rows) if hit is not None]
    return Found(terms, hits[:limit], is_cut=len(hits) > limit)


def _hit(item: DisclosureItem, terms: Iterable[str]) -> Hit | None:
    """The item as an answer, or None when a word only stood in the markup of the text."""
    text = " ".join(html.to_text(item.body).split())
    fields = " ".join(getattr(item, name) for name in FIELDS).lower()
    lowered = text.lower()
    for term in terms:
        if term.lower() not in fields and term.lower() not in lowered:
            return None
    return Hit(item, _excerpt(item.summary, text, lowered, terms))


def _excerpt(summary: str, text: str, lowered: str, terms: Iterable[str]) -> str:
    """The summary when it holds a word, else the text around the first word, else the summary."""
    if any(term.lower() in summary.lower() for term in terms):
        return summary
    places = [place for term in terms if (place := lowered.find(term.lower())) >= 0]
    if not places:
        return summary
    start = max(0, min(places) - EXCERPT // 3)
    end = start + EXCERPT
    return ("…" if start else "") + text[start:end] + ("…" if end < len(text) else "")
