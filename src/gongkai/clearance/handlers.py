"""What clearance demands of lower contexts; connected in apps.py and nowhere else."""

from gongkai.clearance.models import CleanedCopy
from gongkai.pages import gates
from gongkai.pages.models import StoredFile


def connect() -> None:
    gates.require(has_been_cleaned)


def has_been_cleaned(stored: StoredFile) -> bool:
    """The last look before a file leaves: these bytes were scanned and cleaned, not only put into use by some row."""
    return CleanedCopy.objects.filter(sha256=stored.sha256).exists()
