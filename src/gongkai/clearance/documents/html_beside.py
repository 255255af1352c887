"""What the source of a page holds beside its text: comments, attributes, addresses, data."""

import base64
import re
from urllib.parse import unquote_to_bytes

from gongkai.clearance.documents import read as read_any
from gongkai.clearance.documents.document import METADATA, Unread
from gongkai.clearance.documents.html_text import SPACE, Here, Node, Text
from gongkai.clearance.documents.places import Place

TELLING = re.compile(r"[\u3400-\u9fff]{2}|\d{11}|\w@\w")  # shorter numbers are keys of a site's own making
OFFICE = re.compile(r"<o:(\w+)>([^<>]+)</o:\w+>")
DATA = re.compile(r"data:([\w/+.-]*)((?:;[\w=.-]+)*),(.*)", re.S)
ADDRESSES = {"src", "poster", "data", "longdesc", "background", "xlink:href"}


class Beside(Text):
    def _comment(self, node: Node, here: Here) -> None:
        text = (node.text or "").strip()
        if "<xml" in text or text.startswith("[if"):
            for name, said in OFFICE.findall(text):
                if re.search(r"[^\d\s.]", said) and name not in {
                    "Pages",
                    "Words",
                    "Lines",
                    "Created",
                    "LastSaved",
                    "AllowPNG",
                    "Version",
                }:
                    self.document.add(said, Place.of(("metadata", name)), kind=METADATA, name=name)
            text = SPACE.sub(
                " ",
                re.sub(
                    r"<(o|w|m|x|v):\w+[^>]*>[^<]*</\1:\w+>|<[^>]*>|^\[if[^\]]*\]>|<!\[endif\]|!\[endif\]", " ", text
                ),
            ).strip()
        if text and text not in {"StartFragment", "EndFragment", "[endif]", "[endif]---->"}:
            self.document.add(text, here.place, trace="comment")

    def _attributes(self, node: Node, tag: str, here: Here) -> None:
        hidden = here.look.trace
        for key, said in node.attrib.items():
            key, said = key.lower(), said.strip()
            if not said:
                continue
            if key in {"alt", "title", "aria-label", "aria-description", "summary", "label", "placeholder", "content_"}:
                self.document.add(said, here.place, trace=hidden or "alt_text")
            elif key == "href" and tag != "link" and tag != "base":
                self._address(said, here)
            elif key in ADDRESSES or (key.startswith("data-") and said.startswith("data:")):
                self._source(said, here)
            elif key == "srcdoc":
                self._inner(said.encode(), here, "srcdoc")
            elif key.startswith("on"):
                self.document.add(said, here.place, trace="script")
            elif key == "value" and tag in {"input", "button", "option", "data", "param"}:
                self._value(node, tag, said, here)
            elif (
                key.startswith(("data-", "x:"))
                or key in {"id", "name", "class", "content", "datetime", "cite", "action"}
            ) and tag != "meta":
                self.document.add(
                    said if TELLING.search(said) and len(said) < 100_000 else "", here.place, trace="field"
                )

    def _value(self, node: Node, tag: str, said: str, here: Here) -> None:
        kind = (node.get("type") or "text").lower()
        if tag == "input" and kind in {
            "text",
            "button",
            "submit",
            "reset",
            "email",
            "tel",
            "number",
            "search",
            "url",
            "date",
        }:
            self._text(said, here)
        elif tag != "button" and not (node.get("name") or "").startswith("__") and TELLING.search(said):
            self.document.add(said, here.place, trace="field")

    def _address(self, said: str, here: Here) -> None:
        if said.lower().startswith("javascript:"):
            if len(said) > 25:
                self.document.add(said, here.place, trace="script")
        elif said.lower().startswith("data:"):
            self._source(said, here)
        elif not said.startswith("#"):
            self.document.add(said, self._link_place(here), trace=here.look.trace)

    def _link_place(self, here: Here) -> Place:
        # the paragraph a link stands in may have no text yet
        place = here.place
        if self.cell is None and not place.steps:
            place = self.place if self.pieces else Place.of(("paragraph", self.counts.get("paragraph", 0) + 1))
        return place.then("link", self._count("link"))

    def _source(self, said: str, here: Here) -> None:
        found = DATA.match(said)
        if not found:
            if not said.startswith("#"):
                self.document.add(said, self._link_place(here), trace=here.look.trace)
            return
        try:
            packed = unquote_to_bytes(found[3])
            data = base64.b64decode(re.sub(rb"\s", b"", packed) + b"==") if "base64" in found[2] else packed
        except ValueError:
            self.document.unread.append(Unread(here.place, "网页里内嵌的数据损坏，无法读取"))
            return
        if found[1].startswith("image/"):
            inner = read_any(data, "", depth=min(self.depth, 2))
            self.document.take_in(inner, Place.of(("image", self._count("image"))), trace=here.look.trace)
        elif not found[1].startswith("font/") and "font" not in found[1]:
            self._inner(data, here, found[1] or "data")

    def _inner(self, data: bytes, here: Here, name: str) -> None:
        self.document.take_in(
            read_any(data, "", depth=self.depth + 1), Place.of(("attachment", name)), trace=here.look.trace
        )
