"""Filling an archive: some real items through the whole chain, then multiplied by SQL to the size wanted.

Every multiplied row has its own index number, place, day, event and clearance record, as a published item has.
The text is the same: what is measured is how lists and publishing depend on the number of rows.
"""

from datetime import date, datetime, timedelta

from django.db import connection, transaction
from django.utils import timezone

SEEDS = 200  # items made by actions before the multiplication
BODY = "<p>" + "根据有关规定，现将本次工作的依据、范围、时限和办理情况公开如下，欢迎社会各界监督。" * 12 + "</p>"
GENRES = ("通知", "公告", "意见", "方案", "其他")


def people():
    """One organ with its headings, a clerk and a leader."""
    from gongkai.accounts.models import User
    from gongkai.catalogue import actions as catalogue
    from gongkai.organs import actions as organs
    from gongkai.organs.models import Organ

    organ = Organ.objects.filter(slug="bench").first()
    if organ is None:
        root = User.objects.create_superuser("root")
        organ = organs.found(
            by=root, slug="bench", name="测量用机关", short_name="测量", parent=None, level="county", kind="department",
            region_code="522632", index_template="B/{year}-{serial:08d}",
        )  # fmt: skip
        for name, role in (("clerk", "clerk"), ("leader", "leader")):
            organs.appoint(
                by=root, user=User.objects.create_user(name), organ=organ, roles=[role], since=date(2000, 1, 1)
            )
        catalogue.plant_headings(organ=organ, tree="county_civil_affairs", by=root)
    return organ, User.objects.get(username="clerk"), User.objects.get(username="leader")


def publish_one(number: int, heading, clerk, leader, at: datetime | None = None):
    from gongkai.catalogue import actions as catalogue
    from gongkai.clearance import actions as clearance

    item = catalogue.draft(
        heading=heading, by=clerk, title=f"关于第{number}项工作情况的公开信息", body=BODY, summary="测量用的一条信息。",
        formed_on=(at or timezone.now()).date() - timedelta(days=1), genre=GENRES[number % len(GENRES)],
    )  # fmt: skip
    record = catalogue.submit(item=item, by=clerk)
    clearance.clear(record=record, by=leader, content_hash=record.content_hash)
    catalogue.publish(item=item, by=clerk, at=at, backdated_because="测量")
    return item


def fill(size: int) -> None:
    """Bring the archive to `size` public items, nine tenths of them under one heading (工作动态)."""
    from gongkai.catalogue.models import DisclosureItem, Heading

    organ, clerk, leader = people()
    news = Heading.objects.get(organ=organ, code="0314")
    other = Heading.objects.get(organ=organ, code="030103")
    start = timezone.make_aware(datetime(2019, 1, 2, 9))
    for number in range(SEEDS - DisclosureItem.objects.count()):
        publish_one(number, other if number % 10 == 0 else news, clerk, leader, start + timedelta(minutes=number))
    _multiply(size)
    for heading in Heading.objects.filter(organ=organ):
        items = DisclosureItem.objects.filter(heading=heading, live=True)
        newest = items.order_by("-published_at").first()
        Heading.objects.filter(pk=heading.pk).update(
            last_seq=items.count(), live_count=items.count(), last_disclosed_at=newest.published_at if newest else None
        )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _multiply(size: int) -> None:
    """Copy the seed rows round after round, each copy a minute later than the one before."""
    from gongkai.catalogue.models import DisclosureEvent, DisclosureItem
    from gongkai.clearance.models import ClearanceRecord

    seeds = list(DisclosureItem.objects.order_by("pk")[:SEEDS])
    have = DisclosureItem.objects.count()
    place = {
        heading: DisclosureItem.objects.filter(heading=heading).count() for heading in {s.heading_id for s in seeds}
    }
    at = max(seed.published_at for seed in seeds)
    pk = DisclosureItem.objects.order_by("-pk").values_list("pk", flat=True)[0]
    hashes = {seed.pk: seed.content_hash() for seed in seeds}
    organ_id, by_id = seeds[0].organ_id, seeds[0].author_id
    fields = list(DisclosureItem._meta.local_concrete_fields)
    number = have
    while number < size:
        items, events, records = [], [], []
        for seed in seeds * 10:
            if number >= size:
                break
            number, pk, at = number + 1, pk + 1, at + timedelta(minutes=2)
            place[seed.heading_id] += 1
            values = {field.attname: getattr(seed, field.attname) for field in fields}
            values |= {
                "id": pk, "index_number": f"B/M-{number:08d}", "seq": place[seed.heading_id], "published_at": at,
                "year": timezone.localtime(at).year, "latest_revision_id": None, "live_revision_id": None,
            }  # fmt: skip
            items.append(DisclosureItem(**values))
            events.append(
                DisclosureEvent(organ_id=organ_id, item_id=pk, kind="disclosed", happened_at=at, recorded_at=at, by_id=by_id,
                                facts={"heading": "0314", "genre": seed.genre, "subject": "", "stat_class": "工作动态"})
            )  # fmt: skip
            records.append(
                ClearanceRecord(organ_id=organ_id, subject=f"item:{pk}", title=seed.title, content_hash=hashes[seed.pk],
                                submitted_by_id=by_id, submitted_at=at, decision="cleared", decided_at=at)
            )  # fmt: skip
        with transaction.atomic():
            DisclosureItem.objects.bulk_create(items, batch_size=500)
            DisclosureEvent.objects.bulk_create(events, batch_size=500)
            ClearanceRecord.objects.bulk_create(records, batch_size=500)


