"""A level of secrecy without a star: the line 机密, the field 密级：机密, the cell beside 密级, a ticked box, 【机密】 in a name.

Ground: State Secrets Law Art. 22 (only a real state secret may bear the words 机密 and 秘密). Older files and covers of forms
carry the level alone. Where several levels stand side by side, it is a table or a lesson about levels: a person looks.
"""

import re
from collections.abc import Iterator

from gongkai.clearance.documents.document import ROW, Block, Document
from gongkai.clearance.scanners.context import column_of, surroundings_of
from gongkai.clearance.scanners.finding import BLOCK, WARN, Hit, Known
from gongkai.clearance.scanners.marks import EXTENSION, apart, at_top, in_name, segments, ticked
from gongkai.clearance.scanners.sight import sight_of

RULE = "SECRET-LINE"
LABEL = "密级字样"
WHY = "单独标注密级的文件按国家秘密对待，不得在非涉密系统存储、处理和公开（保守国家秘密法第二十二条、第三十一条）。"

LEVEL = r"(?:绝\s{0,4}密|机\s{0,4}密|秘\s{0,4}密|絕\s{0,4}密|機\s{0,4}密)"
FIELD = r"(?:密\s{0,4}级|秘密等级|保密等级|保密级别|涉密等级|定密级别)(?:和保密期限|及保密期限)?"
LONE = re.compile(
    rf"[\[【（(〔<★☆\s]*(?P<field>{FIELD}\s*[:：]?\s*)?[\[【（(〔<]?(?P<level>{LEVEL})(?P<thing>级|件|文件|资料|材料)?[\]】）)〕>★☆\s]*"
)
NUMBERED = re.compile(rf"(?:份\s?号[:：]?\s*)?[0-9]{{6}}[ ]+(?P<level>{LEVEL})")
INLINE = re.compile(rf"{FIELD}\s*[:：]\s*(?P<level>{LEVEL})(?:级)?(?=[\s,，;；。|）)]|$)")
OPTION = re.compile(rf"(?P<level>{LEVEL})")
VERTICAL = re.compile(r"(?:^|\n)[ \t]*(?P<level>[绝机秘][ \t]*\n[ \t]*密)[ \t]*(?=\n|$)")
NAMED = re.compile(rf"(?:^|[\[【（(〔_\-\s])(?P<level>{LEVEL})(?:件|文件|资料|材料)?(?=[\]】）)〕_\-\s.]|$)")
BRACKETS = re.compile(rf"^\s*[【\[〔]\s*(?P<level>{LEVEL})\s*[】\]〕]")
WRAPPED = re.compile(r"(?:国家|商业|工作|个人|军事|技术|职业|保守|泄露|涉及|属于|核心|重要|和|或|与|、|的|，)\s*$")
HEADED = re.compile(r"密级|保密")
QUICK = re.compile("[绝机秘絕機]")


def find(document: Document, known: Known) -> Iterator[Hit]:
    found = [hit for block in document.blocks if QUICK.search(block.text) for hit in _in_block(document, block)]
    lone = {_level(hit) for hit in found if hit.note == LEVELS}
    first = {_level(hit) for hit in found if hit.note == LEVELS and at_top(document, hit.block, hit.start)}
    for hit in found:
        if hit.note == LEVELS:
            # one level at the top is the file's, whatever is listed below; several side by side are a lesson
            top = len(first) == 1 and at_top(document, hit.block, hit.start)
            sure = len(lone) == 1 or top or apart(hit.block, hit.start)
            note = "" if sure else "几个密级并列，像是表格或者讲解"
            yield Hit(hit.block, hit.start, hit.end, BLOCK if sure else WARN, note)
        else:
            yield hit


LEVELS = "lone"  # a level that nothing but its own line makes a mark


def _level(hit: Hit) -> str:
    return "".join(hit.value.split())


def _in_block(document: Document, block: Block) -> Iterator[Hit]:
    view = sight_of(block).plain
    text = view.text

    def hit(match: re.Match[str], shift: int, severity: str, note: str = "") -> Hit:
        return Hit(block, *view.span(shift + match.start("level"), shift + match.end("level")), severity, note)

    if in_name(block):
        yield from (hit(match, 0, BLOCK) for match in NAMED.finditer(EXTENSION.sub("", text)))
        return
    yield from (hit(match, 0, BLOCK) for match in ticked(text, OPTION))
    for pattern in (INLINE, VERTICAL, BRACKETS):
        yield from (hit(match, 0, BLOCK) for match in pattern.finditer(text))
    for start, end in segments(text):
        match = LONE.fullmatch(text[start:end]) if end - start <= 30 else None
        numbered = NUMBERED.fullmatch(text[start:end]) if end - start <= 30 else None
        if numbered:
            yield hit(numbered, start, BLOCK)
        if not match or WRAPPED.search(text[max(0, start - 12) : start].rstrip("\n\r ")):
            continue
        if match["field"]:
            yield hit(match, start, BLOCK)
        elif block.kind == ROW and block.table is not None and not apart(block, view.origin[start]):
            yield from _in_cell(document, block, hit(match, start, BLOCK, LEVELS))
        elif match["thing"] == "级":
            yield hit(match, start, WARN, "请人判断是不是密级标注")
        else:
            yield hit(match, start, BLOCK, LEVELS)


def _in_cell(document: Document, block: Block, hit: Hit) -> Iterator[Hit]:
    """A level in a cell: beside or below 密级 it is a field; alone in its row it is a mark; else a word in a table."""
    left = block.text[: hit.start].rstrip("\t \n").rpartition("\t")[2]
    column = column_of(block, hit.start)
    heads = surroundings_of(document).table_of(block).heads_text.get(column, "")
    if HEADED.search("".join(left.split())) and len(left) <= 16:
        yield Hit(block, hit.start, hit.end, BLOCK)
    elif HEADED.search(heads):
        yield Hit(block, hit.start, hit.end, BLOCK, "表格的密级一栏")
    elif at_top(document, block, hit.start) or sum(bool(cell.strip()) for cell in block.cells()) == 1:
        yield hit
    else:
        yield Hit(block, hit.start, hit.end, WARN, "单元格里的密级字样，请人判断")
