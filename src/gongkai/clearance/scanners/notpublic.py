"""Notes that a document is not to be published: （此件不公开）, （此件依申请公开）, 此件发至县团级, 公开属性：不予公开.

Ground: Regulation Art. 16, 17; 国办发〔2016〕80号 (the attribute is fixed when a document is drafted and printed under its
date). （此件公开发布） and 主动公开 are the opposite and never fire.
"""

import re
from collections.abc import Iterator

from gongkai.clearance.documents.document import ROW, Block, Document
from gongkai.clearance.scanners.finding import BLOCK, WARN, Hit, Known
from gongkai.clearance.scanners.marks import in_name, quoted, segment_around, ticked
from gongkai.clearance.scanners.sight import View, sight_of

RULE = "NOTPUBLIC"
LABEL = "不公开或者依申请公开标注"
WHY = "文件标注的公开属性不是主动公开，未经重新审查不得公开（政府信息公开条例第十六条、第十七条）。"

NO = r"(?:不公开|不予公开|不宜公开|不对外公开|不对社会公开|不得公开|不主动公开|暂不公开|免予公开|非公开|依\s?申\s?请\s?公\s?开|申请公开)"
REACH = r"(?:[只仅]?(?:公开)?(?:发|印发|传达|限发|抄发)(?:至|到)[^）)\]】。，,\n]{1,20})"
THING = r"(?:此\s?件|本\s?件|该\s?件|此文|此文件|本文件|此通知|本通知)"
SAID = re.compile(
    rf"[（(【\[〔]?\s*{THING}[ ]?(?:属于?|为|系|按照?)?[ ]?(?:{NO}|{REACH})(?:件|文件|信息)?[ ]?[）)】\]〕]?"
)
BRACKETED = re.compile(rf"[（(【\[〔]\s*{NO}\s*[）)】\]〕]")
FIELD = r"(?:信息)?公开(?:属性|选项|方式|类别|形式|类型|性质|意见)|是否(?:主动)?公开|公开与否"
LABELLED = re.compile(rf"(?:{FIELD})\s*[:：]\s*[\[【（(]?\s*(?:{NO}|否)(?=[\s，,。；;）)\]】|]|$)")
OPTION = re.compile(NO)
CELL = re.compile(rf"(?:^|\t)\s*(?:{FIELD})\s*[:：]?\s*\t\s*(?P<value>{NO}|否)\s*(?=\t|$)")
NAMED = re.compile(rf"[（(【\[_\-]\s*{NO}\s*(?=[）)】\]_\-.]|$)")
QUICK = re.compile(r"公开|公\s开|[此本该]\s?[件文通]")


def find(document: Document, known: Known) -> Iterator[Hit]:
    for block in document.blocks:
        if QUICK.search(block.text):
            yield from _in_block(block, sight_of(block).plain)


def _in_block(block: Block, view: View) -> Iterator[Hit]:
    text = view.text
    if in_name(block):
        yield from (Hit(block, *view.span(*match.span()), BLOCK) for match in NAMED.finditer(text))
        return
    for match in SAID.finditer(text):
        severity, note = _said(text, match)
        if severity:
            yield Hit(block, *view.span(*match.span()), severity, note)
    for match in BRACKETED.finditer(text):
        before, after = segment_around(text, *match.span())
        if not before.strip() or not after.strip():
            yield Hit(block, *view.span(*match.span()), BLOCK if not before.strip() else WARN)
    for match in (*LABELLED.finditer(text), *ticked(text, OPTION)):
        if not quoted(text, *match.span()):
            yield Hit(block, *view.span(*match.span()), BLOCK)
    if block.kind == ROW:
        for match in CELL.finditer(text):
            yield Hit(block, *view.span(*match.span("value")), BLOCK)


def _said(text: str, match: re.Match[str]) -> tuple[str, str]:
    before, after = segment_around(text, *match.span())
    if quoted(text, *match.span()):
        return WARN, "引用在句子里，请人判断"
    if "公开发" in match[0] and not re.search(r"[只仅限]", match[0]):
        return WARN, "限定了发送范围，请人判断"
    bracketed = match[0][0] in "（(【[〔"
    if bracketed and (not after.strip("。.； ") or not before.strip()):
        return BLOCK, ""
    if not before.strip() and not after.strip("。. "):
        return BLOCK, ""
    return WARN, "在句子里，请人判断"
