"""sitemap.xml: an index, the standing pages, and the items in shards by range of number: a shard never moves."""

from collections.abc import Iterable, Iterator

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone

from gongkai.catalogue import exits
from gongkai.catalogue.models import DisclosureItem, Heading
from gongkai.catalogue.vocabulary import Openness
from gongkai.organs import queries as organs
from gongkai.pages import one_look
from gongkai.portal import columns
from gongkai.portal.caching import public_page
from gongkai.portal.missing import Missing

SHARD = 500  # small, for the newest one is written anew with every publication
HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
NAMESPACE = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
ORGAN_PAGES = ("organ", "organisation", "guide", "apply", "reports", "performance")


def public():
    """Every item that has an address for machines to collect."""
    return DisclosureItem.objects.filter(
        live=True, withdrawn_at=None, published_at__isnull=False, openness=Openness.PROACTIVE, organ__is_open=True
    )


def in_shard(shard: int):
    """The public items whose keys lie in this range."""
    return public().filter(pk__gte=shard * SHARD, pk__lt=(shard + 1) * SHARD)


@one_look.shared
def newest_key() -> int | None:
    """The greatest key of a public item, which says how many shards there are."""
    return public().order_by("-pk").values_list("pk", flat=True).first()


@public_page
def index(request: HttpRequest) -> HttpResponse:
    """The standing pages and every shard up to the newest item's: one step along the key, whatever the archive holds."""
    newest = newest_key()
    names = [reverse("portal:sitemap_pages")]
    names += [reverse("portal:sitemap_items", args=[shard]) for shard in range((newest or -1) // SHARD + 1)]
    rows = "\n".join(f"<sitemap><loc>{settings.BASE_URL}{name}</loc></sitemap>" for name in names)
    return _xml(HttpResponse(f"{HEAD}<sitemapindex {NAMESPACE}>\n{rows}\n</sitemapindex>\n"))


@public_page
def pages(request: HttpRequest) -> HttpResponse:
    """The standing pages: home, catalogue, statements, and each organ with its guide, entry and columns."""
    names = ("home", "catalogue", "performance_overview", "site_map", "statement", "accessibility")
    paths = [reverse(f"portal:{name}") for name in names]
    open_organs = {organ.pk: organ for organ in organs.open_organs()}
    for organ in open_organs.values():
        paths += [reverse(f"portal:{name}", args=[organ.slug]) for name in ORGAN_PAGES]
    for heading in Heading.objects.filter(organ__in=open_organs, moved_to=None).order_by("organ", "code"):
        heading.organ = open_organs[heading.organ_id]
        paths.append(columns.address(heading))
    return _xml(HttpResponse(_urlset(_url(path) for path in dict.fromkeys(paths))))


@public_page
def items(request: HttpRequest, shard: int) -> HttpResponse:
    """The addresses of the items whose numbers lie in this range, no text. Where all were taken down: the catalogue's."""
    newest = newest_key()
    if newest is None or shard > newest // SHARD:
        raise Missing("")
    rows = one_look.each(addresses, [shard]).get(shard, [])
    cleared = exits.cleared_keys([pk for pk, _slug, _at in rows])
    homes = {slug: reverse("portal:organ", args=[slug]) for slug in {slug for _pk, slug, _at in rows}}
    urls = [_url(f"{homes[slug]}i/{pk}/", at) for pk, slug, at in rows if pk in cleared]
    return _xml(HttpResponse(_urlset(urls or [_url(reverse("portal:catalogue"))])))


def addresses(shards: list[int]) -> dict[int, list[tuple]]:
    """Key, organ's slug and time of publication of the public items of each shard, in order of key; still to pass `exits`."""
    found: dict[int, list[tuple]] = {}
    for shard in shards:
        rows = in_shard(shard).order_by("pk")
        found[shard] = list(rows.values_list("pk", "organ__slug", "published_at"))
    return found


def _url(address: str, at=None) -> str:
    told = f"<lastmod>{_moment(at)}</lastmod>" if at else ""
    return f"<url><loc>{settings.BASE_URL}{address}</loc>{told}</url>"


def _urlset(rows: Iterable[str]) -> Iterator[str]:
    yield HEAD + f"<urlset {NAMESPACE}>\n"
    for row in rows:
        yield row + "\n"
    yield "</urlset>\n"


def _moment(at) -> str:
    return timezone.localtime(at).isoformat(timespec="seconds")


def _xml(response):
    response["Content-Type"] = "application/xml; charset=utf-8"
    return response


@public_page
def robots(request: HttpRequest) -> HttpResponse:
    """Everything public may be collected; searches and preferences are no pages of their own."""
    lines = ["User-agent: *"]
    lines += [f"Disallow: {path}" for path in ("/office/", reverse("portal:search"), reverse("portal:display"))]
    lines += ["", f"Sitemap: {settings.BASE_URL}{reverse('portal:sitemap_xml')}", ""]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")
