"""Filters of the portal's templates: sizes in words, addresses of headings, marked terms, prose; and `kept`."""

import re
from urllib.parse import quote_plus

from django import template
from django.utils.html import conditional_escape, escape, format_html
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from gongkai.pages import html, one_look
from gongkai.pages.file_kinds import KINDS
from gongkai.portal import columns
from gongkai.portal.context import ANYWHERE
from gongkai.portal.standing_frame import FRAME_PIECES, OF_THE_FRAME, OTHER_PIECES

register = template.Library()
KILOBYTE = 1024
ANYWHERE_QUOTED = quote_plus(ANYWHERE)


@register.filter
def file_size(size: int) -> str:
    """Bytes as people say them: "12 KB", "3.4 MB"."""
    if size < KILOBYTE:
        return _("%d 字节") % size
    if size < KILOBYTE * KILOBYTE:
        return f"{size / KILOBYTE:.0f} KB"
    return f"{size / KILOBYTE / KILOBYTE:.1f} MB"


@register.filter
def file_kind(extension: str) -> str:
    kind = KINDS.get(extension)
    return kind.label if kind else extension.upper()


@register.filter
def heading_url(heading) -> str:
    return columns.address(heading)


@register.filter
def guide_prose(text: str) -> str:
    """Light marks (paragraphs, lists, small headings) as HTML, all text escaped; small headings one level down."""
    return mark_safe(re.sub(r"(</?)h2>", r"\1h3>", html.from_light_marks(text)))  # noqa: S308


@register.filter
def published_html(body: str) -> str:
    """The body of an item. Cleaned when saved, and again on the way out: the row may not come from a save."""
    return mark_safe(_scrolling_tables(html.clean(body)))  # noqa: S308


TABLE = re.compile(r"<table\b.*?</table>", re.DOTALL)


def _scrolling_tables(body: str) -> str:
    """A wide table scrolls in a box of its own that the keyboard reaches, so that the page itself never does."""
    label = conditional_escape(_("表格，可左右滚动"))
    box = f'<div class="table-box" role="group" tabindex="0" aria-label="{label}">'
    return TABLE.sub(lambda found: f"{box}{found.group()}</div>", body)


@register.filter
def marked(text: str, terms: list[str]) -> str:
    """The text with every term of a search marked."""
    if not terms:
        return text
    pattern = re.compile("|".join(re.escape(term) for term in sorted(terms, key=len, reverse=True)), re.IGNORECASE)
    pieces, last = [], 0
    for found in pattern.finditer(text):
        pieces += [conditional_escape(text[last : found.start()]), format_html("<mark>{}</mark>", found.group())]
        last = found.end()
    pieces.append(conditional_escape(text[last:]))
    return mark_safe("".join(pieces))  # noqa: S308


@register.filter
def words(text: str) -> list[str]:
    """Keywords written with any usual separator, one by one."""
    return [word for word in re.split(r"[，,；;、\s]+", text) if word]


class Kept(template.Node):
    """A piece of the frame that is the same on many pages but for the page's own address."""

    def __init__(self, nodelist: template.NodeList, name: str, varies: list) -> None:
        self.nodelist, self.name, self.varies = nodelist, name, varies
        self.shelf = FRAME_PIECES if name in OF_THE_FRAME else OTHER_PIECES

    def render(self, context: template.Context) -> str:
        shelf, frame = one_look.shelf(self.shelf), context.get("frame")
        if shelf is None or frame is None or not frame.display.is_standard:
            return self.nodelist.render(context)
        key = (self.name, *(value.resolve(context) for value in self.varies))
        piece = shelf.get(key)
        if piece is None:
            with frame.anywhere():
                piece = shelf[key] = self.nodelist.render(context)
        if ANYWHERE_QUOTED in piece:
            piece = piece.replace(ANYWHERE_QUOTED, quote_plus(frame.request.get_full_path()))
        return piece.replace(ANYWHERE, escape(frame.path)) if ANYWHERE in piece else piece


@register.tag
def kept(parser: template.base.Parser, token: template.base.Token) -> Kept:
    """`{% kept "name" what it varies by %}`: inside a look rendered once for each value of what it varies by."""
    _tag, name, *varies = token.split_contents()
    nodelist = parser.parse(("endkept",))
    parser.delete_first_token()
    return Kept(nodelist, name.strip('"'), [parser.compile_filter(word) for word in varies])
