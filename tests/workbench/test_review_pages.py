"""The chain at the screen: the queue, the sheet at submission, each act with its refusal, versions, register, substitutes."""

import io
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from gongkai.audit.models import AuditEntry
from gongkai.catalogue import actions as catalogue
from gongkai.catalogue.models import DisclosureItem, Heading
from gongkai.clearance import actions, queries
from tests.pages import samples

pytestmark = pytest.mark.django_db


def page(name, *args):
    return reverse(f"office_{name}", args=args)


@pytest.fixture
def submitted(draft, clerk):
    def make(chain="two", *, by=clerk, **fields):
        Heading.objects.filter(code="0314").update(chain=chain)
        return catalogue.submit(item=draft(by=by, **fields), by=by)

    return make


def ok(record, by):
    return actions.clear(record=record, by=by, content_hash=record.content_hash)


def item_of(record) -> DisclosureItem:
    return DisclosureItem.objects.get(pk=record.subject.partition(":")[2])


def test_the_heading_names_its_chain(signed_in, office_head, heading):
    client, row = signed_in(office_head), heading("0314")
    said = client.get(page("heading", row.pk)).text
    assert "三审：股室负责人、保密审查员、分管领导" in said and "按类别默认" in said
    fields = {
        "name": row.name,
        "publish_within_working_days": 20,
        "chain": "three",
        "default_stat_class": row.default_stat_class,
    }
    client.post(page("heading", row.pk), fields)
    assert heading("0314").review_chain.code == "three"
    assert (
        "建议选“三审加主要负责人”"
        in client.get(page("heading", Heading.objects.filter(kind="finance").first().pk)).text
    )


def test_the_queue_tells_age_due_date_and_whose_turn_it_is(
    signed_in, submitted, clerk, chief, secrecy_reviewer, organ, deputy, words
):
    submitted(title="低保名单")
    said = words(signed_in(clerk).get(page("review_list")))
    due = queries.waiting_for(chief)[0]
    from gongkai.clearance import clocks

    assert "0 个工作日" in said and clocks.pace(due).due_on.isoformat() in said
    assert "股室负责人：潘谷章" in said
    assert "等我审查" in words(signed_in(chief).get(page("review_list")))
    assert "等我审查" not in words(signed_in(secrecy_reviewer).get(page("review_list")))
    day = timezone.localdate()
    actions.substitute(organ=organ, by=chief, person=chief, substitute=deputy, since=day, until=day)
    said = words(signed_in(deputy).get(page("review_list")))
    assert "等我审查 代潘谷章" in said and "石傅举（代潘谷章）" in said


def test_two_reviewers_pass_it_on_and_the_last_one_publishes(
    signed_in, submitted, chief, secrecy_reviewer, deputy, words
):
    record = submitted("three")
    first = signed_in(chief).get(page("review", record.pk))
    assert "同意，送下一步" in words(first) and 'name="publish"' not in first.text
    seen = {"content_hash": record.content_hash, "revision": record.revision, "clear": "1"}
    said = words(signed_in(chief).post(page("review", record.pk), seen, follow=True))
    assert "送保密审查员审查：吴保明" in said
    waiting = words(signed_in(deputy).get(page("review", record.pk)))
    assert "现在轮到保密审查员审查，等：吴保明" in waiting
    signed_in(secrecy_reviewer).post(page("review", record.pk), seen)
    last = signed_in(deputy).get(page("review", record.pk))
    assert "准予并发布" in words(last)
    signed_in(deputy).post(page("review", record.pk), seen | {"publish": "1"})
    assert item_of(record).live


def test_the_first_page_shows_each_reviewer_his_turn_only(signed_in, submitted, chief, secrecy_reviewer, words):
    record = submitted(title="低保名单")
    assert "等我审查" in words(signed_in(chief).get(page("home")))
    assert "等我审查" not in words(signed_in(secrecy_reviewer).get(page("home")))
    ok(record, chief)
    assert "等我审查" in words(signed_in(secrecy_reviewer).get(page("home")))


