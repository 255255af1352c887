"""Work done by `gongkai worker` after a commit."""

import logging

from django_tasks import task

log = logging.getLogger("gongkai.search")


@task()
def sweep_outbox() -> None:
    """Tell the engine what the outbox holds. Twice is harmless."""
    from gongkai.search import indexing

    indexing.sweep()


@task()
def read_files(pk: int) -> None:
    """Read the public files of an item that have no reading copy, then bring its row up to date. Twice is harmless."""
    from gongkai.search import attachments

    attachments.read_files_of(pk)


@task()
def fill() -> None:
    """Fill the engine with every public item it does not hold yet. Twice is harmless; broken off, it goes on.

    An engine that is busy or down is asked again in the next minute.
    """
    from gongkai.casework import errands
    from gongkai.search import indexing, rebuilding
    from gongkai.search.engines.port import EngineBusy, EngineDown

    try:
        rebuilding.rebuild()
    except (EngineBusy, EngineDown) as reason:
        log.warning("index not filled: %s", reason)
        errands.done(indexing.FILLED, "")
