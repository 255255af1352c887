"""依申请公开, the way in: what can be asked for, how, by when it is answered, and the blank form to print (Arts 27-29, 33)."""

import hashlib
import json
from collections.abc import Callable

from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from gongkai.applications.letters import render
from gongkai.applications.letters.compose import blank_form
from gongkai.catalogue import queries as catalogue
from gongkai.organs.models import Organ
from gongkai.portal import columns
from gongkai.portal.caching import public_page
from gongkai.portal.context import ColumnTags, Crumb, Place, show
from gongkai.portal.missing import Missing, open_organ
from gongkai.statute import limits

ENTRY_CODE = "05"
A_DAY = 24 * 3600
MEDIA = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
}
FORMS: dict[str, Callable[[dict], bytes]] = {"docx": render.as_docx, "pdf": render.as_pdf}


@public_page
def entry(request: HttpRequest, slug: str) -> HttpResponse:
    organ = open_organ(slug)
    tree = catalogue.heading_tree(organ)
    heading = next((row for row in tree if row.code == ENTRY_CODE), None)
    name, today = _("依申请公开"), timezone.localdate()
    tags = ColumnTags.of(heading) if heading else column(organ)
    place = Place(
        title=name, organ=organ, tree=tree, code=ENTRY_CODE, column=tags,
        crumbs=(Crumb(organ.name, f"/o/{organ.slug}/"), Crumb(name)),
    )  # fmt: skip
    return show(
        request, "portal/apply.html", place, organ=organ, office=office_of(organ), menu=columns.menu(tree, ENTRY_CODE),
        reply=limits.limit("reply", on=today), extension=limits.limit("extension", on=today),
        correction=limits.limit("correction_notice", on=today),
    )  # fmt: skip


@public_page
def blank(request: HttpRequest, slug: str, form: str) -> HttpResponse:
    """申请表 to fill in by hand. Made once for each wording and kept for a day: setting a page takes a moment."""
    organ = accepting_organ(slug)
    value = blank_form(organ).as_data()
    digest = hashlib.sha256(json.dumps(value, ensure_ascii=False, sort_keys=True).encode()).hexdigest()
    made = cache.get_or_set(f"blank-form:{form}:{digest}", lambda: FORMS[form](value), A_DAY)
    return as_file(made, form, _("%s政府信息公开申请表") % organ.short_name)


def as_file(content: bytes, form: str, name: str) -> HttpResponse:
    """A made file as a download; `name` is without extension."""
    response = HttpResponse(content, content_type=MEDIA[form])
    response["Content-Disposition"] = content_disposition_header(True, f"{name}.{form}")
    return response


def accepting_organ(slug: str) -> Organ:
    """The organ, if its disclosure office is on record: without one nobody would receive what is sent."""
    organ = open_organ(slug)
    if office_of(organ) is None:
        raise Missing(
            _("%s还没有登记公开工作机构，暂时不能在这里申请。") % organ.name, organ=organ,
            ways=[(_("怎样申请"), reverse("portal:apply", args=[organ.slug]))],
        )  # fmt: skip
    return organ


def office_of(organ: Organ):
    return getattr(organ, "disclosure_office", None)


def column(organ: Organ) -> ColumnTags:
    return ColumnTags(
        _("依申请公开"), "依申请公开", _("向%s申请公开政府信息、查询办理进度。") % organ.name, _("依申请公开，申请表，办理进度"),
    )  # fmt: skip


def place_in(organ: Organ, title: str) -> Place:
    """A page below the entry; none of them is for search engines."""
    crumbs = (
        Crumb(organ.name, f"/o/{organ.slug}/"),
        Crumb(_("依申请公开"), reverse("portal:apply", args=[organ.slug])),
        Crumb(title),
    )
    return Place(
        title=title,
        organ=organ,
        code=ENTRY_CODE,
        column=column(organ),
        crumbs=crumbs,
        indexed=False,
        shows_search=False,
    )


def stopped(
    request: HttpRequest, organ: Organ, title: str, sentence: str, *, status: int, wait: int = 0
) -> HttpResponse:
    """A page that says why nothing was taken in, that nothing is wrong with the asking, and which other ways are open."""
    response = show(
        request, "portal/apply_stopped.html", place_in(organ, title), organ=organ, office=office_of(organ),
        sentence=sentence, status=status,
    )  # fmt: skip
    if wait:
        response["Retry-After"] = str(wait)
    return response
