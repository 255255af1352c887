"""Items taken in by the thousand: text from the corpus, and for each the rows a published item has.

Each item stands under an organ and a heading with a place of its own, numbered in its organ and year, and with it stand
its event and the clearance record bound to the hash of its content, so that every exit's last look lets it pass. Written
set-wise, two thousand a transaction, counters of organs and headings with them: killed in between, nothing is half there.
"""

import hashlib
import json
from collections import Counter
from datetime import datetime, timedelta
from typing import Any

from django.db import connection, models, transaction
from django.utils import timezone

from benchmarks import corpus

BATCH = 2_000
MINUTES = 24 * 60 // corpus.PER_DAY
NEWS, SHARE_OF_NEWS = "0314", 7  # tenths: the long list whose cost must not grow
EMPTY = ("document_number", "source", "basis", "openness_ground")


class Table:
    """One statement for a model: what a row does not say has the field's default, prepared once."""

    def __init__(self, model: type[models.Model], columns: str) -> None:
        given = columns.split()
        fields = [field for field in model._meta.local_concrete_fields if field.attname != "id" or "id" in given]
        self.rest = tuple(
            field.get_db_prep_save(field.pre_save(model(), add=True), connection)
            for field in fields
            if field.attname not in given
        )
        by_name = {field.attname: field.column for field in fields}
        names = [by_name[name] for name in given] + [f.column for f in fields if f.attname not in given]
        quoted = ", ".join(f'"{name}"' for name in names)
        table = f'"{model._meta.db_table}" ({quoted})'
        self.copy = f"COPY {table} FROM STDIN"
        self.insert = f"INSERT INTO {table} VALUES ({', '.join(['%s'] * len(names))})"

    def put(self, cursor, rows: list[tuple]) -> None:
        rest = self.rest
        if connection.vendor == "postgresql":
            with cursor.copy(self.copy) as copy:
                for row in rows:
                    copy.write_row(row + rest)
        else:
            cursor.executemany(self.insert, [row + rest for row in rows])


def take_in(first: int, last: int) -> None:
    """Documents `first` to `last` of the corpus as public items, in this order."""
    from gongkai.catalogue.models import DisclosureEvent, DisclosureItem
    from gongkai.clearance.models import ClearanceRecord

    shelf = Shelf()
    tables = (
        Table(DisclosureItem, Shelf.ITEM),
        Table(DisclosureEvent, Shelf.EVENT),
        Table(ClearanceRecord, Shelf.RECORD),
    )
    for start in range(first, last + 1, BATCH):
        rows = [shelf.rows(document) for document in corpus.documents(start, min(last, start + BATCH - 1))]
        with transaction.atomic(), connection.cursor() as cursor:
            for table, of_table in zip(tables, zip(*rows, strict=True), strict=True):
                table.put(cursor, list(of_table))
            shelf.count(cursor)
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT setval(pg_get_serial_sequence('catalogue_disclosureitem', 'id'), MAX(id)) FROM catalogue_disclosureitem"
            )


