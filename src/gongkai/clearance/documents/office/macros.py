"""The source text of macros. A module's text lies packed in its stream and begins with the same words in every one."""

import io

import olefile

MOST_BYTES = 4 * 1024 * 1024
BEGIN = b"\0Attribut"


def sources(project: bytes) -> list[str]:
    """The texts of all modules that can be unpacked; the rest of a project is code for machines."""
    try:
        with olefile.OleFileIO(io.BytesIO(project)) as storage:
            return sources_of(storage)
    except Exception:  # a damaged project is still noted as a project
        return []


def sources_of(storage: olefile.OleFileIO) -> list[str]:
    texts = []
    for path in storage.listdir():
        with storage.openstream(path) as stream:
            data = stream.read(MOST_BYTES)
        at = data.find(BEGIN)
        if at >= 3 and data[at - 3] == 1:
            text = unpacked(data[at - 3 :]).decode("gb18030", "replace")
            # the first lines are of the machine's making; an empty module has no others
            words = "\n".join(line for line in text.splitlines() if not line.startswith("Attribute VB_"))
            if words.strip():
                texts.append(words)
    return texts


def unpacked(packed: bytes) -> bytes:
    """A compressed container of the macro format: chunks of 4096 bytes, of letters and of copies of what went before."""
    out, at = bytearray(), 1
    while at + 2 <= len(packed) and len(out) < MOST_BYTES:
        header = int.from_bytes(packed[at : at + 2], "little")
        end, at, begin = min(len(packed), at + (header & 0xFFF) + 3), at + 2, len(out)
        if not header & 0x8000:
            out += packed[at : at + 4096]
            at += 4096
            continue
        while at < end:
            flags, at = packed[at], at + 1
            for bit in range(8):
                if at >= end:
                    break
                if not flags >> bit & 1:
                    out.append(packed[at])
                    at += 1
                    continue
                token = int.from_bytes(packed[at : at + 2], "little")
                at += 2
                width = max(4, (len(out) - begin - 1).bit_length())
                length, back = (token & 0xFFFF >> width) + 3, (token >> 16 - width) + 1
                if back > len(out):
                    return bytes(out)
                for _ in range(length):
                    out.append(out[-back])
    return bytes(out)
