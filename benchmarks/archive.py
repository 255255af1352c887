"""Archives of any size: an organ for every bureau of the corpus, some items through the whole chain, the rest set-wise."""

from datetime import date, datetime

from django.db import connection
from django.utils import timezone

from benchmarks import corpus

SEEDS = 20  # items made by actions before the rest: the chain itself has passed here
FRESH = 2_000_000  # numbers of the corpus no archive holds: what is published while measuring
GENRES = ("通知", "公告", "意见", "方案", "其他")


def organs() -> list:
    """The bureaus of the corpus in its order, each with its headings."""
    from gongkai.accounts.models import User
    from gongkai.catalogue import actions as catalogue
    from gongkai.organs import actions
    from gongkai.organs.models import Organ

    found = list(Organ.objects.filter(slug__startswith="bench-").order_by("slug"))
    if len(found) == corpus.ORGANS:
        _take_applications(found)
        return found
    root = User.objects.filter(username="root").first() or User.objects.create_superuser("root")
    for number, office in enumerate(corpus.offices()):
        organ = actions.found(
            by=root, slug=f"bench-{number:02d}", name=office.name, short_name=office.bureau, parent=None, level="county",
            kind="department", region_code="522632", index_template=f"B{number:02d}/{{year}}-{{serial:08d}}",
        )  # fmt: skip
        catalogue.plant_headings(organ=organ, tree="county_civil_affairs", by=root)
    return organs()


def _take_applications(organs: list) -> None:
    """Each organ has the office the law asks for: without one its pages offer no form."""
    from gongkai.organs.models import DisclosureOffice

    if not DisclosureOffice.objects.exists():
        DisclosureOffice.objects.bulk_create(
            DisclosureOffice(
                organ=organ, name=f"{organ.name}办公室", address="府前路1号", office_hours="工作日上午九时至下午五时", telephone="0000-0000000",
                fax="0000-0000001", email="office@example.cn", postcode="000000",
            )
            for organ in organs
        )  # fmt: skip


def people():
    """The busiest organ with its clerk and its leader."""
    from gongkai.accounts.models import User
    from gongkai.organs import actions

    organ = organs()[0]
    root = User.objects.get(username="root")
    for name in ("clerk", "leader"):
        if not User.objects.filter(username=name).exists():
            actions.appoint(
                by=root, user=User.objects.create_user(name), organ=organ, roles=[name], since=date(2000, 1, 1)
            )
    return organ, User.objects.get(username="clerk"), User.objects.get(username="leader")


def cleared(number: int, heading, clerk, leader, at: datetime | None = None):
    """An item with the text of that number in the corpus, drafted, submitted and cleared: ready to be published."""
    from gongkai.catalogue import actions as catalogue
    from gongkai.clearance import actions as clearance

    text = corpus.document(number)
    item = catalogue.draft(
        heading=heading, by=clerk, title=text.title, body=text.body, summary=text.summary, genre=text.genre,
        formed_on=timezone.localdate(at or timezone.now()),
    )  # fmt: skip
    record = catalogue.submit(item=item, by=clerk)
    clearance.clear(record=record, by=leader, content_hash=record.content_hash)
    return item


def publish_one(number: int, heading, clerk, leader, at: datetime | None = None):
    """The whole chain, from the draft to the public item."""
    from gongkai.catalogue import actions as catalogue

    item = cleared(number, heading, clerk, leader, at)
    catalogue.publish(item=item, by=clerk, at=at, backdated_because="测量")
    return item


def fill(size: int) -> None:
    """Bring the archive to `size` public items, most of an organ's under one heading (工作动态)."""
    from benchmarks import ingest
    from gongkai.catalogue.models import DisclosureItem, Heading

    organ, clerk, leader = people()
    news = Heading.objects.get(organ=organ, code=ingest.NEWS)
    for number in range(DisclosureItem.objects.count(), min(size, SEEDS)):
        publish_one(number, news, clerk, leader, ingest.moment(number))
    have = DisclosureItem.objects.count()
    if have < size:
        ingest.take_in(have, size - 1)
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
