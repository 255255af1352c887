"""Lists of persons that are no table to the reader of the file: lines of a PDF, a scan or a text file, and 张三、李四、王五.

A `Listing` is found by its heads (姓名 身份证号 …, then names below, on the same line as the rest or each on a line of its
own), by lines that begin with names, or by names strung together.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from gongkai.clearance.documents.document import METADATA, ROW, TRACE, Block, Document
from gongkai.clearance.scanners.grids import kind_of
from gongkai.clearance.scanners.names import bare, is_masked, is_name
from gongkai.clearance.scanners.sight import sight_of

Stretch = tuple[Block, int, int]
# 张 三 and 姓 名 are one word each: two single characters side by side.
_TOKEN = re.compile(r"[\u4e00-\u9fff] {1,4}[\u4e00-\u9fff](?=[\s|│┃]|$)|[^\s|│┃]+")
_COMMA = re.compile(r"[\u4e00-\u9fff] {1,4}[\u4e00-\u9fff](?=[\s|│┃,，;；]|$)|[^\s|│┃,，;；]+")
_HEAD = re.compile(r"姓 {0,4}名|户主|申请人|救助对象|保障对象|低保对象|特困|领取人|学生|儿童|孤儿")
_SERIAL = re.compile(r"^[（(]?\d{1,4}[）)、.．]?")
_PARTS = re.compile(r"[^、，, ]+")
FAR = 40  # tokens without a name after which a list is over


@dataclass
class Listing:
    """`names` as stretches of blocks; `heads` likewise with their kinds, empty for a list without heads."""

    names: list[Stretch]
    above: str = ""
    heads: list[tuple[str, Stretch]] = field(default_factory=list)
    strung: bool = False


@dataclass(frozen=True, slots=True)
class _Word:
    text: str
    block: Block
    start: int
    end: int
    line: int


def listings_of(document: Document) -> list[Listing]:
    """The lists in the running text of this document, found when first asked for."""
    if "_listings" not in document.__dict__:
        document.__dict__["_listings"] = list(_listings(document))
    found: list[Listing] = document.__dict__["_listings"]
    return found


def _listings(document: Document) -> Iterator[Listing]:
    blocks = [block for block in document.blocks if block.kind not in {METADATA, TRACE, ROW} and block.table is None]
    headed = [block for block in blocks if _HEAD.search(sight_of(block).plain.text)]
    taken: set[tuple[int, int]] = set()
    if headed:
        words = _words(blocks, comma=False)
        for comma in (False, True):
            words = _words(blocks, comma=True) if comma else words
            for listing in _headed(words, document.name):
                fresh = [name for name in listing.names if (id(name[0]), name[1]) not in taken]
                if len(fresh) == len(listing.names):
                    taken.update((id(block), start) for block, start, _end in fresh)
                    yield listing
    for listing in [*_line_by_line(blocks, document.name), *_strung(blocks, document.name)]:
        if not any((id(block), start) in taken for block, start, _end in listing.names):
            taken.update((id(block), start) for block, start, _end in listing.names)
            yield listing


def _words(blocks: list[Block], *, comma: bool) -> list[_Word]:
    words: list[_Word] = []
    pattern, line = _COMMA if comma else _TOKEN, 0
    for block in blocks:
        view = sight_of(block).plain
        at = 0
        for text in view.text.split("\n"):
            line += 1
            words += [
                _Word(match[0], block, *view.span(at + match.start(), at + match.end()), line)
                for match in pattern.finditer(text)
            ]
            at += len(text) + 1
    return words


def _headed(words: list[_Word], title: str) -> Iterator[Listing]:
    kinds = [kind_of(word.text) if len(word.text) <= 12 else "" for word in words]
    at = 0
    while at < len(words):
        if kinds[at] != "name":
            at += 1
            continue
        first = at
        while first > 0 and kinds[first - 1] and at - first < 8:
            first -= 1
        last = at
        while last + 1 < len(words) and kinds[last + 1] and last - at < 12:
            last += 1
        if last == first:
            at += 1
            continue
        names, at = _names_below(words, last + 1)
        if len(names) >= 3:
            heads = [(kinds[n], (words[n].block, words[n].start, words[n].end)) for n in range(first, last + 1)]
            before = " ".join(word.text for word in words[max(0, first - 12) : first])
            yield Listing([(word.block, word.start, word.end) for word in names], f"{title}\n{before}", heads)


def _names_below(words: list[_Word], start: int) -> tuple[list[_Word], int]:
    """The names after the heads, and where the list is over: at prose, or where no name came for long."""
    names: list[_Word] = []
    since, at = 0, start
    while at < len(words):
        word = words[at]
        if len(word.text) > 30 or word.text.endswith(("。", "；", "：")) or since > FAR:
            break
        plain = _SERIAL.sub("", word.text)
        if is_name(plain) and not kind_of(plain):
            names.append(_Word(plain, word.block, word.end - len(plain), word.end, word.line))
            since = 0
        at, since = at + 1, since + 1
    return names, at


def _line_by_line(blocks: list[Block], title: str) -> Iterator[Listing]:
    """Five lines and more that are a name, or a number, a name and little else."""
    run: list[Stretch] = []
    above: list[str] = [title]
    gap = 0
    for block in blocks:
        view, at = sight_of(block).plain, 0
        for text in view.text.split("\n"):
            match = re.match(
                r" *(?:[（(]?\d{1,4}[）)、.．]? *|[一二三四五六七八九十]{1,3}、)?(?P<name>[\u4e00-\u9fff·](?:[\u4e00-\u9fff·]| {1,4}(?=[\u4e00-\u9fff](?: |$|[，,、:：（(\d])))*)(?=$|[ \t，,、:：（(|\d])",
                text,
            )
            if match and len(text) <= 60 and is_name(match["name"]):
                run.append((block, *view.span(at + match.start("name"), at + match.end("name"))))
                gap = 0
            elif text.strip():
                gap += 1
                if gap > 1 and len(text) > 0:
                    yield from _run(run, above)
                    run = []
                above = [*above[-3:], text[:80]]
            at += len(text) + 1
    yield from _run(run, above)


def _run(run: list[Stretch], above: list[str]) -> Iterator[Listing]:
    words = {block.text[start:end] for block, start, end in run}
    if len(run) >= 5 and len(words) >= 0.6 * len(run):
        yield Listing(run, "\n".join(above))


def _strung(blocks: list[Block], title: str) -> Iterator[Listing]:
    """张三、李四、王五、赵六、钱七."""
    for block in blocks:
        view = sight_of(block).plain
        for sentence in re.finditer(r"[^。；;\n：:]+", view.text):
            if sentence[0].count("、") + sentence[0].count("，") + sentence[0].count(" ") < 4:
                continue
            names = [
                (sentence.start() + part.start(), sentence.start() + part.end())
                for part in _PARTS.finditer(sentence[0])
                if _is_part(part[0])
            ]
            if len(names) >= 5:
                above = f"{title}\n{view.text[max(0, sentence.start() - 60) : names[0][0]]}\n{view.text[names[-1][1] : names[-1][1] + 40]}"
                yield Listing([(block, *view.span(*name)) for name in names], above, strung=True)


def _is_part(word: str) -> bool:
    word = re.sub(r"等(?:[\d一二三四五六七八九十]+[人户名位].*)?$", "", word)
    return is_name(bare(word)) and not is_masked(word) and not kind_of(word)
