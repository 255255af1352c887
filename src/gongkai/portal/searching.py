"""The search page's address and what can be chosen on it: filters with their counts, the order, the pages."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field

from django.http import HttpRequest, QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _

from gongkai.catalogue.models import Heading
from gongkai.catalogue.vocabulary import Validity
from gongkai.organs.models import Organ
from gongkai.portal import facets
from gongkai.search import queries
from gongkai.search.engines.port import Order
from gongkai.search.facets import Filters

MOST_CHOICES = 8  # values of a filter that are offered


@dataclass(frozen=True)
class Asked:
    """What an address of the search asks for; what is no value of a filter is left aside."""

    words: str
    filters: Filters
    order: Order
    page: int
    params: QueryDict = field(compare=False)

    @classmethod
    def read(cls, request: HttpRequest) -> "Asked":
        chosen = facets.Facets.read(request)
        filters = Filters(chosen.organ, chosen.heading, chosen.genre, chosen.year, chosen.validity)
        page = request.GET.get("page", "1")
        params = QueryDict(mutable=True)
        params["q"] = request.GET.get("q", "").replace("\x00", "")[: queries.LONGEST].strip()
        for name, value in _values(filters).items():
            if value:
                params[name] = value
        if request.GET.get("sort") == "date":
            params["sort"] = "date"
        return cls(
            params["q"], filters, "date" if "sort" in params else "relevance",
            int(page) if page.isascii() and page.isdigit() and len(page) < 4 else 1, params,
        )  # fmt: skip

    def url(self, name: str = "portal:search", **changes: str | int | None) -> str:
        """The address of the same search with these values changed; None takes one away. Without a page it is the first."""
        params = self.params.copy()
        for key, value in changes.items():
            if value in (None, ""):
                params.pop(key, None)
            else:
                params[key] = str(value)
        return f"{reverse(name)}?{params.urlencode()}"


@dataclass(frozen=True)
class Choice:
    label: str
    url: str
    count: int | None = None


@dataclass(frozen=True)
class Group:
    """A filter: what is chosen of it with the address that takes it away, or what can be chosen."""

    label: str
    choices: list[Choice]
    chosen: Choice | None = None


def groups(asked: Asked, found: queries.Found) -> list[Group]:
    """The filters that would part the hits, each value with its count as long as all hits are counted."""
    counts, filters = found.counts, asked.filters
    organs = {organ.pk: organ for organ in Organ.objects.filter(pk__in=counts.organs)} if counts.organs else {}
    is_one_organ = len(organs) == 1
    headings = {row.pk: row for row in Heading.objects.filter(pk__in=counts.headings)} if is_one_organ else {}
    only = next(iter(organs.values())) if is_one_organ else None

    def offered(
        name: str, counter: Counter, value: Callable, label: Callable, *, by_value: bool = False
    ) -> list[Choice]:
        rows = sorted(counter.items(), reverse=True) if by_value else counter.most_common()
        return [
            Choice(str(label(key)), asked.url(**{name: value(key)}), None if found.count_is_capped else number)
            for key, number in rows[:MOST_CHOICES]
        ]

    def as_it_is(key):
        return key

    rows = [
        (_("机关"), "organ", filters.organ and filters.organ.short_name,
         offered("organ", counts.organs, lambda pk: organs[pk].slug, lambda pk: organs[pk].short_name)),
        (_("栏目"), "heading", filters.heading and filters.heading.name, [
            Choice(choice.label, asked.url(organ=only.slug, heading=headings[pk].code), choice.count)
            for pk, choice in zip(
                [key for key, _number in counts.headings.most_common(MOST_CHOICES)],
                offered("heading", counts.headings, lambda pk: headings[pk].code, lambda pk: headings[pk].name),
                strict=True,
            )
        ] if only else []),
        (_("体裁"), "genre", filters.genre, offered("genre", counts.genres, as_it_is, as_it_is)),
        (_("年份"), "year", filters.year and f"{filters.year}", offered("year", counts.years, as_it_is, as_it_is, by_value=True)),
        (_("有效性"), "validity", filters.validity and Validity(filters.validity).label,
         offered("validity", counts.validities, as_it_is, lambda value: Validity(value).label)),
    ]  # fmt: skip
    made = []
    for label, name, chosen, choices in rows:
        without = {"organ": None, "heading": None} if name == "organ" else {name: None}
        if chosen:
            made.append(Group(label, [], Choice(str(chosen), asked.url(**without))))
        elif len(choices) > 1 or (choices and name == "validity"):
            made.append(Group(label, choices))
    return made


def _values(filters: Filters) -> dict[str, str | int | None]:
    return {
        "organ": filters.organ.slug if filters.organ else "", "heading": filters.heading.code if filters.heading else "",
        "genre": filters.genre, "year": filters.year, "validity": filters.validity,
    }  # fmt: skip
