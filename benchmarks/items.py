"""What an item should be: a model of ours, or a Wagtail page? Lists, filters and publishing among 1,000 to 1,000,000.

Each figure is the median of many calls in one process, in the least disturbed of the rounds; the rounds over the
archives are interleaved, so that a slow minute of the machine does not fall on one of them alone. Printed: milliseconds, and growth against the smallest archive.
"""

import json
import sys
import time
from datetime import date
from pathlib import Path

from benchmarks import archives
from benchmarks.measuring import median_ms, table

ROUNDS = 3


def run(folder: Path, sizes: list[int]) -> list[dict]:
    """One row a size: milliseconds."""
    given = {size: archives.made(folder, size) for size in sizes}
    for size in sizes:
        print(f"filling {size:>9,} plain pages", file=sys.stderr)
        archives.run(given[size], "benchmarks.items", "fill", str(size))
    samples: dict[int, list[dict]] = {size: [] for size in sizes}
    for turn in range(ROUNDS):
        for size in sizes:
            print(f"round {turn + 1} of {ROUNDS}: {size:,}", file=sys.stderr)
            samples[size].append(archives.run(given[size], "benchmarks.items", "measure", str(size)))
    return [
        {"size": size} | {name: min(sample[name] for sample in samples[size]) for name in samples[size][0]}
        for size in sizes
    ]


def report(rows: list[dict]) -> str:
    return table(rows, "items, SQLite")


def measure(size: int) -> dict:
    """Runs in a child process with the archive's database."""
    from django.core.paginator import Paginator
    from wagtail.models import Page

    from benchmarks import archive
    from benchmarks.plainpages.archive import BODY, column_page
    from benchmarks.plainpages.models import ArticlePage
    from gongkai.catalogue import queries
    from gongkai.catalogue.models import Heading

    organ, clerk, leader = archive.people()
    news = Heading.objects.select_related("organ").get(organ=organ, code="0314")
    last = queries.last_page_number(news)
    column = column_page()
    articles = ArticlePage.objects.child_of(column).live()
    first = queries.browse(organ=organ, year=2012, genre="通知")

    def plain_publish(number: int) -> None:
        page = column.add_child(instance=ArticlePage(
            title=f"新发布{number}", slug=f"n{time.monotonic_ns()}", body=BODY, genre="通知", published_on=date.today(), live=False))  # fmt: skip
        page.save_revision().publish()

    for number in range(3):  # warm: caches, prepared statements, imports
        archive.publish_one(archive.FRESH + number, news, clerk, leader)
        plain_publish(number)
    return {
        "item: publish, whole chain": median_ms(
            lambda n: archive.publish_one(archive.FRESH + n, news, clerk, leader), 40
        ),
        "item: newest list page": median_ms(lambda n: queries.newest_page(news), 200),
        "item: list page in the middle": median_ms(lambda n: queries.list_page(news, max(1, last // 2)), 200),
        "item: organ × year × genre": median_ms(lambda n: queries.browse(organ=organ, year=2012, genre="通知"), 200),
        "item: the same, next page": median_ms(
            lambda n: queries.browse(organ=organ, year=2012, genre="通知", before=first.older), 200
        ),
        "item: newest of all organs": median_ms(lambda n: queries.newest(limit=10), 200),
        "plain page: add, revise, publish": median_ms(plain_publish, 40),
        "plain page: list page, Paginator": median_ms(
            lambda n: list(Paginator(articles.order_by("-published_on"), 20).get_page(1)), 10 if size > 200_000 else 50
        ),
        "plain page: newest of the site": median_ms(
            lambda n: list(ArticlePage.objects.live().order_by("-first_published_at")[:10]),
            10 if size > 200_000 else 50,
        ),
        "plain page: siblings in the tree": median_ms(lambda n: Page.objects.child_of(column).count(), 10),
    }


def main(words: list[str]) -> None:
    import django

    django.setup()
    command, size = words[0], int(words[1])
    if command == "fill":
        from benchmarks.plainpages.archive import fill_pages

        fill_pages(size)
        print("{}")
    else:
        print(json.dumps(measure(size)))


if __name__ == "__main__":
    main(sys.argv[1:])
