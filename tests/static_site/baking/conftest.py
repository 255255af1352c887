"""A site of a few made-up pages: what is baked is a dictionary the test holds in its hand."""

from contextlib import contextmanager

import pytest

from gongkai.static_site import sources
from gongkai.static_site.addresses import all_of, path_of
from gongkai.static_site.baking import site as configured_site
from gongkai.static_site.sources import Answer, Failure


class Pages:
    """`pages[address] = text`; an exception as text is a page that fails. An order is "page:<address>", "address:<address>" or a chunk."""

    def __init__(self) -> None:
        self.pages: dict[str, str | Exception] = {}
        self.asked: list[str] = []
        self.form = "today's form"
        self.before_answer = lambda address: None

    def parts_of(self, what):
        return [f"page:{address}" for address in self.pages] if what == "everything" else []

    def chunks(self):
        return [f"page:{address}" for address in sorted(self.pages)]

    @contextmanager
    def look(self, whats, *, in_bulk=False):
        yield [what.removeprefix("page:").removeprefix("address:") for what in whats]

    def answer(self, address):
        self.asked.append(address)
        self.before_answer(address)
        text = self.pages.get(address)
        if isinstance(text, Exception):
            return Failure(address, str(text))
        nothing = dict.fromkeys(all_of(address))
        return Answer(address, nothing if text is None else nothing | {path_of(address): text.encode()})

    def forget(self):
        self.forgotten = True

    def fingerprint(self):
        return self.form


@pytest.fixture
def pages(monkeypatch) -> Pages:
    made = Pages()
    monkeypatch.setattr(sources, "_source", made)
    return made


@pytest.fixture
def site(tmp_path, settings):
    settings.SITE_FOLDER = tmp_path / "site"
    return configured_site()


@pytest.fixture
def shown(site):
    """shown("/a/"): what lies at this address now, None when nothing does."""

    def read(address: str) -> str | None:
        path = site.current().www / path_of(address)
        return path.read_text(encoding="utf-8") if path.is_file() else None

    return read
