"""保密审查表: filled with every submission, refused where it must be, printed from the record on one page."""

import io
import re

import pypdfium2
import pytest
from django.core.exceptions import ValidationError
from docx import Document

from gongkai.catalogue import actions as catalogue
from gongkai.clearance import actions, queries, questions, sheets
from gongkai.clearance.models import ReviewSheet
from gongkai.writers import paper_docx, paper_pdf
from tests.cast import when


def ok(record, by, **more):
    return actions.clear(record=record, by=by, content_hash=record.content_hash, **more)


def test_every_question_names_its_article_and_exactly_one_forbids_submitting():
    assert all(
        (row.article and row.wording.startswith("是否")) or row.code == "security" for row in questions.QUESTIONS
    )
    assert [row.code for row in questions.QUESTIONS if row.refuses] == ["state_secret"]
    with pytest.raises(KeyError):
        questions.complete({"没有这一问": True})


def test_a_submission_has_its_sheet_with_every_answer_and_what_the_item_knows(submitted, clerk):
    record = submitted("single", document_number="榕民发〔2026〕3号")
    sheet = record.sheet
    assert (sheet.filled_by, set(sheet.answers.values())) == (clerk, {False})
    assert set(sheet.answers) == {row.code for row in questions.QUESTIONS}
    assert sheet.facts["carrier"] == "公文" and sheet.facts["source"] == "本机关制作"
    assert set(sheet.facts) == set(sheets.FACTS)


def test_a_yes_needs_a_note_and_brings_in_the_head_of_the_organ(submitted):
    with pytest.raises(ValidationError, match="请在“说明”里写明"):
        submitted("two", answers={"personal_data": True})
    record = submitted("two", answers={"personal_data": True}, note="已隐去身份证号和电话。")
    assert [step.role for step in record.steps.all()] == ["section_chief", "secrecy_reviewer", "leader"]
    assert record.escalated_because.startswith("保密审查表：涉及个人隐私")
    assert [row.code for row in record.sheet.yes] == ["personal_data"]


def test_what_is_called_a_state_secret_is_not_submitted_and_the_duty_to_report_is_told(submitted):
    with pytest.raises(ValidationError, match="24 小时内"):
        submitted("single", answers={"state_secret": True}, note="x")
    assert not ReviewSheet.objects.exists()


def test_without_a_sheet_nothing_is_cleared(submitted, leader):
    record = submitted("single")
    record.sheet.delete()
    with pytest.raises(ValidationError, match="没有保密审查表"):
        ok(record, leader)
    assert not queries.is_cleared(record.subject, record.content_hash)


def text_of(paper) -> str:
    document = Document(io.BytesIO(paper_docx.to_docx(paper)))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])


@pytest.fixture
def whole(submitted, chief, secrecy_reviewer, deputy, leader, organ):
    """The fullest sheet there is: a yes with its note, four steps, all decided."""
    record = submitted(
        "sensitive", answers={"personal_data": True, "other_organ": True}, title="2026年第四季度城乡低保审核确认情况公示",
        note="名单已隐去身份证号、电话、住址；县乡村振兴局已于11月20日来函同意公开。", document_number="榕民发〔2026〕12号",
    )  # fmt: skip
    for person in (chief, secrecy_reviewer, deputy, leader):
        ok(record, person, opinion="经审查，不涉及国家秘密、工作秘密，个人信息已作处理，同意公开。")
    return queries.record_in(organ, record.pk)


def test_the_paper_says_who_looked_when_and_with_which_result(whole):
    said = text_of(sheets.paper_of(whole))
    for name in ("潘谷章", "吴保明", "石傅举", "杨聚昌", "石文"):
        assert name in said
    for words in (
        "政府信息公开保密审查表",
        "榕民发〔2026〕12号",
        "是否涉及国家秘密",
        "来函同意公开",
        "准予公开",
        "榕江县民政局",
    ):
        assert words in said
    assert whole.content_hash[:32] in said


def test_the_fullest_sheet_stands_on_one_page(whole):
    pdf = pypdfium2.PdfDocument(paper_pdf.to_pdf(sheets.paper_of(whole)))
    assert len(pdf) == 1
    said = re.sub(r"\s", "", pdf[0].get_textpage().get_text_range())
    assert "保密审查员意见" in said and "审查结论" in said


def test_steps_that_are_open_leave_room_for_a_signature(submitted, organ):
    record = queries.record_in(organ, submitted("two").pk)
    assert text_of(sheets.paper_of(record)).count("签名：") >= 2


def test_the_sheet_tells_where_it_went_out(submitted, leader, clerk, organ):
    from gongkai.workbench import reviewing

    record = submitted("single", at=when(2026, 3, 2, 9))
    ok(record, leader, at=when(2026, 3, 2, 15))
    item = reviewing.items_of([record])[record.subject]
    catalogue.publish(item=item, by=clerk, at=when(2026, 3, 3, 9), backdated_because="补录")
    [record] = reviewing.with_publications([queries.record_in(organ, record.pk)])
    assert "2026-03-03 09:00　http" in text_of(sheets.paper_of(record))
