"""Annotations, form fields and actions of a PDF: what hangs on its pages and what would run."""

import re
from collections.abc import Iterator
from typing import Any

import pikepdf

from gongkai.clearance.documents.document import METADATA, TRACE, Document
from gongkai.clearance.documents.places import Place

QUIET = {"/Link", "/Widget", "/Popup", "/PrinterMark", "/TrapNet"}  # say nothing when they hold no words
RUNNING = {
    "/JavaScript": "JavaScript", "/Launch": "启动程序", "/SubmitForm": "提交表单", "/ImportData": "导入数据",
    "/Rendition": "播放媒体", "/Movie": "播放视频", "/Sound": "播放声音", "/RichMediaExecute": "运行富媒体", "/GoTo3DView": "三维视图",
}  # fmt: skip
ELSEWHERE = {"/GoToR", "/GoToE", "/Thread"}
DEEPEST = 40
TAGS = re.compile(r"<[^>]*>")


def text_of(value: Any) -> str:
    """A string, a name or a text stream as text; anything else is none."""
    try:
        if isinstance(value, pikepdf.String):
            return _decoded(bytes(value)) or str(value)
        if isinstance(value, pikepdf.Name):
            return str(value)[1:]
        if isinstance(value, pikepdf.Stream):
            return _decoded(value.read_bytes())
        if isinstance(value, pikepdf.Array):
            return "\n".join(filter(None, (text_of(part) for part in value)))
    except (pikepdf.PdfError, UnicodeError, ValueError):
        return ""
    return value if isinstance(value, str) else ""


def _decoded(data: bytes) -> str:
    """Text by its mark. Chinese programs also write plain UTF-8 or GBK, which the format does not allow."""
    if data.startswith((b"\xfe\xff", b"\xff\xfe")):
        return data.decode("utf-16", "replace").strip("\x00")
    for encoding in ("utf-8-sig", "gb18030") if not data.isascii() else ("ascii",):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if encoding != "gb18030" or all(
            "\u3000" <= letter <= "\u9fff" or letter.isascii() or letter in "“”‘’—…·（）！，．：；？" for letter in text
        ):
            return text
    return ""


class Annotations:
    """Fills a document; numbers the annotations of a page and the scripts and links of a file."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.scripts = self.links = 0

    def of_page(self, page: Any, place: Place) -> None:
        found = page.get("/Annots")
        if isinstance(found, pikepdf.Array):
            for number, annotation in enumerate(found, start=1):
                if isinstance(annotation, pikepdf.Dictionary):
                    self.annotation(annotation, place.then("annotation", number))

    def annotation(self, annotation: Any, place: Place) -> None:
        kind = str(annotation.get("/Subtype", ""))
        words = False
        for key in ("/Contents", "/Subj", "/RC", "/OverlayText", "/Alt"):
            text = text_of(annotation.get(key))
            text = TAGS.sub("", text) if key == "/RC" else text
            if text.strip() and not (key == "/RC" and text.strip() == text_of(annotation.get("/Contents")).strip()):
                words = True
                self.document.add(text, place, trace="annotation")
        if kind != "/Widget" and (author := text_of(annotation.get("/T"))):
            self.document.add(author, place.then("metadata", "T"), kind=METADATA, name="T")
        if not words and kind not in QUIET:
            self.document.add("", place, trace="annotation", kind=TRACE)

    def fields(self, form: Any) -> None:
        """The form's fields with their values, choices and tips; XFA forms as the words of their XML."""
        for field, name in _fields(form.get("/Fields"), "", 0):
            place = Place.of(("input", name))
            value = field.get("/V")
            if isinstance(value, pikepdf.Dictionary) and not isinstance(value, pikepdf.Stream):
                for key in ("/Name", "/Reason", "/Location", "/ContactInfo"):
                    self.document.add(
                        text_of(value.get(key)), place.then("metadata", key[1:]), kind=METADATA, name=key[1:]
                    )
            elif not isinstance(value, pikepdf.Name) or str(field.get("/FT", "")) != "/Btn":
                self.document.add(text_of(value), place, trace="field")
            for key in ("/DV", "/TU", "/Opt"):
                text = text_of(field.get(key))
                if text and text != text_of(value):
                    self.document.add(text, place, trace="field")
        xfa = form.get("/XFA")
        for part in xfa if isinstance(xfa, pikepdf.Array) else [xfa]:
            if isinstance(part, pikepdf.Stream):
                words = re.sub(r"\s*\n\s*", "\n", TAGS.sub("\n", text_of(part))).strip()
                self.document.add(words, Place.of(("part", "XFA")), trace="field")

    def action(self, action: Any, place: Place) -> None:
        """Something that runs is a script; an address is a link; a jump within the file is nothing."""
        kind = str(action.get("/S", ""))
        if kind in RUNNING:
            self.scripts += 1
            said = [RUNNING[kind], text_of(action.get("/JS")), *_targets(action)]
            text = "\n".join(part for part in said if part)
            self.document.add(text, place.then("script", self.scripts), trace="script", kind=TRACE)
        elif kind == "/URI" or kind in ELSEWHERE:
            text = text_of(action.get("/URI")) or "\n".join(_targets(action))
            if text:
                self.links += 1
                self.document.add(text, place.then("link", self.links))


def _targets(action: Any) -> Iterator[str]:
    for key in ("/F", "/Win", "/URI"):
        target = action.get(key)
        if isinstance(target, pikepdf.Dictionary):
            yield from filter(None, (text_of(target.get(part)) for part in ("/UF", "/F", "/P", "/D")))
        elif text := text_of(target):
            yield text


def _fields(fields: Any, before: str, depth: int) -> Iterator[tuple[Any, str]]:
    if not isinstance(fields, pikepdf.Array) or depth > DEEPEST:
        return
    for field in fields:
        if isinstance(field, pikepdf.Dictionary):
            own = text_of(field.get("/T"))
            name = f"{before}.{own}" if before and own else own or before
            yield field, name
            yield from _fields(field.get("/Kids"), name, depth + 1)
