"""The columns a reader walks through: the fixed ones above every page, the tree at the left, the address of each."""

from dataclasses import dataclass

from django.urls import reverse

from gongkai.catalogue import queries as catalogue
from gongkai.catalogue.models import Heading
from gongkai.organs.models import Organ
from gongkai.pages import one_look

# Headings whose content is not a list of items have a page of their own kind.
OWN_PAGES = {
    Heading.Kind.GUIDE: "portal:guide",
    Heading.Kind.ANNUAL_REPORT: "portal:reports",
    Heading.Kind.REQUEST_ENTRY: "portal:apply",
}


def address(heading: Heading) -> str:
    """Where a heading is read. Needs `heading.organ` loaded."""
    name = OWN_PAGES.get(heading.kind)
    return reverse(name, args=[heading.organ.slug]) if name else heading.get_absolute_url()


@dataclass(frozen=True)
class Column:
    code: str
    name: str
    url: str
    kind: str
    description: str
    is_current: bool = False


def fixed(organ: Organ, *, current: str = "", tree: list[Heading] | None = None) -> list[Column]:
    """The four fixed columns and the application entry, in their prescribed order (国办公开办函〔2019〕61号)."""
    headings = [row for row in tree if len(row.code) == 2] if tree is not None else catalogue.fixed_columns(organ)
    return [
        Column(row.code, row.name, address(row), row.kind, row.description, is_current=current[:2] == row.code)
        for row in headings
    ]


@dataclass
class MenuRow:
    heading: Heading
    url: str
    depth: int
    is_current: bool
    is_open: bool  # on the way to the current heading


def has_content(heading: Heading, tree: list[Heading]) -> bool:
    """Whether a reader finds anything there: an empty column is not offered, a group is as full as what is under it."""
    if heading.kind in {Heading.Kind.GUIDE, Heading.Kind.REQUEST_ENTRY, Heading.Kind.ANNUAL_REPORT}:
        return True
    if heading.holds_items:
        return heading.live_count > 0
    return any(row.live_count for row in tree if row.code.startswith(heading.code) and row.code != heading.code)


class Menu(list[MenuRow]):
    """The rows, and which heading they were laid out for."""

    def __init__(self, rows: list[MenuRow], current: str) -> None:
        super().__init__(rows)
        self.current = current


@one_look.shared
def menu(tree: catalogue.Tree, current: str = "") -> Menu:
    """The left menu: fixed columns, the groups of the statutory content, and the headings of the branch one is in."""
    rows = []
    for heading in tree:
        in_branch = current.startswith(heading.code)
        sibling = len(heading.code) > 4 and current.startswith(heading.code[:-2])
        if len(heading.code) > 4 and not sibling:
            continue
        if not in_branch and not has_content(heading, tree):
            continue
        rows.append(MenuRow(heading, address(heading), len(heading.code) // 2 - 1, heading.code == current, in_branch))
    return Menu(rows, current)


def trail(tree: list[Heading], code: str) -> list[Heading]:
    """The headings from the top down to `code`, itself included."""
    return [heading for heading in tree if code.startswith(heading.code)]
