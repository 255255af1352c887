"""The standing cast: a county, two of its bureaus and their people, made by the actions that also make the real ones.

Organs `county`, `organ` (榕江县民政局) and `neighbour`; people `clerk`, `chief`, `secrecy_reviewer`, `office_head`,
`deputy`, `leader`, `administrator` (all of `organ`), `supervisor` (of `county`), `stranger` (clerk of `neighbour`) and
`superuser` (no post anywhere). Makers: `heading("0314")`, `draft(…)`, `cleared(item)`, `published(…)`,
`uploaded(name, data)`, `signed_in(user)`.
"""

import tomllib
from datetime import date, datetime
from functools import cache
from importlib.resources import files
from itertools import count

import pytest
from django.contrib.auth.models import Group
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from gongkai.accounts.models import STAFF_GROUP, User
from gongkai.catalogue import actions as catalogue
from gongkai.catalogue.models import DisclosureItem, Heading
from gongkai.clearance import actions as clearance
from gongkai.clearance.screening import intake
from gongkai.organs import actions as organs
from gongkai.organs.models import DisclosureGuide, DisclosureOffice, Organ, SiteFacts
from gongkai.pages import uploads
from tests.remembering import remembered

PASSWORD = "mima-mima-2019"
IN_POST_SINCE = date(2007, 4, 5)
GUIDE = ("classification", "arrangement", "ways_to_obtain", "application_channels", "remedies")
_numbers = count(1)


@cache
def _facts(slug: str) -> dict:
    """The facts of one organ as the demo's content has them: codes with valid check characters, foot of the page."""
    rows = tomllib.loads(files("gongkai.demo").joinpath("content", "organs.toml").read_text(encoding="utf-8"))["organ"]
    return next(row for row in rows if row["slug"] == slug)


def found(slug: str, *, by: User, parent: Organ | None, tree: str = "") -> Organ:
    """An open organ with its disclosure office, site facts and guide; with headings when a tree is named."""
    return remembered(f"{slug} {tree} {by.pk}", lambda: _found(slug, by=by, parent=parent, tree=tree))


def _found(slug: str, *, by: User, parent: Organ | None, tree: str) -> Organ:
    row = _facts(slug)
    fields = ("name", "short_name", "level", "kind", "region_code", "uscc", "org_code", "functions")
    made = organs.found(by=by, slug=slug, parent=parent, **{field: row[field] for field in fields})
    DisclosureOffice.objects.create(organ=made, checked_on=date(2019, 5, 15), **row["disclosure_office"])
    SiteFacts.objects.create(organ=made, **row["site"])
    DisclosureGuide.objects.create(
        organ=made,
        reviewed_on=date(2019, 5, 15),
        **{part: f"{made.name}：指南第{n}部分。" for n, part in enumerate(GUIDE)},
    )
    if tree:
        catalogue.plant_headings(organ=made, tree=tree, by=by)
    return made


def employ(username: str, name: str, organ: Organ, *roles: str, by: User) -> User:
    """A person with an account and posts in an organ, held since long ago."""
    return remembered(
        f"{username} {name} {organ.pk} {roles} {by.pk}", lambda: _employ(username, name, organ, *roles, by=by)
    )


def _employ(username: str, name: str, organ: Organ, *roles: str, by: User) -> User:
    user = User.objects.create_user(username, password=PASSWORD, name=name)
    organs.appoint(by=by, user=user, organ=organ, roles=list(roles), since=IN_POST_SINCE)
    return user


@pytest.fixture
def superuser(db) -> User:
    Group.objects.get_or_create(name=STAFF_GROUP)  # a flush after a test with real transactions takes it away
    return User.objects.create_superuser("root", password=PASSWORD, name="系统管理")


@pytest.fixture
def county(superuser) -> Organ:
    return found("rongjiang-gov", by=superuser, parent=None)


@pytest.fixture
def organ(county, superuser) -> Organ:
    return found("rongjiang-mzj", by=superuser, parent=county, tree="county_civil_affairs")


@pytest.fixture
def neighbour(county, superuser) -> Organ:
    return found("rongjiang-jyj", by=superuser, parent=county, tree="county_bureau")


@pytest.fixture
def clerk(organ, superuser) -> User:
    return employ("shiwen", "石文", organ, "clerk", by=superuser)


