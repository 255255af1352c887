"""Asking one scanner: what it hit, and how badly."""

from types import ModuleType

from gongkai.clearance.documents.document import Document
from gongkai.clearance.scanners.finding import Hit, Known
from tests.clearance.scanners import corpora


def hits(scanner: ModuleType, document: Document | str, known: Known | None = None) -> list[Hit]:
    made = corpora.paragraphs(document) if isinstance(document, str) else document
    return list(scanner.find(made, known or Known()))


def said(scanner: ModuleType, document: Document | str, known: Known | None = None) -> list[tuple[str, str]]:
    """(severity, value) of each hit."""
    return [(hit.severity, hit.value) for hit in hits(scanner, document, known)]
