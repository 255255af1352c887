"""A heading: a group shows its branches, any other its items; budgets also as a grid of years."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from gongkai.catalogue import exits
from gongkai.catalogue import queries as catalogue
from gongkai.catalogue.models import Heading
from gongkai.organs.models import Organ
from gongkai.portal import columns, shelves
from gongkai.portal.caching import public_page
from gongkai.portal.context import ColumnTags, Crumb, Place, show
from gongkai.portal.missing import Missing, heading_of, open_organ
from gongkai.portal.paging import Pager

ITEMS_EACH = 4


@public_page
def newest(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    """The heading's own address: the newest page, and the one before it while the newest is not full."""
    organ, tree, heading = _find(slug, code)
    if moved := _moved(heading, tree):
        return moved
    if columns.address(heading) != request.path:
        return redirect(columns.address(heading), permanent=True)
    if heading.kind == Heading.Kind.GROUP:
        return _group(request, organ, tree, heading)
    return _list(request, organ, tree, heading, catalogue.newest_page(heading), is_newest=True)


@public_page
def page(request: HttpRequest, slug: str, code: str, number: int) -> HttpResponse:
    """Page `number` from the oldest: once full it never changes."""
    organ, tree, heading = _find(slug, code)
    if moved := _moved(heading, tree):
        return moved
    found = catalogue.list_page(heading, number) if heading.holds_items else None
    if found is None:
        last = catalogue.last_page_number(heading)
        raise Missing(
            _("“%(name)s”没有第 %(number)s 页，目前共 %(last)d 页，页码从最早的一页数起。")
            % {"name": heading.name, "number": str(number)[:12], "last": last},
            ways=[(_("“%s”的最新一页") % heading.name, columns.address(heading))], organ=organ,
        )  # fmt: skip
    return _list(request, organ, tree, heading, found, is_newest=False)


def _find(slug: str, code: str) -> tuple[Organ, list[Heading], Heading]:
    organ = open_organ(slug)
    tree = catalogue.heading_tree(organ)
    for row in tree:
        row.organ = organ
    return organ, tree, heading_of(tree, organ, code)


def _moved(heading: Heading, tree: list[Heading]) -> HttpResponse | None:
    """A closed heading whose items went elsewhere sends its readers there."""
    if not heading.closed_on or not heading.moved_to_id:
        return None
    target = next((row for row in tree if row.pk == heading.moved_to_id), None) or heading.moved_to
    return redirect(columns.address(target), permanent=True)


def _place(organ: Organ, tree: list[Heading], heading: Heading, *, suffix: str = "") -> Place:
    above = columns.trail(tree, heading.code)
    return Place(
        title=heading.name + suffix, organ=organ, tree=tree, code=heading.code, column=ColumnTags.of(heading),
        crumbs=(
            Crumb(organ.name, f"/o/{organ.slug}/"), *(Crumb(row.name, columns.address(row)) for row in above[:-1]),
            Crumb(heading.name),
        ),
        feeds=(Crumb(heading.name, f"/o/{organ.slug}/h/{heading.code}/feed.atom"),) if heading.holds_items else (),
    )  # fmt: skip


def _group(request: HttpRequest, organ: Organ, tree: list[Heading], heading: Heading) -> HttpResponse:
    below = [row for row in tree if row.code.startswith(heading.code)]
    finance = shelves.finance_headings(heading, tree)
    found, budgets = exits.sorted_apart(
        shelves.few_of_each(shelves.newest_of(below), heading, tree, each=ITEMS_EACH),
        shelves.newest_of(finance, places=shelves.FINANCE_LOOK_BACK),
    )
    branches, empty = shelves.branches(heading, tree, found, address=columns.address, items_each=ITEMS_EACH)
    return show(
        request, "portal/group.html", _place(organ, tree, heading), organ=organ, heading=heading, branches=branches,
        empty=empty, menu=columns.menu(tree, heading.code), grid=shelves.finance_grid(finance, budgets),
    )  # fmt: skip


def _list(
    request: HttpRequest, organ: Organ, tree: list[Heading], heading: Heading, page: catalogue.Page, *, is_newest: bool
) -> HttpResponse:
    finance = shelves.finance_headings(heading, tree) if is_newest else []
    items, budgets = exits.sorted_apart(page.items, shelves.newest_of(finance, places=shelves.FINANCE_LOOK_BACK))
    suffix = "" if is_newest else _("（第 %d 页）") % page.number
    return show(
        request, "portal/heading.html", _place(organ, tree, heading, suffix=suffix), organ=organ, heading=heading,
        items=items, pager=Pager.of(page, is_newest=is_newest), is_newest=is_newest,
        grid=shelves.finance_grid(finance, budgets), menu=columns.menu(tree, heading.code),
    )  # fmt: skip
