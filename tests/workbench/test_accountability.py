"""The office pages of 监督保障: who may see and do what, and that nothing typed is lost."""

import pytest

from gongkai.accountability import actions
from gongkai.accountability.criteria import CRITERIA
from gongkai.accountability.models import Feedback, LiabilityCase, ScoreSheet, Target, TargetLetter
from gongkai.organs.models import Staff, Unit
from tests.cast import when

pytestmark = pytest.mark.django_db
PAGE = "/office/targets/2019/"


@pytest.fixture
def unit(organ):
    return Unit.objects.create(organ=organ, name="社会救助股")


@pytest.fixture
def letter(organ, office_head):
    return actions.start_letter(organ=organ, year=2019, by=office_head)


def sheet(**fields) -> dict:
    return {"do": "set", "measure": "items", "whose": "organ", "number": "100", "due": "2019-12-31"} | fields


def test_a_letter_is_started_filled_in_and_issued_on_its_page(signed_in, office_head, leader, unit, words):
    client = signed_in(office_head)
    assert client.post(PAGE, {"do": "start"}).status_code == 302
    assert client.post(PAGE, sheet()).status_code == 302
    assert client.post(PAGE, sheet(whose=f"unit:{unit.pk}", number="80")).status_code == 302
    page = words(client.get(PAGE))
    assert "有20条没有落实" in page and "社会救助股" in page and "下达目标" not in page
    head = signed_in(leader)
    refused = words(head.post(PAGE, {"do": "issue", "on": "2019-01-15", "number": "榕民发〔2019〕3号"}))
    assert "有20条没有落实" in refused and "写明理由" in refused
    assert (
        head.post(PAGE, {"do": "issue", "on": "2019-01-15", "unsettled_because": "其余由办公室统筹"}).status_code == 302
    )
    assert TargetLetter.objects.get().is_issued


def test_a_target_of_a_person_hangs_under_the_unit(signed_in, office_head, clerk, letter, unit, words):
    Staff.objects.filter(user=clerk).update(unit=unit)
    person = Staff.objects.get(user=clerk)
    assert signed_in(office_head).post(PAGE, sheet(whose=f"person:{person.pk}", number="30")).status_code == 302
    target = Target.objects.get()
    assert (target.person, target.unit) == (person, unit)


def test_a_refused_target_keeps_what_was_typed(signed_in, office_head, letter):
    page = signed_in(office_head).post(PAGE, sheet(due="2020-12-31", note="每月不少于八条")).content.decode()
    assert "不在2019年度内" in page and "每月不少于八条" in page and 'value="2020-12-31"' in page
    assert not Target.objects.exists()


def test_a_line_of_the_tree_opens_filled_in(signed_in, office_head, letter, unit):
    target = actions.set_target(
        letter=letter, by=office_head, measure="interpretations", number=4, unit=unit, note="随文解读"
    )
    page = signed_in(office_head).get(f"{PAGE}?target={target.pk}").content.decode()
    assert '<option value="interpretations" selected>' in page and "随文解读" in page


def test_a_clerk_reads_the_targets_and_changes_none(signed_in, clerk, office_head, letter, words):
    actions.set_target(letter=letter, by=office_head, measure="items", number=100)
    client = signed_in(clerk)
    assert "保存目标" not in words(client.get(PAGE)) and "主动公开信息" in words(client.get(PAGE))
    assert "没有这项权限" in words(client.post(PAGE, sheet(number="1")))
    assert Target.objects.get().number == 100


def test_a_year_no_calendar_has_is_not_there(signed_in, office_head, supervisor, organ):
    assert signed_in(office_head).get("/office/targets/99999999/").status_code == 404
    assert signed_in(supervisor).get("/office/scores/rongjiang-mzj/99999999/").status_code == 404


def test_another_organs_targets_are_not_there(signed_in, stranger, letter):
    assert signed_in(stranger).get(PAGE).status_code == 404


def test_the_printed_letter_has_the_targets_and_room_to_sign(signed_in, clerk, office_head, letter, unit, words):
    actions.set_target(letter=letter, by=office_head, measure="items", number=100)
    page = words(signed_in(clerk).get(f"{PAGE}print/"))
    assert "2019年度政府信息公开工作目标责任书" in page and "100条" in page and "承诺" in page and "未下达" in page


def test_the_supervising_office_scores_and_closes_and_the_organ_then_reads(signed_in, supervisor, clerk, organ, words):
    client, address = signed_in(supervisor), "/office/scores/rongjiang-mzj/2019/"
    assert client.post(address, {"do": "open"}).status_code == 302
    assert signed_in(clerk).get(address).status_code == 404
    assert "要写明依据" not in words(client.get(address))
    for row in CRITERIA:
        if row.compute is None:
            scored = {"do": "score", "criterion": row.key, "points": row.weight, "note": "查阅台账"}
            assert client.post(address, scored).status_code == 302
    assert client.post(address, {"do": "close", "opinion": "总体良好"}).status_code == 302
    page = words(signed_in(clerk).get(address))
    assert "总体良好" in page and "系统计算" in page and "保存评分" not in page
    assert "本机关的考核结果" in words(signed_in(clerk).get("/office/scores/"))


