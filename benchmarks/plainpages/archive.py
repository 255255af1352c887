"""The baseline's archive: the same number of live child pages under one column page."""

from datetime import date, timedelta

from django.db import connection, transaction
from django.utils import timezone

from benchmarks.archive import GENRES

BODY = "<p>" + "根据有关规定，现将本次工作的依据、范围、时限和办理情况公开如下，欢迎社会各界监督。" * 12 + "</p>"


def fill_pages(size: int) -> None:
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


def plain_site(size: int) -> None:
    """A site of this many plain pages below its column, at /a1/, /a2/ and so on; the texts are the corpus's."""
    from wagtail.models import Site

    from benchmarks import corpus
    from benchmarks.plainpages.models import ArticlePage

    fill_pages(size)
    column = column_page()
    Site.objects.update_or_create(
        is_default_site=True, defaults={"hostname": "localhost", "port": 80, "root_page": column}
    )
    for number, page in enumerate(ArticlePage.objects.order_by("pk")[:size], 1):
        ArticlePage.objects.filter(pk=page.pk).update(body=corpus.document(number).body)


if __name__ == "__main__":
    import json
    import sys

    import django

    django.setup()
    plain_site(int(sys.argv[1]))
    print(json.dumps({"pages": int(sys.argv[1])}))
