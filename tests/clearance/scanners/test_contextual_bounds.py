"""Whatever the text, every contextual scanner ends soon and hits within it."""

import time

from hypothesis import given, settings
from hypothesis import strategies as st

from gongkai.clearance.documents.document import PAGE, Document
from gongkai.clearance.documents.places import Place
from gongkai.clearance.scanners import address, health, hidden, lexicon, link, metadata, minor, name_list
from gongkai.clearance.scanners.finding import SEVERITIES, Known
from tests.clearance.scanners.corpora import table

ALL = (address, health, hidden, lexicon, link, metadata, minor, name_list)
WORDS = st.sampled_from(
    "姓名 身份证号 住 大寨村 三组 路 12号 3栋 2单元 402室 患 慢性肾病 孤儿 9岁 罗明远 吴阿梅 张　三 、 ， 。 ： （ ） http:// www. 帐号 一级 肢体 \n \t 1 522601198503121234 ２ ·".split(
        " "
    )
)


@settings(max_examples=60, deadline=None)
@given(st.lists(WORDS, max_size=40))
def test_hits_are_stretches_of_the_text(words):
    text = "".join(words)
    document = Document(kind="pdf")
    document.add(text, Place.of(("page", 1)), kind=PAGE)
    cells = [part.split("\t") for part in text.split("\n")]
    for made in (document, table(cells)):
        for scanner in ALL:
            for hit in scanner.find(made, Known()):
                assert 0 <= hit.start <= hit.end <= len(hit.block.text)
                assert hit.severity in SEVERITIES
                assert hit.start < hit.end


def test_texts_made_to_be_slow_are_not():
    started = time.monotonic()
    for part in (
        "村",
        "路12号",
        "张三丰、",
        "张 ",
        "患",
        "3栋2单元",
        "一",
        "1",
        "年级班",
        "姓名 ",
        "http://",
        "村组寨",
        "男，",
        "吴阿梅，",
    ):
        document = Document(kind="pdf")
        document.add(part * (9000 // len(part)), Place.of(("page", 1)), kind=PAGE)
        for scanner in ALL:
            list(scanner.find(document, Known()))
    assert time.monotonic() - started < 10
