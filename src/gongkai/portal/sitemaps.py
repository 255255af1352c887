"""sitemap.xml: an index, the standing pages, and the items in shards by range of number: a shard never moves."""

from collections.abc import Iterable, Iterator
from itertools import islice

from django.conf import settings
from django.db.models import F, Max
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from gongkai.catalogue import exits
from gongkai.catalogue.models import DisclosureItem, Heading
from gongkai.catalogue.vocabulary import Openness
from gongkai.organs import queries as organs
from gongkai.portal import columns
from gongkai.portal.caching import public_page
from gongkai.portal.missing import Missing

SHARD = 10_000
BATCH = 500
HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
NAMESPACE = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
ORGAN_PAGES = ("organ", "organisation", "guide", "apply", "reports", "performance")
KEPT = "public, max-age=3600"


def _public():
    return DisclosureItem.objects.filter(
        live=True, withdrawn_at=None, published_at__isnull=False, openness=Openness.PROACTIVE, organ__is_open=True
    )


@public_page
def index(request: HttpRequest) -> HttpResponse:
    shards = _public().values(shard=F("pk") / SHARD).annotate(last=Max("published_at")).order_by("shard")
    rows = [f"<sitemap><loc>{settings.BASE_URL}{reverse('portal:sitemap_pages')}</loc></sitemap>"]
    rows += [
        f"<sitemap><loc>{settings.BASE_URL}{reverse('portal:sitemap_items', args=[row['shard']])}</loc>"
        f"<lastmod>{_moment(row['last'])}</lastmod></sitemap>"
        for row in shards
    ]
    body = HEAD + f"<sitemapindex {NAMESPACE}>\n" + "\n".join(rows) + "\n</sitemapindex>\n"
    return _xml(HttpResponse(body))


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
    rows = (f"<url><loc>{settings.BASE_URL}{path}</loc></url>" for path in dict.fromkeys(paths))
    return _xml(HttpResponse(_urlset(rows)))


@require_safe
def items(request: HttpRequest, shard: int) -> HttpResponse:
    """At most ten thousand addresses: the items whose numbers lie in this range. Text is not shown, only addresses."""
    rows = _public().filter(pk__gte=shard * SHARD, pk__lt=(shard + 1) * SHARD).order_by("pk")
    if not rows.exists():
        raise Missing("")
    found = rows.values_list("pk", "organ__slug", "published_at").iterator(chunk_size=BATCH)
    response = _xml(StreamingHttpResponse(_urlset(_addresses(found))))
    response["Cache-Control"] = KEPT
    return response


def _addresses(found: Iterable[tuple]) -> Iterator[str]:
    found = iter(found)
    while batch := list(islice(found, BATCH)):
        cleared = exits.cleared_keys([pk for pk, _slug, _at in batch])
        for pk, slug, at in batch:
            if pk in cleared:
                address = settings.BASE_URL + reverse("portal:item", args=[slug, pk])
                yield f"<url><loc>{address}</loc><lastmod>{_moment(at)}</lastmod></url>"


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
