"""HIDDEN: what a file holds and its reader does not see: hidden sheets, rows and text, comments, changes, old revisions, scripts.

Regulation on Disclosure Art. 17: what is published is reviewed whole, with what nobody sees on the page as well. One
finding for each place of one kind of hiding (a sheet, a row, a comment), however much stands in it.
"""

from collections.abc import Iterator

from gongkai.clearance.documents.document import METADATA, TRACE, TRACES, Block, Document, Piece
from gongkai.clearance.documents.places import Place, Step
from gongkai.clearance.scanners.finding import BLOCK, WARN, Hit, Known
from gongkai.clearance.scanners.flow import is_again

RULE = "HIDDEN"
LABEL = "隐藏内容"
WHY = "文件里有页面上看不见的内容，公开以后谁都能取出来，要先清除（政府信息公开条例第十七条）。"

# How bad each trace is, how far its place reaches, and what a cleaned copy does with it. A trace that is not here is no
# finding: alternative texts are written to be read.
_ROWS: dict[str, tuple[str, str, str]] = {
    "hidden_sheet": (BLOCK, "sheet", "清理副本不带隐藏的工作表"),
    "hidden_row": (BLOCK, "row", "清理副本不带隐藏的行"),
    "hidden_column": (BLOCK, "column", "清理副本不带隐藏的列"),
    "defined_name": (WARN, "name", "清理副本去掉定义名称"),
    "pivot_cache": (BLOCK, "pivot", "清理副本只留看得见的数值，去掉缓存"),
    "external_cache": (BLOCK, "part", "清理副本只留看得见的数值，去掉外部数据"),
    "hidden_text": (BLOCK, "", "清理副本删除隐藏文字"),
    "white": (BLOCK, "", "看不见的字要由人决定：删去，或者改成看得见"),
    "tiny": (BLOCK, "", "看不见的字要由人决定：删去，或者改成看得见"),
    "outside": (BLOCK, "page", "清理副本去掉页面以外的内容"),
    "covered": (BLOCK, "page", "遮盖没有删掉下面的字，要用遮盖工具重新生成"),
    "cropped": (BLOCK, "image", "清理副本只留裁剪以后的图片"),
    "deleted": (BLOCK, "", "清理副本删去修订中已删除的文字"),
    "inserted": (WARN, "", "清理副本接受修订，请核对接受以后的文字"),
    "comment": (BLOCK, "comment", "清理副本删除批注"),
    "annotation": (BLOCK, "annotation", "清理副本删除注释"),
    "field": (WARN, "", "清理副本把域换成显示的文字"),
    "notes": (BLOCK, "page", "清理副本删除备注"),
    "revision": (BLOCK, "revision", "清理副本只留最后一版"),
    "attachment": (BLOCK, "attachment", "清理副本去掉内嵌的附件"),
    "script": (BLOCK, "script", "清理副本去掉脚本和自动动作"),
    "template": (WARN, "part", "清理副本去掉不显示的部件"),
}  # fmt: skip
_BY_STEP = {"sheet": "hidden_sheet", "row": "hidden_row", "column": "hidden_column"}
Key = tuple[str, tuple[Step, ...], int | str]


def find(document: Document, known: Known) -> Iterator[Hit]:
    seen: set[Key] = set()
    for block in document.blocks:
        if block.kind == METADATA or is_again(block):
            continue
        yield from _in_block(block, seen)


def _in_block(block: Block, seen: set[Key]) -> Iterator[Hit]:
    number = 0
    while number < len(block.pieces):
        piece = block.pieces[number]
        trace = trace_of(piece)
        if trace not in _ROWS or (block.kind != TRACE and not piece.text.strip()):
            number += 1
            continue
        key = _key(piece.place, trace)
        last = number
        while (
            last + 1 < len(block.pieces)
            and trace_of(block.pieces[last + 1]) == trace
            and _key(block.pieces[last + 1].place, trace) == key
        ):
            last += 1
        if key not in seen:
            seen.add(key)
            severity, _reach, cleaned = _ROWS[trace]
            end = block.start_of(last) + len(block.pieces[last].text)
            yield Hit(block, block.start_of(number), end, severity, f"{TRACES[trace]}。{cleaned}")
        number = last + 1


def trace_of(piece: Piece) -> str:
    """The piece's own trace, or the one its place says (a step that hides all that follows)."""
    if piece.trace or not piece.place.is_hidden:
        return piece.trace
    hiding = next(step for step in piece.place.steps if step.hidden)
    return _BY_STEP.get(hiding.kind, "hidden_text")


def _key(place: Place, trace: str) -> Key:
    """The place down to the step that this trace is about: the sheet of a hidden sheet, the row of a hidden row."""
    reach = _ROWS[trace][1]
    steps = place.steps
    for at, step in enumerate(steps):
        if (
            step.kind == reach
            or (step.hidden and reach not in {"row", "column"})
            or (trace == "attachment" and step.kind == "file" and at)
        ):
            return trace, steps[: at + 1], ""
    if reach in {"row", "column"} and steps and steps[-1].kind == "cell":
        letters = steps[-1].name.rstrip("0123456789")
        return trace, steps[:-1], steps[-1].name[len(letters) :] if reach == "row" else letters
    return trace, steps, ""


def severity_of(trace: str) -> str:
    return _ROWS[trace][0]
