"""What hits can be filtered by, as tokens of the index: an organ, a heading with what is under it, genre, year, validity."""

from dataclasses import dataclass

from gongkai.catalogue.models import DisclosureItem, Heading
from gongkai.organs.models import Organ


@dataclass(frozen=True)
class Filters:
    organ: Organ | None = None
    heading: Heading | None = None
    genre: str = ""
    year: int | None = None
    validity: str = ""

    @property
    def is_empty(self) -> bool:
        return not self.tokens

    @property
    def tokens(self) -> tuple[str, ...]:
        found = []
        if self.organ is not None:
            found.append(f"o{self.organ.pk}")
        if self.heading is not None:
            found.append(f"h{self.heading.organ_id}c{self.heading.code}")
        if self.genre:
            found.append(f"g{self.genre}")
        if self.year:
            found.append(f"y{self.year}")
        if self.validity:
            found.append(_validity(self.validity))
        return tuple(found)


def of_item(item: DisclosureItem) -> list[str]:
    code = item.heading.code
    under = [f"h{item.organ_id}c{code[:end]}" for end in range(2, len(code) + 1, 2)]
    found = [f"o{item.organ_id}", *under, f"g{item.genre}", f"y{item.year}"]
    return [*found, _validity(item.validity)] if item.validity else found


def _validity(value: str) -> str:
    return "v" + value.replace("_", "")
