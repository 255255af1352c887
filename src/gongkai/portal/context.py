"""What the frame of every page is made of: whose page it is, the facts of its foot, the fixed columns, the type size.

A view says where its page stands (`Place`); the context processor turns that into `frame`, read lazily: a template that
shows no frame costs at most one query, any other at most three (the edition; the site's organ and its fixed columns, where
the frame of this edition is not known yet: `standing_frame`).
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from gongkai.catalogue.models import Heading
from gongkai.organs.models import Organ, SiteFacts
from gongkai.portal import columns, display
from gongkai.portal.standing_frame import site_organ, standing_frame

ANYWHERE = "\ue000"  # stands for the address of the page in a piece of the frame that many pages share
ERROR_REPORTS = "https://zfwzgl.www.gov.cn/exposure/jiucuo.html"  # the national platform, by site ID code


@dataclass(frozen=True)
class Crumb:
    label: str
    url: str = ""


@dataclass(frozen=True)
class ColumnTags:
    """The column group of the meta tags (政府网站发展指引, annex): all four are compulsory where the group stands."""

    name: str
    type: str
    description: str
    keywords: str

    @classmethod
    def of(cls, heading: Heading) -> "ColumnTags":
        return cls(heading.name, heading.column_type, heading.description, heading.keywords)


@dataclass(frozen=True)
class ArticleTags:
    """The article group. `published` is `YYYY-MM-DD HH:MM`; empty optional values are left out of the page."""

    title: str
    published: str
    source: str
    keywords: str = ""
    author: str = ""
    description: str = ""


@dataclass
class Place:
    """Where a page stands. `code`: the heading to mark in the navigation; `bare`: a frame without database."""

    title: str
    organ: Organ | None = None
    column: ColumnTags | None = None
    article: ArticleTags | None = None
    crumbs: Sequence[Crumb] = ()
    code: str = ""
    tree: list[Heading] | None = None
    feeds: Sequence[Crumb] = field(default_factory=tuple)
    indexed: bool = True
    bare: bool = False
    is_front: bool = False  # the first page of the platform or of an organ
    shows_search: bool = True
    path: str = ""  # the page's one address, when it is reached under another


def show(request: HttpRequest, template: str, place: Place, *, status: int = 200, **context) -> HttpResponse:
    """Render a page of the public face at its place."""
    request.place = place
    with nullcontext() if place.bare else standing_frame():
        return render(request, template, {"place": place, **context}, status=status)


class Frame:
    def __init__(self, request: HttpRequest) -> None:
        self.request = request
        self.place: Place = getattr(request, "place", None) or Place(title="")
        self.display = display.chosen(request)
        self.base_url = settings.BASE_URL
        self.checks_reports = settings.PUBLIC_REPORT_CHECK
        self._is_anywhere = False

    @contextmanager
    def anywhere(self) -> Iterator[None]:
        """For as long as a shared piece is rendered: its addresses are written with ANYWHERE in the place of this page's."""
        self._is_anywhere = True
        try:
            yield
        finally:
            self._is_anywhere = False

    @property
    def path(self) -> str:
        return ANYWHERE if self._is_anywhere else self.place.path or self.request.path

    @cached_property
    def site(self) -> Organ | None:
        return None if self.place.bare else site_organ()

    @property
    def organ(self) -> Organ | None:
        """The organ whose sub-site this page belongs to; None on the pages of the whole platform."""
        return self.place.organ

    @cached_property
    def facts(self) -> SiteFacts | None:
        own = getattr(self.organ, "site_facts", None) if self.organ else None
        return own or getattr(self.site, "site_facts", None)

    @cached_property
    def site_name(self) -> str:
        if self.facts:
            return self.facts.site_name
        whose = self.organ or self.site
        return whose.name if whose else _("政府信息公开平台")

    @cached_property
    def platform_name(self) -> str:
        """The platform is a county's, and so it is called: 榕江县政府信息公开平台."""
        place = self.site.name.removesuffix("人民政府") if self.site else ""
        return _("%s政府信息公开平台") % place

    @property
    def site_id_code(self) -> str:
        return self.facts.site_id_code if self.facts else ""

    @property
    def domain(self) -> str:
        """The facts' domain; a site that has not filled it in yet is known by the address it is served under."""
        return self.facts.domain if self.facts else urlsplit(settings.BASE_URL).netloc

    @cached_property
    def columns(self) -> list[columns.Column]:
        """The fixed columns of the organ, or of the site's organ on the pages of the whole platform."""
        whose = self.organ or self.site
        if whose is None:
            return []
        tree = self.place.tree if self.place.organ else None
        return columns.fixed(whose, current=self.place.code if self.organ else "", tree=tree)

    @property
    def url(self) -> str:
        """The page's one absolute address, without the query."""
        return self.base_url + self.path

    @property
    def error_report_url(self) -> str:
        """我为政府网站找错: the national report page of this site, known by its ID code."""
        if not self.site_id_code:
            return ""
        return f"{ERROR_REPORTS}?{urlencode({'site_code': self.site_id_code, 'url': self.url})}"

    @property
    def switch_url(self) -> str:
        """Turns large type on or off and comes back here."""
        wanted = display.STANDARD if self.display.is_large else display.LARGE
        return self.display_url(type=wanted)

    @property
    def text_sizes(self) -> list[dict]:
        """The sizes a document's text may have, for the control above it."""
        return [
            {"code": code, "label": label, "url": self.display_url(text=code), "is_current": code == self.display.text}
            for code, label in display.TEXT_SIZES.items()
        ]

    def display_url(self, **choice: str) -> str:
        back = ANYWHERE if self._is_anywhere else self.request.get_full_path()
        return f"{reverse('portal:display')}?{urlencode({**choice, 'next': back})}"


def frame(request: HttpRequest) -> dict:
    """The context processor. Nothing is read until a template asks for it."""
    return {"frame": Frame(request)}
