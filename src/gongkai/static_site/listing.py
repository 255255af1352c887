"""What should be there, read from a manifest: the latest entry of each path."""

from collections.abc import Iterator
from pathlib import Path

from gongkai.static_site.chain import GENESIS, Entry, Head, Line
from gongkai.static_site.segments import lines


class State:
    """What should be there: a mapping of paths to entries in some 200 bytes a file, so that a million fit in memory."""

    def __init__(self) -> None:
        self._rows: dict[bytes, bytes] = {}
        self._sizes = 0
        self.head = Head(0, GENESIS)
        self.previous_head = ""
        self.clock_notes = 0

    @classmethod
    def read(cls, folder: Path) -> "State":
        """From a manifest, its whole chain checked. Raises NoManifest, BrokenChain."""
        state = cls()
        for line in lines(folder):
            state.add(line)
        return state

    def add(self, line: Line) -> None:
        entry, key = line.entry, line.entry.path.encode()
        if entry.sha256 is None:
            self._sizes -= bool(self._rows.get(key))
            self._rows[key] = b""
        else:
            self._sizes += not self._rows.get(key)
            self._rows[key] = bytes.fromhex(entry.sha256 + entry.sm3) + entry.size.to_bytes(6, "big")
        self.previous_head = line.before if line.n == 1 else self.previous_head
        self.clock_notes += bool(line.clock)
        self.head = Head(line.n, line.chain, line.at)

    def __len__(self) -> int:
        return self._sizes

    def __contains__(self, path: str) -> bool:
        return bool(self._rows.get(_key(path)))

    def __iter__(self) -> Iterator[str]:
        return (key.decode() for key, row in self._rows.items() if row)

    def get(self, path: str) -> Entry | None:
        row = self._rows.get(_key(path))
        return self._entry(path, row) if row else None

    def __getitem__(self, path: str) -> Entry:
        entry = self.get(path)
        if entry is None:
            raise KeyError(path)
        return entry

    def entries(self) -> Iterator[Entry]:
        return (self._entry(key.decode(), row) for key, row in self._rows.items() if row)

    def items(self) -> Iterator[tuple[str, Entry]]:
        return ((entry.path, entry) for entry in self.entries())

    def was_removed(self, path: str) -> bool:
        """The manifest knows this path and says that the file was taken away."""
        return self._rows.get(_key(path)) == b""

    @staticmethod
    def _entry(path: str, row: bytes) -> Entry:
        return Entry(path, row[:32].hex(), int.from_bytes(row[-6:], "big"), row[32:-6].hex())


def _key(path: str) -> bytes:
    return path.encode("utf-8", "surrogateescape")  # a foreign file may have a name that is no UTF-8
