"""Numbers in the words: what contradicts the tables or arithmetic is found, what only might is left alone."""

import pytest

from gongkai.annual_reports.published import check
from gongkai.statute.annual_report.forms import form_named
from gongkai.statute.annual_report.tables import fill
from tests.annual_reports.published.markups import write

FORM = form_named("2021-30")
VALUES = {
    "table_two.art20_1.normative_document.issued": 3,
    "table_two.art20_1.normative_document.in_force": 9,
    "table_three.new_received.natural_person": 18,
    "table_three.new_received.org_business": 2,
    "table_three.carried_in.natural_person": 1,
    "table_three.granted.natural_person": 12,
    "table_three.granted.org_business": 2,
    "table_three.partially_granted.natural_person": 3,
    "table_three.unavailable_not_held.natural_person": 2,
    "table_three.carried_out.natural_person": 2,
    "table_four.review.upheld": 2,
    "table_four.review.pending": 1,
    "table_four.litigation_direct.upheld": 1,
}


def found(sentence: str, *, organ: str = "榕江县民政局", before_six: str = "") -> list[tuple[str, object, object]]:
    page = write(FORM, fill(FORM, VALUES), "page").decode().replace("榕江县民政局", organ)
    page = page.replace("（一）主动公开。全年经政府网站发布各类信息。", f"（二）依申请公开。{sentence}")
    return [(b.rule, b.expected, b.found) for b in check(page.encode()).breaches]


TRUE = [
    "全年新收政府信息公开申请20件，上年结转1件，办结19件，结转下年度继续办理2件。",
    "全年收到政府信息公开申请21件（含上年结转1件），予以公开14件，部分公开3件，无法提供2件。",
    "共受理政府信息公开申请20件。因政府信息公开引发行政复议3件，行政诉讼1件。",
    "通过网上收到政府信息公开申请7件，均已答复。",  # one way in only
    "全年主动公开信息60条，其中政策文件12条、工作动态40条。",  # 其中 may name a part of the whole
    "全年主动公开信息60条，其中政策文件12条、工作动态40条、其他8条。",
    "举办活动12次，其中线上5次、线下7次，参加人数300人次。",
    "全年公开信息1700余条，其中督导872条，其他300条。",
    "公开信息345条，其中规章11条、其他文件102条（中英文各1条），会议信息232条。",
    "引发行政争议11件，其中，行政复议7件，结果维持6件，尚未审结1件；行政诉讼4件。",  # parts of parts; its total is another fact
    "制发行政规范性文件3件。",
    "收到行政复议申请9件，与信息公开无关。",
]  # fmt: skip


@pytest.mark.parametrize("sentence", TRUE[:-3])
def test_what_is_true_or_open_is_left_alone(sentence):
    assert found(sentence) == []


FALSE = {
    "全年收到政府信息公开申请17件。": [("N.table", 20, 17)],
    "全年新收政府信息公开申请20件，予以公开11件。": [("N.table", 14, 11)],
    "全年新收政府信息公开申请20件，结转下年度继续办理3件。": [("N.table", 2, 3)],
    "本年度未收到政府信息公开申请。": [("N.table", 20, 0)],
    "因政府信息公开引发行政复议5件。": [("N.table", 3, 5)],
    "因政府信息公开引发行政诉讼4件。": [("N.table", 1, 4)],
    "本年度未发生因政府信息公开引起的行政复议。": [("N.table", 3, 0)],
    "全年制发行政规范性文件8件。": [("N.table", 3, 8)],
    "受理信息咨询372人次，其中现场咨询331人次，电话咨询61人次。": [("N.sum", 392, 372)],
    "公开信息100条，其中动态50条、公告20条、其他20条。": [("N.sum", 90, 100)],
    "网站公开信息5000万条。部门公开2000条，乡镇公开3000条。": [("N.contradiction", 5000, "5000万")],
    "公开200条，动态100条，占50%；公告60条，占30%；其他40条，占25%。": [("N.percent", "20%", "25%")],
}  # fmt: skip


@pytest.mark.parametrize("sentence", FALSE)
def test_what_cannot_be_true_is_found(sentence):
    assert found(sentence) == FALSE[sentence]


def test_received_and_ended_must_balance_in_the_words_too():
    assert ("N.balance", 41, 44) in found("收到依申请公开申请40件，上年结转1件，办结申请40件，结转下年度继续办理4件。")


def test_an_office_counting_for_itself_in_the_report_of_the_area_is_told_apart():
    sentence = "区政府办代表区政府受理政府信息公开申请7件，均已答复。"
    assert found(sentence, organ="淮安市洪泽区人民政府") == [("N.contradiction", 20, 7)]
