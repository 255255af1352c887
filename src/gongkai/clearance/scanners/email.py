"""Mailboxes outside the organ's own domains.

Ground: Civil Code Art. 1034 (mail address). The organ's mailboxes are to be published (Regulation Art. 12).
"""

import re
from collections.abc import Iterator

from gongkai.clearance.documents.document import Document
from gongkai.clearance.scanners.finding import WARN, Hit, Known
from gongkai.clearance.scanners.sight import sight_of

RULE = "EMAIL"
LABEL = "电子邮箱"
WHY = "个人电子邮箱是个人信息，不应公开（民法典第一千零三十四条）；本机关的公务邮箱不在此列。"

NAME = re.compile(r"[A-Za-z0-9._%+\-]{1,64} ?$")
DOMAIN = re.compile(r" ?[A-Za-z0-9\-]{1,63}(?:\.[A-Za-z0-9\-]{1,63}){1,5}")
FILES = frozenset("png jpg jpeg gif webp svg bmp css js html htm php jsp pdf doc docx xls xlsx".split())  # icon@2x.png


def find(document: Document, known: Known) -> Iterator[Hit]:
    for block in document.blocks:
        if "@" not in block.text and "＠" not in block.text and "﹫" not in block.text:
            continue
        view = sight_of(block).plain
        at = view.text.find("@")
        while at >= 0:
            name, domain = NAME.search(view.text[max(0, at - 66) : at]), DOMAIN.match(view.text, at + 1)
            if name and domain and _is_foreign(domain[0].strip().lower(), known):
                yield Hit(block, *view.span(at - len(name[0]), domain.end()), WARN)
            at = view.text.find("@", at + 1)


def _is_foreign(domain: str, known: Known) -> bool:
    last = domain.rpartition(".")[2]
    if not last.isalpha() or len(last) < 2 or last in FILES:
        return False
    return not any(domain == own or domain.endswith(f".{own}") for own in known.domains)
