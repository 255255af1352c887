"""N.*: numbers in the words against the tables, against each other, and against arithmetic.

A rule speaks only where the words leave one reading. What may be a part, a rounded figure, another scope or another unit is
left alone: a false accusation costs more than a fault not found.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from gongkai.annual_reports.published.outline import About, Heading
from gongkai.annual_reports.published.paper import Paper
from gongkai.annual_reports.published.reading import Reading
from gongkai.annual_reports.published.words import plain, tight
from gongkai.statute.annual_report.identities import Breach, Severity

UNIT = r"(?:人次|余?[件条份篇起宗次项期个例人])"
N = r"(\d{1,9})"
COUNTED = rf"{N}(?:{UNIT})"
_BRACKETS = re.compile(r"\([^()]*\)")


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of the words, without white space. `whole` keeps what stood in brackets."""

    text: str
    whole: str
    section: str


def breaches(paper: Paper, sections: list[Heading], about: About, reading: Reading) -> tuple[Breach, ...]:
    said = list(sentences(paper, sections))
    found = [
        *_against_tables(said, about, reading),
        *_sums(said),
        *_balances(said),
        *_units(said),
        *_shares(said),
    ]
    return tuple(replace(breach, at=f"narrative[{place}]") for place, breach in enumerate(found))


def sentences(paper: Paper, sections: list[Heading]) -> Iterator[Sentence]:
    """The sentences outside the tables, section by section; words of menus and notes before section one are left out."""
    starts = [heading.line for heading in sections] or [0]
    cut = None if paper.is_whole else len(paper.lines)
    for place, start in enumerate(starts):
        end = starts[place + 1] if place + 1 < len(starts) else len(paper.lines)
        key = sections[place].key if sections else ""
        words = "".join(tight(plain(line.text)) for line in paper.lines[start:end] if not line.is_table)
        parts = re.split("[。]", words)
        if end == cut:
            parts.pop()  # the text may stop in the middle of this sentence
        for whole in parts:
            if whole:
                yield Sentence(_BRACKETS.sub("", _BRACKETS.sub("", whole)), whole, key)


# Words against tables ------------------------------------------------------------------------------------------------

_SUBJECT = r"(?:政府信息|信息公开|依申请|公开申请)"
_RECEIVED = re.compile(
    rf"(?:收到|新收到?|接收|受理|收办|收件|办理)(?:了)?(?:的)?[^,;:、\d]{{0,24}}?(?:申请|依申请公开)[^,;:、\d]{{0,12}}?{COUNTED}"
)
_RESULTS = (
    ("granted", re.compile(rf"(?<!不)(?<!或)(?:予以公开|同意公开)(?!或)(?:的)?(?:共|有)?{COUNTED}")),
    ("partially_granted", re.compile(rf"(?<!或)部分公开(?!或)(?:的)?(?:共|有)?{COUNTED}")),
    ("refused", re.compile(rf"(?:不予公开|不同意公开)(?:的)?(?:共|有)?{COUNTED}")),
    ("unavailable", re.compile(rf"无法提供(?:的)?(?:共|有)?{COUNTED}")),
    ("not_processed", re.compile(rf"不予处理(?:的)?(?:共|有)?{COUNTED}")),
    ("other", re.compile(rf"其他处理(?:的)?(?:共|有)?{COUNTED}")),
)
_NAMES = {
    "granted": "予以公开", "partially_granted": "部分公开", "refused": "不予公开", "unavailable": "无法提供",
    "not_processed": "不予处理", "other": "其他处理",
}  # fmt: skip
_ONE_WAY = re.compile("通过|网上|在线|信函|当面|邮寄|邮箱|平台|窗口")  # applications that came in one way are not all
_FORWARD = re.compile(
    rf"(?:结转|转)(?:到|至|入)?(?:下一?年度?|20\d\d年)(?:度)?(?:继续)?(?:办理|处理)?(?:的)?(?:申请)?{COUNTED}"
)
_NOTHING = re.compile(r"(?:未|没有)(?:收到|接到|受理)(?:过|任何)?[^,;。\d]{0,20}申请(?!人)")
_NO_REMEDY = re.compile(r"(?:未|没有|无)(?:发生|收到|出现|产生|引发)?[^,;。\d]{0,30}行政复议")
_REVIEWS = re.compile(rf"行政复议(?:案件|申请)?{COUNTED}")
_SUITS = re.compile(rf"行政诉讼(?:案件)?{COUNTED}")
_OFFICE = re.compile(r"(?:政府办公?室?|府办|办公[厅室]|本级|市政府|县政府|区政府)(?!及)")
_WHOLE_AREA = re.compile(r"全[市县区省州旗镇乡]")