def fill_pages(size: int) -> None:
    """The baseline's archive: the same number of live child pages under one column page."""
    import uuid

    from django.contrib.contenttypes.models import ContentType
    from django.db.models.sql import InsertQuery
    from wagtail.models import Locale, Page

    from benchmarks.plainpages.models import ArticlePage

    parent = column_page()
    have, kind, now = parent.numchild, ContentType.objects.get_for_model(ArticlePage), timezone.now()
    locale = Locale.get_default()
    while have < size:
        with transaction.atomic():
            pages, children = [], []
            for number in range(have + 1, min(have + 2000, size) + 1):
                child = ArticlePage(
                    title=f"关于第{number}项工作情况的公开信息", slug=f"a{number}", body=BODY, genre=GENRES[number % 5],
                    published_on=date(2019, 1, 1) + timedelta(days=number % 2000), index_number=f"B/{number}",
                )  # fmt: skip
                child.path = Page._get_path(parent.path, parent.depth + 1, number)
                child.depth, child.numchild, child.content_type, child.locale = parent.depth + 1, 0, kind, locale
                child.translation_key, child.draft_title = uuid.uuid4(), child.title
                child.url_path = f"{parent.url_path}a{number}/"
                child.live, child.has_unpublished_changes = True, False
                child.first_published_at = child.last_published_at = now - timedelta(minutes=size - number)
                child.latest_revision_created_at = child.first_published_at
                pages.append(
                    Page(
                        **{
                            f.attname: getattr(child, f.attname)
                            for f in Page._meta.local_concrete_fields
                            if not f.primary_key
                        }
                    )
                )
                children.append(child)
            Page.objects.bulk_create(pages, batch_size=500)
            for page, child in zip(pages, children, strict=True):
                child.pk = child.page_ptr_id = child.id = page.pk
            local = ArticlePage._meta.local_concrete_fields
            for start in range(0, len(children), 100):
                query = InsertQuery(ArticlePage)
                query.insert_values(local, children[start : start + 100], raw=True)
                query.get_compiler(connection=connection).execute_sql()
            have += len(pages)
            Page.objects.filter(pk=parent.pk).update(numchild=have)


def column_page():
    from wagtail.models import Page

    root = Page.get_first_root_node()
    return Page.objects.filter(slug="bench-column").first() or root.add_child(
        instance=Page(title="栏目", slug="bench-column")
    )
