"""政府信息公开年报: the reports of an organ, one address a year, readable as a page and as data (Arts 49-50)."""

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from gongkai.annual_reports import queries as annual_reports
from gongkai.annual_reports.papers import FORMATS, kept
from gongkai.catalogue import exits
from gongkai.catalogue import queries as catalogue
from gongkai.portal import columns
from gongkai.portal.caching import public_page
from gongkai.portal.context import ArticleTags, ColumnTags, Crumb, Place, show
from gongkai.portal.missing import Missing, open_organ
from gongkai.portal.paging import Pager

CODE = "04"


@public_page
def reports(request: HttpRequest, slug: str) -> HttpResponse:
    """Signed and published reports, and what else was published under the heading of annual reports."""
    organ = open_organ(slug)
    tree = catalogue.heading_tree(organ)
    heading = _heading(tree)
    page = catalogue.newest_page(heading) if heading else None
    published = annual_reports.published(organ)
    shown = {report.item_id for report in published}  # a report in the catalogue too stands in the list once
    items = [item for item in exits.cleared(page.items) if item.pk not in shown] if page else []
    return show(
        request, "portal/reports.html", _place(organ, tree, _("政府信息公开年报")), organ=organ, heading=heading,
        reports=published, items=items,
        pager=Pager.of(page, is_newest=True) if page else None, menu=columns.menu(tree, CODE),
    )  # fmt: skip


@public_page
def report(request: HttpRequest, slug: str, year: int) -> HttpResponse:
    organ = open_organ(slug)
    found = _find(organ, year)
    row = annual_reports.report_of(organ, year)
    place = _place(organ, catalogue.heading_tree(organ), found.title)
    place.crumbs = (*place.crumbs[:-1], Crumb(_("政府信息公开年报"), f"/o/{slug}/reports/"), Crumb(_("%d年度") % year))
    place.article = ArticleTags(
        title=found.title, published=f"{timezone.localtime(row.published_at):%Y-%m-%d %H:%M}", source=organ.name,
        keywords=_("政府信息公开，年度报告，%d年") % year,
    )  # fmt: skip
    return show(
        request,
        "portal/report.html",
        place,
        organ=organ,
        report=found,
        published_at=row.published_at,
        formats=FORMATS.values(),
        menu=columns.menu(place.tree, CODE),
    )


@public_page
def report_data(request: HttpRequest, slug: str, year: int) -> HttpResponse:
    """The same report as data, for whoever adds it up or compares it."""
    found = _find(open_organ(slug), year)
    return HttpResponse(found.as_json(), content_type=FORMATS["json"].media_type)


@public_page
def report_file(request: HttpRequest, slug: str, year: int, form: str) -> HttpResponse:
    """The same report to keep, print or add up: Word, PDF, Excel, CSV, XML."""
    found = _find(open_organ(slug), year)
    response = HttpResponse(kept(found, form), content_type=FORMATS[form].media_type)
    response["Content-Disposition"] = content_disposition_header(True, f"{found.title}.{form}")
    return response


def _find(organ, year: int):
    found = annual_reports.published_report(organ, year)
    if found is None:
        raise Missing(
            _("%(organ)s没有公布 %(year)d 年度的政府信息公开工作年度报告。") % {"organ": organ.name, "year": year},
            ways=[(_("%s的公开年报") % organ.name, f"/o/{organ.slug}/reports/")], organ=organ,
        )  # fmt: skip
    return found


def _heading(tree):
    return next((row for row in tree if row.code == CODE), None)


def _place(organ, tree, title: str) -> Place:
    heading = _heading(tree)
    name = _("政府信息公开年报")
    tags = ColumnTags.of(heading) if heading else ColumnTags(name, "信息公开年报", f"{organ.name}{name}", name)
    return Place(
        title=title, organ=organ, tree=tree, code=CODE, column=tags,
        crumbs=(Crumb(organ.name, f"/o/{organ.slug}/"), Crumb(title)),
    )  # fmt: skip
