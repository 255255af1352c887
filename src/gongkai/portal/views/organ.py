"""An organ's disclosure home, and who it is: functions, leaders, units, the leading group (Arts 12, 20)."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from gongkai.catalogue import exits
from gongkai.catalogue import queries as catalogue
from gongkai.catalogue.models import Heading
from gongkai.organs.models import LeadingGroup, Organ, Staff, Unit
from gongkai.portal import columns, shelves
from gongkai.portal.caching import public_page
from gongkai.portal.context import ColumnTags, Crumb, Place, show
from gongkai.portal.missing import open_organ

NEWEST = 10
FIELD_KINDS = {Heading.Kind.FIELD, Heading.Kind.FINANCE, Heading.Kind.GUIDE_SERVICE}


@public_page
def home(request: HttpRequest, slug: str) -> HttpResponse:
    return organ_home(request, open_organ(slug))


def organ_home(request: HttpRequest, organ: Organ, *, is_front: bool = False) -> HttpResponse:
    tree = catalogue.heading_tree(organ)
    newest = exits.cleared(catalogue.newest(organ=organ, limit=NEWEST))
    # In January the year before still says more: the year in which the tenth newest item came out.
    year = newest[-1].year if newest else None
    figures = shelves.year_figures(organ, year) if year else None
    fields = [row for row in tree if row.kind in FIELD_KINDS and row.live_count and not row.closed_on]
    name = _("首页") if is_front else organ.name
    place = Place(
        title=name, organ=organ, tree=tree, is_front=True, crumbs=() if is_front else (Crumb(organ.name),),
        column=ColumnTags(
            name, "首页" if is_front else "信息公开目录",
            _("%s依法主动公开的政府信息、公开指南、公开制度和公开年报。") % organ.name,
            _("%s，政府信息公开，主动公开，公开目录") % organ.short_name,
        ),
        feeds=(Crumb(_("%s最新公开") % organ.name, f"/o/{organ.slug}/feed.atom"),),
    )  # fmt: skip
    return show(
        request, "portal/organ_home.html", place, organ=organ, newest=newest, figures=figures, fields=fields,
        menu=columns.menu(tree), total=sum(row.live_count for row in tree),
    )  # fmt: skip


@public_page
def organisation(request: HttpRequest, slug: str) -> HttpResponse:
    organ = open_organ(slug)
    group = LeadingGroup.objects.filter(organ=organ).prefetch_related("memberships__staff__user").first()
    tree = catalogue.heading_tree(organ)
    place = Place(
        title=_("%s机构职能") % organ.name, organ=organ, tree=tree,
        crumbs=(Crumb(organ.name, f"/o/{organ.slug}/"), Crumb(_("机构职能"))),
        column=ColumnTags(
            _("机构职能"), "机构职能", _("%s的职能、负责人、内设机构、公开工作领导小组和工作机构。") % organ.name,
            _("机构职能，内设机构，负责人，联系方式"),
        ),
    )  # fmt: skip
    return show(
        request, "portal/organisation.html", place, organ=organ, group=group, menu=columns.menu(tree, "0302"),
        # Staff without a unit are the organ's leadership (负责人姓名, Art. 20 item 2).
        leaders=Staff.objects.filter(organ=organ, unit=None, user__is_active=True).exclude(title="")
        .select_related("user"),
        units=Unit.objects.filter(organ=organ),
    )  # fmt: skip
