"""Every public address there is, in chunks of some hundred pages: what a full bake walks through.

assets                    style sheets, scripts, pictures of the frame
platform                  the pages of the whole platform
standing:<organ>          an organ's own pages, its headings' newest pages and feeds
pages:<organ>             all numbered list pages of an organ that has not many
lists:<heading>:<from>    numbered list pages of a heading, where there are many
items:<organ>:<from>      items with their data and reading copies, by key; organ 0: of all
files:<from>              attachments and pictures, by the key of their use
olds:<from>               old addresses that lead on, by key
shards:<from>             the site map
"""

from collections.abc import Iterable, Iterator

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.contrib.staticfiles.storage import staticfiles_storage
from django.db.models import Max, Min
from django.urls import reverse
from django.utils import timezone

from gongkai.annual_reports import queries as annual_reports
from gongkai.annual_reports.papers import FORMATS
from gongkai.catalogue import queries as catalogue
from gongkai.catalogue.models import DisclosureItem, Heading
from gongkai.forwarding.models import OldAddress
from gongkai.organs import queries as organs
from gongkai.organs.models import Organ
from gongkai.pages.models import FileUse
from gongkai.portal import columns, performance, sitemaps
from gongkai.portal.baking.answering import NOT_FOUND, OFFLINE

ITEMS, LISTS, FILES, SHARDS, OLDS = 500, 50, 100, 20, 500
PUBLIC_STATIC = ("portal/", "doorkeeping/")
PLATFORM = ("home", "catalogue", "site_map", "statement", "accessibility", "robots", "sitemap_xml", "sitemap_pages")
ORGAN = ("organ", "organisation", "guide", "organ_feed", "organ_feed_rss", "apply", "reports", "performance")


def chunks() -> Iterator[str]:
    yield "assets"
    yield "platform"
    for organ in organs.open_organs():
        yield f"standing:{organ.pk}"
        yield from lists(organ)
    yield from files()
    yield from items()
    last = OldAddress.objects.order_by("-pk").values_list("pk", flat=True).first()
    yield from (f"olds:{first}" for first in range(0, (last or -1) + 1, OLDS))
    yield from (f"shards:{first}" for first in range(0, (sitemaps.newest_key() or -1) // sitemaps.SHARD + 1, SHARDS))


def of_organ(organ: Organ) -> Iterator[str]:
    """The chunks that show this organ's name, facts or headings."""
    yield f"standing:{organ.pk}"
    yield from lists(organ)
    yield from items(organ)


def lists(organ: Organ) -> Iterator[str]:
    filled = Heading.objects.filter(organ=organ, last_seq__gt=0).order_by("pk").values_list("pk", "last_seq")
    pages = {pk: -(-last_seq // catalogue.PAGE_SIZE) for pk, last_seq in filled}
    if not pages:
        return
    if sum(pages.values()) <= LISTS:
        yield f"pages:{organ.pk}"
        return
    for pk, last in pages.items():
        yield from (f"lists:{pk}:{first}" for first in range(1, last + 1, LISTS))


def items(organ: Organ | None = None) -> Iterator[str]:
    public = DisclosureItem.objects.exclude(published_at=None)
    known = (public if organ is None else public.filter(organ=organ)).aggregate(first=Min("pk"), last=Max("pk"))
    if known["last"] is not None:
        for first in range(known["first"] // ITEMS * ITEMS, known["last"] + 1, ITEMS):
            yield f"items:{organ.pk if organ else 0}:{first}"


def files() -> Iterator[str]:
    last = FileUse.objects.order_by("-pk").values_list("pk", flat=True).first()
    yield from (f"files:{first}" for first in range(0, (last or -1) + 1, FILES))


def olds_of(keys: Iterable[int]) -> list[int]:
    """Where the chunks begin that hold these old addresses."""
    return sorted({key // OLDS * OLDS for key in keys})


def assets() -> list[str]:
    """The static files of the public side, under the names they are served by."""
    hashed = getattr(staticfiles_storage, "hashed_files", {})
    names = {
        name.replace("\\", "/")
        for finder in get_finders()
        for name, _storage in finder.list([])
        if name.startswith(PUBLIC_STATIC)
    }
    return [settings.STATIC_URL + hashed.get(name, name) for name in sorted(names)]


def platform() -> list[str]:
    years = [reverse("portal:performance_overview_year", args=[year]) for year in _years()]
    data = [
        reverse("portal:performance_overview_data", args=[year, form]) for year in _years() for form in ("json", "csv")
    ]
    return [
        *(reverse(f"portal:{name}") for name in PLATFORM), reverse("portal:performance_overview"), *years, *data, NOT_FOUND,
        OFFLINE,
    ]  # fmt: skip


def standing(organ: Organ) -> list[str]:
    """An organ's pages that are neither items nor numbered lists."""
    slug = organ.slug
    found = [reverse(f"portal:{name}", args=[slug]) for name in ORGAN]
    found += [reverse("portal:apply_blank", args=[slug, form]) for form in ("pdf", "docx")]
    for report in annual_reports.published(organ):
        found += [reverse(f"portal:{name}", args=[slug, report.year]) for name in ("report", "report_data")]
        found += [reverse("portal:report_file", args=[slug, report.year, form]) for form in FORMATS if form != "json"]
    for heading in catalogue.heading_tree(organ):
        found += of_heading(heading)
    for year in _years():
        found.append(reverse("portal:performance_year", args=[slug, year]))
        found += [reverse("portal:performance_data", args=[slug, year, form]) for form in ("json", "csv")]
    return list(dict.fromkeys(found))


def of_heading(heading: Heading) -> list[str]:
    """A heading's own page and its feeds. Its address, when it has a page of another kind, leads there."""
    own = reverse("portal:heading", args=[heading.organ.slug, heading.code])
    return [columns.address(heading), own, *feeds_of(heading)]


def feeds_of(heading: Heading) -> list[str]:
    return [reverse(f"portal:{name}", args=[heading.organ.slug, heading.code]) for name in ("feed", "feed_rss")]


def numbered(heading: Heading, first: int, number: int = LISTS) -> list[str]:
    last = catalogue.last_page_number(heading)
    pages = range(max(1, first), min(last, first + number - 1) + 1)
    return [reverse("portal:heading_page", args=[heading.organ.slug, heading.code, page]) for page in pages]


def _years() -> range:
    return range(timezone.localdate().year, performance.FIRST_YEAR - 1, -1)
