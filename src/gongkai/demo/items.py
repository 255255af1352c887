"""The items of the demo, each through the whole chain: drafted, submitted, cleared by another, published on its day."""

import uuid
from datetime import date, datetime, timedelta

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from gongkai.accounts.models import User
from gongkai.catalogue import actions as catalogue
from gongkai.catalogue.models import DisclosureItem, Heading
from gongkai.clearance import actions as clearance
from gongkai.clearance.screening import intake
from gongkai.demo.attachments import make
from gongkai.demo.people import HANDED_OVER_ON, close_what_moved, read
from gongkai.organs import queries as organs
from gongkai.organs import rules
from gongkai.organs.models import Organ
from gongkai.pages import html
from gongkai.pages.models import StoredFile

FILES = (
    "standing.toml", "news_q1.toml", "news_q2.toml", "news_q3.toml", "news_q4.toml", "policy_a.toml", "policy_b.toml",
    "business.toml", "county.toml",
)  # fmt: skip
NAMESPACE = uuid.UUID("6f1d2b0e-52c7-4a0f-9f0b-2019c0de2019")
BUREAU = "rongjiang-mzj"
ENTERED_LATE = "补录平台启用前已公开的信息（演示数据）"
VALIDITY = {"有效": "in_force", "废止": "repealed", "失效": "lapsed"}


class Team:
    """Who writes, who clears and who publishes in one organ: always two people."""

    def __init__(self, organ: Organ) -> None:
        writers = organs.holders(organ, rules.WRITE)
        publishers = organs.holders(organ, rules.PUBLISH)
        clearers = organs.holders(organ, rules.CLEAR)
        clerks = [user for user in writers if user not in clearers]
        self.clerk: User = clerks[0]
        self.reviewer: User = next(user for user in clearers if user != self.clerk)
        self.publisher: User = self.clerk if self.clerk in publishers else self.reviewer
        self.keeper: User | None = next(iter(organs.holders(organ, rules.MANAGE_CATALOGUE)), None)


def rows() -> list[dict]:
    """All items of the content files in the order in which they were published."""
    found = [row for name in FILES for row in read(name)["item"]]
    return sorted(found, key=lambda row: (row["published_at"], row["key"]))


def publish_all(progress) -> int:
    """Publish what is not there yet; answers how many were added. Items are known by organ, title and day."""
    by_slug = {organ.slug: organ for organ in Organ.objects.filter(is_open=True)}
    teams = {slug: Team(organ) for slug, organ in by_slug.items()}
    present = set(DisclosureItem.objects.values_list("organ__slug", "title", "formed_on"))
    by_key: dict[str, DisclosureItem] = {}
    added = 0
    everything = rows()
    for number, row in enumerate(everything, 1):
        slug = row.get("organ", BUREAU)
        if (slug, row["title"], row["formed_on"]) in present:
            by_key[row["key"]] = DisclosureItem.objects.get(
                organ__slug=slug, title=row["title"], formed_on=row["formed_on"]
            )
            continue
        if slug == BUREAU and row["published_at"].date() > HANDED_OVER_ON:
            close_what_moved(by_slug[slug], by=teams[slug].keeper)
        by_key[row["key"]] = _publish(row, by_slug[slug], teams[slug], by_key)
        added += 1
        progress(number, len(everything))
    return added


def _publish(row: dict, organ: Organ, team: Team, by_key: dict[str, DisclosureItem]) -> DisclosureItem:
    heading = Heading.objects.select_related("organ", "owner_unit").get(organ=organ, code=row["heading"])
    published_at = timezone.make_aware(row["published_at"])
    written_at = _on(row["formed_on"], 9) if row["formed_on"] < row["published_at"].date() else published_at
    item = catalogue.draft(
        heading=heading, by=team.clerk, at=min(written_at, published_at),
        attachments=[_file(attachment, row, organ, team) for attachment in row.get("attachment", [])],
        **_fields(row, by_key),
    )  # fmt: skip
    before = published_at - timedelta(minutes=50)
    record = catalogue.submit(item=item, by=team.clerk, at=before)
    clearance.clear(
        record=record, by=team.reviewer, content_hash=record.content_hash, at=before + timedelta(minutes=35),
        opinion="经审查，不涉及国家秘密、工作秘密和个人隐私，可以公开。",
    )  # fmt: skip
    catalogue.publish(item=item, by=team.publisher, at=published_at, backdated_because=ENTERED_LATE)
    if validity := VALIDITY.get(row.get("validity", "")):
        on = row["formed_on"] if validity == "in_force" else date(row["published_at"].year, 12, 31)
        catalogue.change_validity(item=item, to=validity, on=on, by=team.publisher)
    for place, channel in enumerate(name for name in heading.channels if name != "portal"):
        catalogue.record_posting(
            item=item, channel=channel, at=published_at + timedelta(hours=place + 1), by=team.publisher
        )
    return item


def _fields(row: dict, by_key: dict[str, DisclosureItem]) -> dict:
    fields = {
        name: row[name]
        for name in (
            "title",
            "document_number",
            "genre",
            "subject",
            "stat_class",
            "formed_on",
            "effective_on",
            "summary",
            "source",
            "audience",
        )
        if name in row
    }
    fields["keywords"] = "，".join(row.get("keywords", []))
    fields["body"] = html.from_light_marks(row["body"])
    if "interprets" in row:
        fields["interprets"] = by_key[row["interprets"]]
    return fields


def _file(attachment: dict, row: dict, organ: Organ, team: Team) -> tuple[StoredFile, str]:
    name, data = make(attachment)
    key = uuid.uuid5(NAMESPACE, f"{row['key']}/{name}")
    stored = StoredFile.objects.filter(key=key).first() or intake.take_in(
        SimpleUploadedFile(name, data), organ=organ, by=team.clerk, key=key
    )
    return stored, attachment["title"]


def _on(day: date, hour: int) -> datetime:
    return timezone.make_aware(datetime(day.year, day.month, day.day, hour))
