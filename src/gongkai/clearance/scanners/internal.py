"""Marks of work secrets and of papers for inside only: 内部资料, 内部事项 注意保管, 工作秘密, 仅供内部使用, 不得外传.

Ground: State Secrets Law Art. 64 (work secrets). In running text (内部控制制度, 内部审计) the words are no mark.
"""

import re
from collections.abc import Callable, Iterator

from gongkai.clearance.documents.document import ROW, Block, Document
from gongkai.clearance.scanners.finding import BLOCK, WARN, Hit, Known
from gongkai.clearance.scanners.marks import BRACKETED, apart, quoted, segment_around, segments
from gongkai.clearance.scanners.sight import View, sight_of

RULE = "INTERNAL"
LABEL = "内部或者工作秘密标志"
WHY = "标有内部、工作秘密字样的文件未经审查不得公开（保守国家秘密法第六十四条，政府信息公开条例第十七条）。"

USE = r"(?:使用|参考|传阅|交流|掌握|学习|阅读|查阅|参阅|工作|人员)"
FIRST = (
    rf"(?:内\s?部\s?(?:资\s?料|文\s?件|事\s?项|使\s?用|传\s?阅|明\s?电|材\s?料|参\s?考|参\s?阅|刊\s?物|交\s?流|掌\s?握|公文|讨论|数据|名单|发行|通报)|工\s?作\s?秘\s?密"
    rf"|(?:[仅只]?供|[仅只]?限)(?:本单位|本局|本机关|机关|单位|系统|部门|领导|会议)?内部{USE}{{0,3}}"
    r"|[仅只]供(?:领导|会议|机关|本单位|本机关|上级)(?:同志|人员)?(?:参阅|参考|使用|审阅|传阅)"
    r"|(?:不得|请勿|切勿|勿|严禁|禁止|不准|不可|不要|请不要)(?:对外|向外|擅自|随意)?(?:外传|外泄|外漏|泄露|扩散|散发|提供|公开)|(?:不得|严禁|禁止|请勿)上(?:互联)?网"
    r"|[阅会]后(?:即焚|收回|交回|退回|清退|销毁))"
)
SECOND = r"(?:请?(?:注意|妥善|严格|务必)(?:保管|保存|保密)|(?:不得|严禁|请勿)(?:复制|复印|翻印|转发|拍照|摘抄))"
SUBJECT = r"(?:(?:此|本|该|以上|上述)(?:件|名单|资料|文件|材料|表|通讯录|内容|数据|信息|稿|报告)?)"
GAP = r"[，,、；;。.!！·★☆*:：\s\-]{0,4}"
MARK = re.compile(
    rf"(?:密级[:：]\s*内部|{GAP}(?:{SUBJECT}?(?:{SECOND}{GAP}){{0,2}}{FIRST}{GAP})(?:{SUBJECT}?(?:{FIRST}|{SECOND}){GAP}){{0,4}}|{GAP}内\s?部{GAP}(?:{SECOND}{GAP}){{1,2}})"
    r"(?:第[ ]?[0-9〇零一二三四五六七八九十]{1,4}[ ]?[期号份])?"
)
ASKED = re.compile(r"外[传泄漏]|保[管存密]|[供限].*内部|[：:]|后(?:即焚|收回|交回|退回|清退|销毁)|[不请勿严禁]")
BARE = re.compile(r"内\s{0,4}部[★☆*]?")
NOTE = re.compile(r"内部[:：].{2,}")  # （内部：…）, an aside for colleagues
SPOKEN = re.compile(
    r"(?:不得|请勿|切勿|勿|严禁|禁止)(?:对外)?(?:外传|外泄|扩散)|[仅只][供限](?:\w{0,4})内部|内部(?:资料|文件|使用|事项|掌握|意见|核查意见)|工作秘密"
)
CERTAIN = re.compile(r"外传|外泄|[仅只][供限]|工作秘密|内部(?:资料|文件|事项|使用)")
QUICK = re.compile(
    r"内\s?部|工\s?作\s?秘\s?密|外[传泄漏]|[仅只]供|后(?:即焚|收回|交回|退回|清退|销毁)|上网|互联网|扩散|散发|泄露|公开|提供"
)
LONGEST = 60


def find(document: Document, known: Known) -> Iterator[Hit]:
    for block in document.blocks:
        if QUICK.search(block.text):
            yield from _in_block(block, sight_of(block).plain)


def _in_block(block: Block, view: View) -> Iterator[Hit]:
    text = view.text
    taken: list[tuple[int, int]] = []

    def hit(start: int, end: int, severity: str, note: str = "") -> Iterator[Hit]:
        if all(end <= first or start >= last for first, last in taken[-8:]):
            taken.append((start, end))
            yield Hit(block, *view.span(start, end), severity, note)

    for match in BRACKETED.finditer(text):
        inner = match[1].strip()
        before, after = segment_around(text, *match.span())
        edge = (not before.strip() or not after.strip(" 。.")) and (inner != "工作秘密" or not (before + after).strip())
        if MARK.fullmatch(inner) or NOTE.fullmatch(inner):
            # in round brackets amid a sentence a bare term is a gloss, a request is not
            if edge or match[0][0] in "【[〔" or ASKED.search(inner):
                yield from hit(*match.span(), WARN if quoted(text, *match.span()) else BLOCK)
        elif BARE.fullmatch(inner):
            yield from hit(*match.span(), BLOCK if edge else WARN)
    for start, end in segments(text):
        if end - start > LONGEST:
            yield from _sentences(text, start, end, hit)
            continue
        piece = text[start:end]
        if MARK.fullmatch(piece):
            yield from hit(start, end, BLOCK)
        elif BARE.fullmatch(piece):
            if block.kind != ROW or apart(block, view.origin[start]) or _is_field(text, start):
                yield from hit(start, end, BLOCK)
        else:
            yield from _sentences(text, start, end, hit)
    for match in SPOKEN.finditer(text):
        at = view.origin[match.start()]
        if apart(block, at) and CERTAIN.search(match[0]):
            yield from hit(*match.span(), BLOCK)
        elif block.piece_at(at).hidden:
            yield from hit(*match.span(), BLOCK if CERTAIN.search(match[0]) else WARN, "在不显示的部分")


def _sentences(text: str, start: int, end: int, hit: Callable[[int, int, str], Iterator[Hit]]) -> Iterator[Hit]:
    """A whole sentence of a longer paragraph that says it of this paper: 此名单仅供内部使用，请勿外传。"""
    at = start
    for sentence in re.split(r"(?<=[。！!])", text[start:end]):
        if len(sentence) <= LONGEST and re.match(rf"\s*{SUBJECT}", sentence) and MARK.fullmatch(sentence.strip()):
            yield from hit(at, at + len(sentence.rstrip()), BLOCK)
        at += len(sentence)


def _is_field(text: str, start: int) -> bool:
    return bool(
        re.search(
            r"(?:密\s?级|公开范围|发布范围|知悉范围|使用范围|保密等级)[:：\s]*$", text[max(0, start - 12) : start]
        )
    )
