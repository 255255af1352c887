"""What the search does when a lower context announces; connected in apps.py and nowhere else."""

from functools import partial

from django.db import transaction
from django.db.models.signals import post_migrate

from gongkai.catalogue import signals as catalogue
from gongkai.pages import signals as pages
from gongkai.pages.reading_copies import TURNERS
from gongkai.search import attachments, engines, indexing
from gongkai.search.models import Entry
from gongkai.search.tasks import read_files


def connect(config) -> None:
    catalogue.disclosed.connect(item_disclosed)
    catalogue.withdrawn.connect(item_changed)
    catalogue.reclassified.connect(item_changed)
    pages.copied.connect(file_copied)
    post_migrate.connect(forget_what_is_gone, sender=config)


def item_disclosed(sender, item, **_kwargs) -> None:
    indexing.changed(item.pk)
    if any(attachment.file.extension not in TURNERS for attachment in item.attachments.select_related("file")):
        transaction.on_commit(partial(read_files.enqueue, item.pk), robust=True)


def item_changed(sender, item, **_kwargs) -> None:
    indexing.changed(item.pk)


def file_copied(sender, stored, **_kwargs) -> None:
    """A reading copy was made; where it came to nothing, the file is read another way."""
    for key in attachments.items_using(stored):
        if stored.reading_copy:
            indexing.changed(key)
        else:
            transaction.on_commit(partial(read_files.enqueue, key), robust=True)


def forget_what_is_gone(sender, **_kwargs) -> None:
    """A database that was emptied (`flush`) has no entries: nor may its index have rows."""
    engine = engines.chosen()
    if engine.is_in_database and not Entry.objects.exists():
        engine.clear()
