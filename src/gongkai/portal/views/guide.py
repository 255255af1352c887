"""政府信息公开指南 (Art. 12), made from the organ's own records."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from gongkai.catalogue import queries as catalogue
from gongkai.organs.models import DisclosureGuide
from gongkai.portal import columns
from gongkai.portal.caching import public_page
from gongkai.portal.context import ColumnTags, Crumb, Place, show
from gongkai.portal.missing import open_organ

GUIDE_CODE = "01"


@dataclass(frozen=True)
class Part:
    anchor: str
    title: str
    text: str


@public_page
def guide(request: HttpRequest, slug: str) -> HttpResponse:
    organ = open_organ(slug)
    tree = catalogue.heading_tree(organ)
    words = DisclosureGuide.objects.filter(organ=organ).first()
    parts = []
    if words is not None:
        parts = [
            Part("classification", _("一、政府信息的分类"), words.classification),
            Part("arrangement", _("二、编排体系"), words.arrangement),
            Part("ways", _("三、获取方式"), words.ways_to_obtain),
            Part("application", _("四、依申请公开"), words.application_channels),
            Part("remedies", _("六、监督和救济"), words.remedies),
        ]
    return show(
        request, "portal/guide.html", _place(organ, tree, GUIDE_CODE, _("政府信息公开指南"), "信息公开指南"),
        organ=organ, guide=words, before=parts[:4], after=parts[4:], menu=columns.menu(tree, GUIDE_CODE),
    )  # fmt: skip


def _place(organ, tree, code: str, name: str, column_type: str) -> Place:
    heading = next((row for row in tree if row.code == code), None)
    tags = ColumnTags.of(heading) if heading else ColumnTags(name, column_type, f"{organ.name}{name}", name)
    return Place(
        title=name, organ=organ, tree=tree, code=code, column=tags,
        crumbs=(Crumb(organ.name, f"/o/{organ.slug}/"), Crumb(name)),
    )  # fmt: skip
