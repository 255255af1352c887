"""A step of reading that may meet anything. Its fault is a part unread; what was read before and comes after it stays."""

from collections.abc import Iterator
from contextlib import contextmanager

from gongkai.clearance.documents.document import Document, Unread
from gongkai.clearance.documents.places import Place


@contextmanager
def step(document: Document, place: Place | None = None) -> Iterator[None]:
    try:
        yield
    except (MemoryError, RecursionError):
        document.unread.append(Unread(place or Place(), "过大或者结构过深，没有读完，请拆分或者另存后重新上传"))
    except Exception as fault:  # strangers' files break every assumption; none of them may stop the rest
        why = f"损坏，没有读全（{type(fault).__name__}），请用办公软件打开另存后重新上传"
        document.unread.append(Unread(place or Place(), why))
