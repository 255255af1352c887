"""Lists of persons that are no table to the reader of the file: lines of a PDF, a scan or a text file, and 张三、李四、王五.

A `Listing` is found by its heads (姓名 身份证号 …, then names below, on the same line as the rest or each on a line of its
own), by lines that begin with names, or by names strung together.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from gongkai.clearance.documents.document import METADATA, ROW, TRACE, Block, Document
from gongkai.clearance.scanners.flow import is_again
from gongkai.clearance.scanners.grids import is_title, kind_of
from gongkai.clearance.scanners.names import bare, is_name
from gongkai.clearance.scanners.sight import sight_of

Stretch = tuple[Block, int, int]
# 张 三 and 姓 名 are one word each: two single characters side by side.
_TOKEN = re.compile(r"[\u4e00-\u9fff] {1,4}[\u4e00-\u9fff](?=[\s|│┃]|$)|[^\s|│┃]+")
_COMMA = re.compile(r"[\u4e00-\u9fff] {1,4}[\u4e00-\u9fff](?=[\s|│┃,，;；]|$)|[^\s|│┃,，;；]+")
_HEAD = re.compile(r"姓 {0,4}名|户主|申请人|救助对象|保障对象|低保对象|特困|领取人|学生|儿童|孤儿")
_SERIAL = re.compile(r"^[（(]?\d{1,4}[）)、.．]?")
_PARTS = re.compile(r"[^、，, ]+")
_ONE_HEAD = (
    "序号|编号|户主姓名|申请人姓名|姓名|户主|申请人|救助对象|性别|民族|年龄|出生年月|出生日期|(?:居民|公民)?身份证(?:号码|号)?|证件号码?|联系电话|联系方式|电话|手机(?:号码|号)?|家庭(?:住址|地址)|现?住址|详细地址|地址|"
    "(?:所在)?村组|所在村|村居|乡镇|银行(?:账号|卡号|帐号)|账号|卡号|开户(?:银行|行)|病种|患病名称|病情|残疾(?:类别|等级|证号)|致[贫困]原因|困难类型|家庭(?:人口|成员|收入)|(?:保障|救助|享受)?(?:人口|人数|类别|类型|方式)|"
    "(?:月|年)?(?:补助|补贴|保障|救助|发放|资助)?(?:金额|标准|资金)(?:[（(][元万人月/]+[）)])?|监护人|与户主关系|学校|班级|年级|职务|单位|备注"
)
_GLUED_HEADS = re.compile(_ONE_HEAD)
_HEADS_ONLY = re.compile(f"(?:{_ONE_HEAD}){{2,}}")
_GLUED_CELLS = re.compile(r"[\u4e00-\u9fff·]+|[0-9A-Za-z.*-]+")
_ROW_ONLY = re.compile(
    r"\d{0,4}[\u4e00-\u9fff·]{2,12}(?:\d{6,}[0-9A-Za-z.*-]*[\u4e00-\u9fff]{0,20}\d*)?(?<=[\d元])|\d{1,4}[\u4e00-\u9fff·]{2,4}"
)
FAR = 40  # tokens without a name after which a list is over


@dataclass
class Listing:
    """`names` as stretches of blocks; `heads` likewise with their kinds, empty for a list without heads."""

    names: list[Stretch]
    above: str = ""
    heads: list[tuple[str, Stretch]] = field(default_factory=list)


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
    blocks = [
        block
        for block in document.blocks
        if block.kind not in {METADATA, TRACE, ROW} and block.table is None and not is_again(block)
    ]
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
                _Word(text[start:end], block, *view.span(at + start, at + end), line)
                for match in pattern.finditer(text)
                for start, end in _unglued(match)
            ]
            at += len(text) + 1
    return words


def _unglued(match: re.Match[str]) -> Iterator[tuple[int, int]]:
    """Optical reading drops the blanks between cells: 序号姓名银行账号 are three heads, 2欧兰三62170… three cells."""
    word = match[0]
    pattern = _GLUED_HEADS if _HEADS_ONLY.fullmatch(word) else _GLUED_CELLS if _ROW_ONLY.fullmatch(word) else None
    if pattern is None:
        yield match.span()
        return
    for part in pattern.finditer(word):
        yield match.start() + part.start(), match.start() + part.end()


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
            names = _in_line_with(names, words[last + 1 : at])
            heads = [(kinds[n], (words[n].block, words[n].start, words[n].end)) for n in range(first, last + 1)]
            before = _lines(words[max(0, first - 12) : first])
            yield Listing([(word.block, word.start, word.end) for word in names], f"{title}\n{before}", heads)


def _lines(words: list[_Word]) -> str:
    """Those of the lines that may be titles."""
    lines: dict[int, str] = {}
    for word in words:
        lines[word.line] = f"{lines.get(word.line, '')} {word.text}".strip()
    return "\n".join(filter(is_title, lines.values()))


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


def _in_line_with(names: list[_Word], words: list[_Word]) -> list[_Word]:
    """The names, and what stands in their column of the other lines: a rare name is a name among names."""
    lines: dict[int, list[_Word]] = {}
    for word in words:
        lines.setdefault(word.line, []).append(word)
    places = Counter(
        [word.end for word in lines[name.line]].index(name.end) for name in names if len(lines[name.line]) > 1
    )
    if not places:
        return names
    column = places.most_common(1)[0][0]
    known = {(name.line, name.end) for name in names}
    for line in lines.values():
        if column < len(line):
            word = line[column]
            fits = is_name(word.text, told=True) and not kind_of(word.text)
            if fits and (word.line, word.end) not in known:
                names.append(word)
    return sorted(names, key=lambda name: (name.line, name.start))


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
                above = [*above[-3:], text] if is_title(text.strip()) else above
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
            names = []
            for part in _PARTS.finditer(sentence[0]):
                name = _name_in(part[0])
                if name:
                    at = sentence.start() + part.start() + part[0].index(name)
                    names.append((at, at + len(name)))
            if len(names) >= 5:
                above = f"{title}\n{view.text[max(0, sentence.start() - 60) : names[0][0]]}\n{view.text[names[-1][1] : names[-1][1] + 40]}"
                yield Listing([(block, *view.span(*name)) for name in names], above)


def _name_in(word: str) -> str:
    """The name in one part of a string of names, without where its bearer lives and what he gets; "" for none."""
    word = re.sub(r"(?<=[\u4e00-\u9fff])(?:等(?:[\d一二三四五六七八九十]+[人户名位].*)?|[（(].*|[\d.]+元?)$", "", word)
    for said in (word, re.sub(r"^.*[村组寨屯社区镇乡道]", "", word)):
        if is_name(bare(said)) and not kind_of(said):
            return said
    return ""