@pytest.fixture
def chief(organ, superuser) -> User:
    return employ("panguzhang", "潘谷章", organ, "section_chief", by=superuser)


@pytest.fixture
def secrecy_reviewer(organ, superuser) -> User:
    return employ("wubaoming", "吴保明", organ, "secrecy_reviewer", by=superuser)


@pytest.fixture
def office_head(organ, superuser) -> User:
    return employ("longzhuren", "龙祝仁", organ, "disclosure_office_head", by=superuser)


@pytest.fixture
def deputy(organ, superuser) -> User:
    return employ("shifuju", "石傅举", organ, "deputy_in_charge", by=superuser)


@pytest.fixture
def leader(organ, superuser) -> User:
    return employ("yangjuchang", "杨聚昌", organ, "leader", by=superuser)


@pytest.fixture
def administrator(organ, superuser) -> User:
    return employ("guanli", "管立", organ, "administrator", by=superuser)


@pytest.fixture
def supervisor(county, superuser) -> User:
    return employ("dugongkai", "杜恭楷", county, "supervising_office", by=superuser)


@pytest.fixture
def stranger(neighbour, superuser) -> User:
    return employ("waiju", "韦巨", neighbour, "clerk", by=superuser)


@pytest.fixture
def heading(organ):
    """heading("0314"): a heading of `organ`, or of another organ when one is given."""
    return lambda code, of=organ: Heading.objects.select_related("organ", "owner_unit").get(organ=of, code=code)


@pytest.fixture
def draft(clerk, heading):
    """draft(heading="0314", title=…, …): a complete draft of `clerk`; `heading` is a code or a Heading."""

    def make(
        *, heading: Heading | str = "0314", by: User = clerk, at: datetime | None = None, **fields
    ) -> DisclosureItem:
        where = heading if isinstance(heading, Heading) else _heading(heading)
        number = next(_numbers)
        fields = {
            "title": f"民政工作动态第{number}期",
            "summary": f"第{number}期工作动态的内容概述。",
            "body": f"<p>第{number}期正文：全县民政工作有序推进。</p>",
            "formed_on": timezone.localdate(at or timezone.now()),
        } | fields
        return catalogue.draft(heading=where, by=by, at=at, **fields)

    _heading = heading
    return make


@pytest.fixture
def cleared(clerk, leader):
    """cleared(item): the newest text of an item, submitted by the clerk and cleared by the leader."""

    def make(item: DisclosureItem, *, by: User = clerk, reviewer: User = leader, at: datetime | None = None):
        record = catalogue.submit(item=item, by=by, at=at)
        clearance.clear(record=record, by=reviewer, content_hash=record.content_hash, at=at)
        return item

    return make


@pytest.fixture
def published(draft, cleared, clerk):
    """published(title=…, heading="0314", at=…, …): drafted, cleared and published; `at` may lie in the past."""

    def make(*, at: datetime | None = None, by: User = clerk, reviewer: User | None = None, **fields) -> DisclosureItem:
        item = draft(by=by, at=at, **fields)
        cleared(item, by=by, at=at, **({"reviewer": reviewer} if reviewer else {}))
        late = at is not None and at < timezone.now()
        catalogue.publish(item=item, by=by, at=at, backdated_because="补录历史信息" if late else "")
        return item

    return make


@pytest.fixture
def uploaded(clerk, organ):
    """uploaded("名册.txt", b"…"): a StoredFile of `organ`, scanned and cleaned, private as yet."""

    def make(
        name: str = "附件.txt", data: bytes = "附件内容".encode(), *, owner: str = "organ:rongjiang-mzj", by=clerk
    ):
        upload = SimpleUploadedFile(name, data)
        if owner == f"organ:{organ.slug}":
            return intake.take_in(upload, organ=organ, by=by)
        return uploads.store(upload, owner=owner, by=by)

    return make


@pytest.fixture
def signed_in():
    """signed_in(user): a client with this account's session."""

    def make(user: User) -> Client:
        client = Client()
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        return client

    return make


def when(year: int, month: int, day: int, hour: int = 10, minute: int = 0) -> datetime:
    """A moment by the wall clock of the office."""
    return timezone.make_aware(datetime(year, month, day, hour, minute))
