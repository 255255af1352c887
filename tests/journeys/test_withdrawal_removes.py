"""撤下 removes: page, text, files, reading copies, list entries, feeds, site map, data, hits, packages and every baked file.

What is looked for is searched in everything that could leave: each file of the baked site with its compressed copies unpacked, each
address of the public side, each engine at hand. The same search finds it all before the withdrawal, so it looks in the right places.
"""

import gzip
import io
import zipfile
from dataclasses import dataclass
from pathlib import Path

import brotli
import docx
import pytest
from django.db import connection
from django.test import Client

from gongkai.catalogue import actions as catalogue
from gongkai.catalogue import handover
from gongkai.catalogue.models import DisclosureItem
from gongkai.portal.caching import KEPT_SECONDS
from gongkai.search import engines, indexing, queries
from gongkai.search.engines.tantivy import Tantivy
from gongkai.static_site import baking, full
from gongkai.static_site.front import headers
from tests.clearance.test_every_exit import addresses, everything_in
from tests.static_site.front_site import Site, ask, front

pytestmark = pytest.mark.django_db
TITLE, TEXT, IN_FILE, IN_COPY = "紫槐岭救助名册", "穿石滩发放情况", "青螺渡领取人名单", "白鹭洲领取人表格"
NAMED, COPIED = "黄粱驿.txt", "红叶坪.docx"
WORDS = (TITLE, TEXT, IN_FILE, IN_COPY, NAMED.removesuffix(".txt"), COPIED.removesuffix(".docx"))
HERE = "tsvector" if connection.vendor == "postgresql" else "fts5"


@dataclass
class Everything:
    """The site as it is served, and the item that comes and goes."""

    folder: Path
    item: DisclosureItem

    def files(self) -> dict[str, bytes]:
        """Every file of every release kept, by its path; of compressed ones and packages also what they unpack to."""
        found = {}
        for path in sorted((self.folder / "releases").glob("*/www/**/*")):
            if path.is_file():
                found[path.relative_to(self.folder).as_posix()] = unpacked(path.name, path.read_bytes())
        return found

    def in_files(self, *words: str) -> list[str]:
        return [path for path, data in self.files().items() if any(word.encode() in data for word in words) or any(word in path for word in words)]  # fmt: skip

    def answered(self, *words: str) -> list[str]:
        """Addresses of the public side that show one of the words, asked of Django."""
        attachment, client, found = self.item.attachments.first(), Client(raise_request_exception=False), []
        asked = [
            *addresses(self.item, attachment),
            *(row.file.get_absolute_url() for row in self.item.attachments.all()),
        ]
        asked += [f"{self.item.get_absolute_url()}a/{row.pk}/" for row in self.item.attachments.all()]
        for address in dict.fromkeys(asked):
            if not address.startswith("/search"):
                data = everything_in(client.get(address)).replace(address.encode(), b"")  # what was asked is repeated
                found += [address for word in words if word.encode() in data]
        return found

    def hits(self) -> list[str]:
        """The words by which the search, its data, its feed and its suggestions still lead to the item."""
        client, found = Client(), []
        for word in (TITLE, TEXT, IN_FILE, IN_COPY):
            for address in ("/search/", "/search/data.json", "/search/feed.atom"):
                if self.item.get_absolute_url() in client.get(address, {"q": word}).content.decode():
                    found.append(f"{address}?q={word}")
        if TITLE in client.get("/search/suggest.json", {"q": TITLE[:3]}).json().__str__():
            found.append("suggestions")
        return found

    def handed_over(self, *words: str) -> bool:
        package = io.BytesIO()
        handover.write_package(package, organ=self.item.organ)
        data = unpacked("package.zip", package.getvalue())
        return any(word.encode() in data for word in words)


