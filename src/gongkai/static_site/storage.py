"""A directory through Django's storage API in which a file is the old one or the new one, never half of one."""

import os
import uuid
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import BinaryIO

from django.core.files.storage import FileSystemStorage

Content = bytes | Callable[[], BinaryIO]
PIECE = 1024 * 1024


class AtomicFiles(FileSystemStorage):
    """Writes into `parts` (same file system, outside what is served) and renames. A name has one file: saving replaces.

    `put_all` writes every file before it renames the first: where the disk is full, nothing has changed.
    """

    def __init__(self, location: Path | str, *, parts: Path | str) -> None:
        super().__init__(location=str(location), base_url=None)
        self.parts = Path(parts)

    def put_all(self, files: Iterable[tuple[str, Content]], *, first: Callable[[], object] = lambda: None) -> None:
        """Every file, or none. Raises OSError (ENOSPC when the disk is full) and leaves everything as it was.

        `first` is called when everything is written beside and nothing is renamed yet.
        """
        waiting: list[tuple[str, str]] = []
        try:
            for name, content in files:
                part = self._part(content)
                waiting.append((part, self.path(name)))
            for folder in {os.path.dirname(target) for _part, target in waiting}:  # noqa: PTH120
                os.makedirs(folder, exist_ok=True)  # noqa: PTH103
            first()
            waiting.reverse()
            while waiting:
                os.replace(*waiting[-1])  # noqa: PTH105 - the hot path of a bake
                waiting.pop()
        finally:
            for part, _target in waiting:
                Path(part).unlink(missing_ok=True)

    def put(self, name: str, content: Content) -> None:
        self.put_all([(name, content)])

    def get(self, name: str) -> bytes | None:
        """The bytes of a file, None when there is none."""
        try:
            with open(self.path(name), "rb") as stream:  # noqa: PTH123 - the hot path of a bake
                return stream.read()
        except (FileNotFoundError, NotADirectoryError):
            return None

    def drop(self, name: str) -> bool:
        """Remove a file; answers whether there was one. Folders left empty stay: the next page may need them."""
        try:
            os.unlink(self.path(name))  # noqa: PTH108
        except (FileNotFoundError, NotADirectoryError):
            return False
        return True

    def sweep(self) -> int:
        """Parts a killed bake has left behind. Only under the lock of the site: another's parts are being written."""
        left = list(self.parts.glob("*.part"))
        for part in left:
            part.unlink(missing_ok=True)
        return len(left)

    def _part(self, content: Content) -> str:
        part = str(self.parts / f"{uuid.uuid4().hex}.part")
        try:
            descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o644)
        except FileNotFoundError:
            self.parts.mkdir(parents=True, exist_ok=True)
            descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o644)
        try:
            with os.fdopen(descriptor, "wb", buffering=0) as stream:
                if isinstance(content, bytes):
                    _write(stream, content)
                else:
                    with content() as source:
                        while piece := source.read(PIECE):
                            _write(stream, piece)
        except BaseException:
            Path(part).unlink(missing_ok=True)
            raise
        return part

    # The storage API, for whoever comes by that way.
    def _save(self, name: str, content) -> str:
        self.put(name, content.open)
        return name

    def get_available_name(self, name: str, max_length: int | None = None) -> str:
        return name


def _write(stream, content: bytes) -> None:
    """All of it: an unbuffered write may take less than it was given."""
    view = memoryview(content)
    while view:
        view = view[stream.write(view) :]
