"""Files put into place whole: written aside, moved under their name. What a kill leaves stands outside www."""

import os
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


class Placing:
    """Writes below `www` by way of a folder beside it, on the same file system."""

    def __init__(self, www: Path, aside: Path) -> None:
        self.www, self._aside = www, aside

    def write(self, path: str, content: bytes) -> None:
        """The folders above must be there. A reader sees the old file or the new one. Raises OSError."""
        beside = self._aside / secrets.token_hex(8)  # a name of its own: the file's may leave no room for more letters
        try:
            with os.fdopen(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o644), "wb") as file:
                file.write(content)
            beside.replace(self.www / path)
        except OSError:
            beside.unlink(missing_ok=True)
            raise


@contextmanager
def placing(www: Path) -> Iterator[Placing]:
    """One writer at a time for a www: what an earlier one left behind is cleared away."""
    aside = www.parent / ".aside"
    shutil.rmtree(aside, ignore_errors=True)
    aside.mkdir()
    try:
        yield Placing(www, aside)
    finally:
        shutil.rmtree(aside, ignore_errors=True)