def test_submitting_costs_one_click_and_the_answers_are_kept(signed_in, draft, clerk, words):
    item = draft()
    assert "各项已填“否”，送审即确认" in words(signed_in(clerk).get(page("item", item.pk)))
    signed_in(clerk).post(page("submit", item.pk))
    sheet = queries.pending(item.reference).sheet
    assert set(sheet.answers.values()) == {False} and sheet.filled_by == clerk


def test_a_yes_without_a_note_opens_the_sheet_with_what_was_answered(signed_in, draft, clerk, words):
    item, client = draft(), signed_in(clerk)
    answer = client.post(page("submit", item.pk), {"sheet-personal_data": "yes"})
    assert answer.status_code == 422 and "请在“说明”里写明" in words(answer)
    assert '<details class="office-fold office-sheet" open>' in answer.text
    client.post(
        page("submit", item.pk), {"sheet-personal_data": "yes", "sheet-note": "已隐去", "sheet-planned_on": "12月5日"}
    )
    record = queries.pending(item.reference)
    assert record.sheet.facts["planned_on"] == "12月5日" and record.steps.last().role == "leader"


def test_what_a_scan_has_found_stands_at_yes_beforehand(draft):
    from gongkai.workbench.forms.sheet import SheetForm

    form = SheetForm({}, item=draft(), preset=["personal_data"])
    assert form.is_valid() and form.proposes_yes
    assert [code for code, yes in form.given()["answers"].items() if yes] == ["personal_data"]


def test_the_sheet_comes_as_pdf_and_word_to_those_of_the_organ(signed_in, submitted, clerk, stranger, leader):
    record = submitted()
    for kind, start in (("pdf", b"%PDF"), ("docx", b"PK")):
        answer = signed_in(clerk).get(page("review_sheet", record.pk, kind))
        assert answer.content.startswith(start) and "attachment" in answer["Content-Disposition"]
        assert signed_in(stranger).get(page("review_sheet", record.pk, kind)).status_code == 404
    assert signed_in(clerk).get(page("review_sheet", record.pk, "exe")).status_code == 404


def test_who_saw_which_version_is_one_page(signed_in, submitted, clerk, chief, secrecy_reviewer, words):
    record = submitted(title="低保名单")
    ok(record, chief)
    item = item_of(record)
    answer = signed_in(clerk).get(page("item_reviews", item.pk))
    assert "股室负责人" in words(answer) and "潘谷章" in words(answer) and record.content_hash[:16] in answer.text
    assert page("revision", item.pk, record.revision) in answer.text
    assert page("item_reviews", item.pk) in signed_in(clerk).get(page("item", item.pk)).text


def test_a_month_of_reviews_on_the_page_and_as_a_workbook(signed_in, submitted, clerk, chief, secrecy_reviewer, words):
    record = submitted(title="=低保名单")
    for person in (chief, secrecy_reviewer):
        ok(record, person)
    item = item_of(record)
    catalogue.publish(item=item, by=clerk)
    client = signed_in(clerk)
    said = words(client.get(page("review_register")))
    assert "送审 1 件：准予公开 1 件" in said and "股室负责人 0.0 小时（1 件）" in said and item.index_number in said
    data = client.get(page("review_xlsx"))
    sheet = load_workbook(io.BytesIO(data.content)).worksheets[0]
    row = dict(zip([cell.value for cell in sheet[2]], [cell.value for cell in sheet[3]], strict=True))
    assert (
        row["标题"] == "=低保名单"
        and "保密审查员 吴保明" in row["各步审查"]
        and row["公开地址"].endswith(f"{item.pk}/")
    )
    assert AuditEntry.objects.get(verb="clearance.register_exported").facts["count"] == 1
    assert "没有送审的信息" in words(client.get(page("review_register"), {"month": "2019-02"}))
    for odd in ("", "2026-13", "x", "99999-1", "-1-1"):
        assert client.get(page("review_register"), {"month": odd}).status_code == 200


