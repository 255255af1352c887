"""Sentences other contexts offer for section one (Art. 50(4) and what the forms add): they register here, none is known.

A provider takes (organ, year) and yields (key, topic of section one, text), only where its numbers come from records.
"""

from collections.abc import Callable, Iterable, Iterator

from gongkai.organs.models import Organ

Provider = Callable[[Organ, int], Iterable[tuple[str, str, str]]]
_providers: list[Provider] = []


def register(provider: Provider) -> None:
    """Call it in AppConfig.ready; registering the same one twice is once."""
    if provider not in _providers:
        _providers.append(provider)


def unregister(provider: Provider) -> None:
    if provider in _providers:
        _providers.remove(provider)


def offered(organ: Organ, year: int) -> Iterator[tuple[str, str, str]]:
    for provider in _providers:
        yield from provider(organ, year)
