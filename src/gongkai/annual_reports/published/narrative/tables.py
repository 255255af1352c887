"""N.table: a number in the words that names a cell is the number in the cell."""

import re
from collections.abc import Iterator, Sequence

from gongkai.annual_reports.published.narrative.sentences import COUNTED, SUBJECT, Sentence, only
from gongkai.annual_reports.published.outline import About
from gongkai.annual_reports.published.reading import Reading
from gongkai.statute.annual_report.identities import Breach
from gongkai.statute.annual_report.shape import Number

_RECEIVED = re.compile(
    rf"(?:收到|新收到?|接收|受理|收办|收件|办理)(?:了)?(?:的)?[^,;:、\d]{{0,24}}?(?:申请|依申请公开)[^,;:、\d]{{0,12}}?{COUNTED}"
)
_ONE_WAY = re.compile("通过|网上|在线|信函|当面|邮寄|邮箱|平台|窗口")  # applications that came in one way are not all
_OF = r"(?:的)?(?:共|有)?"
# Row or group of table three, how many rows of numbers it has (其他处理 has one in the form of 2019), its words.
_RESULTS = (
    ("granted", (1,), "予以公开", re.compile(rf"(?<!不)(?<!或)(?:予以公开|同意公开)(?!或){_OF}{COUNTED}")),
    ("partially_granted", (1,), "部分公开", re.compile(rf"(?<!或)部分公开(?!或){_OF}{COUNTED}")),
    ("refused", (8,), "不予公开", re.compile(rf"(?:不予公开|不同意公开){_OF}{COUNTED}")),
    ("unavailable", (3,), "无法提供", re.compile(rf"无法提供{_OF}{COUNTED}")),
    ("not_processed", (5,), "不予处理", re.compile(rf"不予处理{_OF}{COUNTED}")),
    ("other", (1, 3), "其他处理", re.compile(rf"其他处理{_OF}{COUNTED}")),
)
FORWARD = re.compile(
    rf"(?:结转|转)(?:到|至|入)?(?:下一?年度?|20\d\d年)(?:度)?(?:继续)?(?:办理|处理)?(?:的)?(?:申请)?{COUNTED}"
)
_NOTHING = re.compile(r"(?:未|没有)(?:收到|接到|受理)(?:过|任何)?[^,;。\d]{0,20}申请(?!人)")
_NO_REVIEW = re.compile(r"(?:未|没有|无)(?:发生|收到|出现|产生|引发)?[^,;。\d]{0,30}行政复议")
_SOME_OUTCOME = re.compile("纠错|纠正|败诉|撤销|不服|通过行政复议")
_REVIEWS = re.compile(rf"行政复议(?:案件|申请)?{COUNTED}")
_SUITS = re.compile(rf"行政诉讼(?:案件)?{COUNTED}")
_ISSUED = re.compile(rf"制发(?:了)?(?:的)?行政规范性文件{COUNTED}")
_OFFICE = re.compile(r"(?:政府办公?室?|府办|办公[厅室]|本级|市政府|县政府|区政府)(?!及)")
_WHOLE_AREA = re.compile(r"全[市县区省州旗镇乡]")
_AREA = re.compile(r"[省市县区州旗镇乡](人民政府)?$")
OUTCOMES = ("upheld", "corrected", "other", "pending")
SUITS = ("litigation_direct", "litigation_after_review")


def against(said: Sequence[Sentence], about: About, reading: Reading) -> Iterator[Breach]:
    for sentence in said:
        if sentence.section in {"overview", "applications", ""} and SUBJECT.search(sentence.text):
            yield from _applications(sentence, about, reading)
            yield from _remedies(sentence, about, reading)
            yield from _nothing(sentence, reading)
        if sentence.section in {"overview", "proactive"}:
            issued = reading.number("table_two.art20_1.normative_document.issued")
            claim = only(_ISSUED, sentence.text)
            if claim and issued is not None and claim[1] != issued:
                yield _told(claim[0], claim[1], issued, "行政规范性文件·本年制发件数")