def test_a_referral_is_sent_answered_and_late_ones_stand_on_the_first_page(
    signed_in, submitted, chief, secrecy_reviewer, words
):
    record = submitted()
    client = signed_in(chief)
    asked = {
        "addressee": "secrecy",
        "department": "州国家保密局",
        "question": "能否公开",
        "sent_on": timezone.localdate(),
    }
    assert "不是涉密系统" in words(client.get(page("review", record.pk)))
    answer = client.post(page("review_refer", record.pk), asked | {"department": ""})
    assert answer.status_code == 422 and ">能否公开</textarea>" in answer.text.replace("\n", "")
    said = words(client.post(page("review_refer", record.pk), asked, follow=True))
    assert "已登记转送州国家保密局" in said and "登记答复以前不能准予公开" in said
    assert 'name="clear"' not in client.get(page("review", record.pk)).text
    type(record.referrals.get()).objects.update(due_on=timezone.localdate() - timedelta(days=1))
    assert "转送答复逾期" in words(client.get(page("home")))
    scan = SimpleUploadedFile("答复.png", samples.GENUINE["png"])
    told = {"result": "public", "answered_on": timezone.localdate(), "file": scan}
    assert "已登记答复：可以公开" in words(client.post(page("review_answer", record.pk), told, follow=True))
    kept = record.referrals.get().file
    assert kept.sealed and client.get(kept.get_absolute_url()).status_code == 200
    assert 'name="clear"' in client.get(page("review", record.pk)).text


def test_the_deputy_publishes_in_a_hurry_and_the_after_review_takes_it_down(
    signed_in, submitted, deputy, chief, secrecy_reviewer, clerk, words
):
    record = submitted()
    assert "紧急公开" not in words(signed_in(chief).get(page("review", record.pk)))
    client = signed_in(deputy)
    refused = client.post(page("review_urgent", record.pk), {"content_hash": record.content_hash, "because": ""})
    assert refused.status_code == 422 and "请写明紧急公开的理由" in words(refused)
    client.post(page("review_urgent", record.pk), {"content_hash": record.content_hash, "because": "山洪预警"})
    item = item_of(record)
    assert item.live
    assert "紧急公开：山洪预警" in words(signed_in(clerk).get(page("item", item.pk)))
    after = signed_in(chief)
    assert "等我补审" in words(after.get(page("home"))) and "待补审" in words(after.get(page("review_list")))
    record.steps.filter(after_due_on__isnull=False).update(after_due_on=timezone.localdate() - timedelta(days=1))
    assert "补审逾期" in words(signed_in(clerk).get(page("home")))
    said = words(
        after.post(
            page("review", record.pk),
            {"content_hash": record.content_hash, "send_back": "1", "opinion": "含电话"},
            follow=True,
        )
    )
    assert "已退回并撤下" in said
    item.refresh_from_db()
    assert not item.live and item.is_withdrawn


def test_a_comment_is_pinned_to_its_words_and_answered_by_the_author(
    signed_in, submitted, chief, secrecy_reviewer, clerk, words
):
    record = submitted(body="<p>联系人：张某某。</p><p>联系人请另行通知。</p>")
    client = signed_in(chief)
    given = {"content_hash": record.content_hash, "quote": "联系 人", "occurrence": 2, "text": "是谁", "is_must": "on"}
    assert "没有这句原文" in words(client.post(page("review_comment", record.pk), given | {"quote": "没有"}))
    client.post(page("review_comment", record.pk), given)
    answer = client.get(page("review", record.pk))
    assert "<mark>联系人</mark>请另行通知" in answer.text and "还有 1 条必须处理的批注" in words(answer)
    row = queries.comments_of(record.subject)[0]
    author = signed_in(clerk)
    assert "是谁" in words(author.get(page("item", item_of(record).pk)))
    author.post(page("comment_resolve", row.pk), {"answer": "办公室", "back": "item"})
    row.refresh_from_db()
    assert (row.resolved_by, row.answer) == (clerk, "办公室")


def test_a_signature_on_paper_is_entered_with_its_scan(
    signed_in, submitted, office_head, chief, secrecy_reviewer, words
):
    record = submitted()
    client = signed_in(office_head)
    assert "登记纸质签批" in words(client.get(page("review", record.pk)))
    given = {
        "content_hash": record.content_hash,
        "signed_by": chief.pk,
        "signed_on": timezone.localdate(),
        "opinion": "同意",
    }
    assert client.post(page("review_paper", record.pk), given).status_code == 422
    scan = SimpleUploadedFile("签批.png", samples.GENUINE["png"])
    said = words(client.post(page("review_paper", record.pk), given | {"file": scan}, follow=True))
    assert "已登记潘谷章的纸质签批" in said and "龙祝仁登记" in said
    assert record.steps.first().decided_by == chief


