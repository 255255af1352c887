"""Files of the old Office formats for tests, put together byte by byte. All names and numbers are invented."""

import struct

ENDED = 0xFFFFFFFE
FREE = 0xFFFFFFFF
SECTOR = 512


def ole(streams: dict[str, bytes]) -> bytes:
    """A container with these streams at its root; each is kept in whole sectors, none in the small ones."""
    streams = {name: data.ljust(4096, b"\0") for name, data in streams.items()}
    chains: list[int] = []
    content = b""
    starts: dict[str, int] = {}
    for name, data in streams.items():
        padded = data + b"\0" * (-len(data) % SECTOR)
        first, count = len(chains), len(padded) // SECTOR
        starts[name] = first
        chains += [*range(first + 1, first + count), ENDED]
        content += padded
    entries = [_entry("Root Entry", 5, child=1, start=ENDED, size=0)]
    for number, (name, data) in enumerate(streams.items(), 1):
        following = number + 1 if number < len(streams) else FREE
        entries.append(_entry(name, 2, right=following, start=starts[name], size=len(data)))
    entries += [bytes(128)] * (-len(entries) % 4)
    directory = b"".join(entries)
    directory_start = len(chains)
    count = len(directory) // SECTOR
    chains += [*range(directory_start + 1, directory_start + count), ENDED]
    fat_start = len(chains)
    fat_count = 1
    while (len(chains) + fat_count) * 4 > fat_count * SECTOR:
        fat_count += 1
    chains += [0xFFFFFFFD] * fat_count
    fat = b"".join(struct.pack("<I", one) for one in chains).ljust(fat_count * SECTOR, b"\xff")
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    head += struct.pack("<IIIIIIIII", 0, fat_count, directory_start, 0, 4096, ENDED, 0, ENDED, 0)
    head += b"".join(struct.pack("<I", fat_start + one if one < fat_count else FREE) for one in range(109))
    return head + content + directory + fat


def _entry(name: str, kind: int, *, right: int = FREE, child: int = FREE, start: int, size: int) -> bytes:
    said = (name + "\0").encode("utf-16-le")
    entry = said.ljust(64, b"\0") + struct.pack("<HBB", len(said), kind, 1) + struct.pack("<III", FREE, right, child)
    return entry + bytes(16 + 4 + 8 + 8) + struct.pack("<IQ", start, size)


def word(runs: list[tuple[str, bytes]], parts: tuple[int, ...] = (), flags: int = 0x0200) -> bytes:
    """The streams of a Word document. `runs`: text and its changes of look; `parts`: letters of body, footnotes, headers…"""
    text = "".join(run for run, _ in runs)
    begin = 1024
    letters = text.encode("utf-16-le")
    bounds, looks = [begin], []
    for run, changes in runs:
        bounds.append(bounds[-1] + 2 * len(run))
        looks.append(changes)
    page = bytearray(512)
    struct.pack_into(f"<{len(bounds)}I", page, 0, *bounds)
    at = 510
    for number, changes in enumerate(looks):
        if changes:
            at -= (len(changes) + 2) // 2 * 2
            page[at : at + len(changes) + 1] = bytes([len(changes)]) + changes
            page[4 * len(bounds) + number] = at // 2
    page[511] = len(looks)
    main = bytearray(begin) + letters
    main += bytes(-len(main) % 512)
    page_number = len(main) // 512
    main += page
    clx_text = struct.pack("<II", 0, len(text)) + struct.pack("<HIH", 0, begin, 0)
    clx = b"\x02" + struct.pack("<I", len(clx_text)) + clx_text
    bte = struct.pack("<III", bounds[0], bounds[-1], page_number)
    struct.pack_into("<HHHHHH", main, 0, 0xA5EC, 0xC1, 0, 0x804, 0, flags)
    counts = (*parts, *(0,) * (8 - len(parts))) if parts else (len(text), 0, 0, 0, 0, 0, 0, 0)
    struct.pack_into("<8I", main, 0x4C, *counts)
    struct.pack_into("<II", main, 0x1A2, 0, len(clx))
    struct.pack_into("<II", main, 0xFA, len(clx), len(bte))
    return ole({"WordDocument": bytes(main), "1Table": clx + bte})


def record(kind: int, body: bytes) -> bytes:
    return struct.pack("<HH", kind, len(body)) + body


def said(text: str) -> bytes:
    """A string of a workbook with its length in two bytes."""
    return struct.pack("<HB", len(text), 1) + text.encode("utf-16-le")


def workbook(*records: bytes) -> bytes:
    """A workbook of one sheet without cells, and these records before its sheet."""
    begin = record(0x809, struct.pack("<HHHHII", 0x600, 5, 0x0DBB, 1996, 0, 6))
    middle = b"".join(records)
    length = len(begin) + len(middle) + 4 + 8 + 2 * 3 + 4
    sheet = record(0x85, struct.pack("<IBB", length, 0, 0) + bytes([3, 1]) + "公示表".encode("utf-16-le"))
    sub = record(0x809, struct.pack("<HHHHII", 0x600, 0x10, 0x0DBB, 1996, 0, 6)) + record(0x0A, b"")
    return ole({"Workbook": begin + middle + sheet + record(0x0A, b"") + sub})
