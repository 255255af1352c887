"""Work done by `gongkai worker` after a commit."""

from django_tasks import task

from gongkai.pages import signals
from gongkai.pages.models import StoredFile
from gongkai.pages.reading_copies import reading_copy


@task()
def make_reading_copy(pk: int) -> None:
    """Turn one stored file into its reading copy. Twice is harmless: the same bytes give the same page."""
    stored = StoredFile.objects.get(pk=pk)
    stored.reading_copy = reading_copy(stored)
    stored.save(update_fields=["reading_copy"])
    signals.copied.send(StoredFile, stored=stored)
