"""Office files are zip archives with clock times in them. Written here, the same content gives the same bytes."""

import io
import zipfile
from collections.abc import Mapping
from datetime import date
from html import escape

EPOCH = (1980, 1, 1, 0, 0, 0)  # the earliest time a zip archive can name
CORE = "docProps/core.xml"
UNDATED = date(1980, 1, 1)


def settled(archive: bytes, instead: Mapping[str, bytes] | None = None) -> bytes:
    """`archive` with its parts in the order of their names (the table of types first), all of one time; parts replaced."""
    instead = instead or {}
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(archive)) as source, zipfile.ZipFile(target, "w") as written:
        for name in sorted(source.namelist(), key=lambda name: (name != "[Content_Types].xml", name)):
            entry = zipfile.ZipInfo(name, EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 0  # else it says which kind of machine wrote it
            written.writestr(entry, instead.get(name, source.read(name)))
    return target.getvalue()


def core_properties(title: str, day: date | None) -> bytes:
    """The document properties of an office file: a title and a day, and nobody's name."""
    moment = f"{(day or UNDATED).isoformat()}T00:00:00Z"
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"'
        ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{escape(title, quote=False)}</dc:title><dc:language>zh-CN</dc:language>"
        f'<dcterms:created xsi:type="dcterms:W3CDTF">{moment}</dcterms:created>'
        f'<dcterms:modified xsi:type="dcterms:W3CDTF">{moment}</dcterms:modified></cp:coreProperties>'
    ).encode()
