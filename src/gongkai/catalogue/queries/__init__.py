"""Every question others may ask of the catalogue: what the public sees, what staff must watch, the figures of a day."""

from gongkai.catalogue.queries.figures import Figures, figures
from gongkai.catalogue.queries.public import (
    PAGE_SIZE,
    Browse,
    Page,
    browse,
    fixed_columns,
    heading_tree,
    last_page_number,
    list_page,
    newest,
    newest_page,
    public_item,
)
from gongkai.catalogue.queries.timeliness import Timeliness, timeliness
from gongkai.catalogue.queries.watch import (
    Coverage,
    Staleness,
    Watched,
    coverage,
    overdue_to_publish,
    policies_without_interpretation,
    stale_headings,
    waiting_to_publish,
)

__all__ = [
    "PAGE_SIZE",
    "Browse",
    "Coverage",
    "Figures",
    "Page",
    "Staleness",
    "Timeliness",
    "Watched",
    "browse",
    "coverage",
    "figures",
    "fixed_columns",
    "heading_tree",
    "last_page_number",
    "list_page",
    "newest",
    "newest_page",
    "overdue_to_publish",
    "policies_without_interpretation",
    "public_item",
    "stale_headings",
    "timeliness",
    "waiting_to_publish",
]
