"""公开目录: everything public, by organ, heading, year, genre, subject, audience and validity, newest first."""

from django.http import HttpRequest, HttpResponse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from gongkai.catalogue import exits, queries
from gongkai.catalogue.models import Heading
from gongkai.catalogue.vocabulary import AUDIENCES, GENRES, SUBJECTS, Validity
from gongkai.organs import queries as organs
from gongkai.portal import facets
from gongkai.portal.caching import public_page
from gongkai.portal.context import ColumnTags, Crumb, Place, show


@public_page
def catalogue(request: HttpRequest) -> HttpResponse:
    chosen = facets.Facets.read(request)
    before = facets.place_asked(request)
    found = queries.browse(**chosen.as_filter(), before=before)
    older = urlencode({"before": facets.mark(*found.older)}) if found.older else ""
    place = Place(
        title=_("公开目录"), crumbs=(Crumb(_("公开目录")),), indexed=not request.GET,
        column=ColumnTags(
            _("公开目录"), "信息公开目录",
            _("按机关、栏目、年份、体裁、主题、服务对象和有效性查阅全部主动公开的政府信息。"),
            _("公开目录，索引号，文号，体裁，主题分类"),
        ),
    )  # fmt: skip
    return show(
        request, "portal/catalogue.html", place, items=exits.cleared(found.items), chosen=chosen,
        is_first=before is None,
        older=f"?{chosen.query}&{older}".replace("?&", "?") if older else "", newest=f"?{chosen.query}",
        organs=organs.open_organs(), years=facets.years(), genres=GENRES, subjects=SUBJECTS, audiences=AUDIENCES,
        validities=[(word.value, word.label) for word in Validity if word.value],
        headings=Heading.objects.filter(organ=chosen.organ).order_by("code") if chosen.organ else [],
    )  # fmt: skip
