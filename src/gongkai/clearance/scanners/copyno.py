"""Copy numbers of controlled papers: six digits alone on the first line (份号).

Ground: GB/T 9704-2012 7.2.1: what carries a copy number is a secret paper. With a mark beside it, it blocks.
"""

import re
from collections.abc import Iterator

from gongkai.clearance.documents.document import METADATA, ROW, TRACE, Block, Document
from gongkai.clearance.scanners import internal, secret, secret_line
from gongkai.clearance.scanners.finding import BLOCK, WARN, Hit, Known
from gongkai.clearance.scanners.marks import file_of, in_name, segments
from gongkai.clearance.scanners.sight import sight_of

RULE = "COPYNO"
LABEL = "份号"
WHY = "标有份号的是编号管理的涉密文件，请核对是否误传（党政机关公文格式第七部分）。"

NUMBER = re.compile(r"(?:份\s*号|编\s*号|No\.?|№)?\s*[:：]?\s*(?P<number>[0-9]{6})", re.IGNORECASE)
TITLED = re.compile(r"份\s*号\s*[:：]?\s*(?P<number>[0-9]{1,6})(?![0-9])")
BEFORE_MARK = re.compile(rf"(?P<number>[0-9]{{6}})\s*{secret.LEVEL}")
MONTH = re.compile(r"(?:19|20)[0-9]{2}(?:0[1-9]|1[0-2])")
POST = re.compile(r"邮\s*编|邮政编码|邮\s*码")
LINES = 8  # how far down a mark may stand beside a copy number on the first


def find(document: Document, known: Known) -> Iterator[Hit]:
    tops: dict[tuple[str, ...], list[Block]] = {}
    for block in document.blocks:
        if block.kind in {METADATA, TRACE} or not block.pieces or in_name(block) or not block.text.strip():
            continue
        first = tops.setdefault(file_of(block), [])
        if len(first) < LINES:
            first.append(block)
    for blocks in tops.values():
        yield from _in_file(document, blocks, known)


def _in_file(document: Document, blocks: list[Block], known: Known) -> Iterator[Hit]:
    marked = False
    few = Document(document.name, document.kind, blocks)
    for scanner in (secret, secret_line, internal):
        marked = marked or any(_is_high(hit) for hit in scanner.find(few, known))
    for place, block in enumerate(blocks):
        view = sight_of(block).plain
        for number, (start, end) in enumerate(segments(view.text)):
            if number >= LINES:
                break
            line = view.text[start:end]
            first = place == 0 and number == 0 and (block.kind != ROW or marked)
            match = BEFORE_MARK.match(line) or TITLED.search(line) or (NUMBER.fullmatch(line) if first else None)
            if not match or POST.search(view.text[end : end + 40]) or (MONTH.fullmatch(match["number"]) and not marked):
                continue
            at, to = start + match.start("number"), start + match.end("number")
            yield Hit(block, *view.span(at, to), BLOCK if marked else WARN)


def _is_high(hit: Hit) -> bool:
    return hit.severity == BLOCK and hit.block.text.count("\n", 0, hit.start) < LINES
