"""The organs of the demo county and the people in them."""

import tomllib
from datetime import date
from functools import cache
from pathlib import Path

from django.contrib.auth.hashers import make_password

from gongkai.accounts.models import User
from gongkai.catalogue import actions as catalogue
from gongkai.catalogue.models import Heading
from gongkai.organs import actions as organs
from gongkai.organs.models import (
    DisclosureGuide,
    DisclosureOffice,
    Funding,
    LeadingGroup,
    Membership,
    Organ,
    SiteFacts,
    Staff,
    Unit,
)

CONTENT = Path(__file__).parent / "content"
PASSWORD = "gongkai-demo-2019"  # noqa: S105 - printed at the start of the demo, never used outside it
IN_POST_SINCE = date(2018, 1, 2)
HANDED_OVER_ON = date(2019, 3, 29)  # 优抚安置 went to the veterans' office in the reform of 2019
ORGAN_FIELDS = (
    "slug", "level", "kind", "name", "short_name", "region_code", "uscc", "org_code", "functions", "is_open",
)  # fmt: skip


def read(name: str) -> dict:
    return tomllib.loads((CONTENT / name).read_text(encoding="utf-8"))


def tree_for(organ: Organ) -> str:
    if organ.slug == "rongjiang-mzj":
        return "county_civil_affairs"
    if organ.level == Organ.Level.TOWNSHIP:
        return "township"
    return "county_government" if organ.kind == Organ.Kind.GOVERNMENT else "county_bureau"


def settle(*, by: User) -> list[Organ]:
    """All organs, parents first, with offices, people and headings. What is there already stays."""
    guide = read("guide.toml")
    settled = []
    for position, row in enumerate(read("organs.toml")["organ"]):
        organ = Organ.objects.filter(slug=row["slug"]).first() or _found(row, position, by, guide)
        settled.append(organ)
    return settled


def _found(row: dict, position: int, by: User, guide: dict) -> Organ:
    facts = {field: row[field] for field in ORGAN_FIELDS if field in row}
    parent = Organ.objects.get(slug=row["parent"]) if "parent" in row else None
    organ = organs.found(by=by, parent=parent, position=position, **facts)
    DisclosureOffice.objects.create(organ=organ, checked_on=date(2019, 5, 15), **row["disclosure_office"])
    SiteFacts.objects.create(organ=organ, **row["site"])
    DisclosureGuide.objects.create(
        organ=organ, reviewed_on=date(2019, 5, 15),
        **{name: text.replace("{organ}", organ.name) for name, text in guide.items() if isinstance(text, str)},
    )  # fmt: skip
    for place, unit in enumerate(row.get("unit", [])):
        Unit.objects.create(organ=organ, position=place, **unit)
    for place, person in enumerate(row.get("staff", [])):
        _employ(organ, person, place, by)
    _lead(organ, row)
    if organ.is_open:
        catalogue.plant_headings(organ=organ, tree=tree_for(organ), by=by)
    return organ


@cache
def _hashed() -> str:
    """One password for everybody in the demo: hashed once, since hashing is slow on purpose."""
    return make_password(PASSWORD)


def _employ(organ: Organ, person: dict, place: int, by: User) -> None:
    user = User.objects.create_user(person["username"], name=person["name"])
    user.password = _hashed()
    user.save(update_fields=["password"])
    unit = Unit.objects.filter(organ=organ, name=person.get("unit", "")).first()
    organs.appoint(
        by=by, user=user, organ=organ, roles=person["roles"], since=IN_POST_SINCE, unit=unit, title=person["title"],
        is_full_time=person["full_time"], position=place,
    )  # fmt: skip


def _lead(organ: Organ, row: dict) -> None:
    if "leading_group" in row:
        facts = row["leading_group"]
        group = LeadingGroup.objects.create(
            organ=organ, name=facts["name"], established_on=facts["established_on"], duties=facts["duties"]
        )
        for place, username in enumerate([facts["head"], *facts["members"]]):
            Membership.objects.create(
                group=group, staff=Staff.objects.get(user__username=username), position=place,
                part=Membership.Part.HEAD if place == 0 else Membership.Part.MEMBER,
            )  # fmt: skip
    if "funding" in row:
        Funding.objects.create(organ=organ, **row["funding"])


def close_what_moved(organ: Organ, *, by: User) -> None:
    """The two headings of duties handed over in the reform keep their items and take no new ones."""
    for heading in Heading.objects.filter(organ=organ, kind=Heading.Kind.FIELD_LEGACY, closed_on=None):
        catalogue.close_heading(
            heading=heading,
            on=HANDED_OVER_ON,
            by=by,
            note="机构改革后，此项职能划转退役军人事务部门，本栏目保留历史信息。",
        )
