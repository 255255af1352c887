from gongkai.search.models.entry import Entry, Outbox
from gongkai.search.models.file_text import FileText
from gongkai.search.models.pin import Pin
from gongkai.search.models.word import Word

__all__ = ["Entry", "FileText", "Outbox", "Pin", "Word"]
