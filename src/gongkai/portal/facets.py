"""The facets of the catalogue as they stand in an address: what is not a value of a facet is left aside."""

import re
from dataclasses import dataclass
from datetime import datetime

from django.http import HttpRequest
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.http import urlencode

from gongkai.catalogue.models import DisclosureItem, Heading
from gongkai.catalogue.vocabulary import AUDIENCES, GENRES, SUBJECTS, Validity
from gongkai.organs import queries as organs
from gongkai.organs.models import Organ

SLUG = re.compile(r"[-\w]{1,60}", re.ASCII)
YEAR = re.compile(r"(?:19|20)\d\d", re.ASCII)


@dataclass(frozen=True)
class Facets:
    organ: Organ | None = None
    heading: Heading | None = None
    year: int | None = None
    genre: str = ""
    subject: str = ""
    audience: str = ""
    validity: str = ""

    @classmethod
    def read(cls, request: HttpRequest) -> "Facets":
        asked = request.GET
        organ, heading = organ_asked(request), None
        if organ is not None and asked.get("heading", "").isdigit():
            heading = Heading.objects.select_related("organ").filter(organ=organ, code=asked["heading"][:12]).first()

        def one_of(name: str, words) -> str:
            return asked.get(name, "") if asked.get(name) in words else ""

        return cls(
            organ, heading, year_asked(request), one_of("genre", GENRES), one_of("subject", SUBJECTS),
            one_of("audience", AUDIENCES), one_of("validity", [word for word in Validity.values if word]),
        )  # fmt: skip

    def as_filter(self) -> dict:
        """The keyword arguments of `catalogue.queries.browse`."""
        return {
            "organ": self.organ, "heading": self.heading, "year": self.year, "genre": self.genre,
            "subject": self.subject, "audience": self.audience, "validity": self.validity,
        }  # fmt: skip

    @property
    def query(self) -> str:
        chosen = {
            "organ": self.organ.slug if self.organ else "", "heading": self.heading.code if self.heading else "",
            "year": self.year or "", "genre": self.genre, "subject": self.subject, "audience": self.audience,
            "validity": self.validity,
        }  # fmt: skip
        return urlencode({name: value for name, value in chosen.items() if value})

    @property
    def words(self) -> list[str]:
        """What is chosen, in words, for the head of a list and of an exported file."""
        chosen = [
            self.organ.name if self.organ else "", self.heading.name if self.heading else "",
            f"{self.year}年" if self.year else "", self.genre, self.subject, self.audience,
            str(Validity(self.validity).label) if self.validity else "",
        ]  # fmt: skip
        return [word for word in chosen if word]


def organ_asked(request: HttpRequest) -> Organ | None:
    slug = request.GET.get("organ", "")
    return organs.open_organs().filter(slug=slug).first() if SLUG.fullmatch(slug) else None


def year_asked(request: HttpRequest) -> int | None:
    text = request.GET.get("year", "")
    return int(text) if YEAR.fullmatch(text) else None


def years() -> list[int]:
    """Every year from the oldest public item to the newest: two steps along an index, not a count of the archive."""
    public = DisclosureItem.objects.filter(live=True, published_at__isnull=False).values_list("published_at", flat=True)
    first, last = public.order_by("published_at", "pk").first(), public.order_by("-published_at", "-pk").first()
    if first is None:
        return []
    return list(range(timezone.localtime(last).year, timezone.localtime(first).year - 1, -1))


def mark(at: datetime, key: int) -> str:
    """The place where the next page of a list begins, as it stands in an address."""
    return f"{at.isoformat()}_{key}"


def place_asked(request: HttpRequest) -> tuple[datetime, int] | None:
    """The place in `before`; None when there is none or it is not one we gave."""
    moment, _underline, key = request.GET.get("before", "").rpartition("_")
    try:
        at = parse_datetime(moment.replace(" ", "+"))  # a plus sign not encoded arrives as a blank
    except ValueError:
        return None
    if at is None or timezone.is_naive(at) or not YEAR.fullmatch(f"{at.year:04d}"):
        return None
    if not (key.isascii() and key.isdigit()) or len(key) > 18:
        return None
    return at, int(key)
