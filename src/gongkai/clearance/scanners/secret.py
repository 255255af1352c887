"""Marks of state secrets: 绝密★, 机密★5年, 秘密★启用前, also with the star misread or lost.

Ground: State Secrets Law Art. 22, 29, 31 (what is marked is secret, and may not be kept in this system); GB/T 9704-2012
7.2.2 (form). A mark that stands as a mark blocks, and the upload is refused before it is stored; the same signs quoted
in a sentence are a lesson about marks or a reference, and a person looks.
"""

import re
from collections.abc import Iterator

from gongkai.clearance.documents.document import Block, Document
from gongkai.clearance.scanners.finding import BLOCK, WARN, Hit, Known
from gongkai.clearance.scanners.marks import EXTENSION, apart, at_top, quoted, segment_around
from gongkai.clearance.scanners.sight import View, sight_of

RULE = "SECRET"
LABEL = "国家秘密标志"
WHY = "标有国家秘密标志的文件不得在非涉密系统存储、处理，更不得公开（保守国家秘密法第二十九条、第三十一条）。"

LEVEL = r"(?:绝{0}密|机{0}密|秘{0}密|絕{0}密|機{0}密|祕{0}密|绝{0}蜜|机{0}蜜|秘{0}蜜)".replace("{0}", r"[ \t\r\n]{0,4}")
BLANK = r"[ \t\r\n]{0,4}"
STAR = r"[★☆✩✪✫✬✭✮✯✰⭐🌟⋆*※✱✲✳✶✷✸✹]"
MISREAD = (
    r"[^\s0-9级期满共约超的和或及等是一二三四五六七八九十]"  # what optical reading makes of the star: 女, 太, 文, 仓
)
TERM = (
    rf"(?:(?:[0-9OolI]{{1,2}}|[一二三四五六七八九十]{{1,3}}){BLANK}(?:[年午牛]|个月|月(?!{BLANK}[0-9])|天|日)(?!第)"
    rf"|长{BLANK}期|永久|启{BLANK}用{BLANK}前|解密前|公布前)"
)
STARRED = re.compile(rf"{LEVEL}级?{BLANK}{STAR}{{1,2}}(?:{BLANK}{TERM})?")
STARLESS = re.compile(rf"{LEVEL}级?{BLANK}{MISREAD}?{BLANK}{TERM}")
REAL_STAR = re.compile(r"[★☆✩✪✫✬✭✮✯✰⭐🌟⋆]")
QUICK = re.compile("[绝机秘絕機祕]")
COMPOUND = re.compile(r"(?:国家|商业|工作|个人|军事|技术|职业|保守|泄露|涉及|属于|核心|重要)[ ]?$")

BEFORE = re.compile(
    r"[\[【（(〔<★☆*\s]*(?:(?:(?:份\s*号|编号|No\.?|№)?\s*[:：]?\s*第?[0-9]{1,10}号?|附件[0-9一二三四五六七八九十]{0,3})[\s:：;；,，]*)?[\[【（(〔<★☆*\s]*",
    re.IGNORECASE,
)
FIELD = re.compile(r"(?:密\s*级|秘密等级|保密等级|保密级别|定密|密级和保密期限|密级及保密期限)[^:：\n]{0,4}[:：]\s*$")
AFTER = re.compile(
    r"[\]】）)〕>★☆*\s。.]*(?:(?:特\s*急|特\s*提|加\s*急|平\s*急|急\s*件|[0-9]{6}|(?:份\s*号|编号|No\.?|№)\s*[:：]?\s*[0-9]{1,10}|第?\s*[0-9]+\s*份|共\s*[0-9]+\s*页)\s*)*[\]】）)〕>\s]*",
    re.IGNORECASE,
)
SENTENCE = re.compile(r"[，,。；;]|^\s*(?:是|为|指|即|的|表示|等|和|或|与|、|字样|标志|标识|级)")


def find(document: Document, known: Known) -> Iterator[Hit]:
    for block in document.blocks:
        if not QUICK.search(block.text):
            continue
        view = sight_of(block).plain
        for pattern in (STARRED, STARLESS):
            for match in pattern.finditer(view.text):
                severity = _severity(document, block, view, match)
                if severity and (pattern is STARRED or severity == BLOCK):
                    yield Hit(
                        block,
                        *view.span(*match.span()),
                        severity,
                        "" if severity == BLOCK else "引用在句子里，请人判断",
                    )


def _severity(document: Document, block: Block, view: View, match: re.Match[str]) -> str:
    start = view.origin[match.start()]
    before, after = segment_around(view.text, *match.span())
    if COMPOUND.search(before):
        return WARN if REAL_STAR.search(match[0]) else ""
    if quoted(view.text, *match.span()):
        return WARN
    stands = bool(BEFORE.fullmatch(before) or FIELD.search(before))
    if stands and AFTER.fullmatch(EXTENSION.sub("", after)):
        return BLOCK
    if stands and not SENTENCE.search(after[:12]) and (apart(block, start) or at_top(document, block, start)):
        return BLOCK
    if apart(block, start) and REAL_STAR.search(match[0]):
        return BLOCK
    if FIELD.search(before):
        return BLOCK
    return WARN