def _against_tables(said: Sequence[Sentence], about: About, reading: Reading) -> Iterator[Breach]:
    three = _Totals(reading)
    for sentence in said:
        if sentence.section not in {"overview", "applications", ""}:
            continue
        yield from _applications(sentence, about, three)
        yield from _remedies(sentence, about, reading)
        yield from _nothing(sentence, three, reading)
    yield from _documents(said, reading)


class _Totals:
    """The totals of table three a sentence can mean; None where they were not read."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.new = self.of("new_received")
        self.before = self.of("carried_in")
        self.done = self.of("processed_total")
        self.forward = self.of("carried_out")
        self.handled = self.new + self.before if self.new is not None and self.before is not None else None

    def of(self, row: str):
        return self.reading.number(f"table_three.{row}.total")

    def group(self, key: str):
        """A result row, or the rows of its group added up; None unless all of them were read."""
        prefix = f"table_three.{key}"
        rows = {path.rsplit(".", 1)[0] for path in self.reading.values if path.startswith(prefix)}
        if key in {"granted", "partially_granted"}:
            rows = {prefix} & rows
        complete = {
            "refused": 8,
            "unavailable": 3,
            "not_processed": 5,
            "other": (1, 3),
            "granted": 1,
            "partially_granted": 1,
        }[key]
        if len(rows) not in (complete if isinstance(complete, tuple) else (complete,)):
            return None
        totals = [self.reading.number(f"{row}.total") for row in rows]
        return None if any(total is None for total in totals) else sum(totals)


def _applications(sentence: Sentence, about: About, three: _Totals) -> Iterator[Breach]:
    text = sentence.text
    if three.new is None or three.handled is None or not re.search(_SUBJECT, text):
        return
    match = _RECEIVED.search(text)
    covers_all = False
    if match and not _ONE_WAY.search(re.split("[,;:]", text[: match.start()])[-1] + match[0]):
        stated = int(match[1])
        fits = {three.new, three.handled}
        covers_all = stated in fits
        if not covers_all:
            yield _differs(sentence, match[0], stated, three.new, "本年新收（总计）", about)
            return
    if not covers_all:
        return
    for key, pattern in _RESULTS:
        total = three.group(key)
        if total is None:
            continue
        hits = [int(hit[1]) for hit in pattern.finditer(text)]
        if len(hits) == 1 and hits[0] != total:
            yield _differs(sentence, pattern.search(text)[0], hits[0], total, f"{_NAMES[key]}（总计）", about)
    if three.forward is not None and (hit := _FORWARD.search(text)) and int(hit[1]) != three.forward:
        yield _differs(sentence, hit[0], int(hit[1]), three.forward, "结转下年度继续办理（总计）", about)


def _remedies(sentence: Sentence, about: About, reading: Reading) -> Iterator[Breach]:
    text = sentence.text
    if not re.search(_SUBJECT, text) or re.search(r"通过行政复议|纠错|纠正率", text):
        return
    review = reading.number("table_four.review.total")
    cells = [reading.number(f"table_four.review.{key}") for key in ("upheld", "corrected", "other", "pending")]
    review_sum = None if any(cell is None for cell in cells) else sum(cells)
    hits = [int(hit[1]) for hit in _REVIEWS.finditer(text)]
    if review is not None and len(hits) == 1 and hits[0] not in {review, review_sum}:
        yield _differs(sentence, _REVIEWS.search(text)[0], hits[0], review, "行政复议（总计）", about)
    suits = [reading.number(f"table_four.{key}.total") for key in ("litigation_direct", "litigation_after_review")]
    hits = [int(hit[1]) for hit in _SUITS.finditer(text)]
    if None not in suits and len(hits) == 1 and hits[0] != sum(suits):
        parts = [
            reading.number(f"table_four.{block}.{key}")
            for block in ("litigation_direct", "litigation_after_review")
            for key in ("upheld", "corrected", "other", "pending")
        ]
        if None in parts or hits[0] != sum(parts):
            yield _differs(sentence, _SUITS.search(text)[0], hits[0], sum(suits), "行政诉讼（两栏总计之和）", about)


def _nothing(sentence: Sentence, three: _Totals, reading: Reading) -> Iterator[Breach]:
    text = sentence.text
    if not re.search(_SUBJECT, text):
        return
    if three.new and (hit := _NOTHING.search(text)) and not re.search("复议|诉讼", hit[0]):
        yield _told("N.table", hit[0], 0, three.new, "本年新收（总计）")
    review = reading.number("table_four.review.total")
    if review and (hit := _NO_REMEDY.search(text)) and not re.search("纠错|纠正|败诉|撤销|不服", text):
        yield _told("N.table", hit[0], 0, review, "行政复议（总计）")


_ISSUED = re.compile(rf"制发(?:了)?(?:的)?行政规范性文件{COUNTED}")


def _documents(said: Sequence[Sentence], reading: Reading) -> Iterator[Breach]:
    issued = reading.number("table_two.art20_1.normative_document.issued")
    if issued is None:
        return
    for sentence in said:
        hits = [int(hit[1]) for hit in _ISSUED.finditer(sentence.text)]
        if len(hits) == 1 and hits[0] != issued and sentence.section in {"overview", "proactive"}:
            yield _told("N.table", _ISSUED.search(sentence.text)[0], hits[0], issued, "行政规范性文件·本年制发件数")


def _differs(sentence: Sentence, quote: str, stated: int, cell, name: str, about: About) -> Breach:
    """N.table, or N.contradiction when the words speak of the office and the table of the whole area."""
    is_area = bool(re.search(r"[省市县区州旗镇乡]人民政府$", about.organ) or re.search(r"[省市县区州旗]$", about.organ))
    speaks_of_office = _OFFICE.search(sentence.text) and not _WHOLE_AREA.search(sentence.text)
    if is_area and speaks_of_office and stated < cell:
        return Breach(
            "N.contradiction", "narrative", cell, stated,
            f"文中“{quote}”是{stated}，表格“{name}”是{cell}：文字似乎只统计办公室，表格统计全域，两者口径不一，又没有说明",
        )  # fmt: skip
    return _told("N.table", quote, stated, cell, name)


def _told(rule: str, quote: str, stated: int, cell, name: str) -> Breach:
    return Breach(rule, "narrative", cell, stated, f"文中“{quote}”与表格不一致：表格“{name}”为{cell}")


# Words against arithmetic --------------------------------------------------------------------------------------------

_OPEN = re.compile(r"等|余|多[条件]|主要|约|左右|以上|近\d|部分为|超过|不少于")
_TOTAL = re.compile(rf"(?<!\d)(\d{{1,9}})(?!余)({UNIT})[,:。]?(?:其中|包括|分别(?:为|是))[,:]?")
_PART = re.compile(rf"(?<![\d.年])(\d{{1,9}})({UNIT})(?!率)")


def _sums(said: Sequence[Sentence]) -> Iterator[Breach]:
    """N.sum: parts named after 其中 add up to more than the whole, or, where 其他 closes the list, to less."""
    for sentence in said:
        text = sentence.text
        match = _TOTAL.search(text)
        if not match:
            continue
        listed = re.split(r"[;。]", text[match.end() :])[0]
        if _TOTAL.search(listed) or _OPEN.search(listed.replace("等级", "")) or re.search(r"\d+\.\d|%|万", listed):
            continue
        parts = _PART.findall(listed)
        if len(parts) < 2 or any(unit != match[2] for _number, unit in parts):
            continue
        total, numbers = int(match[1]), [int(number) for number, _unit in parts]
        added = sum(numbers)
        closes = re.search(r"其[他它]", listed) is not None and len(numbers) >= 3
        if (added > total and max(numbers) <= total) or (added < total and closes and added > total * 0.5):
            if _nested(numbers, total):
                continue
            yield Breach(
                "N.sum", "narrative", added, total,
                f"文中“{match[1]}{match[2]}，其中……”各项相加为{added}，不等于{total}", Severity.WARNING,
            )  # fmt: skip


def _nested(numbers: list[int], total: int) -> bool:
    """Parts of parts: the first members alone make the whole, or one member is the sum of those right after it."""
    sums = [sum(numbers[:end]) for end in range(1, len(numbers))]
    return total in sums or any(
        numbers[place] == sum(numbers[place + 1 : end])
        for place in range(len(numbers))
        for end in range(place + 3, len(numbers) + 1)
    )


_NEW = re.compile(rf"(?:新收到?|新接收|新受理|收到|接收)[^,;:、\d]{{0,24}}?{COUNTED}")
_CARRIED = re.compile(
    rf"(?:上年度?|上一年度?|20\d\d年)结转(?:申请|办理|的|数)*{COUNTED}|结转上年度?(?:办理|申请)?{COUNTED}"
)
_DONE = re.compile(rf"(?:办结|已?答复|办理完毕|已办理)(?:申请|政府信息公开申请|完毕)?{COUNTED}")


def _balances(said: Sequence[Sentence]) -> Iterator[Breach]:
    """N.balance: received and carried in against answered and carried out, where one sentence names them."""
    for sentence in said:
        text = sentence.whole.replace("(", ",").replace(")", ",")
        new, done, forward = _only(_NEW, text), _only(_DONE, text), _only(_FORWARD, text)
        before = _only(_CARRIED, text)
        if new is None or done is None or forward is None or not re.search(_SUBJECT, text):
            continue
        if done + forward not in {new, new + (before or 0)}:
            yield Breach(
                "N.balance", "narrative", new + (before or 0), done + forward,
                f"文中收到{new}件、上年结转{before or 0}件，与办结{done}件、结转下年度{forward}件不平衡",
            )  # fmt: skip


def _only(pattern: re.Pattern[str], text: str) -> int | None:
    hits = {int(next(group for group in hit.groups() if group)) for hit in pattern.finditer(text)}
    return hits.pop() if len(hits) == 1 else None


_TEN_THOUSAND = re.compile(r"(?<![\d.])(\d{2,9})万([条件篇])")


def _units(said: Sequence[Sentence]) -> Iterator[Breach]:
    """N.contradiction: 173769万条 whose parts, in the sentence after it, add up to 173769条."""
    for place, sentence in enumerate(said):
        match = _TEN_THOUSAND.search(sentence.text)
        if not match:
            continue
        rest = sentence.text[match.end() :] + (said[place + 1].text if place + 1 < len(said) else "")
        parts = [int(number) for number, unit in _PART.findall(rest)[:8] if unit == match[2]]
        whole = int(match[1])
        if any(sum(parts[:length]) == whole for length in range(2, len(parts) + 1)):
            yield Breach(
                "N.contradiction", "narrative", whole, f"{whole}万",
                f"文中“{match[0]}”的各部分相加为{whole}{match[2]}，单位“万”应是误加",
            )  # fmt: skip


_SHARE = re.compile(rf"(\d{{1,9}}){UNIT}?[,(]?占(?:比|总数的?|全部的?|总量的?)?(?:为)?(\d{{1,3}}(?:\.\d{{1,2}})?)%")


def _shares(said: Sequence[Sentence]) -> Iterator[Breach]:
    """N.percent: in a list of counts with their shares of one whole, one share that is not that of the others."""
    for sentence in said:
        shares = [(int(count), share) for count, share in _SHARE.findall(sentence.whole)]
        if len(shares) < 3:
            continue
        wholes = {int(number) for number, _unit in _PART.findall(sentence.whole)}
        for whole in sorted(wholes, reverse=True):
            wrong = [(count, share) for count, share in shares if not _is_share(count, whole, share)]
            if len(wrong) == 1 and whole >= max(count for count, _share in shares):
                count, share = wrong[0]
                expected = f"{count / whole:.{len(share.partition('.')[2])}%}"
                yield Breach(
                    "N.percent", "narrative", expected, f"{share}%",
                    f"文中{count}占{whole}的{share}%，应为{expected}", Severity.WARNING,
                )  # fmt: skip
                break


def _is_share(count: int, whole: int, share: str) -> bool:
    digits = len(share.partition(".")[2])
    return whole > 0 and abs(count / whole * 100 - float(share)) <= 0.5 * 10**-digits + 1e-9
