"""Everything that can be got out of a file, by every way at hand; for the proof only, so nothing here is well-behaved."""

import io
import re
import shutil
import subprocess
import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2 as pdfium
from lxml import etree
from PIL import Image

MOST_DEPTH, MOST_BYTES, SECONDS = 4, 400_000_000, 30


@dataclass(frozen=True)
class Extract:
    """What one way of looking gave: text, or bytes to be searched."""

    extractor: str
    text: str = ""
    data: bytes = b""


def extracts(data: bytes, name: str, *, tools: bool = True, depth: int = 0) -> Iterator[Extract]:
    yield Extract("bytes", data=data)
    if data[:2] == b"PK" and depth < MOST_DEPTH:
        yield from _members(data, depth)
    elif b"%PDF-" in data[:1024]:
        yield from _pdf(data)
    elif data[:1] in {b"<", b"\xef"} or data[:64].lstrip()[:1] == b"<":
        yield from _xml(data)
    else:
        yield from _image(data)
    if data[:2] != b"PK" and b"\0" not in data[:2048]:
        for encoding in ("utf-8-sig", "gb18030"):
            try:
                yield Extract("text", text=data.decode(encoding))
                break
            except UnicodeDecodeError:
                continue
    if tools and depth == 0:
        yield from _tools(data, name)


def _members(data: bytes, depth: int) -> Iterator[Extract]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            left = MOST_BYTES
            yield Extract("names", text="\n".join([*archive.namelist(), archive.comment.decode("utf-8", "replace")]))
            for entry in archive.infolist():
                left -= entry.file_size
                if left < 0:
                    return
                yield Extract("names", text=entry.comment.decode("utf-8", "replace"), data=entry.extra)
                for found in extracts(archive.read(entry), entry.filename, tools=False, depth=depth + 1):
                    yield Extract(f"{found.extractor} ({entry.filename})", found.text, found.data)
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError, OSError, zlib.error, EOFError):
        return


def _xml(data: bytes) -> Iterator[Extract]:
    try:
        root = etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True, recover=True))
    except etree.XMLSyntaxError:
        return
    if root is None:
        return
    yield Extract("xml", text="".join(_in_order(root)))
    yield Extract("attributes", text="\n".join(value for element in root.iter() for value in element.attrib.values()))


def _in_order(root: Any) -> Iterator[str]:
    """Text with a line where a paragraph, a row or a cell begins, so that neighbours do not run together."""
    for event, element in etree.iterwalk(root, events=("start", "end", "comment", "pi")):
        if event == "start":
            if isinstance(element.tag, str) and element.tag.rpartition("}")[2] in {
                "p",
                "si",
                "tr",
                "row",
                "c",
                "pt",
                "TextObject",
            }:
                yield "\n"
            yield element.text or ""
        elif event in {"comment", "pi"}:
            yield element.text or ""
        else:
            yield element.tail or ""


def _pdf(data: bytes) -> Iterator[Extract]:
    try:
        document = pdfium.PdfDocument(data)
        for number in range(len(document)):
            page = document[number]
            yield Extract("pdfium", text=page.get_textpage().get_text_range())
        yield Extract("pdfium", text="\n".join(document.get_metadata_dict().values()))
        document.close()
    except pdfium.PdfiumError:
        pass
    for end in _ends(data):
        try:
            with pikepdf.open(io.BytesIO(data[:end])) as pdf:
                yield from _pdf_objects(pdf)
        except (pikepdf.PdfError, ValueError, RuntimeError):
            continue


def _ends(data: bytes) -> list[int]:
    """The file as it is, and as it was each time it was saved."""
    return [*(match.end() for match in re.finditer(rb"%%EOF\s*", data)), len(data)][-6:]


def _pdf_objects(pdf: pikepdf.Pdf) -> Iterator[Extract]:
    for found in pdf.objects:
        if isinstance(found, pikepdf.Stream):
            picture = found.get("/Subtype") == pikepdf.Name.Image
            try:
                raw = found.read_raw_bytes() if picture else found.read_bytes()
            except (pikepdf.PdfError, ValueError, RuntimeError):
                raw = found.read_raw_bytes()
            yield Extract("stream", data=raw)
            if not picture and (found.get("/Subtype") == pikepdf.Name.Form or b"Tj" in raw or b"TJ" in raw):
                yield Extract("content", text=_shown(found))
        if isinstance(found, (pikepdf.Stream, pikepdf.Dictionary, pikepdf.Array)):
            yield Extract("strings", text="\n".join(_strings(found, 0)))


def _shown(stream: Any) -> str:
    """The strings a content stream draws, as far as they are letters by themselves."""
    words: list[str] = []
    try:
        for instruction in pikepdf.parse_content_stream(stream):
            for operand in instruction.operands:
                parts = operand if isinstance(operand, pikepdf.Array) else [operand]
                words += [str(part) for part in parts if isinstance(part, pikepdf.String)]
            if str(instruction.operator) in {"Td", "TD", "T*", "Tm", "ET", "'", '"'}:
                words.append("\n")
    except (pikepdf.PdfError, ValueError, RuntimeError, TypeError):
        return ""
    return "".join(words)


def _strings(found: Any, depth: int) -> Iterator[str]:
    values = found if isinstance(found, pikepdf.Array) else [found[key] for key in found.keys()]  # noqa: SIM118  # no mapping
    for value in values:
        if isinstance(value, pikepdf.String):
            yield str(value)
        elif isinstance(value, (pikepdf.Dictionary, pikepdf.Array)) and not value.is_indirect and depth < 30:
            yield from _strings(value, depth + 1)


def _image(data: bytes) -> Iterator[Extract]:
    try:
        image = Image.open(io.BytesIO(data))
        exif = image.getexif()
        told = [*exif.values(), *(value for part in (0x8769, 0x8825, 0xA005) for value in exif.get_ifd(part).values())]
        told += [value for key, value in image.info.items() if key != "icc_profile"]
    except Exception:  # not an image, or a broken one: there is nothing to be told by this way
        return
    for value in told:
        raw = value if isinstance(value, bytes) else b""
        yield Extract("image tags", text=raw.decode("utf-8", "ignore") or str(value), data=raw)


def _tools(data: bytes, name: str) -> Iterator[Extract]:
    ending = re.sub(r"[^a-z0-9]", "", name.rpartition(".")[2].lower())[:8] or "bin"
    commands = {"exiftool": ["-a", "-u", "-G1", "-s", "{}"], "strings": ["-a", "-n", "6", "{}"]}
    if b"%PDF-" in data[:1024]:
        commands |= {"pdftotext": ["-layout", "{}", "-"], "mutool": ["draw", "-q", "-F", "text", "{}"]}
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"file.{ending}"
        path.write_bytes(data)
        for tool, arguments in commands.items():
            program = shutil.which(tool)
            if program is None:
                continue
            command = [program, *(argument.format(path) for argument in arguments)]
            try:
                said = subprocess.run(command, capture_output=True, timeout=SECONDS, check=False, cwd=folder)  # noqa: S603  # fixed commands
            except (subprocess.TimeoutExpired, OSError):
                continue
            yield Extract(tool, text=said.stdout.decode("utf-8", "replace"))