def unpacked(name: str, data: bytes) -> bytes:
    if name.endswith(".gz"):
        return gzip.decompress(data)
    if name.endswith(".br"):
        return brotli.decompress(data)
    if data[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            return data + b"".join(unpacked(one, package.read(one)) + one.encode() for one in package.namelist())
    return data


def word_file() -> bytes:
    document, kept = docx.Document(), io.BytesIO()
    document.add_paragraph(IN_COPY)
    document.save(kept)
    return kept.getvalue()


@pytest.fixture(params=[HERE, "tantivy"])
def engine(request, monkeypatch, settings, tmp_path):
    made = Tantivy(tmp_path / "index") if request.param == "tantivy" else engines.named(HERE)
    settings.SEARCH = made.name
    monkeypatch.setattr(engines, "_made", lambda name: made)
    return made


@pytest.fixture
def everything(engine, settings, tmp_path, published, uploaded, django_capture_on_commit_callbacks) -> Everything:
    settings.SITE_FOLDER = tmp_path / "site"
    published(title="另一条照常公开的信息")
    full.bake_all(baking.site())
    with django_capture_on_commit_callbacks(execute=True):
        item = published(
            title=TITLE, summary=TEXT, keywords=TEXT, body=f"<p>{TEXT}</p>",
            attachments=[(uploaded(NAMED, IN_FILE.encode()), NAMED), (uploaded(COPIED, word_file()), COPIED)],
        )  # fmt: skip
    done(engine)
    return Everything(settings.SITE_FOLDER, item)


def done(engine) -> None:
    """What the worker does by itself in the seconds afterwards."""
    indexing.sweep()
    baking.bake_waiting()


def withdraw(item: DisclosureItem, reason: str, leader, committed) -> None:
    with committed(execute=True):
        catalogue.withdraw(item=item, by=leader, reason=reason)
    item.refresh_from_db()


@pytest.mark.parametrize("reason", ["personal_data", "secrecy"])
def test_withdrawn_for_what_it_says_not_one_word_is_left_anywhere(
    everything, engine, leader, reason, django_capture_on_commit_callbacks
):
    item = everything.item
    pages = everything.in_files(*WORDS)
    assert len(pages) > 20 and {path.rpartition(".")[2] for path in pages} >= {"html", "gz", "br", "atom", "rss", "json", "txt", "docx"}  # fmt: skip
    assert len(everything.answered(*WORDS)) > 10 and len(everything.hits()) > 8 and everything.handed_over(TITLE)
    withdraw(item, reason, leader, django_capture_on_commit_callbacks)
    at_once = everything.in_files(*WORDS)
    done(engine)
    assert everything.in_files(*WORDS) == [] == at_once, "right after the commit, and after the worker"
    assert everything.answered(*WORDS) == [] and everything.hits() == []
    assert not everything.handed_over(*WORDS)
    leading = [path for path in everything.in_files(item.get_absolute_url()) if "/gone.html" not in path]
    assert leading == [], "no list, feed or site map leads there"


def test_withdrawn_for_another_reason_the_notice_alone_still_says_the_title(
    everything, engine, leader, django_capture_on_commit_callbacks
):
    withdraw(everything.item, "error", leader, django_capture_on_commit_callbacks)
    done(engine)
    notice = everything.item.get_absolute_url().strip("/")
    left = everything.in_files(TITLE)
    assert left and all(path.rpartition("/")[0].endswith(notice) and "gone.html" in path for path in left)
    assert everything.in_files(TEXT, IN_FILE, IN_COPY, *WORDS[4:]) == [] and everything.hits() == []
    assert not everything.handed_over(*WORDS)


def test_a_rebuilt_index_and_a_site_baked_anew_do_not_bring_it_back(
    everything, engine, leader, django_capture_on_commit_callbacks
):
    withdraw(everything.item, "personal_data", leader, django_capture_on_commit_callbacks)
    full.bake_all(baking.site())
    indexing.mark([everything.item.pk])
    done(engine)
    assert everything.in_files(*WORDS) == [] and everything.hits() == []
    assert all(everything.item.pk not in [row.item.pk for row in queries.search(word).hits] for word in WORDS[:4])


def test_what_was_kept_on_the_way_is_asked_for_again_within_a_minute_and_a_file_within_five(
    everything, engine, leader, django_capture_on_commit_callbacks
):
    item, application = everything.item, front(Site(everything.folder))
    page, file = item.get_absolute_url(), item.attachments.first().file.get_absolute_url()
    before = [ask(application, address) for address in (page, file)]
    assert [answer.status for answer in before] == [200, 200]
    assert before[0].headers["Cache-Control"].startswith(f"public, max-age={KEPT_SECONDS},") and KEPT_SECONDS == 60
    assert before[1].headers["Cache-Control"] == headers.ATTACHED == "public, max-age=300"
    withdraw(item, "personal_data", leader, django_capture_on_commit_callbacks)
    gone = ask(application, page, if_none_match=before[0].headers["ETag"])
    assert (gone.status, gone.headers["Cache-Control"]) == (410, "no-cache")
    again = ask(application, file, if_none_match=before[1].headers["ETag"])
    assert again.status == 200 and again.text == "django", "nothing baked answers; Django has closed it, too"
    assert Client().get(file).status_code == 404
