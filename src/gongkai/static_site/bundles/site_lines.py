"""The lines a bundle of the site brings: read to their end, chain and paths checked, before anything else is believed."""

from dataclasses import dataclass

from gongkai.static_site.bundles.container import BadBundle, Reading
from gongkai.static_site.bundles.marks import Mark
from gongkai.static_site.chain import GENESIS, Entry, is_safe, read_line
from gongkai.static_site.sidecars import LONGEST_NAME
from gongkai.static_site.verifying.report import shown

LINES, FILES = "lines.jsonl", "files/"  # members: the lines, and each content under its SHA-256
LARGEST_FILE = 2 * 1024 * 1024 * 1024


@dataclass(frozen=True)
class Lines:
    """The lines of a bundle, their chain checked: raw, and what they come to for each path."""

    start: Mark | None
    end: Mark
    first: int
    raw: list[bytes]
    chains: list[str]
    entries: list[Entry]

    def behind(self, number: int) -> dict[str, Entry]:
        return {entry.path: entry for entry in self.entries[max(0, number + 1 - self.first) :]}


def read_lines(bundle: Reading) -> Lines:
    """Raises BadBundle, BrokenChain."""
    try:
        end = Mark.of(bundle.index["to"])
        start = Mark.of(bundle.index["from"]) if bundle.index["from"] else None
        said = bundle.index["lines"]
        data = bundle.whole(LINES, said["sha256"], int(said["size"]))
    except (ValueError, KeyError, TypeError):
        raise BadBundle("数据包的索引不完整") from None
    goes_on = start is not None and start.release == end.release
    number, previous = (start.head.n, start.head.chain) if start and goes_on else (0, GENESIS)
    first, raw = number + 1, data.removesuffix(b"\n").split(b"\n") if data else []
    entries, chains = [], []
    for place, row in enumerate(raw, 1):
        line = read_line(row, previous=previous, number=number + 1, segment=LINES, place=place)
        number, previous = line.n, line.chain
        _possible(line.entry)
        entries.append(line.entry)
        chains.append(line.chain)
    if (number, previous) != (end.head.n, end.head.chain):
        raise BadBundle("数据包的清单与索引不符")
    return Lines(start, end, first, raw, chains, entries)


def _possible(entry: Entry) -> None:
    """A signed line is still looked at: it must name a place below www that this machine can hold."""
    if not isinstance(entry.path, str) or not is_safe(entry.path):
        raise BadBundle(f"路径“{shown(str(entry.path))[:80]}”不在网站之内")
    if any(len(part.encode()) > LONGEST_NAME for part in entry.path.split("/")):
        raise BadBundle(f"文件名“{shown(entry.path)[:80]}…”超过 {LONGEST_NAME} 字节，这里放不下")
    if not isinstance(entry.size, int) or not 0 <= entry.size <= LARGEST_FILE:
        raise BadBundle(f"{shown(entry.path)} 的大小不可能")
