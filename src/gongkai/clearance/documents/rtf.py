"""Rich text (.rtf): its words, its hidden words, who wrote it. LibreOffice, where there is one, reads its tables."""

import re

from gongkai.clearance.documents.converted import add_converted, convert
from gongkai.clearance.documents.document import METADATA, Document, Piece, Unread
from gongkai.clearance.documents.joining import Pieces, put
from gongkai.clearance.documents.office.properties import note
from gongkai.clearance.documents.places import Place

TOKEN = re.compile(
    rb"\\([a-z]{1,32})(-?\d{1,10})?[ ]?|\\'([0-9a-fA-F]{2})|\\([^a-z])|([{}])|[\r\n]+|([^\\{}\r\n]+)", re.I
)
ASIDE = {
    "fonttbl", "colortbl", "stylesheet", "listtable", "listoverridetable", "rsidtbl", "generator", "pict", "objdata", "themedata",
    "colorschememapping", "datastore", "latentstyles", "xmlnstbl", "mmathpr", "wgrffmtfilter", "pgptbl", "filetbl", "blipuid",
    "fldtype", "panose", "falt", "objclass", "bliptag", "nonshppict", "revtbl",
}  # fmt: skip
TRACES = {
    "annotation": "comment",
    "fldinst": "field",
    "deleted": "deleted",
    "v": "hidden_text",
    "template": "field",
    "xe": "field",
    "tc": "field",
}
PEOPLE = {"author": "creator", "operator": "lastModifiedBy", "company": "Company", "manager": "Manager", "title": "title", "subject": "subject", "keywords": "keywords", "doccomm": "description", "atnauthor": "comment author", "category": "category"}  # fmt: skip
BREAKS = {"par", "sect", "page", "row", "nestrow"}
MOST_TOKENS = 20_000_000


def read(data: bytes, name: str, depth: int) -> Document:
    document = Document(name, "rtf")
    own = Document()
    whole = _Reader(own).read(data)
    made = convert(data, "rtf")
    if made is not None:
        add_converted(document, made, depth)
        known = "".join(block.text for block in document.blocks)
        document.blocks += [block for block in own.blocks if block.kind == METADATA or block.text.strip() not in known]
    else:
        document.blocks += own.blocks
        if rb"\pict" in data or rb"\objdata" in data:
            document.unread.append(Unread(Place(), "RTF 里的图片或者内嵌对象无法检查，请另存为 docx 后重新上传"))
    if not whole:
        document.unread.append(Unread(Place(), "文件不完整，可能没有读全，请用办公软件打开另存后重新上传"))
    return document


class _Reader:
    def __init__(self, document: Document) -> None:
        self.document = document
        self.pieces: Pieces = []
        self.paragraphs = 0
        self.bytes = bytearray()  # letters of two bytes come one byte at a time
        self.trace, self.aside, self.person, self.fallback = "", False, "", 1
        self.skip = 0  # letters that repeat a Unicode one for old programs

    def read(self, data: bytes) -> bool:
        """Whether every group was closed."""
        stack: list[tuple[str, bool, str, int]] = []
        said = ""
        for word, number, code, sign, brace, text in (found.groups() for found in TOKEN.finditer(data)):
            if code:
                if self.skip:
                    self.skip -= 1
                else:
                    self.bytes.append(int(code, 16))
                continue
            if text:
                if self.skip:
                    text, self.skip = text[self.skip :], max(0, self.skip - len(text))
                self.bytes += text
                continue
            if self.bytes:
                self._letters(self.bytes.decode("gb18030", "replace"))
                self.bytes.clear()
            if brace == b"{":
                stack.append((self.trace, self.aside, self.person, self.fallback))
            elif brace == b"}" and stack:
                self.skip = 0
                self.trace, self.aside, self.person, self.fallback = stack.pop()
            elif word:
                said = word.decode("ascii").lower()
                self._word(said, int(number) if number else None)
            elif sign:
                self._letters({b"~": " ", b"_": "-", b"-": "", b"\\": "\\", b"{": "{", b"}": "}"}.get(sign, ""))
        self._letters(self.bytes.decode("gb18030", "replace"))
        self._close()
        return not stack

    def _word(self, word: str, number: int | None) -> None:
        if word == "u" and number is not None:
            self._letters(chr(number % 65536))
            self.skip = self.fallback
        elif word == "uc":
            self.fallback = number or 0
        elif word in BREAKS:
            self._close()
        elif word in {"cell", "nestcell", "tab"}:
            self._letters("\t")
        elif word == "line":
            self._letters("\n")
        elif word in ASIDE:
            self.aside = True
        elif word in PEOPLE:
            self.person = PEOPLE[word]
        elif word in TRACES:
            self.trace = "" if number == 0 else TRACES[word]
        elif word == "plain":
            self.trace = "" if self.trace in {"hidden_text", "deleted"} else self.trace

    def _letters(self, text: str) -> None:
        if not text or self.aside:
            return
        if self.person:
            note(self.document, self.person, text)
        else:
            self.pieces.append(Piece(text, Place.of(("paragraph", self.paragraphs + 1)), self.trace))

    def _close(self) -> None:
        pieces, self.pieces = self.pieces, []
        if any(piece.text.strip() for piece in pieces):
            self.paragraphs += 1
            put(self.document, pieces)