class Shelf:
    """Where the next item goes, and what has been given out: places, serials, keys."""

    ITEM = (
        "id organ_id heading_id title document_number issuing_organ formed_on summary keywords body genre subject stat_class "
        "index_number author_id published_at year seq live has_unpublished_changes first_published_at last_published_at"
    )
    EVENT = "organ_id item_id kind happened_at by_id facts"
    RECORD = "organ_id subject title content_hash submitted_by_id submitted_at decision decided_by_id decided_at"

    def __init__(self) -> None:
        from benchmarks.archive import organs, people
        from gongkai.catalogue.models import DisclosureItem, Heading, IndexSerial

        self.organs = organs()
        self.names = [office.name for office in corpus.offices()]
        _organ, self.clerk, self.leader = people()
        self.headings = [
            [heading for heading in Heading.objects.filter(organ=organ).order_by("code") if heading.holds_items]
            for organ in self.organs
        ]
        self.news = [next(h for h in row if h.code == NEWS) for row in self.headings]
        self.places = {heading.pk: heading.last_seq for row in self.headings for heading in row}
        self.serials: Counter[tuple[int, int]] = Counter(
            {(s.organ_id, s.year): s.last for s in IndexSerial.objects.all()}
        )
        self.key = DisclosureItem.objects.aggregate(last=models.Max("pk"))["last"] or 0
        self.entered: Counter[int] = Counter()
        self.newest: dict[int, Any] = {}
        self.numbered: set[tuple[int, int]] = set()

    def rows(self, document: corpus.Document) -> tuple[tuple, tuple, tuple]:
        """The item, its event and its clearance record, in the order of ITEM, EVENT and RECORD."""
        number, organ = document.number, self.organs[document.organ]
        self.key += 1
        own = self.headings[document.organ]
        heading = self.news[document.organ] if number % 10 < SHARE_OF_NEWS else own[number // 10 % len(own)]
        self.places[heading.pk] += 1
        self.entered[heading.pk] += 1
        at = connection.ops.adapt_datetimefield_value(moment(number))
        self.newest[heading.pk] = at
        year = document.formed_on.year
        self.serials[organ.pk, year] += 1
        self.numbered.add((organ.pk, year))
        index_number = f"B{document.organ:02d}/{year}-{self.serials[organ.pk, year]:08d}"
        formed_on = connection.ops.adapt_datefield_value(document.formed_on)
        digest = content_hash(document, self.names[document.organ])
        stat_class = heading.default_stat_class or "工作动态"
        facts = json.dumps(
            {"heading": heading.code, "genre": document.genre, "subject": document.subject, "stat_class": stat_class, "content": digest}
        )  # fmt: skip
        return (
            (
                self.key, organ.pk, heading.pk, document.title, document.document_number, self.names[document.organ], formed_on,
                document.summary, document.keywords, document.body, document.genre, document.subject, stat_class, index_number,
                self.clerk.pk, at, year, self.places[heading.pk], True, False, at, at,
            ),
            (organ.pk, self.key, "disclosed", at, self.clerk.pk, facts),
            (organ.pk, f"item:{self.key}", document.title, digest, self.clerk.pk, at, "cleared", self.leader.pk, at),
        )  # fmt: skip

    def count(self, cursor) -> None:
        """What the batch has used up, in its own transaction."""
        cursor.executemany(
            "UPDATE catalogue_heading SET last_seq = %s, live_count = live_count + %s, last_disclosed_at = %s WHERE id = %s",
            [(self.places[pk], number, self.newest[pk], pk) for pk, number in self.entered.items()],
        )
        cursor.executemany(
            "INSERT INTO catalogue_indexserial (organ_id, year, last) VALUES (%s, %s, %s) "
            "ON CONFLICT (organ_id, year) DO UPDATE SET last = excluded.last",
            [(organ, year, self.serials[organ, year]) for organ, year in self.numbered],
        )
        self.entered.clear()
        self.numbered.clear()


def moment(number: int) -> datetime:
    """When this document of the corpus was published: in the order of its number, on the day it was made."""
    first = timezone.make_aware(datetime.combine(corpus.FIRST_DAY, datetime.min.time()))
    return first + timedelta(minutes=MINUTES * number)


def content_hash(document: corpus.Document, office: str) -> str:
    """What `DisclosureItem.content_hash` says of the same content; an item of the corpus has no files."""
    content = dict.fromkeys(EMPTY, "") | {
        "title": document.title, "document_number": document.document_number, "issuing_organ": office, "formed_on": document.formed_on,
        "effective_on": None, "summary": document.summary, "keywords": document.keywords, "body": document.body, "openness": "proactive",
        "interprets_id": None, "attachments": [], "pictures": [],
    }  # fmt: skip
    packed = json.dumps(content, ensure_ascii=False, sort_keys=True, default=str)
    return hashlib.sha256(packed.encode()).hexdigest()
