"""Large and hostile texts take time in proportion to their length. The limits are generous: machines are shared."""

from time import perf_counter

import pytest

from gongkai.clearance.documents.document import PAGE, Document
from gongkai.clearance.documents.places import Place
from gongkai.clearance.scanners import SCANNERS, scan
from gongkai.clearance.scanners.finding import Known
from tests.clearance.scanners.making import ANYBODY, CARD, table

LENGTH = 50_000


def page(text: str) -> Document:
    document = Document()
    document.add(text, Place.of(("page", 1)), kind=PAGE)
    return document


@pytest.mark.parametrize(
    "unit",
    [
        "1234567890", "1 ", "13-5 ", "1\n", "1.", "4-", "a", "a@", "a@a.", "机", "机密 ", "机   ", "机密★", "内部", "不得外传，", "（", "（此件发至", "公开：", "\t1",
        "一", "一 ", "0O1l", "贵A1", "护照E1", "62 ", "1\u200b", "http://a/",
    ],
)  # fmt: skip
def test_a_hostile_text_is_read_in_time(unit):
    document = page((unit * LENGTH)[:LENGTH])
    began = perf_counter()
    for scanner in SCANNERS:
        for count, _hit in enumerate(scanner.find(document, Known())):
            if count > 1000:
                break
    assert perf_counter() - began < 12


def test_a_list_of_two_thousand_persons_is_read_in_time():
    rows = [("姓名", "身份证号", "联系电话", "银行账号"), *[("罗某", ANYBODY, "13800138000", CARD)] * 2000]
    document = table(*rows)
    began = perf_counter()
    assert len(scan(document)) == 6000
    assert perf_counter() - began < 6