def test_a_reviewer_names_his_own_substitute_and_ends_it(signed_in, chief, deputy, leader, clerk, administrator, words):
    client, today = signed_in(chief), timezone.localdate()
    given = {"person": chief.pk, "substitute": deputy.pk, "since": today, "until": today + timedelta(days=3)}
    assert "已登记：石傅举 代 潘谷章" in words(client.post(page("substitutes"), given, follow=True))
    client.post(page("substitutes"), given | {"person": leader.pk})  # not his to give
    assert len(queries.substitutions_in(chief.staff.organ)) == 1
    row = queries.substitutions_in(chief.staff.organ)[0]
    assert "登记代审" not in words(signed_in(clerk).get(page("substitutes")))
    assert signed_in(leader).post(page("substitute_end", row.pk)).status_code == 403
    assert "登记代审" in words(signed_in(administrator).get(page("substitutes")))
    client.post(page("substitute_end", row.pk))
    row.refresh_from_db()
    assert row.until < today


def test_the_queue_costs_the_same_queries_however_long_it_is(
    signed_in, submitted, chief, django_assert_max_num_queries
):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client = signed_in(chief)
    submitted()
    client.get(page("review_list"))
    counts = []
    for _time in range(2):
        with CaptureQueriesContext(connection) as asked:
            client.get(page("review_list"))
        counts.append(len(asked))
        for _again in range(4):
            submitted()
    assert counts[0] == counts[1]


def test_the_editor_keeps_the_answers_that_were_refused(signed_in, clerk, sheet, heading):
    client = signed_in(clerk)
    said = client.post(page("add", "0314"), sheet(submit="1", **{"sheet-trade_secret": "yes"}), follow=True).text
    assert "请在“说明”里写明" in said and '<details class="office-fold office-sheet" open>' in said
    item = DisclosureItem.objects.get()
    client.post(page("edit", item.pk), sheet(submit="1", **{"sheet-trade_secret": "yes", "sheet-note": "企业已同意"}))
    assert queries.pending(item.reference).sheet.answers["trade_secret"] is True


def test_an_after_review_is_shown_the_text_that_went_out_and_not_the_draft_after_it(
    signed_in, submitted, deputy, chief, clerk, secrecy_reviewer
):
    record = submitted(title="山洪预警", body="<p>立即转移。</p>")
    actions.clear_urgently(record=record, by=deputy, content_hash=record.content_hash, because="预警")
    item = item_of(record)
    catalogue.publish(item=item, by=deputy)
    catalogue.revise(item=item, by=clerk, body="<p>后来的草稿。</p>")
    said = signed_in(chief).get(page("review", record.pk)).text
    assert page("revision", item.pk, record.revision) in said and f'name="revision" value="{record.revision}"' in said
    signed_in(chief).post(
        page("review", record.pk), {"content_hash": record.content_hash, "revision": record.revision, "clear": "1"}
    )
    assert record.steps.get(role="section_chief").revision == record.revision


def test_the_reviewer_reads_what_was_found_and_who_answers_for_it_but_covers_nothing(draft, clerk, leader, signed_in):
    from gongkai.catalogue import screening
    from gongkai.clearance.screening import standing

    item = draft(title="样表", body="<p>填表示范：身份证号11010519491231002X，手机13800138000。</p>")
    [row] = [one for one in screening.standings_of(item.get_latest_revision_as_object()) if one.rule == "ID18"]
    standing.settle(subject=item.reference, organ=item.organ, standing=row, ground="example", note="填表样例", by=clerk)
    record = catalogue.submit(item=item, by=clerk)
    page = signed_in(leader).get(reverse("office_review", args=[record.pk])).content.decode()
    found = page.partition('id="found-head"')[2].partition("data-quotable")[0]
    assert "石文" in found and "虚构的样例" in found and "填表样例" in found and "手机号码" in found
    assert "<form" not in found and 'type="checkbox"' not in found
    assert 'class="found-mark' in found