def _applications(sentence: Sentence, about: About, reading: Reading) -> Iterator[Breach]:
    """收到 is new ones alone or with those carried in. Only a sentence whose whole fits is read for its parts."""
    new, before = (reading.number(f"table_three.{row}.total") for row in ("new_received", "carried_in"))
    text = sentence.text
    match = _RECEIVED.search(text)
    if new is None or before is None or match is None:
        return
    if _ONE_WAY.search(re.split("[,;:]", text[: match.start()])[-1] + match[0]):
        return
    if (stated := int(match[1])) not in {new, new + before}:
        yield _differs(sentence, match[0], stated, new, "本年新收（总计）", about)
        return
    for key, rows, name, pattern in _RESULTS:
        claim, total = only(pattern, text), _total(reading, key, rows)
        if claim and total is not None and claim[1] != total:
            yield _differs(sentence, claim[0], claim[1], total, f"{name}（总计）", about)
    forward, claim = reading.number("table_three.carried_out.total"), only(FORWARD, text)
    if claim and forward is not None and claim[1] != forward:
        yield _differs(sentence, claim[0], claim[1], forward, "结转下年度继续办理（总计）", about)


def _total(reading: Reading, key: str, rows: tuple[int, ...]) -> Number | None:
    """A result, or the rows of its group added up; None unless all of them were read."""
    prefix = f"table_three.{key}"
    found = {path.rpartition(".")[0] for path in reading.values if path.startswith((f"{prefix}.", f"{prefix}_"))}
    return _sum([reading.number(f"{row}.total") for row in found]) if len(found) in rows else None


def _remedies(sentence: Sentence, about: About, reading: Reading) -> Iterator[Breach]:
    """A total that contradicts its own outcomes is another rule's finding: either number will do here."""
    if _SOME_OUTCOME.search(sentence.text):
        return
    for pattern, blocks, name in (
        (_REVIEWS, ("review",), "行政复议（总计）"),
        (_SUITS, SUITS, "行政诉讼（两栏总计之和）"),
    ):
        claim = only(pattern, sentence.text)
        total = _sum([reading.number(f"table_four.{block}.total") for block in blocks])
        parts = _sum([reading.number(f"table_four.{block}.{key}") for block in blocks for key in OUTCOMES])
        if claim and total is not None and claim[1] not in {total, parts}:
            yield _differs(sentence, claim[0], claim[1], total, name, about)


def _nothing(sentence: Sentence, reading: Reading) -> Iterator[Breach]:
    new, review = reading.number("table_three.new_received.total"), reading.number("table_four.review.total")
    if new and (hit := _NOTHING.search(sentence.text)) and not re.search("复议|诉讼", hit[0]):
        yield _told(hit[0], 0, new, "本年新收（总计）")
    if review and (hit := _NO_REVIEW.search(sentence.text)) and not _SOME_OUTCOME.search(sentence.text):
        yield _told(hit[0], 0, review, "行政复议（总计）")


def _sum(numbers: Sequence[Number | None]) -> Number | None:
    total: Number = 0
    for number in numbers:
        if number is None:
            return None
        total += number
    return total


def _differs(sentence: Sentence, quote: str, stated: int, cell: Number, name: str, about: About) -> Breach:
    """N.table, or N.contradiction when the words speak of the office and the table of the whole area."""
    speaks_of_office = _OFFICE.search(sentence.text) and not _WHOLE_AREA.search(sentence.text)
    if _AREA.search(about.organ) and speaks_of_office and stated < cell:
        return Breach(
            "N.contradiction", "narrative", cell, stated,
            f"文中“{quote}”是{stated}，表格“{name}”是{cell}：文字似乎只统计办公室，表格统计全域，两者口径不一，又没有说明",
        )  # fmt: skip
    return _told(quote, stated, cell, name)


def _told(quote: str, stated: int, cell: Number, name: str) -> Breach:
    return Breach("N.table", "narrative", cell, stated, f"文中“{quote}”与表格不一致：表格“{name}”为{cell}")