def test_a_score_out_of_bounds_is_explained_and_stays_in_the_form(signed_in, supervisor, organ):
    actions.open_sheet(organ=organ, year=2019, by=supervisor)
    answer = signed_in(supervisor).post(
        "/office/scores/rongjiang-mzj/2019/", {"do": "score", "criterion": "guide", "points": "50", "note": "指南齐全"}
    )
    page = answer.content.decode()
    assert "应在 0 到 5 之间" in page and 'value="指南齐全"' in page


def test_an_organ_neither_opens_nor_scores_its_own_sheet(signed_in, leader, organ):
    client = signed_in(leader)
    assert client.post("/office/scores/rongjiang-mzj/2019/", {"do": "open"}).status_code == 404
    assert not ScoreSheet.objects.exists()


def test_the_register_of_liability_runs_on_its_pages_and_is_closed_to_others(
    signed_in, supervisor, leader, clerk, organ, words
):
    client = signed_in(supervisor)
    typed = {
        "organ": organ.pk,
        "ground": "53(1)",
        "on": "2019-10-08",
        "facts": "逾期未公开，经督促未改正。",
        "responsible": "股室负责人",
    }
    opened = client.post("/office/liability/", typed)
    address = opened["Location"]
    assert opened.status_code == 302 and LiabilityCase.objects.get().responsible == "股室负责人"
    decided = {"measure": "circular", "decided_by": "县政府办", "on": "2019-10-20", "document_number": ""}
    assert client.post(address, decided).status_code == 302
    assert "逾期未公开" in words(signed_in(leader).get(address)) and "办结" not in words(signed_in(leader).get(address))
    assert signed_in(leader).get("/office/liability/").status_code == 200
    assert (
        signed_in(clerk).get(address).status_code == 404
        and signed_in(clerk).get("/office/liability/").status_code == 403
    )
    assert client.post(address, {"on": "2019-11-01", "outcome": "已补充公开"}).status_code == 302
    assert LiabilityCase.objects.get().closed_on is not None


def test_the_ledger_shows_views_and_feedback_and_leaves_as_csv(signed_in, clerk, published, words):
    item = published(title="=1+1 也是标题", at=when(2019, 5, 6))
    client = signed_in(clerk)
    assert "还没有读入访问记录" in words(client.get("/office/quality/"))
    actions.take_in_views(views={(item.pk, when(2019, 5, 7).date()): 3})
    actions.give_feedback(item=item, verdict="useful")
    for order in ("views", "unused", "feedback", "oldest"):
        assert client.get(f"/office/quality/?order={order}").status_code == 200
    assert client.get("/office/quality/?order=random").status_code == 404
    assert "一年没人看" in words(client.get("/office/quality/?order=unused")) and "=1+1 也是标题" in words(
        client.get("/office/quality/?order=unused")
    )
    text = client.get("/office/quality.csv").content.decode("utf-8-sig")
    assert "'=1+1 也是标题" in text and text.count("\r\n") == 2


def test_an_error_stands_on_the_first_page_of_the_unit_and_is_answered(
    signed_in, clerk, organ, unit, published, heading, words
):
    item = published()
    owned = heading("0314")
    owned.owner_unit = unit
    owned.save()
    row = actions.give_feedback(item=item, verdict="wrong", text="日期写成了去年")
    other = Unit.objects.create(organ=organ, name="人事股")
    client = signed_in(clerk)
    Staff.objects.filter(user=clerk).update(unit=other)
    assert "日期写成了去年" not in words(client.get("/office/"))
    Staff.objects.filter(user=clerk).update(unit=unit)
    assert "公众纠错" in words(client.get("/office/")) and "日期写成了去年" in words(client.get("/office/"))
    assert "请写明处理情况" in words(client.post("/office/quality/errors/", {"feedback": row.pk, "result": " "}))
    assert client.post("/office/quality/errors/", {"feedback": row.pk, "result": "已更正"}).status_code == 302
    assert Feedback.objects.get().result == "已更正" and "日期写成了去年" not in words(client.get("/office/"))


def test_another_organs_feedback_is_not_there(signed_in, stranger, published):
    row = actions.give_feedback(item=published(), verdict="wrong", text="日期写成了去年")
    client = signed_in(stranger)
    assert "日期写成了去年" not in client.get("/office/quality/errors/").content.decode()
    assert client.post("/office/quality/errors/", {"feedback": row.pk, "result": "已更正"}).status_code == 404


def test_the_acts_read_as_words_in_the_trail(signed_in, office_head, letter, words):
    actions.set_target(letter=letter, by=office_head, measure="items", number=100)
    page = words(signed_in(office_head).get("/office/audit/"))
    assert "年度目标：建立" in page and "年度目标：填写、调整" in page and "目标责任书" in page and "责任主体" in page
